package bayes.compiler.plan;

import bayes.compiler.plan.conjugate.ClosedForm;
import java.util.List;

/**
 * A posterior in closed form.
 *
 * @param posterior the plan without any latent: its density is the evidence, and what it records
 *     are independent draws of the posterior
 * @param figures computes the figures of the forms, one after the other, from data alone
 * @param forms the posterior distributions of single latents, as far as they have a name
 */
public record ExactPlan(Plan posterior, Plan figures, List<ClosedForm> forms) {
  public ExactPlan {
    forms = List.copyOf(forms);
  }
}
