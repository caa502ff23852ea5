package bayes.compiler.lower;

import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps index arithmetic in a normal form: a value plus a constant. So a loop's index that was
 * turned into a member and back is the index again, and equal positions are equal values.
 */
final class Integers {
  /** {@code root + offset}; without a root a constant. */
  private record Offset(@Nullable Value root, int offset) {}

  private record Sum(Value left, Value right) {}

  private final Emitter emitter;
  private final Map<Value, Offset> offsets = new HashMap<>();
  private final Map<Value, Sum> sums = new HashMap<>();

  Integers(Emitter emitter) {
    this.emitter = emitter;
  }

  void isConstant(Value value, int constant) {
    offsets.put(value, new Offset(null, constant));
  }

  @Nullable Integer constant(Value value) {
    Offset offset = offsets.get(value);
    return offset != null && offset.root() == null ? Integer.valueOf(offset.offset()) : null;
  }

  /** Whether the value is a loop's index, or a constant, give or take a million. */
  boolean isSmall(Value value) {
    Offset offset = of(value);
    boolean near = Math.abs(offset.offset()) < 1_000_000;
    return near && (offset.root() == null || emitter.loopSize(offset.root()) != null);
  }

  private Offset of(Value value) {
    return offsets.getOrDefault(value, new Offset(value, 0));
  }

  /** A simpler value that equals the operation's, or null. */
  @Nullable Value simplify(Operation operation, Value... operands) {
    if (operands.length == 1) {
      Integer constant = constant(operands[0]);
      if (constant == null) return null;
      return switch (operation) {
        case INT_TO_REAL -> emitter.real(constant);
        case INT_NEG -> emitter.integer(-constant);
        case NOT -> emitter.integer(1 - constant);
        default -> null;
      };
    }
    if (operands.length != 2) return null;
    Value a = operands[0];
    Value b = operands[1];
    return switch (operation) {
      case INT_ADD -> add(a, b);
      case INT_SUB -> subtract(a, b);
      case INT_MUL -> multiply(a, b);
      case INT_MAX, INT_MIN -> extreme(operation, a, b);
      case INT_EQ, INT_NE, INT_LT, INT_LE -> compare(operation, a, b);
      case AND -> and(a, b);
      case INT_ADD_OVERFLOWS, INT_SUB_OVERFLOWS, INT_MUL_OVERFLOWS -> overflows(operation, a, b);
      default -> null;
    };
  }

  private Value plus(@Nullable Value root, int offset) {
    if (root == null) return emitter.integer(offset);
    if (offset == 0) return root;
    Value sum = emitter.emit(Operation.INT_ADD, List.of(root, emitter.integer(offset)));
    offsets.put(sum, new Offset(root, offset));
    return sum;
  }

  private Value add(Value a, Value b) {
    Offset x = of(a);
    Offset y = of(b);
    if (y.root() == null) return plus(x.root(), x.offset() + y.offset());
    if (x.root() == null) return plus(y.root(), x.offset() + y.offset());
    Value sum = emitter.emit(Operation.INT_ADD, List.of(x.root(), y.root()));
    sums.put(sum, new Sum(x.root(), y.root()));
    return plus(sum, x.offset() + y.offset());
  }

  private @Nullable Value subtract(Value a, Value b) {
    Offset x = of(a);
    Offset y = of(b);
    if (y.root() == null) return plus(x.root(), x.offset() - y.offset());
    if (y.root().equals(x.root())) return emitter.integer(x.offset() - y.offset());
    Sum sum = x.root() == null ? null : sums.get(x.root());
    if (sum != null && sum.right().equals(y.root())) {
      return plus(sum.left(), x.offset() - y.offset());
    }
    if (sum != null && sum.left().equals(y.root())) {
      return plus(sum.right(), x.offset() - y.offset());
    }
    return null;
  }

  private @Nullable Value multiply(Value a, Value b) {
    Integer x = constant(a);
    Integer y = constant(b);
    if (x != null && y != null) return emitter.integer(x * y);
    if (x != null && x == 1) return b;
    if (y != null && y == 1) return a;
    boolean zero = (x != null && x == 0) || (y != null && y == 0);
    return zero ? emitter.integer(0) : null;
  }

  private @Nullable Value extreme(Operation operation, Value a, Value b) {
    if (a.equals(b)) return a;
    Integer x = constant(a);
    Integer y = constant(b);
    if (x == null || y == null) return null;
    return emitter.integer(operation == Operation.INT_MAX ? Math.max(x, y) : Math.min(x, y));
  }

  private @Nullable Value compare(Operation operation, Value a, Value b) {
    Offset x = of(a);
    Offset y = of(b);
    boolean related = x.root() == null ? y.root() == null : x.root().equals(y.root());
    // Two values with a root in common may both wrap, so only constants and equal ones compare.
    if (!related || (x.root() != null && x.offset() != y.offset())) return null;
    boolean holds =
        switch (operation) {
          case INT_EQ -> x.offset() == y.offset();
          case INT_NE -> x.offset() != y.offset();
          case INT_LT -> x.offset() < y.offset();
          default -> x.offset() <= y.offset();
        };
    return emitter.integer(holds ? 1 : 0);
  }

  private @Nullable Value and(Value a, Value b) {
    Integer x = constant(a);
    Integer y = constant(b);
    if (x != null) return x == 0 ? a : b;
    if (y != null) return y == 0 ? b : a;
    return null;
  }

  private @Nullable Value overflows(Operation operation, Value a, Value b) {
    Integer x = constant(a);
    Integer y = constant(b);
    if (x == null || y == null) return null;
    long exact =
        switch (operation) {
          case INT_ADD_OVERFLOWS -> (long) x + y;
          case INT_SUB_OVERFLOWS -> (long) x - y;
          default -> (long) x * y;
        };
    return emitter.integer(exact == (int) exact ? 0 : 1);
  }
}
