package bayes.runtime.draws;

import java.util.List;

/**
 * A quantity that is recorded once per draw: a scalar, or an array over labelled axes.
 *
 * @param name the name in the model, {@code theta}
 * @param kind what its numbers mean
 * @param axes one per dimension, the first index slowest; empty for a scalar
 * @param members for {@link Kind#MEMBER} the labels of the set (value k, from 1, is the k-th); else
 *     empty
 */
public record RecordedVariable(String name, Kind kind, List<Axis> axes, List<String> members) {
  /** What the recorded numbers mean. */
  public enum Kind {
    REAL,
    INT,
    BOOL,
    MEMBER
  }

  /**
   * One dimension.
   *
   * @param set the name of the index set, or empty for a plain range
   * @param labels the labels of its members, in order
   * @param quoted whether labels are strings, printed in quotes ({@code theta["Choate"]}), or
   *     numbers ({@code theta[3]})
   */
  public record Axis(String set, List<String> labels, boolean quoted) {
    public Axis {
      labels = List.copyOf(labels);
    }

    /** The number of members. */
    public int size() {
      return labels.size();
    }
  }

  public RecordedVariable {
    axes = List.copyOf(axes);
    members = List.copyOf(members);
  }

  /** The number of scalar elements: the product of the axes' sizes, 1 for a scalar. */
  public int size() {
    int size = 1;
    for (Axis axis : axes) size *= axis.size();
    return size;
  }
}
