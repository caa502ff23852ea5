package bayes.compiler.plan.statistics;

import bayes.compiler.model.Symbol;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.Treatment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the data have decided of likelihoods that may be functions of their statistics. */
public final class Choices {
  private Choices() {}

  /**
   * The plan that tells the forms that were taken.
   *
   * @param values of what the plan computes from data alone
   */
  public static Plan told(Plan plan, ToDoubleFunction<Symbol> values) {
    List<Treatment> treatments = new ArrayList<>();
    for (Treatment treatment : plan.treatments()) {
      Optional<Treatment> told = treatment.choice().map(c -> told(treatment, c, values));
      treatments.add(told.orElse(treatment));
    }
    return plan.withTreatments(treatments);
  }

  private static Treatment told(
      Treatment treatment, Treatment.Choice choice, ToDoubleFunction<Symbol> values) {
    String rows = number(values.applyAsDouble(choice.rows()), "datum", "data");
    String groups = number(values.applyAsDouble(choice.groups()), "group", "groups");
    String found = rows + " in " + groups;
    if (values.applyAsDouble(choice.isUsed()) > 0) {
      return new Treatment(
          Treatment.Kind.COMPRESSED,
          treatment.of(),
          treatment.what() + ": " + found,
          treatment.why(),
          treatment.cost(),
          treatment.obstacles(),
          treatment.choice());
    }
    return new Treatment(
        Treatment.Kind.PLAIN,
        treatment.of(),
        choice.otherwise(),
        choice.form().title() + " would be no less work, or lose digits: " + found,
        Optional.empty(),
        treatment.obstacles(),
        treatment.choice());
  }

  private static String number(double value, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", (long) value, value == 1 ? one : many);
  }
}
