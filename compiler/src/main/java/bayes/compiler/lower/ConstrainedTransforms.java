package bayes.compiler.lower;

import bayes.compiler.model.Constraint;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.List;

/** Maps between constrained vectors or matrices and their coordinates, by constraint. */
final class ConstrainedTransforms {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final VectorTransforms vectors;
  private final MatrixTransforms matrices;

  ConstrainedTransforms(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.vectors = new VectorTransforms(emitter, expressions.storage());
    this.matrices = new MatrixTransforms(emitter, expressions.storage());
  }

  /** Rejects a set of a size of which there are no values. */
  void checkSize(Constraint constraint, Value n, Span declared) {
    if (constraint.leastSize() == 0) return;
    emitter.check(
        emitter.op(Operation.INT_LE, emitter.integer(constraint.leastSize()), n),
        "D0316",
        "there is no `" + constraint.typeName() + "` over an empty set",
        declared);
  }

  /** The number of coordinates. */
  Value coordinates(Constraint constraint, Value n) {
    Value one = emitter.integer(1);
    return switch (constraint) {
      case SIMPLEX -> emitter.op(Operation.INT_SUB, n, one);
      case SUM_TO_ZERO ->
          emitter.op(Operation.INT_MAX, emitter.op(Operation.INT_SUB, n, one), emitter.integer(0));
      case ORDERED, POSITIVE_ORDERED, UNIT_VECTOR -> n;
      case CHOLESKY_CORR, CORR -> half(n, emitter.op(Operation.INT_SUB, n, one));
      case CHOLESKY_COV, COV -> half(n, emitter.op(Operation.INT_ADD, n, one));
    };
  }

  private Value half(Value a, Value b) {
    return emitter.op(Operation.INT_DIV, emitter.op(Operation.INT_MUL, a, b), emitter.integer(2));
  }

  /** Stores the value at its coordinates, and adds the terms that are wanted. */
  void constrain(Constraint constraint, List<Extent> extents, ConstrainedEvent event) {
    switch (constraint) {
      case SIMPLEX -> simplex(event, extents);
      case ORDERED -> vectors.ordered(event, false);
      case POSITIVE_ORDERED -> vectors.ordered(event, true);
      case UNIT_VECTOR -> vectors.unitVector(event);
      case SUM_TO_ZERO -> vectors.sumToZero(event);
      case CHOLESKY_CORR -> matrices.correlationFactor(event);
      case CHOLESKY_COV -> matrices.covarianceFactor(event);
      case CORR -> matrices.correlation(event);
      case COV -> matrices.covariance(event);
    }
  }

  /** log Jacobian: 1/2 log n - n log sum exp(z) for the log ratios z. */
  private void simplex(ConstrainedEvent event, List<Extent> extents) {
    Storage storage = expressions.storage();
    Storage.Piece ratios = storage.piece(Kind.REAL, "log_ratios", event.size());
    storage.fill(
        ratios,
        () ->
            vectors.helmert(
                event.size(), event.coordinates(), (k, z) -> storage.store(ratios, k, z)));
    View z = storage.view(ratios, extents);
    Value logTotal = expressions.reductions().logSumExp(z);
    emitter.loops(
        extents,
        k ->
            event
                .elements()
                .store(
                    emitter.op(Operation.EXP, emitter.op(Operation.SUB, z.at(k), logTotal)),
                    k.get(0)));
    if (!event.wantsLogJacobian()) return;
    Value n = emitter.op(Operation.INT_TO_REAL, event.size());
    Value half = emitter.op(Operation.MUL, emitter.real(0.5), emitter.op(Operation.LOG, n));
    event.add(emitter.op(Operation.SUB, half, emitter.op(Operation.MUL, n, logTotal)));
  }

  /** Writes the coordinates of a value; this is not differentiated. */
  void unconstrain(Constraint constraint, View value, Transforms.Store coordinates) {
    Value n = value.extents().get(0).size();
    Transforms.Elements vector = k -> value.at(List.of(k));
    MatrixTransforms.Matrix matrix = MatrixTransforms.of(value);
    switch (constraint) {
      case SIMPLEX ->
          vectors.contrasts(
              n, emitter.integer(0), k -> emitter.op(Operation.LOG, vector.at(k)), coordinates);
      case ORDERED -> vectors.orderedCoordinates(n, false, vector, coordinates);
      case POSITIVE_ORDERED -> vectors.orderedCoordinates(n, true, vector, coordinates);
      case UNIT_VECTOR -> vectors.unitVectorCoordinates(n, vector, coordinates);
      case SUM_TO_ZERO -> vectors.sumToZeroCoordinates(n, vector, coordinates);
      case CHOLESKY_CORR -> matrices.correlationFactorCoordinates(n, matrix, coordinates);
      case CHOLESKY_COV -> matrices.covarianceFactorCoordinates(n, matrix, coordinates);
      case CORR ->
          matrices.correlationFactorCoordinates(n, matrices.cholesky(n, matrix, null), coordinates);
      case COV ->
          matrices.covarianceFactorCoordinates(n, matrices.cholesky(n, matrix, null), coordinates);
    }
  }
}
