package bayes.compiler.plan;

import bayes.compiler.catalog.Function;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.chain.ChainPass;
import bayes.compiler.plan.collapse.CollapsePass;
import bayes.compiler.plan.conjugate.ClosedForms;
import bayes.compiler.plan.conjugate.ConjugatePass;
import bayes.compiler.plan.reparameterise.ReparameterisePass;
import bayes.compiler.plan.statistics.StatisticsPass;
import bayes.compiler.plan.sum.SumPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides how a model's latents are explored. */
public final class Planner {
  private static final StandardLibrary NO_LIBRARY =
      new StandardLibrary() {
        @Override
        public List<Function> scalarFunctions(String name) {
          return List.of();
        }

        @Override
        public List<DistributionDefinition> distributions(String name) {
          return List.of();
        }
      };

  private static final ConjugatePass CONJUGATE = new ConjugatePass();

  private static final List<Pass> PASSES =
      List.of(
          new CollapsePass(),
          new ChainPass(),
          new SumPass(),
          CONJUGATE,
          new ReparameterisePass(),
          new Probabilities());

  private Planner() {}

  /** The plan of a model, or what was asked for and cannot be done. */
  public static Checked<Plan> plan(TypedModel model, PlanOptions options, StandardLibrary library) {
    Rewriting rewriting = Rewriting.of(model, options, library);
    Optional<ExactPlan> exact = Optional.empty();
    for (Pass pass : PASSES) {
      if (pass == CONJUGATE) {
        exact =
            CONJUGATE
                .exact(rewriting)
                .or(() -> CONJUGATE.exactGivenStates(Rewriting.of(model, options, library)))
                .map(Planner::exact);
      }
      rewriting = pass.apply(rewriting);
    }
    List<Diagnostic> refused = new ArrayList<>(rewriting.refusals());
    if (exact.isEmpty()) refused.addAll(Requests.refused(rewriting));
    if (!refused.isEmpty()) return Checked.failed(refused);
    Rewriting compressed = new StatisticsPass().apply(rewriting);
    return Checked.of(plan(compressed, rewriting.model(), exact));
  }

  /** The plan that explores a model as it is written. */
  public static Plan asWritten(TypedModel model) {
    Rewriting rewriting =
        new Rewriting(
            model,
            model,
            PlanOptions.asWritten(),
            NO_LIBRARY,
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            new AtomicInteger());
    return plan(rewriting, model, Optional.empty());
  }

  private static ExactPlan exact(Rewriting known) {
    Plan posterior = plan(known, known.model(), Optional.empty());
    // Mixtures of forms, one for each state of what is discrete, have no name.
    if (!posterior.latents().isEmpty()) return new ExactPlan(posterior, posterior, List.of());
    ClosedForms forms = ClosedForms.of(known);
    return new ExactPlan(posterior, asWritten(forms.figures()), forms.forms());
  }

  private static Plan plan(Rewriting rewriting, TypedModel model, Optional<ExactPlan> exact) {
    List<Plan.PlannedLatent> continuous = new ArrayList<>();
    List<Plan.PlannedLatent> discrete = new ArrayList<>();
    for (VariableDeclaration variable : model.variables()) {
      if (variable.symbol().role() != Symbol.Role.LATENT) continue;
      if (variable.symbol().type().element() instanceof Type.Real) {
        continuous.add(new Plan.PlannedLatent(variable, transform(variable.support())));
      } else {
        discrete.add(new Plan.PlannedLatent(variable, Plan.Transform.IDENTITY));
      }
    }
    List<Plan.Block> blocks = new ArrayList<>();
    blocks.add(new Plan.Block.Unconstrained(continuous));
    if (!discrete.isEmpty()) blocks.add(new Plan.Block.Discrete(discrete));
    Optional<Obstacle> whyNoPrior = whyNoPrior(rewriting.written().statements());
    return new Plan(
        rewriting.written(),
        model,
        rewriting.model(),
        rewriting.options(),
        rewriting.treatments(),
        rewriting.marginals(),
        blocks,
        Methods.of(
            continuous,
            discrete,
            whyNoPrior,
            exact.isPresent() ? Optional.empty() : whyNotExact(model),
            whyNoGibbs(rewriting, model)),
        refusals(model.statements()),
        whyNoPrior,
        exact);
  }

  /** Why the posterior is not known in closed form: a latent that is left. */
  private static Optional<Obstacle> whyNotExact(TypedModel model) {
    return model.variables().stream()
        .map(VariableDeclaration::symbol)
        .filter(s -> s.role() == Symbol.Role.LATENT)
        .findFirst()
        .map(
            s ->
                new Obstacle(
                    "the posterior of `" + s.name() + "` has no closed form",
                    s.declared(),
                    "not conjugate to all that depends on it"))
        .or(
            () ->
                Optional.of(
                    new Obstacle(
                        "there is no latent", model.source().span(0, 0), "nothing is inferred")));
  }

  /**
   * Why collapsed Gibbs sampling does not apply: what it would leave, or has nothing to do with.
   */
  private static Optional<Obstacle> whyNoGibbs(Rewriting rewriting, TypedModel model) {
    boolean isCollapsed =
        rewriting.treatments().stream().anyMatch(t -> t.kind() == Treatment.Kind.GIBBS);
    List<Symbol> latents =
        model.variables().stream()
            .map(VariableDeclaration::symbol)
            .filter(s -> s.role() == Symbol.Role.LATENT)
            .toList();
    Optional<Symbol> continuous =
        latents.stream().filter(s -> s.type().element() instanceof Type.Real).findFirst();
    if (latents.isEmpty()) return Optional.of(nothingDiscrete(model));
    if (continuous.isPresent()) {
      return continuous.map(
          s ->
              new Obstacle(
                  "`" + s.name() + "` is not integrated out", s.declared(), "it is continuous"));
    }
    if (isCollapsed) return Optional.empty();
    return latents.stream()
        .findFirst()
        .map(
            s ->
                new Obstacle(
                    "no rows around `" + s.name() + "` are integrated out",
                    s.declared(),
                    "drawn from a discrete set"));
  }

  /** For a method that draws discrete latents alone. */
  static Obstacle nothingDiscrete(TypedModel model) {
    return new Obstacle(
        "there is no discrete latent to draw", model.source().span(0, 0), "nothing is discrete");
  }

  /** The discrete latents of which no single number can move: their elements are drawn together. */
  private static List<Diagnostic> refusals(List<ModelStatement> statements) {
    List<Diagnostic> refusals = new ArrayList<>();
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.For loop) {
        refusals.addAll(refusals(loop.body()));
      } else if (statement instanceof ModelStatement.If branch) {
        refusals.addAll(refusals(branch.then()));
        refusals.addAll(refusals(branch.otherwise()));
      } else if (statement instanceof ModelStatement.Draw draw && isJointDraw(draw)) {
        refusals.add(refused(draw));
      }
    }
    return refusals;
  }

  private static boolean isJointDraw(ModelStatement.Draw draw) {
    Type type = draw.symbol().type();
    return draw.symbol().role() == Symbol.Role.LATENT
        && !(type.element() instanceof Type.Real)
        && draw.indices().size() < type.dimensions().size();
  }

  private static Diagnostic refused(ModelStatement.Draw draw) {
    Symbol symbol = draw.symbol();
    String distribution = draw.distribution().definition().name();
    return Diagnostic.error(
            PlanCode.M0111.code(),
            "`"
                + symbol.name()
                + "` is a vector of integers that is drawn at once, which no method can infer",
            symbol.declared(),
            "drawn from `" + distribution + "`")
        .withNote("a model with one can be checked, described and simulated")
        .withHint("draw its elements one by one, such as members of a set from `Categorical`");
  }

  private static Plan.Transform transform(Support support) {
    if (support instanceof Support.Constrained c) return Plan.Transform.of(c.kind());
    if (!(support instanceof Support.Bounds bounds)) return Plan.Transform.IDENTITY;
    if (bounds.lower().isPresent()) {
      return bounds.upper().isPresent() ? Plan.Transform.INTERVAL : Plan.Transform.LOWER;
    }
    return bounds.upper().isPresent() ? Plan.Transform.UPPER : Plan.Transform.IDENTITY;
  }

  /** The first latent whose distribution has no mass of one, or cannot be simulated. */
  private static Optional<Obstacle> whyNoPrior(List<ModelStatement> statements) {
    for (ModelStatement statement : statements) {
      Optional<Obstacle> reason = Optional.empty();
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

  private static Optional<Obstacle> whyNoPrior(ModelStatement.Draw draw) {
    DistributionCall call = draw.distribution();
    String what =
        "`"
            + draw.symbol().name()
            + " ~ "
            + call.definition().name()
            + "(...)` at "
            + draw.span().place();
    if (call.definition().improper()) {
      return Optional.of(
          new Obstacle(what + " is improper", draw.span(), "has no total mass of 1"));
    }
    if (call.definition().sampler().isEmpty()) {
      return Optional.of(new Obstacle(what + " has no sampler", draw.span(), "cannot be drawn"));
    }
    return Optional.empty();
  }
}
