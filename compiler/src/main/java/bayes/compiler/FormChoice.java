package bayes.compiler;

import bayes.compiler.model.Symbol;
import bayes.compiler.plan.reparameterise.Forms;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.inference.TypicalCurvature;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses, by the data, the form in which a model's plates are explored: see
 * docs/decisions/0010-forms-by-pooling.md.
 *
 * <p>Let the data tell of an element what one draw of standard deviation s would, and let its prior
 * have the scale tau. The prior's share in what is known of the element is its pooling, 1 / (1 +
 * tau^2 / s^2) (Gelman and Pardoe, Technometrics 48, 2006). Explored as it is written, an element
 * follows location and scale by that share, and explored as a shifted and scaled standard draw by
 * the rest. A plate is non-centred where the average pooling of its elements is greater than {@link
 * #LIMIT}.
 */
final class FormChoice {
  /**
   * A little less than a half: the funnel of a centred plate is curved, and what binds a
   * non-centred one to its location is a line, which the metric of a sampler can learn.
   */
  private static final double LIMIT = 0.45;

  /** Of the chain that the choice looks at; the same for all runs, as the choice shall be. */
  private static final long SEED = 20061;

  /** With more coordinates than this a chain is long in coming, and a model stays as written. */
  private static final int MOST_COORDINATES = 5000;

  private FormChoice() {}

  /** Whether a chain can be followed before the others: it moves continuous coordinates only. */
  static boolean isAffordable(int dimension, DiscreteSites sites) {
    return sites.isEmpty() && dimension <= MOST_COORDINATES;
  }

  /**
   * The choices for the open plates of a model; none if no chain can be followed.
   *
   * @param nonCentred the model with all of them non-centred, and the same data
   * @param open what is to be chosen
   */
  static List<Forms.Choice> of(BoundModel nonCentred, List<Forms.Open> open) {
    List<Forms.Choice> choices = new ArrayList<>();
    Optional<TypicalCurvature> curvature = TypicalCurvature.of(nonCentred, SEED);
    if (curvature.isEmpty()) return choices;
    for (Forms.Open plate : open) {
      int count = nonCentred.coordinateCount(plate.symbol());
      if (count == 0) continue;
      int from = nonCentred.firstCoordinate(plate.symbol());
      List<double[]> along = curvature.get().along(from, count);
      if (along.isEmpty()) continue;
      choices.add(new Forms.Choice(plate, pooling(along, plate.information()), LIMIT));
    }
    return choices;
  }

  /** Of a standard draw, the curvature by its prior is known, and the rest is by the data. */
  private static double pooling(List<double[]> curvatures, double ofPrior) {
    double sum = 0;
    for (double[] curvature : curvatures) {
      double ofRow = 0;
      for (double whole : curvature) ofRow += ofPrior / Math.max(ofPrior, whole);
      sum += ofRow / curvature.length;
    }
    return sum / curvatures.size();
  }

  static Set<Symbol> nonCentred(List<Forms.Choice> choices) {
    Set<Symbol> symbols = new LinkedHashSet<>();
    for (Forms.Choice choice : choices) {
      if (choice.isNonCentred()) symbols.add(choice.plate().symbol());
    }
    return symbols;
  }
}
