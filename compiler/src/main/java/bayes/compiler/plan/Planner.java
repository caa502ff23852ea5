package bayes.compiler.plan;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides how a model's latents are explored. */
public final class Planner {
  private static final Diagnostic.Code DISCRETE = new Diagnostic.Code("M0111");

  private Planner() {}

  public static Checked<Plan> plan(TypedModel model) {
    List<Diagnostic> problems = new ArrayList<>();
    List<Plan.PlannedLatent> latents = new ArrayList<>();
    for (VariableDeclaration variable : model.variables()) {
      if (variable.symbol().role() != Symbol.Role.LATENT) continue;
      if (variable.symbol().type().element() instanceof Type.Real) {
        latents.add(new Plan.PlannedLatent(variable, transform(variable.support())));
      } else {
        problems.add(discrete(variable.symbol()));
      }
    }
    if (!problems.isEmpty()) return Checked.failed(problems);
    Optional<String> whyNoPrior = whyNoPrior(model.statements());
    return Checked.of(
        new Plan(
            model,
            List.of(new Plan.Block.Unconstrained(latents)),
            methods(latents, whyNoPrior),
            whyNoPrior));
  }

  private static Diagnostic discrete(Symbol symbol) {
    return Diagnostic.error(
            DISCRETE,
            "`" + symbol.name() + "` is a discrete latent, which is not supported yet",
            symbol.declared(),
            "drawn from a discrete distribution")
        .withHint("sum it out by hand: `factor log_sum_exp(...)`");
  }

  private static Plan.Transform transform(Support support) {
    if (support instanceof Support.Constrained c) return Plan.Transform.of(c.kind());
    if (!(support instanceof Support.Bounds bounds)) return Plan.Transform.IDENTITY;
    if (bounds.lower().isPresent()) {
      return bounds.upper().isPresent() ? Plan.Transform.INTERVAL : Plan.Transform.LOWER;
    }
    return bounds.upper().isPresent() ? Plan.Transform.UPPER : Plan.Transform.IDENTITY;
  }

  private static List<Plan.Applicability> methods(
      List<Plan.PlannedLatent> latents, Optional<String> whyNoPrior) {
    Optional<String> noLatents =
        latents.isEmpty() ? Optional.of("the model has no latents") : Optional.empty();
    List<Plan.Applicability> methods = new ArrayList<>();
    for (Plan.Method method : Plan.Method.values()) {
      Optional<String> whyNot = noLatents;
      if (method == Plan.Method.IMPORTANCE_PRIOR && whyNot.isEmpty()) whyNot = whyNoPrior;
      methods.add(new Plan.Applicability(method, whyNot));
    }
    return methods;
  }

  /** The first latent whose distribution has no mass of one, or cannot be simulated. */
  private static Optional<String> whyNoPrior(List<ModelStatement> statements) {
    for (ModelStatement statement : statements) {
      Optional<String> reason = Optional.empty();
      if (statement instanceof ModelStatement.Draw draw) {
        if (draw.symbol().role() == Symbol.Role.LATENT) reason = whyNoPrior(draw);
      } else if (statement instanceof ModelStatement.For loop) {
        reason = whyNoPrior(loop.body());
      } else if (statement instanceof ModelStatement.If branch) {
        reason = whyNoPrior(branch.then()).or(() -> whyNoPrior(branch.otherwise()));
      }
      if (reason.isPresent()) return reason;
    }
    return Optional.empty();
  }

  private static Optional<String> whyNoPrior(ModelStatement.Draw draw) {
    DistributionCall call = draw.distribution();
    String what =
        "`"
            + draw.symbol().name()
            + " ~ "
            + call.definition().name()
            + "(...)` at "
            + draw.span().place();
    if (call.definition().improper()) return Optional.of(what + " is improper");
    if (call.definition().sampler().isEmpty()) {
      return Optional.of(what + " has no sampler");
    }
    return Optional.empty();
  }
}
