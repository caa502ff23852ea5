package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;

/** Reductions and functions of whole vectors. */
final class ReductionLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;

  ReductionLowering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  View reduce(Expr.Reduce reduce, Environment environment) {
    if (reduce.array() instanceof Expr.Comprehension comprehension && isWalked(reduce)) {
      int level = expressions.level(comprehension, environment);
      return expressions.constant(
          emitter.at(level, () -> walked(reduce.reduction(), comprehension, environment)));
    }
    boolean severalPasses =
        switch (reduce.reduction()) {
          case VARIANCE, SD, LOG_SUM_EXP, MAX, MIN -> true;
          case SUM, PROD, MEAN, ARGMIN, ARGMAX, ANY, ALL, COUNT -> false;
        };
    View view = expressions.view(reduce.array(), environment);
    View array = severalPasses && !view.stored() ? expressions.storage().materialise(view) : view;
    int level = Math.max(array.level(), sizeLevel(array));
    Value value =
        emitter.at(
            level,
            () ->
                switch (reduce.reduction()) {
                  case SUM -> sum(array);
                  case MEAN -> mean(array);
                  case PROD -> product(array);
                  case VARIANCE -> variance(array);
                  case SD -> emitter.op(Operation.SQRT, variance(array));
                  case MIN -> array.at(extreme(array, false));
                  case MAX -> array.at(extreme(array, true));
                  case ARGMIN -> member(array, false);
                  case ARGMAX -> member(array, true);
                  case ANY -> not(isZero(sum(array)));
                  case ALL -> emitter.op(Operation.INT_EQ, sum(array), size(array));
                  case COUNT -> sum(array);
                  case LOG_SUM_EXP -> logSumExp(array);
                });
    return expressions.constant(value);
  }

  /**
   * Whether the elements are added up as they come, without an array: those of a comprehension that
   * leaves some out, or whose inner binders depend on outer ones.
   */
  private static boolean isWalked(Expr.Reduce reduce) {
    Expr.Comprehension comprehension = (Expr.Comprehension) reduce.array();
    if (!comprehension.element().type().dimensions().isEmpty()) return false;
    return switch (reduce.reduction()) {
      case SUM, COUNT, MEAN, ANY, ALL ->
          comprehension.condition().isPresent() || comprehension.binders().size() > 1;
      case PROD, VARIANCE, SD, MIN, MAX, ARGMIN, ARGMAX, LOG_SUM_EXP -> false;
    };
  }

  private Value walked(
      Expr.Reduction reduction, Expr.Comprehension comprehension, Environment environment) {
    Kind kind = ExpressionLowering.kind(comprehension.element().type());
    Register sum = emitter.register(kind);
    Register count = emitter.register(Kind.INT);
    emitter.set(sum, kind == Kind.INT ? emitter.integer(0) : emitter.real(0));
    emitter.set(count, emitter.integer(0));
    expressions
        .indices()
        .each(
            comprehension,
            environment,
            scope -> {
              emitter.accumulate(sum, expressions.scalar(comprehension.element(), scope));
              emitter.accumulate(count, emitter.integer(1));
            });
    Value total = emitter.get(sum);
    return switch (reduction) {
      case ANY -> not(isZero(total));
      case ALL -> emitter.op(Operation.INT_EQ, total, emitter.get(count));
      case MEAN -> quotient(total, emitter.get(count));
      case SUM, COUNT, PROD, VARIANCE, SD, MIN, MAX, ARGMIN, ARGMAX, LOG_SUM_EXP -> total;
    };
  }

  private Value quotient(Value sum, Value count) {
    Value real = sum.kind() == Kind.INT ? emitter.op(Operation.INT_TO_REAL, sum) : sum;
    return emitter.op(Operation.DIV, real, emitter.op(Operation.INT_TO_REAL, count));
  }

  private int sizeLevel(View array) {
    return emitter.level(array.extents().stream().map(Extent::size).toList());
  }

  private Value size(View array) {
    return expressions.sets().count(array.extents());
  }

  private Value isZero(Value value) {
    return emitter.op(Operation.INT_EQ, value, emitter.integer(0));
  }

  private Value not(Value condition) {
    return emitter.op(Operation.NOT, condition);
  }

  private Value sum(View array) {
    Register sum = emitter.register(array.kind());
    emitter.set(sum, array.kind() == Kind.INT ? emitter.integer(0) : emitter.real(0));
    emitter.loops(array.extents(), positions -> emitter.accumulate(sum, array.at(positions)));
    return emitter.get(sum);
  }

  private Value mean(View array) {
    return quotient(sum(array), size(array));
  }

  private Value variance(View array) {
    Value mean = mean(array);
    Register sum = emitter.register(Kind.REAL);
    emitter.set(sum, emitter.real(0));
    emitter.loops(
        array.extents(),
        positions -> {
          Value deviation = emitter.op(Operation.SUB, array.at(positions), mean);
          emitter.accumulate(sum, emitter.op(Operation.SQUARE, deviation));
        });
    Value divisor = emitter.op(Operation.INT_SUB, size(array), emitter.integer(1));
    return emitter.op(Operation.DIV, emitter.get(sum), emitter.op(Operation.INT_TO_REAL, divisor));
  }

  /** The running products are kept: their derivative needs them. */
  private Value product(View array) {
    if (array.kind() == Kind.INT) {
      Register product = emitter.constantRegister(Kind.INT);
      emitter.set(product, emitter.integer(1));
      emitter.loops(
          array.extents(),
          positions ->
              emitter.set(
                  product,
                  emitter.op(Operation.INT_MUL, emitter.get(product), array.at(positions))));
      return emitter.get(product);
    }
    Storage storage = expressions.storage();
    Value n = size(array);
    Value one = emitter.integer(1);
    Storage.Piece piece =
        storage.piece(Kind.REAL, "products", emitter.op(Operation.INT_ADD, n, one));
    storage.fill(
        piece,
        () -> {
          storage.store(piece, emitter.integer(0), emitter.real(1));
          emitter.loops(
              array.extents(),
              positions -> {
                Value at = expressions.sets().linear(array.extents(), positions);
                Value product =
                    emitter.op(Operation.MUL, storage.load(piece, at), array.at(positions));
                storage.store(piece, emitter.op(Operation.INT_ADD, at, one), product);
              });
        });
    return storage.load(piece, n);
  }

  /** The position of the first largest or smallest element; which one it is has no derivative. */
  private List<Value> extreme(View array, boolean largest) {
    emitter.check(
        emitter.op(Operation.INT_LT, emitter.integer(0), expressions.sets().count(array.extents())),
        "D0307",
        "an empty array has no " + (largest ? "largest" : "smallest") + " element",
        emitter.place());
    Register best = emitter.constantRegister(array.kind());
    double worst = largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    emitter.set(
        best,
        array.kind() == Kind.INT
            ? emitter.integer(largest ? Integer.MIN_VALUE : Integer.MAX_VALUE)
            : emitter.real(worst));
    List<Register> where = new ArrayList<>();
    for (int d = 0; d < array.rank(); d++) {
      Register position = emitter.constantRegister(Kind.INT);
      emitter.set(position, emitter.integer(0));
      where.add(position);
    }
    boolean ints = array.kind() == Kind.INT;
    emitter.loops(
        array.extents(),
        positions -> {
          Value element = array.at(positions);
          Value current = emitter.get(best);
          Operation less = ints ? Operation.INT_LT : Operation.LT;
          Value better =
              largest ? emitter.op(less, current, element) : emitter.op(less, element, current);
          Operation select = ints ? Operation.INT_SELECT : Operation.SELECT;
          emitter.set(best, emitter.op(select, better, element, current));
          for (int d = 0; d < positions.size(); d++) {
            Value kept = emitter.get(where.get(d));
            emitter.set(
                where.get(d), emitter.op(Operation.INT_SELECT, better, positions.get(d), kept));
          }
        });
    return where.stream().map(emitter::get).toList();
  }

  private Value member(View array, boolean largest) {
    Value position = extreme(array, largest).get(0);
    return emitter.op(Operation.INT_ADD, position, array.extents().get(0).first());
  }

  /** The largest element as a constant of the differentiation; 0 if it is infinite. */
  private Value shift(View array) {
    Register largest = emitter.constantRegister(Kind.REAL);
    emitter.set(largest, emitter.real(Double.NEGATIVE_INFINITY));
    emitter.loops(
        array.extents(),
        positions ->
            emitter.set(
                largest, emitter.op(Operation.MAX, emitter.get(largest), array.at(positions))));
    Value shift = emitter.get(largest);
    return emitter.op(
        Operation.SELECT, emitter.op(Operation.IS_FINITE, shift), shift, emitter.real(0));
  }

  private Value sumOfExp(View array, Value shift) {
    Register sum = emitter.register(Kind.REAL);
    emitter.set(sum, emitter.real(0));
    emitter.loops(
        array.extents(),
        positions ->
            emitter.accumulate(
                sum,
                emitter.op(Operation.EXP, emitter.op(Operation.SUB, array.at(positions), shift))));
    return emitter.get(sum);
  }

  /** log sum exp(x) = m + log sum exp(x - m), for any m; the largest x avoids overflow. */
  Value logSumExp(View array) {
    Value shift = shift(array);
    return emitter.op(Operation.ADD, emitter.op(Operation.LOG, sumOfExp(array, shift)), shift);
  }

  View vector(Expr.VectorFunction function, Environment environment) {
    View operand = expressions.view(function.operand(), environment);
    View array = operand.stored() ? operand : expressions.storage().materialise(operand);
    int level = Math.max(array.level(), sizeLevel(array));
    return emitter.at(
        level,
        () ->
            switch (function.kind()) {
              case SOFTMAX -> softmax(array);
              case LOG_SOFTMAX -> logSoftmax(array);
              case CUMSUM -> cumulative(array, "sums", 0, Operation.ADD);
              case CUMPROD -> cumulative(array, "products", 1, Operation.MUL);
            });
  }

  private View softmax(View array) {
    Value shift = shift(array);
    Value sum = sumOfExp(array, shift);
    View.Element element =
        positions ->
            emitter.op(
                Operation.DIV,
                emitter.op(Operation.EXP, emitter.op(Operation.SUB, array.at(positions), shift)),
                sum);
    return expressions
        .storage()
        .materialise(new View(Kind.REAL, array.extents(), emitter.level(), false, element));
  }

  private View logSoftmax(View array) {
    Value normaliser = logSumExp(array);
    return new View(
        Kind.REAL,
        array.extents(),
        emitter.level(),
        false,
        positions -> emitter.op(Operation.SUB, array.at(positions), normaliser));
  }

  /** The sums or products up to each element; every step is kept for its derivative. */
  private View cumulative(View array, String hint, double start, Operation reals) {
    Storage storage = expressions.storage();
    boolean ints = array.kind() == Kind.INT;
    Value one = emitter.integer(1);
    Value length = emitter.op(Operation.INT_ADD, size(array), one);
    Storage.Piece piece = storage.piece(array.kind(), hint, length);
    storage.fill(
        piece,
        () -> {
          Value first = ints ? emitter.integer((int) start) : emitter.real(start);
          storage.store(piece, emitter.integer(0), first);
          emitter.loops(
              array.extents(),
              positions -> {
                Value at = positions.get(0);
                Value before = storage.load(piece, at);
                Value element = array.at(positions);
                Value after = ints ? exactSum(before, element) : emitter.op(reals, before, element);
                storage.store(piece, emitter.op(Operation.INT_ADD, at, one), after);
              });
        });
    return new View(
        array.kind(),
        array.extents(),
        emitter.level(),
        true,
        positions -> storage.load(piece, emitter.op(Operation.INT_ADD, positions.get(0), one)));
  }

  private Value exactSum(Value a, Value b) {
    emitter.check(
        not(emitter.op(Operation.INT_ADD_OVERFLOWS, a, b)),
        "D0305",
        "the integer result of {0} and {1} does not fit 32 bits",
        emitter.place(),
        a,
        b);
    return emitter.op(Operation.INT_ADD, a, b);
  }
}
