package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.MemberShares;
import bayes.runtime.report.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The example on the schools, against posteriordb's reference draws and density. */
class EightSchoolsTest {
  private static final Example EXAMPLE =
      Example.of(Reference.EXAMPLES, "eight_schools/eight_schools");
  private static final BoundModel MODEL = EXAMPLE.bind();
  private static final Draws DRAWS = sample(MODEL);

  /** Fifty statistics: a false alarm in 3,000 seeds. */
  private static final double LIMIT = 4.5;

  private static Draws sample(BoundModel model) {
    return model.sample(NutsSettings.of(RunSettings.defaults(20240))).draws();
  }

  @Test
  void drawsAgreeWithTheReference() {
    Agreement.assertConverged(DRAWS, 400);
    Agreement agreement = Agreement.of(DRAWS, Reference.known("eight_schools.tsv"));
    assertEquals(50, agreement.size());
    agreement.assertWithin(LIMIT);
  }

  @Test
  void aWrongPriorScaleIsSeen() {
    String wrong = EXAMPLE.source().text().replace("HalfCauchy(5)", "HalfCauchy(25)");
    Draws draws = sample(Model.compile(wrong).bind(EXAMPLE.data()));
    Agreement agreement = Agreement.of(draws, Reference.known("eight_schools.tsv"));
    assertFalse(agreement.beyond(LIMIT).isEmpty());
  }

  @Test
  void theDensityIsThatOfTheReferenceUpToAConstant() {
    LogDensity density = MODEL.newLogDensityWithoutJacobian();
    List<Double> differences = new ArrayList<>();
    for (List<String> row : Reference.rows("eight_schools_density.tsv")) {
      double[] position = row.subList(0, 10).stream().mapToDouble(Double::parseDouble).toArray();
      position[1] = Math.log(position[1]);
      differences.add(density.logDensity(position) - Double.parseDouble(row.get(10)));
    }
    assertEquals(3, differences.size());
    for (double difference : differences) assertEquals(differences.get(0), difference, 1e-10);
  }

  @Test
  void theBestSchoolIsNamed() {
    MemberShares best = Summary.of(DRAWS).members().get(0);
    assertEquals("best", best.label());
    assertEquals(
        Set.of(
            "Choate",
            "Deerfield",
            "Phillips Andover",
            "Phillips Exeter",
            "Hotchkiss",
            "Lawrenceville",
            "St. Paul's",
            "Mt. Hermon"),
        best.shares().stream().map(MemberShares.Share::member).collect(Collectors.toSet()));
    for (MemberShares.Share share : best.shares()) {
      assertEquals(shareOfLargest(share.member()), share.probability(), 1e-12);
    }
  }

  /** The share of draws in which this school's effect is the largest. */
  private static double shareOfLargest(String school) {
    int column = DRAWS.layout().column("theta[\"" + school + "\"]").orElseThrow();
    int first = DRAWS.layout().column("theta[\"Choate\"]").orElseThrow();
    int count = 0;
    for (int chain = 0; chain < DRAWS.chains(); chain++) {
      for (int draw = 0; draw < DRAWS.draws(); draw++) {
        boolean largest = true;
        for (int c = first; c < first + 8; c++) {
          largest &= DRAWS.value(chain, draw, c) <= DRAWS.value(chain, draw, column);
        }
        if (largest) count++;
      }
    }
    return (double) count / (DRAWS.chains() * DRAWS.draws());
  }
}
