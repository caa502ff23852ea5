package bayes.runtime.solve;

/** Functions with derivatives, written by hand, for the tests of the solvers. */
final class Functions {
  /** A function of a point, and the pullback of weights of its components. */
  interface OfPoint {
    void value(double[] x, double[] result);

    /** Adds to {@code gradient} what weight {@code w} of component {@code i} gives. */
    void pull(double[] x, int i, double w, double[] gradient);
  }

  private Functions() {}

  static DifferentiableFunction of(int nInputs, int nOutputs, OfPoint f) {
    return new DifferentiableFunction() {
      private final double[] result = new double[nOutputs];

      @Override
      public boolean prepare(int[] sizes) {
        return true;
      }

      @Override
      public boolean value(double[] point, double[] result) {
        f.value(point, result);
        return true;
      }

      @Override
      public boolean pullback(double[] point, double[] gradient) {
        java.util.Arrays.fill(gradient, 0, nInputs, 0);
        f.value(point, result);
        for (int i = 0; i < nOutputs; i++) {
          gradient[nInputs + i] = result[i];
          f.pull(point, i, point[nInputs + i], gradient);
        }
        return true;
      }
    };
  }

  /** t, u, v, and a, b, c, d: predators v and their prey u. */
  static DifferentiableFunction lotkaVolterra() {
    return of(
        7,
        2,
        new OfPoint() {
          @Override
          public void value(double[] x, double[] result) {
            result[0] = (x[3] - x[4] * x[2]) * x[1];
            result[1] = (-x[5] + x[6] * x[1]) * x[2];
          }

          @Override
          public void pull(double[] x, int i, double w, double[] g) {
            if (i == 0) {
              g[1] += w * (x[3] - x[4] * x[2]);
              g[2] -= w * x[4] * x[1];
              g[3] += w * x[1];
              g[4] -= w * x[1] * x[2];
            } else {
              g[1] += w * x[6] * x[2];
              g[2] += w * (-x[5] + x[6] * x[1]);
              g[5] -= w * x[2];
              g[6] += w * x[1] * x[2];
            }
          }
        });
  }

  /** t, y of 3, and the three rates of Robertson's chemical reaction. */
  static DifferentiableFunction robertson() {
    return of(
        7,
        3,
        new OfPoint() {
          @Override
          public void value(double[] x, double[] result) {
            double first = x[4] * x[1];
            double second = x[5] * x[2] * x[3];
            double third = x[6] * x[2] * x[2];
            result[0] = -first + second;
            result[1] = first - second - third;
            result[2] = third;
          }

          @Override
          public void pull(double[] x, int i, double w, double[] g) {
            double first = i == 0 ? -w : i == 1 ? w : 0;
            double second = i == 0 ? w : i == 1 ? -w : 0;
            double third = i == 1 ? -w : i == 2 ? w : 0;
            g[1] += first * x[4];
            g[4] += first * x[1];
            g[2] += second * x[5] * x[3] + third * 2 * x[6] * x[2];
            g[3] += second * x[5] * x[2];
            g[5] += second * x[2] * x[3];
            g[6] += third * x[2] * x[2];
          }
        });
  }

  /** t, y, and a, b: y' = -a y + b sin(t). */
  static DifferentiableFunction forcedDecay() {
    return of(
        4,
        1,
        new OfPoint() {
          @Override
          public void value(double[] x, double[] result) {
            result[0] = -x[2] * x[1] + x[3] * Math.sin(x[0]);
          }

          @Override
          public void pull(double[] x, int i, double w, double[] g) {
            g[0] += w * x[3] * Math.cos(x[0]);
            g[1] -= w * x[2];
            g[2] -= w * x[1];
            g[3] += w * Math.sin(x[0]);
          }
        });
  }
}
