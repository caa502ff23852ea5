package bayes.compiler.bind;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataOrigin;
import bayes.runtime.data.DataValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the entry of one data variable into a flat array, checking shape and type on the way. */
final class ValueReader {
  private final VariableDeclaration variable;
  private final DataEntry entry;
  private final List<SetMembers> extents;
  private final List<Map<String, Integer>> positions = new ArrayList<>();
  private final Optional<SetMembers> members;
  private final Map<String, Integer> memberPositions;
  private final List<Diagnostic> problems;
  private final boolean isReal;
  private final boolean admitsMissing;
  private final Optional<RaggedReader> rows;
  private final Optional<TextTokens> tokens;
  private final BitSet missing = new BitSet();
  private final List<Object> path = new ArrayList<>();
  private double[] reals = new double[0];
  private int[] integers = new int[0];

  /**
   * @param extents the set of each dimension, but for one in which rows differ in length
   * @param members of the set that the elements are members of, if they are
   * @param admitsMissing whether elements may be missing
   * @param rows receives rows that differ in length, if they do
   * @param tokens the members that the entry's texts are, if it is text
   */
  ValueReader(
      VariableDeclaration variable,
      DataEntry entry,
      List<SetMembers> extents,
      Optional<SetMembers> members,
      boolean admitsMissing,
      Optional<RaggedReader> rows,
      Optional<TextTokens> tokens,
      List<Diagnostic> problems) {
    this.rows = rows;
    this.tokens = tokens;
    this.admitsMissing = admitsMissing;
    this.variable = variable;
    this.entry = entry;
    this.extents = extents;
    this.members = members;
    this.problems = problems;
    this.isReal = variable.symbol().type().element() instanceof Type.Real;
    for (SetMembers extent : extents)
      positions.add(extent.names().isPresent() ? extent.positions() : Map.of());
    memberPositions =
        tokens.isPresent() ? Map.of() : members.map(SetMembers::positions).orElse(Map.of());
  }

  /** The value; empty if something is wrong, which has then been reported. */
  Optional<BoundArray> read() {
    long size = 1;
    for (SetMembers extent : extents) size *= extent.size();
    if (size > Integer.MAX_VALUE - 8)
      return reject(
          BindCode.D0104,
          "`" + name() + "` has too many elements",
          size + " elements; at most 2^31 - 9 fit");
    if (rows.isEmpty() && isReal) reals = new double[(int) size];
    if (rows.isEmpty() && !isReal) integers = new int[(int) size];
    if (!array(entry.value(), 0, 0)) return Optional.empty();
    if (rows.isPresent()) return Optional.of(rows.get().values(isReal));
    return Optional.of(isReal ? BoundArray.of(reals) : BoundArray.of(integers));
  }

  /** Which elements are missing. */
  BitSet missing() {
    return missing;
  }

  private boolean array(DataValue value, int dimension, int offset) {
    if (tokens.isPresent() && dimension == textDimension()) {
      int length = tokens.get().begin();
      if (rows.isPresent()) return rowOfTokens(length, offset, rows.get());
      if (value instanceof DataValue.Text && !extents.isEmpty()) {
        if (length != extents.get(dimension).size()) return wrongLength(length, dimension);
        for (int i = 0; i < length; i++) {
          if (!token(offset + i)) return false;
        }
        return true;
      }
    }
    if (dimension == extents.size()) {
      if (tokens.isPresent()) return token(offset);
      return rows.isPresent() ? row(value, offset, rows.get()) : element(value, offset);
    }
    SetMembers extent = extents.get(dimension);
    int stride = 1;
    for (SetMembers inner : extents.subList(dimension + 1, extents.size())) stride *= inner.size();
    if (value instanceof DataValue.Labelled labelled) {
      return labelled(labelled, dimension, offset, stride);
    }
    if (value instanceof DataValue.Missing && mayMissAll()) {
      missing.set(offset, offset + extent.size() * stride);
      return true;
    }
    if (!(value instanceof DataValue.Sequence list)) {
      return fail(
          BindCode.D0103,
          "expected a list of " + extent.size() + " for `" + name() + "`",
          value.describe());
    }
    // A document with fewer sentences than others has none in their place.
    boolean isShorter = rows.isPresent() && dimension > 0 && list.size() < extent.size();
    if (list.size() != extent.size() && !isShorter) return wrongLength(list.size(), dimension);
    if (extent.fromStrings()) {
      return fail(
          BindCode.D0112,
          "a plain list for `" + name() + "` does not say which value belongs to which member",
          list.describe() + ", over a set known only from strings (" + sample(extent) + ")");
    }
    if (rows.isEmpty()
        && stride == 1
        && dimension == extents.size() - 1
        && isReal
        && list instanceof DataValue.Numbers numbers) {
      numbers.copyTo(reals, offset);
      return finite(offset, numbers.size());
    }
    for (int i = 0; i < list.size(); i++) {
      path.add(i + 1);
      if (!array(list.get(i), dimension + 1, offset + i * stride)) return false;
      path.remove(path.size() - 1);
    }
    return true;
  }

  /** Whether a missing value may stand for a whole array: if it is known how much that is. */
  private boolean mayMissAll() {
    return admitsMissing && rows.isEmpty() && tokens.isEmpty();
  }

  /** The dimension at which texts stand. */
  private int textDimension() {
    return rows.isPresent() ? extents.size() : Math.max(0, extents.size() - 1);
  }

  private boolean rowOfTokens(int length, int row, RaggedReader into) {
    int start = into.begin(row, length);
    for (int i = 0; i < length; i++) {
      if (!token(start + i)) {
        path.add(i + 1);
        return false;
      }
    }
    return true;
  }

  /** The next token of the texts. */
  private boolean token(int at) {
    int member = tokens.orElseThrow().next();
    if (member != TextTokens.MISSING) {
      set(at, member + 1);
      return true;
    }
    if (!admitsMissing) {
      return fail(BindCode.D0107, "a value of `" + name() + "` is missing", "nothing");
    }
    missing.set(at);
    return true;
  }

  /** A row of any length. */
  private boolean row(DataValue value, int row, RaggedReader into) {
    if (!(value instanceof DataValue.Sequence list)) {
      return fail(
          BindCode.D0103, "expected a list for each row of `" + name() + "`", value.describe());
    }
    int start = into.begin(row, list.size());
    if (isReal && list instanceof DataValue.Numbers numbers) {
      into.copy(numbers, start);
      for (int i = 0; i < list.size(); i++) {
        if (Double.isFinite(into.real(start + i))) continue;
        path.add(i + 1);
        String found = Double.toString(into.real(start + i));
        return fail(BindCode.D0106, "`" + name() + "` must be finite", found);
      }
      return true;
    }
    for (int i = 0; i < list.size(); i++) {
      path.add(i + 1);
      if (!element(list.get(i), start + i)) return false;
      path.remove(path.size() - 1);
    }
    return true;
  }

  private void set(int at, double value) {
    if (rows.isPresent()) rows.get().set(at, value);
    else reals[at] = value;
  }

  private void set(int at, int value) {
    if (rows.isPresent()) rows.get().set(at, value);
    else integers[at] = value;
  }

  /** The members of an open set are from other data. */
  private boolean wrongLength(int found, int dimension) {
    IndexSet set = variable.symbol().type().dimensions().get(dimension);
    String values = found + (found == 1 ? " value" : " values");
    int size = extents.get(dimension).size();
    return set instanceof IndexSet.Declared declared
            && declared.definition() instanceof IndexSet.Definition.Open
        ? fail(
            BindCode.D0111,
            "the data disagree about the members of set `" + declared.name() + "`",
            values + ", but by the other data the set has " + size)
        : fail(
            BindCode.D0104,
            "`" + name() + "` has the wrong length",
            values + ", but its dimension has " + size);
  }

  private boolean labelled(DataValue.Labelled labelled, int dimension, int offset, int stride) {
    SetMembers extent = extents.get(dimension);
    Set<Integer> seen = new HashSet<>();
    // A label that is no member explains others that are missing.
    for (String label : labelled.labels()) {
      if (position(label, extent, positions.get(dimension)).isPresent()) continue;
      path.add(label);
      return unknownLabel(label, extent);
    }
    for (int i = 0; i < labelled.size(); i++) {
      String label = labelled.labels().get(i);
      OptionalInt position = position(label, extent, positions.get(dimension));
      seen.add(position.getAsInt());
      path.add(label);
      DataValue value = labelled.values().get(i);
      if (!array(value, dimension + 1, offset + position.getAsInt() * stride)) return false;
      path.remove(path.size() - 1);
    }
    if (seen.size() == extent.size()) return true;
    List<String> labels = extent.labels();
    List<String> absent = new ArrayList<>();
    for (int i = 0; i < labels.size() && absent.size() < 5; i++) {
      if (!seen.contains(i)) absent.add("\"" + labels.get(i) + "\"");
    }
    int more = extent.size() - seen.size() - absent.size();
    return fail(
        BindCode.D0109,
        "`" + name() + "` has no value for some members",
        "labels, but not "
            + String.join(", ", absent)
            + (more > 0 ? " and " + more + " more" : ""));
  }

  private static OptionalInt position(
      String label, SetMembers extent, Map<String, Integer> byLabel) {
    if (extent.names().isPresent()) {
      Integer position = byLabel.get(label);
      return position == null ? OptionalInt.empty() : OptionalInt.of(position);
    }
    // As reports write it: "01" would be a second name of 1.
    return label.matches("0|-?[1-9]\\d{0,8}")
        ? extent.position(Integer.parseInt(label))
        : OptionalInt.empty();
  }

  private boolean unknownLabel(String label, SetMembers extent) {
    Diagnostic problem =
        problem(
                BindCode.D0108,
                "\"" + label + "\" is not a member of the set that `" + name() + "` ranges over")
            .withNote("found in " + entry.describe(path) + "; the members are " + sample(extent))
            .withData(DataPlaces.of(entry, path));
    List<String> near = Suggestions.nearest(label, extent.labels(), 1);
    problems.add(
        near.isEmpty() ? problem : problem.withHint("did you mean \"" + near.get(0) + "\"?"));
    return false;
  }

  private static String sample(SetMembers extent) {
    List<String> labels = extent.labels();
    if (extent.names().isEmpty()) {
      return labels.isEmpty() ? "none" : labels.get(0) + " to " + labels.get(labels.size() - 1);
    }
    String some = String.join(", ", labels.stream().limit(5).map(l -> "\"" + l + "\"").toList());
    return some.isEmpty()
        ? "none"
        : labels.size() > 5 ? some + ", ... (" + labels.size() + ")" : some;
  }

  private boolean finite(int offset, int count) {
    for (int i = 0; i < count; i++) {
      if (!Double.isFinite(reals[offset + i])) {
        path.add(i + 1);
        return fail(
            BindCode.D0106, "`" + name() + "` must be finite", Double.toString(reals[offset + i]));
      }
    }
    return true;
  }

  private boolean element(DataValue given, int at) {
    DataValue value = cell(given);
    if (value instanceof DataValue.Missing && admitsMissing) {
      missing.set(at);
      return true;
    }
    if (value instanceof DataValue.Missing) {
      return fail(BindCode.D0107, "a value of `" + name() + "` is missing", "nothing");
    }
    if (value instanceof DataValue.Text text && text.nonFinite().isPresent() && members.isEmpty()) {
      return fail(BindCode.D0106, "`" + name() + "` must be finite", text.value());
    }
    if (value instanceof DataValue.Sequence || value instanceof DataValue.Labelled) {
      return fail(
          BindCode.D0103,
          extents.isEmpty() && rows.isEmpty()
              ? "`" + name() + "` is a single value, not a list"
              : "`" + name() + "` has fewer dimensions than its entry",
          value.describe());
    }
    if (isReal) {
      if (!(value instanceof DataValue.Number number)) return wrongType("a number", value);
      set(at, number.value());
      return Double.isFinite(number.value())
          || fail(BindCode.D0106, "`" + name() + "` must be finite", number.literal());
    }
    OptionalInt integer = integer(value);
    if (integer.isEmpty()) return false;
    set(at, integer.getAsInt());
    return true;
  }

  /** A column with one text holds texts only; the mistake is the first that is no number. */
  private DataValue cell(DataValue given) {
    boolean isOfTable =
        entry.origin() instanceof DataOrigin.Column || entry.origin() instanceof DataOrigin.Keyed;
    return isOfTable && members.isEmpty() && given instanceof DataValue.Text text
        ? text.asCell()
        : given;
  }

  private OptionalInt integer(DataValue value) {
    Type element = variable.symbol().type().element();
    if (members.isPresent()) return member(value, members.get());
    if (value instanceof DataValue.Bool bool) {
      if (element instanceof Type.Bool) return OptionalInt.of(bool.value() ? 1 : 0);
      wrongType("an integer", value);
      return OptionalInt.empty();
    }
    String expected = element instanceof Type.Bool ? "true, false, 1 or 0" : "an integer";
    boolean fits =
        value instanceof DataValue.Number n
            && n.isInteger()
            && n.value() == (int) n.value()
            && (!(element instanceof Type.Bool) || n.value() == 0 || n.value() == 1);
    if (!fits) {
      wrongType(expected, value);
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) ((DataValue.Number) value).value());
  }

  /** A member by its label, or by its integer: its place in the set, or its value in a range. */
  private OptionalInt member(DataValue value, SetMembers set) {
    OptionalInt position = OptionalInt.empty();
    String label = "";
    if (value instanceof DataValue.Text text) {
      label = text.value();
      position = position(label, set, memberPositions);
    } else if (value instanceof DataValue.Number number && number.isInteger()) {
      label = number.literal();
      // Labels that look like numbers ("1787") are labels first.
      position = position(label, set, memberPositions);
      if (position.isEmpty()) position = set.position(number.value());
    }
    if (position.isPresent()) return OptionalInt.of(set.first() + position.getAsInt());
    if (label.isEmpty()) wrongType("a member's label or number", value);
    else unknownLabel(label, set);
    return OptionalInt.empty();
  }

  private boolean wrongType(String expected, DataValue found) {
    return fail(BindCode.D0102, "expected " + expected + " for `" + name() + "`", found.describe());
  }

  private boolean fail(BindCode code, String message, String found) {
    problems.add(
        problem(code, message)
            .withNote(entry.describe(path) + ": found " + found)
            .withData(DataPlaces.of(entry, path)));
    return false;
  }

  private Optional<BoundArray> reject(BindCode code, String message, String found) {
    fail(code, message, found);
    return Optional.empty();
  }

  private Diagnostic problem(BindCode code, String message) {
    return Diagnostic.error(code.code(), message, variable.symbol().declared(), "declared here");
  }

  private String name() {
    return variable.symbol().name();
  }
}
