package bayes.compiler.plan.conjugate;

import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Terms;
import java.util.List;
import java.util.Optional;

/** A family of priors with the likelihoods that are conjugate to it. */
interface Family {
  /**
   * Integrates a latent out, by adding to a workspace what takes the place of the terms that read
   * it; empty if the terms are not all conjugate to it, or its prior is of another family.
   *
   * @return the statements that draw the latent from its posterior
   */
  Optional<List<ModelStatement>> integrate(List<Reading> readings, Workspace workspace);

  /** Whether the prior of a cell is one of it. */
  boolean isOf(Cell cell, Terms terms);
}
