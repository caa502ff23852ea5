package bayes.runtime.solve;

/**
 * The coefficients of a Runge-Kutta method: stage i is at time t + c_i h and at the point y + h
 * sum_j a_ij k_j, j up to i, where k_j is the slope at stage j; the step ends at y + h sum_i b_i
 * k_i, and the difference of two such sums, with weights e_i, estimates its error.
 */
record Tableau(double[] c, double[][] a, double[] b, double[] e) {
  /**
   * The pair of orders 5 and 4 of J. R. Dormand and P. J. Prince, "A family of embedded Runge-Kutta
   * formulae" (1980). Its seventh stage is the first of the next step.
   */
  static final Tableau DORMAND_PRINCE =
      new Tableau(
          new double[] {0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1},
          new double[][] {
            {},
            {1.0 / 5},
            {3.0 / 40, 9.0 / 40},
            {44.0 / 45, -56.0 / 15, 32.0 / 9},
            {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
            {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
            {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}
          },
          new double[] {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84, 0},
          new double[] {
            71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40
          });

  /**
   * The implicit part of ARK4(3)6L[2]SA of C. A. Kennedy and M. H. Carpenter, "Additive Runge-Kutta
   * schemes for convection-diffusion-reaction equations" (2003): orders 4 and 3, L-stable, the same
   * diagonal coefficient in all stages but the explicit first one, and the last stage is the end of
   * the step.
   */
  static final Tableau KENNEDY_CARPENTER =
      withError(
          new double[] {0, 1.0 / 2, 83.0 / 250, 31.0 / 50, 17.0 / 20, 1},
          new double[][] {
            {0},
            {1.0 / 4, 1.0 / 4},
            {8611.0 / 62500, -1743.0 / 31250, 1.0 / 4},
            {5012029.0 / 34652500, -654441.0 / 2922500, 174375.0 / 388108, 1.0 / 4},
            {
              15267082809.0 / 155376265600.0,
              -71443401.0 / 120774400,
              730878875.0 / 902184768,
              2285395.0 / 8070912,
              1.0 / 4
            },
            {82889.0 / 524892, 0, 15625.0 / 83664, 69875.0 / 102672, -2260.0 / 8211, 1.0 / 4}
          },
          new double[] {
            4586570599.0 / 29645900160.0,
            0,
            178811875.0 / 945068544,
            814220225.0 / 1159782912,
            -3700637.0 / 11593932,
            61727.0 / 225920
          });

  private static Tableau withError(double[] c, double[][] a, double[] embedded) {
    double[] b = a[a.length - 1];
    double[] e = new double[b.length];
    for (int i = 0; i < e.length; i++) e[i] = b[i] - embedded[i];
    return new Tableau(c, a, b, e);
  }

  int nStages() {
    return c.length;
  }
}
