package bayes.compiler.differentiate;

import static bayes.compiler.program.Operation.*;

import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.List;
import java.util.Random;

/** Log densities of the shapes that models have. */
public final class Examples {
  private Examples() {}

  public static List<Example> all() {
    return List.of(
        schools(),
        schoolsNonCentred(),
        gathers(),
        autoregression(),
        garch(),
        forwardAlgorithm(),
        softmax(),
        branches(),
        branchInLoop(),
        nestedSums(),
        scaledSum(),
        fill(),
        runningMaximum());
  }

  private static double[] reals(int n, int seed) {
    return new Random(seed).doubles(n, -1.5, 2).toArray();
  }

  /** mu, log tau, theta[8]; y ~ normal(theta, sigma). */
  public static Example schools() {
    return Example.of(
        "eight schools",
        10,
        (w, total) -> {
          Array y = w.data("y", 28.0, 8, -3, 7, -1, 1, 18, 12);
          Array sigma = w.data("sigma", 15.0, 10, 16, 11, 9, 11, 10, 18);
          Value mu = w.position(0);
          Value tau = w.op(EXP, w.position(1));
          w.body.accumulate(total, w.normal(mu, w.body.real(0), w.body.real(5)));
          w.body.accumulate(total, w.position(1));
          Value two = w.body.integer(2);
          w.body.loop(
              w.body.integer(0),
              w.body.length(y),
              s -> {
                Value theta = w.body.load(w.position, w.op(INT_ADD, s, two));
                w.body.accumulate(total, w.normal(theta, mu, tau));
                w.body.accumulate(total, w.normal(w.body.load(y, s), theta, w.body.load(sigma, s)));
              });
        });
  }

  public static Example schoolsNonCentred() {
    return Example.of(
        "eight schools, non-centred",
        10,
        (w, total) -> {
          Array y = w.data("y", 28.0, 8, -3, 7, -1, 1, 18, 12);
          Array sigma = w.data("sigma", 15.0, 10, 16, 11, 9, 11, 10, 18);
          Array theta = w.workspace("theta", w.prelude.length(y));
          Value mu = w.position(0);
          Value tau = w.op(EXP, w.position(1));
          Value two = w.body.integer(2);
          Value n = w.body.length(y);
          w.body.loop(
              w.body.integer(0),
              n,
              s -> {
                Value eta = w.body.load(w.position, w.op(INT_ADD, s, two));
                w.body.accumulate(total, w.normal(eta, w.body.real(0), w.body.real(1)));
                w.body.store(theta, s, w.op(ADD, mu, w.op(MUL, tau, eta)));
              });
          w.body.loop(
              w.body.integer(0),
              n,
              s ->
                  w.body.accumulate(
                      total,
                      w.normal(w.body.load(y, s), w.body.load(theta, s), w.body.load(sigma, s))));
        });
  }

  /** A hierarchical regression: intercepts by group. */
  public static Example gathers() {
    return Example.of(
        "gathers",
        6,
        (w, total) -> {
          Array y = w.data("y", reals(40, 3));
          Array x = w.data("x", reals(40, 4));
          Array group = w.data("group", new Random(5).ints(40, 0, 4).toArray());
          Value beta = w.position(4);
          Value sd = w.op(EXP, w.position(5));
          w.body.loop(
              w.body.integer(0),
              w.body.length(y),
              i -> {
                Value alpha = w.body.load(w.position, w.body.load(group, i));
                Value mean = w.op(ADD, alpha, w.op(MUL, beta, w.body.load(x, i)));
                w.body.accumulate(total, w.normal(w.body.load(y, i), mean, sd));
              });
        });
  }

  /** y[t] ~ normal(alpha + sum over k of beta[k] y[t-k], sigma), K = 3. */
  public static Example autoregression() {
    return Example.of(
        "autoregression",
        5,
        (w, total) -> {
          Array y = w.data("y", reals(30, 6));
          Value k3 = w.body.integer(3);
          Value one = w.body.integer(1);
          Value sd = w.op(EXP, w.position(4));
          Value alpha = w.position(3);
          w.body.loop(
              k3,
              w.body.length(y),
              t -> {
                Register mean = w.program.register(Kind.REAL);
                w.body.set(mean, alpha);
                w.body.loop(
                    w.body.integer(0),
                    k3,
                    k -> {
                      Value before = w.op(INT_SUB, w.op(INT_SUB, t, k), one);
                      Value term = w.op(MUL, w.body.load(w.position, k), w.body.load(y, before));
                      w.body.accumulate(mean, term);
                    });
                w.body.accumulate(total, w.normal(w.body.load(y, t), w.body.get(mean), sd));
              });
        });
  }

  /** s[t] = a + b e[t-1]^2 + c s[t-1]; the variance is a recurrence with state in an array. */
  public static Example garch() {
    return Example.of(
        "garch",
        5,
        (w, total) -> {
          Array y = w.data("y", reals(25, 7));
          Array s = w.workspace("s", w.prelude.length(y));
          Value mu = w.position(0);
          Value a = w.op(EXP, w.position(1));
          Value b = w.op(INV_LOGIT, w.position(2));
          Value c = w.op(INV_LOGIT, w.position(3));
          Value zero = w.body.integer(0);
          Value one = w.body.integer(1);
          w.body.store(s, zero, w.op(EXP, w.position(4)));
          w.body.loop(
              one,
              w.body.length(y),
              t -> {
                Value before = w.op(INT_SUB, t, one);
                Value e = w.op(SUB, w.body.load(y, before), mu);
                Value fromError = w.op(MUL, b, w.op(SQUARE, e));
                Value fromState = w.op(MUL, c, w.body.load(s, before));
                w.body.store(s, t, w.op(ADD, a, w.op(ADD, fromError, fromState)));
              });
          w.body.loop(
              zero,
              w.body.length(y),
              t ->
                  w.body.accumulate(
                      total, w.normal(w.body.load(y, t), mu, w.op(SQRT, w.body.load(s, t)))));
        });
  }

  /** A hidden Markov model with two states, alpha[t, j] in an array, log-sum-exp in pairs. */
  public static Example forwardAlgorithm() {
    return Example.of(
        "forward algorithm",
        5,
        (w, total) -> {
          Array y = w.data("y", reals(12, 8));
          Value two = w.body.integer(2);
          Value n = w.body.length(y);
          Value n2 = w.prelude.op(INT_MUL, w.prelude.length(y), w.prelude.integer(2));
          Array alpha = w.workspace("alpha", n2);
          Value zero = w.body.integer(0);
          Value one = w.body.integer(1);
          Value sd = w.op(EXP, w.position(4));
          w.body.loop(
              zero,
              two,
              j -> {
                Value mean = w.body.load(w.position, j);
                w.body.store(alpha, j, w.normal(w.body.load(y, zero), mean, sd));
              });
          w.body.loop(
              one,
              n,
              t ->
                  w.body.loop(
                      zero,
                      two,
                      j -> {
                        Value row = w.op(INT_MUL, w.op(INT_SUB, t, one), two);
                        Value stay = w.body.load(w.position, w.op(INT_ADD, j, two));
                        Value here = w.body.load(alpha, w.op(INT_ADD, row, j));
                        Value from = w.op(INT_ADD, row, w.op(INT_SUB, one, j));
                        Value there = w.body.load(alpha, from);
                        Value both =
                            w.op(
                                LOG_SUM_EXP,
                                w.op(SUB, here, w.op(LOG1P_EXP, w.op(NEG, stay))),
                                w.op(SUB, there, w.op(LOG1P_EXP, stay)));
                        Value density = w.normal(w.body.load(y, t), w.body.load(w.position, j), sd);
                        Value at = w.op(INT_ADD, w.op(INT_MUL, t, two), j);
                        w.body.store(alpha, at, w.op(ADD, both, density));
                      }));
          Value last = w.op(INT_MUL, w.op(INT_SUB, n, one), two);
          Value first = w.body.load(alpha, last);
          Value second = w.body.load(alpha, w.op(INT_ADD, last, one));
          w.body.accumulate(total, w.op(LOG_SUM_EXP, first, second));
        });
  }

  /** Categorical regression: in each row a reduction that is used by the row's own terms. */
  public static Example softmax() {
    return Example.of(
        "softmax",
        6,
        (w, total) -> {
          Array x = w.data("x", reals(9, 9));
          Array y = w.data("y", new Random(10).ints(9, 0, 3).toArray());
          Value three = w.body.integer(3);
          Value zero = w.body.integer(0);
          w.body.loop(
              zero,
              w.body.length(y),
              i -> {
                Value xi = w.body.load(x, i);
                Register sum = w.program.register(Kind.REAL);
                Register top = w.program.constantRegister(Kind.REAL);
                w.body.set(top, w.body.real(-1e300));
                w.body.loop(
                    zero,
                    three,
                    k -> {
                      Value eta = eta(w, three, xi, k);
                      w.body.set(top, w.op(MAX, w.body.get(top), eta));
                    });
                Value most = w.body.get(top);
                w.body.set(sum, w.body.real(0));
                w.body.loop(
                    zero,
                    three,
                    k -> w.body.accumulate(sum, w.op(EXP, w.op(SUB, eta(w, three, xi, k), most))));
                Value logSum = w.op(ADD, most, w.op(LOG, w.body.get(sum)));
                Value chosen = eta(w, three, xi, w.body.load(y, i));
                w.body.accumulate(total, w.op(SUB, chosen, logSum));
              });
        });
  }

  private static Value eta(Example.Writer w, Value three, Value x, Value k) {
    Value slope = w.body.load(w.position, w.op(INT_ADD, k, three));
    return w.op(ADD, w.body.load(w.position, k), w.op(MUL, slope, x));
  }

  /** Branches that depend on the position, with results and with effects. */
  public static Example branches() {
    return Example.of(
        "branches",
        4,
        (w, total) -> {
          Value a = w.position(0);
          Value b = w.position(1);
          Value chosen =
              w.body.choose(
                  w.op(LT, a, b),
                  () -> w.op(MUL, a, w.op(EXP, b)),
                  () -> w.op(SIN, w.op(MUL, a, b)));
          Value known =
              w.body.choose(
                  w.op(LT, w.body.real(0), w.position(2)),
                  () -> w.op(LOG, w.op(ADD, w.op(SQUARE, a), w.op(EXP, chosen))),
                  () -> a);
          w.body.accumulate(total, w.op(MUL, known, chosen));
          w.body.conditional(
              w.op(LT, a, w.position(2)),
              () -> w.body.accumulate(total, w.op(MUL, chosen, w.op(COS, w.position(3)))),
              () -> w.body.accumulate(total, w.op(SQUARE, w.position(3))));
        });
  }

  /** A branch in a recurrence, on the index and on the state. */
  public static Example branchInLoop() {
    return Example.of(
        "branch in a recurrence",
        3,
        (w, total) -> {
          Array y = w.data("y", reals(15, 11));
          Array x = w.workspace("x", w.prelude.length(y));
          Value zero = w.body.integer(0);
          Value one = w.body.integer(1);
          w.body.loop(
              zero,
              w.body.length(y),
              t -> {
                w.body.conditional(
                    w.op(INT_EQ, t, zero),
                    () -> w.body.store(x, t, w.position(0)),
                    () -> {
                      Value before = w.body.load(x, w.op(INT_SUB, t, one));
                      Value next =
                          w.body.choose(
                              w.op(LT, before, w.body.load(y, t)),
                              () -> w.op(MUL, w.position(1), w.op(TANH, before)),
                              () -> w.op(SUB, before, w.op(SQUARE, w.position(2))));
                      w.body.store(x, t, next);
                    });
                Value now = w.body.load(x, t);
                w.body.accumulate(total, w.normal(w.body.load(y, t), now, w.body.real(2)));
              });
        });
  }

  /** The square of a sum of products of sums. */
  public static Example nestedSums() {
    return Example.of(
        "nested sums",
        4,
        (w, total) -> {
          Array x = w.data("x", reals(12, 12));
          Value zero = w.body.integer(0);
          Value three = w.body.integer(3);
          Value four = w.body.integer(4);
          Register outer = w.program.register(Kind.REAL);
          w.body.set(outer, w.position(0));
          w.body.loop(
              zero,
              three,
              i -> {
                Register inner = w.program.register(Kind.REAL);
                w.body.set(inner, w.body.real(0.25));
                w.body.loop(
                    zero,
                    four,
                    j -> {
                      Value at = w.op(INT_ADD, w.op(INT_MUL, i, four), j);
                      Value term = w.op(MUL, w.body.load(w.position, j), w.body.load(x, at));
                      w.body.accumulate(inner, w.op(SIN, term));
                    });
                Value sum = w.body.get(inner);
                w.body.accumulate(outer, w.op(MUL, sum, w.op(SUB, sum, w.position(1))));
              });
          w.body.accumulate(total, w.op(SQUARE, w.body.get(outer)));
        });
  }

  /** The adjoint of the sum is known before its loop, though it depends on the position. */
  public static Example scaledSum() {
    return Example.of(
        "scaled sum",
        2,
        (w, total) -> {
          Array y = w.data("y", reals(20, 13));
          Value mean = w.position(0);
          Value sd = w.op(EXP, w.position(1));
          Value scale = w.op(DIV, w.body.real(-0.5), w.op(SQUARE, sd));
          Register squares = w.program.register(Kind.REAL);
          w.body.set(squares, w.body.real(0));
          w.body.loop(
              w.body.integer(0),
              w.body.length(y),
              i -> w.body.accumulate(squares, w.op(SQUARE, w.op(SUB, w.body.load(y, i), mean))));
          w.body.accumulate(total, w.op(MUL, scale, w.body.get(squares)));
          Value n = w.op(INT_TO_REAL, w.body.length(y));
          w.body.accumulate(total, w.op(NEG, w.op(MUL, n, w.position(1))));
        });
  }

  public static Example fill() {
    return Example.of(
        "fill",
        2,
        (w, total) -> {
          Array y = w.data("y", reals(6, 14));
          Array mean = w.workspace("mean", w.prelude.length(y));
          w.body.fill(mean, w.op(TANH, w.position(0)));
          w.body.loop(
              w.body.integer(0),
              w.body.length(y),
              i ->
                  w.body.accumulate(
                      total,
                      w.normal(
                          w.body.load(y, i),
                          w.op(MUL, w.body.load(mean, i), w.position(1)),
                          w.body.real(0.5))));
        });
  }

  /** A stabilised log-sum-exp over an array, stored by the loop that finds its maximum. */
  public static Example runningMaximum() {
    return Example.of(
        "running maximum",
        3,
        (w, total) -> {
          Array x = w.data("x", reals(7, 15));
          Array a = w.workspace("a", w.prelude.length(x));
          Register top = w.program.constantRegister(Kind.REAL);
          w.body.set(top, w.body.real(Double.NEGATIVE_INFINITY));
          Value zero = w.body.integer(0);
          Value n = w.body.length(x);
          w.body.loop(
              zero,
              n,
              i -> {
                Value element =
                    w.op(
                        ADD,
                        w.position(0),
                        w.op(
                            MUL,
                            w.position(1),
                            w.op(SQUARE, w.op(ADD, w.position(2), w.body.load(x, i)))));
                w.body.store(a, i, element);
                w.body.set(top, w.op(MAX, w.body.get(top), element));
              });
          Value most = w.body.get(top);
          Register sum = w.program.register(Kind.REAL);
          w.body.set(sum, w.body.real(0));
          w.body.loop(
              zero, n, i -> w.body.accumulate(sum, w.op(EXP, w.op(SUB, w.body.load(a, i), most))));
          w.body.accumulate(total, w.op(ADD, most, w.op(LOG, w.body.get(sum))));
        });
  }

  /** -log1p_exp(x ? -w : w), with enough data for the product of factors to be renormalised. */
  public static Example logistic() {
    return Example.of(
        "logistic",
        2,
        (w, total) -> {
          Array x = w.data("x", reals(3000, 16));
          Array y = w.data("y", new Random(17).ints(3000, 0, 2).toArray());
          w.body.loop(
              w.body.integer(0),
              w.body.length(y),
              i -> {
                Value eta = w.op(ADD, w.position(0), w.op(MUL, w.position(1), w.body.load(x, i)));
                Value signed = w.body.choose(w.body.load(y, i), () -> w.op(NEG, eta), () -> eta);
                w.body.accumulate(total, w.op(NEG, w.op(LOG1P_EXP, signed)));
              });
        });
  }

  /** Logistic regression in two nested loops, with a term of each group. */
  public static Example logisticPerGroup() {
    return Example.of(
        "logistic per group",
        4,
        (w, total) -> {
          Array x = w.data("x", reals(40, 18));
          Value zero = w.body.integer(0);
          Value ten = w.body.integer(10);
          w.body.loop(
              zero,
              w.body.integer(4),
              j -> {
                Value slope = w.body.load(w.position, j);
                w.body.accumulate(total, w.normal(slope, w.body.real(0), w.body.real(30)));
                w.body.loop(
                    zero,
                    ten,
                    i -> {
                      Value at = w.op(INT_ADD, w.op(INT_MUL, j, ten), i);
                      Value eta = w.op(MUL, slope, w.body.load(x, at));
                      w.body.accumulate(total, w.op(NEG, w.op(LOG1P_EXP, eta)));
                    });
              });
        });
  }

  /** A mixture of two: near each other, far apart, and one of them impossible. */
  public static Example mixture() {
    return Example.of(
        "mixture",
        3,
        (w, total) -> {
          Array y = w.data("y", 0.3, -1.2, 2.5, 40, -30, 1e4, 0, 7);
          Array log = w.data("log", -0.3, 0, -1, 5, 2, -1, Double.NEGATIVE_INFINITY, -3);
          w.body.loop(
              w.body.integer(0),
              w.body.length(y),
              i -> {
                Value here = w.body.load(y, i);
                Value sd = w.op(EXP, w.position(2));
                Value a = w.normal(here, w.position(0), sd);
                Value b = w.normal(here, w.position(1), w.body.real(3));
                Value weighted = w.op(ADD, w.body.load(log, i), b);
                w.body.accumulate(total, w.op(LOG_SUM_EXP, a, weighted));
                Value last = w.op(LOG_SUM_EXP, weighted, a);
                w.body.accumulate(total, w.op(MUL, here, last));
              });
        });
  }

  /** A table of terms by row and state, of what each of both has, and a function of its rows. */
  public static Example tableOfRows() {
    return Example.of(
        "table of rows",
        4,
        (w, total) -> {
          Array y = w.data("y", reals(9, 21));
          Value n = w.prelude.length(y);
          Value two = w.prelude.integer(2);
          Array mean = w.workspace("mean", two);
          w.body.loop(
              w.body.integer(0),
              two,
              k -> w.body.store(mean, k, w.op(EXP, w.body.load(w.position, k))));
          Array table = w.workspace("table", w.prelude.op(INT_MUL, n, two));
          w.body.fill(table, w.position(2));
          w.body.loop(
              w.body.integer(0),
              n,
              t -> {
                Value row = w.op(INT_MUL, t, two);
                Value here = w.body.load(y, t);
                w.body.loop(
                    w.body.integer(0),
                    two,
                    k -> {
                      Value at = w.op(INT_ADD, row, k);
                      Value own = w.body.load(mean, k);
                      w.body.addTo(table, at, w.normal(here, own, w.body.real(0.7)));
                      w.body.addTo(table, at, w.op(MUL, own, here));
                    });
              });
          w.body.loop(
              w.body.integer(0),
              n,
              t -> {
                Value row = w.op(INT_MUL, t, two);
                Value first = w.body.load(table, row);
                Value second = w.body.load(table, w.op(INT_ADD, row, w.body.integer(1)));
                w.body.accumulate(total, w.op(LOG_SUM_EXP, first, second));
              });
        });
  }
}
