package bayes.compiler.plan;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.Request;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.conjugate.Unintegrated;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a plan does what {@code @marginalize} asks for. {@code @sample} needs no check: no pass
 * takes such a latent away. What the options forbid is not done, and no mistake of the model.
 */
final class Requests {
  private final Rewriting rewriting;

  private Requests(Rewriting rewriting) {
    this.rewriting = rewriting;
  }

  /** What is asked for and not done, each with what stands in the way. */
  static List<Diagnostic> refused(Rewriting rewriting) {
    Requests requests = new Requests(rewriting);
    List<Diagnostic> refused = new ArrayList<>();
    Set<Symbol> explored = new HashSet<>();
    for (VariableDeclaration variable : rewriting.model().variables()) {
      if (variable.symbol().role() == Symbol.Role.LATENT) explored.add(variable.symbol());
    }
    for (VariableDeclaration variable : rewriting.written().variables()) {
      variable
          .request()
          .filter(request -> request.kind() == Request.Kind.MARGINALIZE)
          .filter(request -> explored.contains(variable.symbol()) && requests.isAllowed(variable))
          .ifPresent(request -> refused.add(requests.refused(variable, request)));
    }
    return refused;
  }

  private boolean isAllowed(VariableDeclaration latent) {
    PlanOptions options = rewriting.options();
    return isContinuous(latent) ? options.integrals() : options.sums();
  }

  private static boolean isContinuous(VariableDeclaration latent) {
    return latent.symbol().type().element() instanceof Type.Real;
  }

  private Diagnostic refused(VariableDeclaration latent, Request request) {
    String name = latent.symbol().name();
    boolean isContinuous = isContinuous(latent);
    Set<Obstacle> obstacles = new LinkedHashSet<>();
    for (Treatment treatment : rewriting.treatments()) {
      if (treatment.of().contains(latent.symbol())) obstacles.addAll(treatment.obstacles());
    }
    if (isContinuous) {
      rewriting.model().variables().stream()
          .filter(v -> v.symbol().equals(latent.symbol()))
          .forEach(v -> obstacles.addAll(Unintegrated.whyNot(v, rewriting)));
    }
    Diagnostic refused =
        Diagnostic.error(
            PlanCode.M0128.code(),
            "`" + name + "` cannot be " + (isContinuous ? "integrated" : "summed") + " out",
            request.span(),
            "asked for here");
    for (Obstacle obstacle : obstacles) {
      refused = refused.withOther(obstacle.place(), obstacle.label()).withNote(obstacle.reason());
    }
    if (obstacles.isEmpty()) {
      refused =
          refused
              .withOther(latent.symbol().declared(), "drawn here")
              .withNote(
                  isContinuous
                      ? "only conjugate latents have an integral in closed form: whatever reads `"
                          + name
                          + "` must be of a distribution that its own is conjugate to"
                      : "only a latent with few values, which is read where its own element is, or"
                          + " by the next one of a chain, has a sum that can be written down");
    }
    return refused.withHint(
        "remove `@marginalize`: `bayes plan` tells what happens to `" + name + "` then");
  }
}
