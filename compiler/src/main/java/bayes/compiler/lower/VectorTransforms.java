package bayes.compiler.lower;

import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.function.Consumer;

/**
 * Constrained vectors and their coordinates u, as loops; {@code bayes.runtime.support} has the same
 * maps with their formulas.
 *
 * <ul>
 *   <li>ordered: x[1] = u[1], x[k] = x[k - 1] + exp(u[k]), log Jacobian the sum of u[2], u[3], ...
 *   <li>positive ordered: the same from x[1] = exp(u[1])
 *   <li>unit vector: x = u / |u|; what is added makes the length of u a chi variable
 *   <li>sum to zero: x = V u for the Helmert matrix V, whose log Jacobian is zero
 *   <li>simplex: softmax(V u), log Jacobian 1/2 log n - n log sum exp(V u)
 * </ul>
 */
final class VectorTransforms {
  private final Emitter emitter;
  private final Storage storage;

  VectorTransforms(Emitter emitter, Storage storage) {
    this.emitter = emitter;
    this.storage = storage;
  }

  void ordered(ConstrainedEvent event, boolean positive) {
    Value one = emitter.integer(1);
    ifAny(
        event.size(),
        zero -> {
          Value u = event.coordinates().at(zero);
          event.elements().store(positive ? op(Operation.EXP, u) : u, zero);
          if (positive) event.add(u);
        });
    emitter.loop(
        op(Operation.INT_SUB, event.size(), one),
        k -> {
          Value next = op(Operation.INT_ADD, k, one);
          Value u = event.coordinates().at(next);
          Value before = event.elements().load(k);
          event.elements().store(op(Operation.ADD, before, op(Operation.EXP, u)), next);
          event.add(u);
        });
  }

  void orderedCoordinates(
      Value size, boolean positive, Transforms.Elements x, Transforms.Store coordinates) {
    Value one = emitter.integer(1);
    ifAny(
        size, zero -> coordinates.at(zero, positive ? op(Operation.LOG, x.at(zero)) : x.at(zero)));
    emitter.loop(
        op(Operation.INT_SUB, size, one),
        k -> {
          Value next = op(Operation.INT_ADD, k, one);
          Value gap = op(Operation.SUB, x.at(next), x.at(k));
          coordinates.at(next, op(Operation.LOG, gap));
        });
  }

  /**
   * The length r = |u| has no part in x. With the density of a chi variable with n degrees of
   * freedom for it, the coordinates of a uniform direction are standard normal; what is added is
   * the logarithm of that density over r^(n - 1): -r^2 / 2 + (1 - n / 2) log 2 - lgamma(n / 2).
   *
   * <p>Where there is no Jacobian, a mode is looked for: -(r - 1)^2 / 2, which is zero at r = 1,
   * makes it a point of the coordinates.
   */
  void unitVector(ConstrainedEvent event) {
    Register sum = emitter.register(Kind.REAL);
    emitter.set(sum, emitter.real(0));
    emitter.loop(
        event.size(),
        k -> emitter.accumulate(sum, op(Operation.SQUARE, event.coordinates().at(k))));
    Value squared = emitter.get(sum);
    Value length = op(Operation.SQRT, squared);
    emitter.loop(
        event.size(),
        k -> event.elements().store(op(Operation.DIV, event.coordinates().at(k), length), k));
    event.addToMode(
        () -> {
          Value excess = op(Operation.SUB, length, emitter.real(1));
          return op(Operation.MUL, emitter.real(-0.5), op(Operation.SQUARE, excess));
        });
    if (!event.wantsLogJacobian()) return;
    Value halfSize = op(Operation.MUL, emitter.real(0.5), op(Operation.INT_TO_REAL, event.size()));
    Value power = op(Operation.SUB, emitter.real(1), halfSize);
    event.add(
        op(
            Operation.SUB,
            op(Operation.MUL, power, emitter.real(Math.log(2))),
            op(Operation.LGAMMA, halfSize)));
    event.add(emitter, emitter.real(-0.5), squared);
  }

  /** A unit vector is its own coordinates. */
  void unitVectorCoordinates(Value size, Transforms.Elements x, Transforms.Store coordinates) {
    emitter.loop(size, k -> coordinates.at(k, x.at(k)));
  }

  void sumToZero(ConstrainedEvent event) {
    ifAny(
        event.size(),
        zero -> helmert(event.size(), event.coordinates(), (k, z) -> event.elements().store(z, k)));
  }

  void sumToZeroCoordinates(Value size, Transforms.Elements x, Transforms.Store coordinates) {
    ifAny(size, zero -> contrasts(size, zero, x, coordinates));
  }

  /**
   * Writes z = V u, of {@code size} elements, from one coordinate less, for the Helmert matrix V.
   */
  void helmert(Value size, Transforms.Elements coordinates, Transforms.Store z) {
    Value zero = emitter.integer(0);
    Value one = emitter.integer(1);
    Value last = op(Operation.INT_SUB, size, one);
    Storage.Piece sums = storage.piece(Kind.REAL, "sums", size);
    emitter.beginStores(sums.array());
    storage.store(sums, zero, emitter.real(0));
    emitter.loop(
        last,
        k -> {
          Value i = op(Operation.INT_SUB, last, k);
          Value real = op(Operation.INT_TO_REAL, i);
          Value coordinate = coordinates.at(op(Operation.INT_SUB, i, one));
          Value w = op(Operation.DIV, coordinate, scale(real));
          Value behind = storage.load(sums, k);
          z.at(i, op(Operation.SUB, behind, op(Operation.MUL, real, w)));
          storage.store(sums, op(Operation.INT_ADD, k, one), op(Operation.ADD, behind, w));
        });
    z.at(zero, storage.load(sums, last));
    emitter.endStores(sums.array());
  }

  /**
   * Writes u = V' z, the coordinates of a vector in the plane of those that sum to zero.
   *
   * @param zero the position of the first element, for a loop's index not to leave its loop
   */
  void contrasts(Value size, Value zero, Transforms.Elements z, Transforms.Store coordinates) {
    Value one = emitter.integer(1);
    Register sum = emitter.constantRegister(Kind.REAL);
    emitter.set(sum, z.at(zero));
    emitter.loop(
        op(Operation.INT_SUB, size, one),
        k -> {
          Value i = op(Operation.INT_TO_REAL, op(Operation.INT_ADD, k, one));
          Value next = z.at(op(Operation.INT_ADD, k, one));
          Value sumSoFar = emitter.get(sum);
          Value contrast = op(Operation.SUB, sumSoFar, op(Operation.MUL, i, next));
          coordinates.at(k, op(Operation.DIV, contrast, scale(i)));
          emitter.set(sum, op(Operation.ADD, sumSoFar, next));
        });
  }

  /** The length of a column of the Helmert matrix before it is normalised: sqrt(i (i + 1)). */
  private Value scale(Value i) {
    Value next = op(Operation.ADD, i, emitter.real(1));
    return op(Operation.SQRT, op(Operation.MUL, i, next));
  }

  /** What is done with the first element, at position 0, unless there is none. */
  private void ifAny(Value size, Consumer<Value> first) {
    Integer known = emitter.knownInteger(size);
    if (known != null && known > 0) {
      first.accept(emitter.integer(0));
    } else {
      emitter.loop(op(Operation.INT_MIN, size, emitter.integer(1)), first);
    }
  }

  private Value op(Operation operation, Value... operands) {
    return emitter.op(operation, operands);
  }
}
