package bayes.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.convergence.Quantiles;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Kind;
import bayes.runtime.report.MemberShares.Share;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SummaryTest {
  @Test
  void summarisesEveryScalarElement() {
    Draws draws = Runs.chains(250);
    Summary summary = Summary.of(draws);
    assertEquals(
        List.of("mu", "theta[\"Choate\"]", "theta[\"開成高校\"]", "theta[\"Phillips Andover\"]"),
        summary.quantities().stream().map(Quantity::label).toList());

    double[][] mu = draws.chains(0);
    double[] pooled = Arrays.stream(mu).flatMapToDouble(Arrays::stream).toArray();
    Quantity row = summary.quantities().get(0);
    assertEquals(Arrays.stream(pooled).average().orElseThrow(), row.mean(), 1e-12);
    assertEquals(Quantiles.of(pooled, 0.05), row.q5());
    assertEquals(Quantiles.of(pooled, 0.95), row.q95());
    assertEquals(Convergence.rHat(mu), row.rHat());
    assertEquals(Convergence.essTail(mu), row.essTail());
    assertEquals(Convergence.mcseMean(mu), row.mcseMean());
    assertEquals(3.2, row.sd(), 4 * 3.2 / Math.sqrt(2 * 1000));
  }

  @Test
  void countsMembersInsteadOfAveragingThem() {
    MemberShares best = Summary.of(Runs.chains(250)).members().get(0);
    assertEquals("Choate", best.shares().get(0).member());
    assertEquals(1, best.shares().stream().mapToDouble(Share::probability).sum(), 1e-12);
    double probability = (1 + Math.log(3)) / 3;
    double error = Math.sqrt(probability * (1 - probability) / 1000);
    assertEquals(probability, best.shares().get(0).probability(), 4 * error);
  }

  @Test
  void weightsDraws() {
    Draws draws = scalar(1, 2, 3, 10).weighted(List.of(new double[] {1, 1, 1, 1}));
    Quantity equal = Summary.of(draws).quantities().get(0);
    assertEquals(4, equal.mean());
    assertEquals(4, equal.essBulk(), 1e-12);

    Draws skewed = scalar(1, 2, 3, 10).weighted(List.of(new double[] {0, 1, 3, 0}));
    Quantity row = Summary.of(skewed).quantities().get(0);
    assertEquals(2.75, row.mean(), 1e-12);
    assertEquals(Math.sqrt(0.1875), row.sd(), 1e-12);
    assertEquals(Math.sqrt(0.0625 * 0.5625 + 0.5625 * 0.0625), row.mcseMean(), 1e-12);
    assertEquals(2, row.q5());
    assertEquals(3, row.q50());
    assertTrue(Double.isNaN(row.rHat()));
  }

  @Test
  void printsATable() {
    String expected =
        """
                              mean       sd        5%      50%      95%      mcse  ess_bulk  ess_tail  r_hat
        mu                     4.2     3.22      -1.2      4.3      9.8      0.10      1019       959  1.003
        theta["Choate"]        6.1      5.7      -3.5      6.0     15.0      0.19       904       975  1.001
        theta["開成高校"]  0.00001  0.00097  -0.00166  0.00002  0.00160  0.000030      1051       966  1.003
        theta["Phil…ver"]   -12353      103    -12522   -12351   -12190       3.3       947       916  0.999

        best              probability    mcse
        Choate                  0.71   0.015
        開成高校                0.23   0.014
        Phillips Andover        0.062  0.0085
        """;
    ReportOptions options = ReportOptions.plain().withColumns(100);
    assertEquals(expected, TextReport.of(Summary.of(Runs.chains(250)), options));
  }

  @Test
  void tellsEachFigureToTheDigitsOfItsOwnError() {
    double[][] draws = Runs.chains(250).chains(0);
    Precision precision = Summary.of(Runs.chains(250)).quantities().get(0).precision();
    assertEquals(Convergence.mcseSd(draws), precision.sd());
    assertEquals(Convergence.mcseQuantile(draws, 0.05), precision.q5());
    assertEquals(Convergence.mcseQuantile(draws, 0.5), precision.q50());
    assertEquals(Convergence.mcseQuantile(draws, 0.95), precision.q95());

    // A long right tail: the 95% quantile is known far worse than the 5% quantile.
    Random random = new Random(1);
    double[] skewed = new double[2000];
    for (int i = 0; i < skewed.length; i++) skewed[i] = Math.exp(2 * random.nextGaussian());
    Draws tail = scalar(skewed);
    double[] ones = new double[skewed.length];
    Arrays.fill(ones, 1);
    for (Draws each : List.of(tail, tail.weighted(List.of(ones)))) {
      Quantity row = Summary.of(each).quantities().get(0);
      assertTrue(row.precision().q5() < row.mcseMean() / 10, row.toString());
      assertTrue(row.precision().q95() > 10 * row.precision().q50(), row.toString());
      String text = TextReport.of(Summary.of(each), ReportOptions.plain());
      String[] cells = text.lines().skip(1).findFirst().orElseThrow().split(" +", -1);
      assertEquals(NumberText.withError(row.sd(), row.precision().sd()), cells[2], text);
      assertEquals(NumberText.withError(row.q5(), row.precision().q5()), cells[3], text);
      assertEquals(NumberText.withError(row.q95(), row.precision().q95()), cells[5], text);
      assertTrue(decimals(cells[3]) > decimals(cells[5]), text);
    }
  }

  private static int decimals(String number) {
    int point = number.indexOf('.');
    return point < 0 ? 0 : number.length() - point - 1;
  }

  @Test
  void knowsTheErrorOfAProbability() {
    Share share = Summary.of(Runs.chains(250)).members().get(0).shares().get(0);
    double independent = Math.sqrt(share.probability() * (1 - share.probability()) / 1000);
    assertEquals(1, share.mcse() / independent, 0.2);
  }

  @Test
  void printsAModeAsAPoint() {
    Summary mode = Summary.of(scalar(1.23456789));
    assertEquals(Summary.DrawsKind.POINT, mode.kind());
    assertEquals("      mode\nx  1.23457\n", TextReport.of(mode, ReportOptions.plain()));
  }

  @Test
  void keepsWithinTheTerminal() {
    Summary summary = Summary.of(Runs.chains(250));
    for (int columns : new int[] {40, 60, 80, 100}) {
      String text = TextReport.of(summary, ReportOptions.plain().withColumns(columns));
      text.lines().forEach(line -> assertTrue(TextWidth.of(line) <= columns, columns + line));
    }
    String narrow = TextReport.of(summary, ReportOptions.plain().withColumns(50));
    assertTrue(narrow.contains("(too narrow for mcse, 50%, ess_tail, ess_bulk, sd)"), narrow);
  }

  @Test
  void leavesOutTheRestOfLongVariables() {
    ReportOptions options = ReportOptions.plain().withRowsPerVariable(1);
    String text = TextReport.of(Summary.of(Runs.chains(8)), options);
    assertTrue(text.contains("(2 more of theta)"), text);
  }

  @Test
  void coloursOnlyWhenAsked() {
    Summary summary = Summary.of(Runs.chains(8));
    String plain = TextReport.of(summary, ReportOptions.plain());
    String coloured = TextReport.of(summary, ReportOptions.plain().withColour(true));
    assertTrue(plain.indexOf('\u001b') < 0);
    assertEquals(plain, coloured.replaceAll("\u001b\\[\\d+m", ""));
  }

  @Test
  void writesJsonInFullPrecision() throws Exception {
    Draws draws = Runs.chains(250);
    Summary summary = Summary.of(draws);
    Verdict verdict = Verdict.of(Runs.record("nuts", 4, Map.of()), draws, summary);
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      SummaryJson.write(Runs.record("nuts", 4, Map.of("k", Double.NaN)), summary, verdict, out);
    }
    String json = text.toString();
    double mean = summary.quantities().get(1).mean();
    assertTrue(
        json.contains(
            "\"label\":\"theta[\\\"Choate\\\"]\",\"variable\":\"theta\",\"mean\":" + mean),
        json);
    assertTrue(json.contains("\"k\":null"), json);
    assertTrue(json.contains("\"verdict\":{\"outcome\":\"good\""), json);
  }

  private static Draws scalar(double... values) {
    Layout layout = Layout.of(List.of(new RecordedVariable("x", Kind.REAL, List.of(), List.of())));
    return Draws.of(layout, List.of(), values.length, List.of(values), List.of(new double[0]));
  }
}
