package bayes.runtime.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A value as it was given, before a model's declaration says what it should be. Immutable. */
public sealed interface DataValue {

  /** What this is, for messages: "a number", "a list of 3". */
  String describe();

  /**
   * A number.
   *
   * @param value the nearest double
   * @param isInteger whether it was written as an integer ({@code 1}, not {@code 1.0})
   * @param literal as it was written, for messages
   */
  record Number(double value, boolean isInteger, String literal) implements DataValue {
    /** An integer. */
    public static Number of(long value) {
      return new Number(value, true, Long.toString(value));
    }

    /** A real, even if it is whole. */
    public static Number of(double value) {
      return of(value, false);
    }

    static Number of(double value, boolean isInteger) {
      boolean printable = isInteger && Math.abs(value) < 0x1p63;
      String literal = printable ? Long.toString((long) value) : Double.toString(value);
      return new Number(value, isInteger, literal);
    }

    @Override
    public String describe() {
      return (isInteger ? "the integer " : "the number ") + literal;
    }
  }

  /** A string: the label of a member, or a text. */
  record Text(String value) implements DataValue {
    private static final Map<String, Double> NON_FINITE =
        Map.of(
            "NaN", Double.NaN,
            "Inf", Double.POSITIVE_INFINITY,
            "+Inf", Double.POSITIVE_INFINITY,
            "Infinity", Double.POSITIVE_INFINITY,
            "+Infinity", Double.POSITIVE_INFINITY,
            "-Inf", Double.NEGATIVE_INFINITY,
            "-Infinity", Double.NEGATIVE_INFINITY);

    /**
     * What this spells in JSON as CmdStan and its interfaces write it, which has no other way to
     * write what is not a finite number; empty for any other text.
     */
    public OptionalDouble nonFinite() {
      return nonFinite(value);
    }

    /**
     * The value of a cell of a table: the number or truth value that this spells, or the text
     * itself. Columns hold texts when any of their cells is one; which cell it was shows here.
     */
    public DataValue asCell() {
      if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
        return Bool.of(value.equalsIgnoreCase("true"));
      }
      CellSyntax syntax = CellSyntax.of(value);
      if (syntax == CellSyntax.NO_NUMBER) return this;
      SequenceBuilder one = new SequenceBuilder();
      one.addNumber(Double.parseDouble(value), syntax == CellSyntax.INTEGER);
      return one.build().get(0);
    }

    static OptionalDouble nonFinite(String text) {
      Double number = NON_FINITE.get(text);
      return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    @Override
    public String describe() {
      return "the string \"" + value + "\"";
    }
  }

  /** A truth value. */
  record Bool(boolean value) implements DataValue {
    /** The constants, so that long lists share them. */
    public static final Bool TRUE = new Bool(true);

    public static final Bool FALSE = new Bool(false);

    public static Bool of(boolean value) {
      return value ? TRUE : FALSE;
    }

    @Override
    public String describe() {
      return value ? "true" : "false";
    }
  }

  /** No value: {@code null} in JSON, an empty cell or {@code NA} in CSV. */
  record Missing() implements DataValue {
    public static final Missing MISSING = new Missing();

    @Override
    public String describe() {
      return "a missing value";
    }
  }

  /** A list, dense or not. */
  sealed interface Sequence extends DataValue {
    int size();

    /** The item at {@code index}, counted from 0. */
    DataValue get(int index);
  }

  /** A list of numbers only, unboxed: a million of them are one array. */
  final class Numbers implements Sequence {
    private final double[] values;
    private final int firstReal;

    /**
     * Takes the array over; the caller does not keep it.
     *
     * @param firstReal the index of the first that was not written as an integer, or -1
     */
    Numbers(double[] values, int firstReal) {
      this.values = values;
      this.firstReal = firstReal;
    }

    /** A list of reals, even where they are whole. */
    public static Numbers ofReals(double... values) {
      return new Numbers(values.clone(), values.length == 0 ? -1 : 0);
    }

    /** A list of integers. */
    public static Numbers ofIntegers(int... values) {
      return new Numbers(Arrays.stream(values).asDoubleStream().toArray(), -1);
    }

    @Override
    public int size() {
      return values.length;
    }

    /** The number at {@code index}, counted from 0. */
    public double value(int index) {
      return values[index];
    }

    /** Whether every number was written as an integer. */
    public boolean allIntegers() {
      return firstReal < 0;
    }

    /** The index of the first number that was not written as an integer. */
    public OptionalInt firstReal() {
      return firstReal < 0 ? OptionalInt.empty() : OptionalInt.of(firstReal);
    }

    /** A copy of the numbers. */
    public double[] toArray() {
      return values.clone();
    }

    /** Copies all numbers to {@code target} from {@code offset} on. */
    public void copyTo(double[] target, int offset) {
      System.arraycopy(values, 0, target, offset, values.length);
    }

    @Override
    public Number get(int index) {
      return Number.of(values[index], firstReal < 0 || index < firstReal);
    }

    @Override
    public String describe() {
      return "a list of " + values.length + (values.length == 1 ? " number" : " numbers");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Numbers that
          && firstReal == that.firstReal
          && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "Numbers" + Arrays.toString(values);
    }
  }

  /** A list of anything. */
  record Items(List<DataValue> items) implements Sequence {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public int size() {
      return items.size();
    }

    @Override
    public DataValue get(int index) {
      return items.get(index);
    }

    @Override
    public String describe() {
      return "a list of " + items.size() + (items.size() == 1 ? " value" : " values");
    }
  }

  /**
   * Values by label, in the order given: {@code {"Choate": 28, "Deerfield": 8}}.
   *
   * @param labels distinct, as many as there are values
   */
  record Labelled(List<String> labels, Sequence values) implements DataValue {
    public Labelled {
      labels = List.copyOf(labels);
      if (labels.size() != values.size()) {
        throw new IllegalArgumentException(
            labels.size() + " labels for " + values.size() + " values");
      }
    }

    public int size() {
      return labels.size();
    }

    /** The position of every label, from 0. */
    public Map<String, Integer> positions() {
      Map<String, Integer> positions = new HashMap<>(labels.size() * 2);
      for (int i = 0; i < labels.size(); i++) positions.put(labels.get(i), i);
      return positions;
    }

    @Override
    public String describe() {
      return "an object with "
          + labels.size()
          + (labels.size() == 1 ? " label" : " labels")
          + (labels.isEmpty() ? "" : " (\"" + labels.get(0) + "\"" + (size() > 1 ? ", …)" : ")"));
    }
  }

  /** The densest list of the given values: {@link Numbers} if all are numbers. */
  static Sequence sequence(List<? extends DataValue> values) {
    SequenceBuilder builder = new SequenceBuilder();
    new ArrayList<DataValue>(values).forEach(builder::add);
    return builder.build();
  }
}
