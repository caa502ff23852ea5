package bayes.runtime.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Axis;
import bayes.runtime.draws.RecordedVariable.Kind;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Draws whose three classes are called otherwise now and then, against the same before that. */
class MatchedDrawsTest {
  private static final int DRAWS = 200;
  private static final int[][] NAMES = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };
  private static final Axis CLASS = new Axis("Class", List.of("1", "2", "3"), false);
  private static final Axis DOC = new Axis("Doc", List.of("a", "b", "c", "d"), true);
  private static final Layout LAYOUT =
      Layout.of(
          List.of(
              new RecordedVariable("mu", Kind.REAL, List.of(CLASS), List.of()),
              new RecordedVariable("move", Kind.REAL, List.of(CLASS, CLASS), List.of()),
              new RecordedVariable("theta", Kind.REAL, List.of(DOC, CLASS), List.of()),
              new RecordedVariable("z", Kind.INT, List.of(DOC), List.of()),
              new RecordedVariable("next", Kind.INT, List.of(CLASS), List.of()),
              new RecordedVariable("other", Kind.REAL, List.of(), List.of())));

  /** What the classes are called in a chain and draw. */
  private interface Naming {
    int[] of(int chain, int draw);
  }

  /**
   * @param isOther whether the second chain has found other classes
   */
  private static Draws draws(Naming naming, boolean isOther) {
    Random random = new Random(3);
    List<double[]> rows = new ArrayList<>();
    List<double[]> sampler = new ArrayList<>();
    for (int chain = 0; chain < 4; chain++) {
      double[] all = new double[DRAWS * LAYOUT.width()];
      double[] density = new double[DRAWS];
      for (int draw = 0; draw < DRAWS; draw++) {
        double shift = isOther && chain == 1 ? 4 : 0;
        double[][] move = new double[3][3];
        double[][] theta = new double[4][3];
        double[] mu = new double[3];
        int[] z = new int[4];
        for (int k = 0; k < 3; k++) {
          mu[k] = 10 * k + random.nextGaussian() + shift;
          for (int j = 0; j < 3; j++) move[k][j] = 3 * k + j + 0.1 * random.nextGaussian();
          for (int d = 0; d < 4; d++) theta[d][k] = d * k + 0.1 * random.nextGaussian();
        }
        for (int d = 0; d < 4; d++) z[d] = random.nextInt(10) == 0 ? 0 : d % 3;
        double other = random.nextGaussian();
        density[draw] = random.nextGaussian();
        int[] name = naming.of(chain, draw);
        double[] row = new double[LAYOUT.width()];
        for (int k = 0; k < 3; k++) {
          row[name[k]] = mu[k];
          for (int j = 0; j < 3; j++) row[3 + 3 * name[k] + name[j]] = move[k][j];
          for (int d = 0; d < 4; d++) row[12 + 3 * d + name[k]] = theta[d][k];
          row[28 + name[k]] = name[(k + 1) % 3] + 1;
        }
        for (int d = 0; d < 4; d++) row[24 + d] = name[z[d]] + 1;
        row[31] = other;
        System.arraycopy(row, 0, all, draw * row.length, row.length);
      }
      rows.add(all);
      sampler.add(density);
    }
    return Draws.of(LAYOUT, List.of("lp__"), DRAWS, rows, sampler);
  }

  private static Run run(Draws draws, Map<String, Object> results) {
    RunRecord record = Runs.record("gibbs", draws.chains(), results);
    return new Run(record, draws, Map.of("schools.bayes", ""));
  }

  private static final Map<String, Object> KNOWN = Map.of("interchangeable Class", "z, next");

  private static int[] switched(int chain, int draw) {
    // The first chain has the names of the others' reference.
    return chain == 0 ? NAMES[0] : NAMES[(chain + draw / 50) % 6];
  }

  @Test
  void drawsAreAsIfNothingHadSwitched() {
    Draws plain = draws((chain, draw) -> NAMES[0], false);
    MatchedDraws matched = MatchedDraws.of(run(draws(MatchedDrawsTest::switched, false), KNOWN));
    for (int c = 0; c < LAYOUT.width(); c++) {
      for (int chain = 0; chain < 4; chain++) {
        assertArrayEquals(plain.chains(c)[chain], matched.draws().chains(c)[chain]);
      }
    }
    int renamed = 0;
    for (int chain = 0; chain < 4; chain++) {
      for (int d = 0; d < DRAWS; d++) if (switched(chain, d) != NAMES[0]) renamed++;
    }
    assertEquals(renamed / (4. * DRAWS), matched.renamed().getOrDefault("Class", 0.0), 1e-12);
    assertArrayEquals(
        plain.sampler("lp__").orElseThrow()[2], matched.draws().sampler("lp__").orElseThrow()[2]);
  }

  /** No false alarm where the model says that classes have no names; else there is one. */
  @Test
  void switchedLabelsAreNoOtherMode() {
    Draws draws = draws((chain, draw) -> NAMES[chain], false);
    Run run = run(draws, KNOWN);
    Verdict verdict = Verdict.of(run, Summary.of(run));
    assertEquals(Verdict.Outcome.GOOD, verdict.outcome(), verdict.toString());
    assertTrue(verdict.headline().contains("`Class`"), verdict.headline());
    Run unknown = run(draws, Map.of());
    assertEquals(Verdict.Outcome.BAD, Verdict.of(unknown, Summary.of(unknown)).outcome());
  }

  /** A planted fault: one chain has really found something else. */
  @Test
  void whatIsNoMatterOfNamesIsStillSeen() {
    Run run = run(draws((chain, draw) -> NAMES[chain], true), KNOWN);
    assertEquals(Verdict.Outcome.BAD, Verdict.of(run, Summary.of(run)).outcome());
  }

  @Test
  void nothingIsSaidWhereNothingSwitched() {
    Run run = run(draws((chain, draw) -> NAMES[0], false), KNOWN);
    assertFalse(Verdict.of(run, Summary.of(run)).headline().contains("`Class`"));
  }

  @Test
  void membersAreAssignedWithTheLeastCost() {
    Random random = new Random(8);
    for (int trial = 0; trial < 200; trial++) {
      double[][] cost = new double[3][3];
      for (double[] row : cost) for (int j = 0; j < 3; j++) row[j] = random.nextGaussian();
      double least = Double.POSITIVE_INFINITY;
      for (int[] name : NAMES) least = Math.min(least, sum(cost, name));
      assertEquals(least, sum(cost, MemberMatching.assignment(cost)), 1e-12);
    }
  }

  private static double sum(double[][] cost, int[] name) {
    double sum = 0;
    for (int k = 0; k < name.length; k++) sum += cost[k][name[k]];
    return sum;
  }
}
