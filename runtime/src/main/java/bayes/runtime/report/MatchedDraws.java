package bayes.runtime.report;

import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Axis;
import bayes.runtime.draws.RecordedVariable.Kind;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The draws of chains with the members of interchangeable sets called by the same names throughout:
 * where nothing tells topics or classes apart, chains call them by other numbers, and their means
 * and R-hats are of nothing. In each draw the members are renamed, in all that ranges over the set
 * and all that is one of them, so that they are most like those of a reference: the draw of the
 * first chain with the highest density, and then the mean of the renamed draws, twice. Swapping
 * members does not change the posterior density, so that renamed draws are draws of the same
 * posterior, in the part where members are most like the reference.
 *
 * <p>Source: Stephens, Dealing with label switching in mixture models (2000); the likeness here is
 * that of {@link MemberMatching}.
 *
 * <p>Sets of more than 50 members are left as they are.
 *
 * @param renamed by set, the share of the draws in which members had other names
 */
public record MatchedDraws(Draws draws, Map<String, Double> renamed) {
  private static final int ROUNDS = 2;

  /** Matching takes the square of this for each draw, and more. */
  private static final int MOST_MEMBERS = 50;

  public MatchedDraws {
    renamed = Map.copyOf(renamed);
  }

  /** Those of a run; the draws as they are, if there is nothing to match. */
  public static MatchedDraws of(Run run) {
    return of(run.record(), run.draws());
  }

  static MatchedDraws of(RunRecord record, Draws draws) {
    Map<String, Double> renamed = new LinkedHashMap<>();
    Draws matched = draws;
    boolean areChains =
        !record.isExact()
            && draws.weights().isEmpty()
            && !draws.samplerNames().contains("lp_approx__")
            && draws.chains() * draws.draws() > 1;
    if (!areChains) return new MatchedDraws(draws, renamed);
    for (Map.Entry<String, List<String>> set : record.interchangeable().entrySet()) {
      Members members = Members.of(matched, set.getKey(), set.getValue());
      if (members.size() < 2 || members.size() > MOST_MEMBERS) continue;
      List<int[][]> names = names(matched, members);
      double share = share(names);
      if (share == 0) continue;
      matched = members.renamed(matched, names);
      renamed.put(set.getKey(), share);
    }
    return new MatchedDraws(matched, renamed);
  }

  /** Whether a variable's values or elements may be called otherwise. */
  static boolean isOf(RunRecord record, RecordedVariable variable) {
    return record.interchangeable().entrySet().stream()
        .anyMatch(
            set ->
                set.getValue().contains(variable.name())
                    || variable.axes().stream().anyMatch(a -> a.set().equals(set.getKey())));
  }

  /** Per chain and draw, which member of the draw each member of the reference is. */
  private static List<int[][]> names(Draws draws, Members members) {
    MemberMatching matching = MemberMatching.of(draws, members, best(draws));
    List<int[][]> names = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      names.clear();
      for (int chain = 0; chain < draws.chains(); chain++) {
        int[][] ofChain = new int[draws.draws()][];
        for (int draw = 0; draw < ofChain.length; draw++) {
          ofChain[draw] = matching.match(chain, draw);
        }
        names.add(ofChain);
      }
      if (round < ROUNDS) matching = matching.towards(names);
    }
    return names;
  }

  private static int best(Draws draws) {
    int best = draws.draws() - 1;
    double[] density =
        draws.sampler("lp__").map(all -> all[0]).orElseGet(() -> new double[draws.draws()]);
    for (int draw = 0; draw < density.length; draw++) {
      if (density[draw] > density[best]) best = draw;
    }
    return best;
  }

  private static double share(List<int[][]> names) {
    int renamed = 0;
    int all = 0;
    for (int[][] chain : names) {
      for (int[] draw : chain) {
        all++;
        for (int k = 0; k < draw.length; k++) {
          if (draw[k] == k) continue;
          renamed++;
          break;
        }
      }
    }
    return (double) renamed / all;
  }

  /**
   * Where the members of a set are in a row of draws.
   *
   * @param labels of the members; empty if no variable ranges over the set
   * @param over the variables that range over it
   * @param valued the variables that are members of it
   */
  record Members(String set, List<String> labels, List<Over> over, List<Valued> valued) {
    /**
     * A variable over the set.
     *
     * @param position of the variable in the layout
     * @param offset of its first element
     * @param size of all its elements
     * @param strides of its axes that are the set: how far apart elements of neighbours are
     */
    record Over(int position, int offset, int size, List<Integer> strides) {}

    /** A variable whose values are members, the first of which is {@code first}. */
    record Valued(int position, int offset, int size, int first) {}

    int size() {
      return labels.size();
    }

    static Members of(Draws draws, String set, List<String> valued) {
      List<String> labels = new ArrayList<>();
      List<Over> over = new ArrayList<>();
      List<Valued> values = new ArrayList<>();
      for (int i = 0; i < draws.variables().size(); i++) {
        RecordedVariable variable = draws.variables().get(i);
        List<Integer> strides = new ArrayList<>();
        int stride = 1;
        for (int a = variable.axes().size() - 1; a >= 0; a--) {
          Axis axis = variable.axes().get(a);
          if (axis.set().equals(set)) {
            strides.add(stride);
            if (labels.isEmpty()) labels.addAll(axis.labels());
          }
          stride *= axis.size();
        }
        int offset = draws.layout().offset(i);
        if (!strides.isEmpty()) over.add(new Over(i, offset, variable.size(), strides));
        if (variable.kind() == Kind.MEMBER && valued.contains(variable.name())) {
          if (labels.isEmpty()) labels.addAll(variable.members());
          values.add(new Valued(i, offset, variable.size(), 1));
        }
      }
      // Members of a range are its integers, and only what ranges over it tells which.
      for (int i = 0; i < draws.variables().size(); i++) {
        RecordedVariable variable = draws.variables().get(i);
        boolean isNumber = variable.kind() == Kind.INT && valued.contains(variable.name());
        if (!isNumber || labels.isEmpty()) continue;
        int first = Integer.parseInt(labels.get(0));
        values.add(new Valued(i, draws.layout().offset(i), variable.size(), first));
      }
      return new Members(set, labels, over, values);
    }

    /** The draws with each member called as that of the reference which it is. */
    Draws renamed(Draws draws, List<int[][]> names) {
      int width = draws.layout().width();
      List<double[]> rows = new ArrayList<>();
      List<double[]> samplerRows = new ArrayList<>();
      for (int chain = 0; chain < draws.chains(); chain++) {
        double[] all = new double[draws.draws() * width];
        double[] sampler = new double[draws.draws() * draws.samplerNames().size()];
        for (int draw = 0, to = 0; draw < draws.draws(); draw++) {
          for (int c = 0; c < draws.samplerNames().size(); c++, to++) {
            sampler[to] = draws.samplerValue(chain, draw, c);
          }
          for (int c = 0; c < width; c++) all[draw * width + c] = draws.value(chain, draw, c);
          rename(draws, chain, draw, names.get(chain)[draw], all, draw * width);
        }
        rows.add(all);
        samplerRows.add(sampler);
      }
      return Draws.of(draws.layout(), draws.samplerNames(), draws.draws(), rows, samplerRows);
    }

    private void rename(Draws draws, int chain, int draw, int[] name, double[] row, int start) {
      int[] called = new int[name.length];
      for (int k = 0; k < name.length; k++) called[name[k]] = k;
      for (Valued variable : valued) {
        for (int c = variable.offset(); c < variable.offset() + variable.size(); c++) {
          int member = (int) draws.value(chain, draw, c) - variable.first();
          if (member >= 0 && member < called.length) {
            row[start + c] = called[member] + variable.first();
          }
        }
      }
      for (Over variable : over) {
        boolean isValued = valued.stream().anyMatch(v -> v.position() == variable.position());
        double[] before = new double[variable.size()];
        System.arraycopy(row, start + variable.offset(), before, 0, before.length);
        for (int e = 0; e < variable.size(); e++) {
          int from = e;
          for (int stride : variable.strides()) {
            int k = e / stride % name.length;
            from += (name[k] - k) * stride;
          }
          double value =
              isValued ? before[from] : draws.value(chain, draw, variable.offset() + from);
          row[start + variable.offset() + e] = value;
        }
      }
    }
  }
}
