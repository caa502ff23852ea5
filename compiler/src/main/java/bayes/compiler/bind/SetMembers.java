package bayes.compiler.bind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The members of a set, once data say which they are.
 *
 * @param size how many
 * @param first the integer that the first member is: a range's lower end, else 1
 * @param names the members' labels; empty for ranges and for sets of which only the size is known
 * @param fromStrings whether the order is only that in which strings of an array appeared, so that
 *     a plain list over the set means nothing
 * @param areNames whether reports put the labels in quotes
 */
public record SetMembers(
    int size, int first, Optional<List<String>> names, boolean fromStrings, boolean areNames) {
  public SetMembers {
    names = names.map(List::copyOf);
  }

  private SetMembers(int size, int first, Optional<List<String>> names, boolean fromStrings) {
    this(size, first, names, fromStrings, names.isPresent());
  }

  /** What a member is called, by its position from 0. */
  String label(int position) {
    return names.map(all -> all.get(position)).orElseGet(() -> Integer.toString(first + position));
  }

  static SetMembers range(int first, int last) {
    return new SetMembers(
        (int) Math.max(0L, (long) last - first + 1), first, Optional.empty(), false);
  }

  static SetMembers ofSize(int size) {
    return new SetMembers(size, 1, Optional.empty(), false);
  }

  static SetMembers named(List<String> labels) {
    return new SetMembers(labels.size(), 1, Optional.of(labels), false);
  }

  /** The places of elements: labels as they stand between brackets. */
  static SetMembers places(List<String> labels, boolean areNames) {
    return new SetMembers(labels.size(), 1, Optional.of(labels), false, areNames);
  }

  static SetMembers fromStrings(List<String> labels) {
    return new SetMembers(labels.size(), 1, Optional.of(labels), true);
  }

  /** What members are called in reports: their labels, or their integers. */
  public List<String> labels() {
    if (names.isPresent()) return names.get();
    List<String> numbers = new ArrayList<>(size);
    for (int i = 0; i < size; i++) numbers.add(Integer.toString(first + i));
    return numbers;
  }

  /** The position, from 0, of every label, in any number of look-ups. */
  Map<String, Integer> positions() {
    Map<String, Integer> positions = new HashMap<>();
    List<String> labels = labels();
    for (int i = 0; i < labels.size(); i++) positions.put(labels.get(i), i);
    return positions;
  }

  /** The position, from 0, of a member given by its integer. */
  OptionalInt position(double member) {
    double position = member - first;
    return position == Math.rint(position) && position >= 0 && position < size
        ? OptionalInt.of((int) position)
        : OptionalInt.empty();
  }
}
