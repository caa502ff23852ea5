package bayes.runtime.report;

import bayes.runtime.draws.ChainRecord;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Axis;
import bayes.runtime.draws.RecordedVariable.Kind;
import bayes.runtime.draws.RunRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small runs with known draws. */
final class Runs {
  static final Axis SCHOOL =
      new Axis("School", List.of("Choate", "開成高校", "Phillips Andover"), true);
  static final Layout LAYOUT =
      Layout.of(
          List.of(
              new RecordedVariable("mu", Kind.REAL, List.of(), List.of()),
              new RecordedVariable("theta", Kind.REAL, List.of(SCHOOL), List.of()),
              new RecordedVariable("best", Kind.MEMBER, List.of(), SCHOOL.labels())));
  static final List<String> SAMPLER = List.of("lp__", "treedepth__", "divergent__", "energy__");

  /** What a test changes: the row and the sampler's row of a draw. */
  interface Change {
    void apply(int chain, int draw, double[] samplerRow, double[] row);
  }

  private Runs() {}

  /** Independent draws: all is well. */
  static Draws chains(int draws) {
    return chains(4, draws, (chain, draw, samplerRow, row) -> {});
  }

  static Draws chains(int chains, int draws, Change change) {
    Random random = new Random(20240);
    List<double[]> rows = new ArrayList<>();
    List<double[]> samplerRows = new ArrayList<>();
    for (int chain = 0; chain < chains; chain++) {
      double[] all = new double[draws * LAYOUT.width()];
      double[] allSampler = new double[draws * SAMPLER.size()];
      for (int draw = 0; draw < draws; draw++) {
        double[] row = {
          4.4 + 3.2 * random.nextGaussian(),
          6 + 5.6 * random.nextGaussian(),
          0.001 * random.nextGaussian(),
          -12345 + 100 * random.nextGaussian(),
          1 + Math.floor(random.nextDouble() * random.nextDouble() * 3)
        };
        double[] samplerRow = {random.nextGaussian(), 3, 0, random.nextGaussian()};
        change.apply(chain, draw, samplerRow, row);
        System.arraycopy(row, 0, all, draw * row.length, row.length);
        System.arraycopy(samplerRow, 0, allSampler, draw * samplerRow.length, samplerRow.length);
      }
      rows.add(all);
      samplerRows.add(allSampler);
    }
    return Draws.of(LAYOUT, SAMPLER, draws, rows, samplerRows);
  }

  static RunRecord record(String method, int chains, Map<String, Object> results) {
    return new RunRecord(
        "0.1.0",
        method,
        1,
        Map.of("max_tree_depth", 10),
        "schools.bayes",
        List.of(),
        Collections.nCopies(chains, ChainRecord.unknown()),
        results);
  }
}
