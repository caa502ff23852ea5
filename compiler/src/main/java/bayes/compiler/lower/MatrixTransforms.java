package bayes.compiler.lower;

import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Constrained matrices and their coordinates, as loops; {@code bayes.runtime.support} has the same
 * maps with their formulas. Rows and columns are numbered from 0, n is the number of rows.
 *
 * <ul>
 *   <li>Cholesky factor of a correlation matrix: row i is made of z[k] = tanh(u[k]) for k below i,
 *       by L[i, k] = z[k] exp(s[k] / 2) and L[i, i] = exp(s[i] / 2), where s[k] is the sum of l[j]
 *       = log(1 - z[j]^2) for j below k. Log Jacobian: the sum of l[k] (i + 1 - k) / 2.
 *   <li>Cholesky factor of a covariance matrix: L[i, i] = exp(u), below it the coordinates
 *       themselves. Log Jacobian: the sum of the diagonal's coordinates.
 *   <li>correlation matrix L L': log Jacobian the sum of l[k] (n - k) / 2 over the rows
 *   <li>covariance matrix L L': log Jacobian n log 2 plus the sum of (n + 1 - i) u[i, i]
 * </ul>
 */
final class MatrixTransforms {
  private final Emitter emitter;
  private final Storage storage;

  MatrixTransforms(Emitter emitter, Storage storage) {
    this.emitter = emitter;
    this.storage = storage;
  }

  void correlationFactor(ConstrainedEvent event) {
    correlationFactor(event, event.elements(), false);
  }

  void covarianceFactor(ConstrainedEvent event) {
    covarianceFactor(event, event.elements(), false);
  }

  void correlation(ConstrainedEvent event) {
    ConstrainedEvent.Elements factor =
        filled(event.size(), elements -> correlationFactor(event, elements, true));
    Value one = emitter.real(1);
    product(event, factor, (i, stored) -> one);
  }

  void covariance(ConstrainedEvent event) {
    ConstrainedEvent.Elements factor =
        filled(event.size(), elements -> covarianceFactor(event, elements, true));
    product(event, factor, (i, row) -> inner(factor, i, i, op(Operation.INT_ADD, i, row)));
  }

  /**
   * @param ofProduct whether the log Jacobian is that of L L'
   */
  private void correlationFactor(
      ConstrainedEvent event, ConstrainedEvent.Elements factor, boolean ofProduct) {
    Value n = event.size();
    Value one = emitter.integer(1);
    Value half = emitter.real(0.5);
    Storage.Piece sums = storage.piece(Kind.REAL, "sums", op(Operation.INT_MUL, n, n));
    emitter.beginStores(sums.array());
    emitter.loop(
        n,
        i -> {
          Value row = op(Operation.INT_MUL, i, n);
          Value first = triangle(op(Operation.INT_SUB, i, one));
          storage.store(sums, row, emitter.real(0));
          emitter.loop(
              i,
              k -> {
                Value u = event.coordinates().at(op(Operation.INT_ADD, first, k));
                Value at = op(Operation.INT_ADD, row, k);
                Value sum = storage.load(sums, at);
                Value scale = op(Operation.EXP, op(Operation.MUL, half, sum));
                factor.store(op(Operation.MUL, op(Operation.TANH, u), scale), i, k);
                Value left = logOneMinusSquaredTanh(u);
                storage.store(sums, op(Operation.INT_ADD, at, one), op(Operation.ADD, sum, left));
                Value most = ofProduct ? n : op(Operation.INT_ADD, i, one);
                Value times = op(Operation.INT_TO_REAL, op(Operation.INT_SUB, most, k));
                event.add(emitter, op(Operation.MUL, half, times), left);
              });
          Value rest = storage.load(sums, op(Operation.INT_ADD, row, i));
          factor.store(op(Operation.EXP, op(Operation.MUL, half, rest)), i, i);
          zerosBehind(n, i, factor);
        });
    emitter.endStores(sums.array());
  }

  /** log(1 - tanh(u)^2) = log 4 + 2 u - 2 log(1 + exp(2 u)). */
  private Value logOneMinusSquaredTanh(Value u) {
    Value twice = op(Operation.ADD, u, u);
    Value soft = op(Operation.LOG1P_EXP, twice);
    return op(
        Operation.SUB,
        op(Operation.ADD, emitter.real(Math.log(4)), twice),
        op(Operation.ADD, soft, soft));
  }

  private void covarianceFactor(
      ConstrainedEvent event, ConstrainedEvent.Elements factor, boolean ofProduct) {
    Value n = event.size();
    Value one = emitter.integer(1);
    emitter.loop(
        n,
        i -> {
          Value first = triangle(i);
          emitter.loop(
              i, k -> factor.store(event.coordinates().at(op(Operation.INT_ADD, first, k)), i, k));
          Value u = event.coordinates().at(op(Operation.INT_ADD, first, i));
          factor.store(op(Operation.EXP, u), i, i);
          zerosBehind(n, i, factor);
          if (ofProduct) {
            Value times = op(Operation.INT_SUB, op(Operation.INT_ADD, n, one), i);
            event.add(emitter, op(Operation.INT_TO_REAL, times), u);
          } else {
            event.add(u);
          }
        });
    if (ofProduct) {
      event.add(emitter, op(Operation.INT_TO_REAL, n), emitter.real(Math.log(2)));
    }
  }

  private void zerosBehind(Value n, Value i, ConstrainedEvent.Elements factor) {
    Value next = op(Operation.INT_ADD, i, emitter.integer(1));
    emitter.loop(
        op(Operation.INT_SUB, n, next),
        k -> factor.store(emitter.real(0), i, op(Operation.INT_ADD, next, k)));
  }

  /** The elements on and before the diagonal of the first rows up to row {@code i}, without it. */
  private Value triangle(Value i) {
    Value next = op(Operation.INT_ADD, i, emitter.integer(1));
    return op(Operation.INT_DIV, op(Operation.INT_MUL, i, next), emitter.integer(2));
  }

  private interface Diagonal {
    Value at(Value i, Value one);
  }

  private void product(
      ConstrainedEvent event, ConstrainedEvent.Elements factor, Diagonal diagonal) {
    Value one = emitter.integer(1);
    emitter.loop(
        event.size(),
        i -> {
          emitter.loop(
              i,
              k -> {
                Value element = inner(factor, i, k, op(Operation.INT_ADD, k, one));
                event.elements().store(element, i, k);
                event.elements().store(element, k, i);
              });
          event.elements().store(diagonal.at(i, one), i, i);
        });
  }

  /** The product of the beginnings of two rows. */
  private Value inner(ConstrainedEvent.Elements factor, Value i, Value j, Value length) {
    Register sum = emitter.register(Kind.REAL);
    emitter.set(sum, emitter.real(0));
    emitter.loop(
        length,
        k -> emitter.accumulate(sum, op(Operation.MUL, factor.load(i, k), factor.load(j, k))));
    return emitter.get(sum);
  }

  private interface Filling {
    void into(ConstrainedEvent.Elements elements);
  }

  /** A matrix for intermediate values. */
  private ConstrainedEvent.Elements filled(Value n, Filling filling) {
    Storage.Piece piece = storage.piece(Kind.REAL, "factor", op(Operation.INT_MUL, n, n));
    ConstrainedEvent.Elements elements =
        new ConstrainedEvent.Elements() {
          @Override
          public Value load(Value... position) {
            return storage.load(piece, linear(position));
          }

          @Override
          public void store(Value value, Value... position) {
            storage.store(piece, linear(position), value);
          }

          private Value linear(Value[] position) {
            return op(Operation.INT_ADD, op(Operation.INT_MUL, position[0], n), position[1]);
          }
        };
    storage.fill(piece, () -> filling.into(elements));
    return elements;
  }

  // Back to the coordinates; these loops are not differentiated.

  /** Elements of a matrix that exists. */
  interface Matrix {
    Value at(Value i, Value k);
  }

  /**
   * With t the sum of the squares behind L[i, k] in its row, z = L[i, k] / sqrt(L[i, k]^2 + t), so
   * u = atanh(z) = asinh(L[i, k] / sqrt(t)).
   */
  void correlationFactorCoordinates(Value n, Matrix factor, Transforms.Store coordinates) {
    Value one = emitter.integer(1);
    emitter.loop(
        n,
        i -> {
          Value first = triangle(op(Operation.INT_SUB, i, one));
          Register behind = emitter.constantRegister(Kind.REAL);
          emitter.set(behind, op(Operation.SQUARE, factor.at(i, i)));
          emitter.loop(
              i,
              step -> {
                Value k = op(Operation.INT_SUB, op(Operation.INT_SUB, i, one), step);
                Value element = factor.at(i, k);
                Value squares = emitter.get(behind);
                Value ratio = op(Operation.DIV, element, op(Operation.SQRT, squares));
                coordinates.at(op(Operation.INT_ADD, first, k), asinh(ratio));
                emitter.set(behind, op(Operation.ADD, squares, op(Operation.SQUARE, element)));
              });
        });
  }

  /** sign(x) log(|x| + sqrt(x^2 + 1)), by log1p for the sake of small x. */
  private Value asinh(Value x) {
    Value size = op(Operation.ABS, x);
    Value square = op(Operation.SQUARE, x);
    Value root = op(Operation.SQRT, op(Operation.ADD, square, emitter.real(1)));
    Value more = op(Operation.DIV, square, op(Operation.ADD, root, emitter.real(1)));
    Value log = op(Operation.LOG1P, op(Operation.ADD, size, more));
    return op(Operation.MUL, op(Operation.SIGN, x), log);
  }

  void covarianceFactorCoordinates(Value n, Matrix factor, Transforms.Store coordinates) {
    emitter.loop(
        n,
        i -> {
          Value first = triangle(i);
          emitter.loop(i, k -> coordinates.at(op(Operation.INT_ADD, first, k), factor.at(i, k)));
          coordinates.at(op(Operation.INT_ADD, first, i), op(Operation.LOG, factor.at(i, i)));
        });
  }

  /**
   * The lower triangular matrix L with L L' = matrix, row by row (Golub and Van Loan, Matrix
   * Computations, section 4.2).
   *
   * @param eachPivot is told what each square of the diagonal is; the matrix is positive definite
   *     if all are positive
   */
  Matrix cholesky(Value n, Matrix matrix, @Nullable Pivots eachPivot) {
    ConstrainedEvent.Elements factor =
        filled(
            n,
            l ->
                emitter.loop(
                    n,
                    i -> {
                      emitter.loop(
                          i,
                          k -> {
                            Value rest = op(Operation.SUB, matrix.at(i, k), inner(l, i, k, k));
                            l.store(op(Operation.DIV, rest, l.load(k, k)), i, k);
                          });
                      Value pivot = op(Operation.SUB, matrix.at(i, i), inner(l, i, i, i));
                      if (eachPivot != null) eachPivot.found(i, pivot);
                      l.store(op(Operation.SQRT, pivot), i, i);
                    }));
    return (i, k) -> factor.load(i, k);
  }

  interface Pivots {
    void found(Value i, Value pivot);
  }

  /** A matrix that a view holds. */
  static Matrix of(View view) {
    return (i, k) -> view.at(List.of(i, k));
  }

  private Value op(Operation operation, Value... operands) {
    return emitter.op(operation, operands);
  }
}
