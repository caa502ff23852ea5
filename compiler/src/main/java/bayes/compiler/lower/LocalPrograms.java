package bayes.compiler.lower;

import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.compiler.program.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The programs that follow a position which moves one coordinate at a time. They share an array of
 * <em>values</em>: those of the latents in the order of the plan, then those of {@code derived},
 * then one more number, the argument.
 *
 * @param derived the derived values that are kept
 * @param values writes the values that belong to a position
 * @param latents the programs of each latent whose terms can be told apart
 */
public record LocalPrograms(
    List<VariableDeclaration> derived, Program values, Map<Symbol, OfLatent> latents) {
  public LocalPrograms {
    derived = List.copyOf(derived);
    latents = Map.copyOf(latents);
  }

  /**
   * The programs of one latent, of one event of its plate at a time.
   *
   * @param event the number of its last dimensions that are drawn together
   * @param place writes an event's values, and returns its log Jacobian: the event's number in the
   *     plate stands behind the coordinates; none if the coordinates are the values
   * @param terms the terms that mention the event whose number is the argument, of the values
   * @param tables what {@code terms} reads beside the inputs
   */
  public record OfLatent(
      int event, Optional<Program> place, Program terms, List<IndexTable> tables) {
    public OfLatent {
      tables = List.copyOf(tables);
    }
  }

  /** The programs of a plan's latents. */
  public static LocalPrograms of(Plan plan, List<Input> inputs) {
    return new LocalLowering(plan, inputs).lower();
  }
}
