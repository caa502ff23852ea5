package bayes.compiler.plan;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What running a model's statements in order does: which data {@code observe} writes, which derived
 * values change with them, and what stands in the way.
 */
public final class Simulation {
  private final TypedModel model;
  private final Set<Symbol> observed = new HashSet<>();
  private final Set<Symbol> written = new LinkedHashSet<>();
  private final Set<Symbol> following = new LinkedHashSet<>();
  private final List<Diagnostic> factors = new ArrayList<>();
  private final List<Diagnostic> latents = new ArrayList<>();
  private final List<Diagnostic> observations = new ArrayList<>();
  private final Map<Symbol, Diagnostic> unrecorded = new LinkedHashMap<>();
  private final ComputedObservations computed;

  private Simulation(TypedModel model) {
    this.model = model;
    this.computed = ComputedObservations.of(model);
    visit(model.statements());
    List<Symbol> declared = model.variables().stream().map(VariableDeclaration::symbol).toList();
    declared.stream().filter(observed::contains).forEach(written::add);
    int before;
    do {
      before = following.size();
      follow(model.statements(), false);
    } while (following.size() > before);
    sizes();
    for (ComputedObservations.Observation one : computed.observations()) {
      if (reads(one.whenceItIsThere())) observations.add(varying(one.observe()));
    }
    model.variables().forEach(this::unrecorded);
  }

  /** How a model is simulated. */
  public static Simulation of(TypedModel model) {
    return new Simulation(model);
  }

  /** The data that {@code observe} writes, in the order of their declarations. */
  public Set<Symbol> written() {
    return written;
  }

  /** The derived values that read what {@code observe} writes, directly or not. */
  public Set<Symbol> following() {
    return following;
  }

  /**
   * The data that a replication can do without, as nothing but what is observed is computed from
   * them: those that {@code observe} writes, and those behind computed observations.
   */
  public Set<Symbol> replaceable() {
    Set<Symbol> replaceable = new LinkedHashSet<>(written);
    replaceable.addAll(computed.onlyObserved());
    return replaceable;
  }

  /** The data from which observations are computed. */
  public Set<Symbol> behindComputed() {
    Set<Symbol> behind = new LinkedHashSet<>();
    for (ComputedObservations.Observation one : computed.observations()) {
      one.data().forEach(variable -> behind.add(variable.symbol()));
    }
    return behind;
  }

  /** Why the model cannot be simulated from its prior without data; none if it can. */
  public List<Diagnostic> whyNotFromPrior(boolean ignoreFactors) {
    return whyNotFromPrior(ignoreFactors, data -> false);
  }

  /**
   * Why the model cannot be simulated from its prior; none if it can.
   *
   * @param isGiven the names of the data that are given: what is computed from these can be drawn,
   *     though not written
   */
  public List<Diagnostic> whyNotFromPrior(boolean ignoreFactors, Predicate<String> isGiven) {
    List<Diagnostic> reasons = new ArrayList<>(latents);
    if (!ignoreFactors) {
      String hint = "write it with `~` and `observe`, or simulate without it: `--ignore-factors`";
      factors.forEach(factor -> reasons.add(factor.withHint(hint)));
    }
    reasons.addAll(observations);
    for (ComputedObservations.Observation one : computed.observations()) {
      List<String> absent =
          one.data().stream()
              .filter(v -> v.defaultValue().isEmpty())
              .map(v -> v.symbol().name())
              .filter(isGiven.negate())
              .toList();
      if (!absent.isEmpty()) reasons.add(notGiven(one.observe(), absent.get(0)));
    }
    return reasons;
  }

  /**
   * Why the model cannot be bound to all that it simulates, so that it is not known what the
   * posterior of a simulation is; none if it can.
   */
  public List<Diagnostic> whyNotCalibrated() {
    List<Diagnostic> reasons = new ArrayList<>(latents);
    factors.forEach(factor -> reasons.add(factor.withHint("write it with `~` and `observe`")));
    reasons.addAll(observations);
    for (ComputedObservations.Observation one : computed.observations()) {
      reasons.add(notWritten(one.observe()));
    }
    return reasons;
  }

  /** Why its observations cannot be replicated from draws; none if they can. */
  public List<Diagnostic> whyNotFromDraws() {
    return whyNotFromDraws(latent -> false);
  }

  /**
   * The same where some latents need not be recorded.
   *
   * @param isRecovered of a latent: whether it is drawn back from what is recorded
   */
  public List<Diagnostic> whyNotFromDraws(Predicate<Symbol> isRecovered) {
    List<Diagnostic> reasons = new ArrayList<>(observations);
    reasons.addAll(whyNoLogLikelihood(isRecovered));
    return reasons;
  }

  /** Why its observations cannot be weighed by draws; none if they can. */
  public List<Diagnostic> whyNoLogLikelihood() {
    return whyNoLogLikelihood(latent -> false);
  }

  /**
   * The same where some latents need not be recorded.
   *
   * @param isRecovered of a latent: whether it is summed out, given what is recorded
   */
  public List<Diagnostic> whyNoLogLikelihood(Predicate<Symbol> isRecovered) {
    List<Diagnostic> reasons = new ArrayList<>();
    unrecorded.forEach(
        (latent, reason) -> {
          if (!isRecovered.test(latent)) reasons.add(reason);
        });
    return reasons;
  }

  private void visit(List<ModelStatement> statements) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.For loop) {
        visit(loop.body());
      } else if (statement instanceof ModelStatement.If branch) {
        visit(branch.then());
        visit(branch.otherwise());
      } else if (statement instanceof ModelStatement.Draw draw) {
        if (draw.symbol().role() == Symbol.Role.LATENT) latent(draw);
      } else if (statement instanceof ModelStatement.Observe observe) {
        observation(observe);
      } else if (statement instanceof ModelStatement.Factor factor) {
        factors.add(
            error(
                PlanCode.M0121,
                factor.span(),
                "a model with `factor` cannot be simulated",
                "this weighs values, and says not how to draw them"));
      }
    }
  }

  private void unrecorded(VariableDeclaration variable) {
    if (variable.symbol().role() != Symbol.Role.LATENT || variable.recorded()) return;
    unrecorded.put(variable.symbol(), notKept(variable));
  }

  /** That a run does not have a latent. */
  public static Diagnostic notKept(VariableDeclaration variable) {
    String name = variable.symbol().name();
    return error(
            PlanCode.M0126,
            variable.symbol().declared(),
            "the draws of `" + name + "` are not kept, and replications hold them",
            "not recorded")
        .withHint("write `@record` before it, or `--record " + name + "`, and sample again");
  }

  private void latent(ModelStatement.Draw draw) {
    DistributionCall call = draw.distribution();
    String what = "`" + draw.symbol().name() + " ~ " + call.definition().name() + "(...)`";
    if (call.definition().improper()) {
      latents.add(
          error(
                  PlanCode.M0122,
                  call.span(),
                  what + " cannot be simulated: its density has no total mass",
                  "improper")
              .withHint("give `" + draw.symbol().name() + "` a distribution, such as `Normal`"));
    } else if (call.definition().sampler().isEmpty()) {
      latents.add(noSampler(call));
    }
  }

  private static Diagnostic noSampler(DistributionCall call) {
    String name = call.definition().name();
    return error(
            PlanCode.M0123,
            call.span(),
            "`" + name + "` has no sampler, so that nothing can be drawn from it",
            "drawn from here")
        .withHint("write `sample { ... }` in `dist " + name + "`");
  }

  private void observation(ModelStatement.Observe observe) {
    observe.variable().ifPresent(observed::add);
    if (observe.distribution().definition().improper()
        || observe.distribution().definition().sampler().isEmpty()) {
      observations.add(noSampler(observe.distribution()));
    }
  }

  private static Diagnostic notGiven(ModelStatement.Observe observe, String data) {
    return notWritten(observe)
        .withNote("with data for `" + data + "` it is drawn, but not written into them");
  }

  private static Diagnostic notWritten(ModelStatement.Observe observe) {
    return error(
            PlanCode.M0124,
            observe.target().span(),
            "what is observed here is computed, so that a simulation cannot write it",
            "not an element of the data")
        .withHint(
            "observe the data themselves: declare `"
                + ExprText.of(observe.target())
                + "` as `data`, or use the distribution of what it is computed from");
  }

  private static Diagnostic varying(ModelStatement.Observe observe) {
    return error(
            PlanCode.M0124,
            observe.target().span(),
            "what is observed here is computed, and whether it is there depends on what else the"
                + " model observes",
            "not in every simulation")
        .withHint("let conditions and loops around it read only data that are not observed");
  }

  private void follow(List<ModelStatement> statements, boolean underWritten) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.Define define) {
        boolean follows = underWritten || reads(FreeSymbols.of(define.value()));
        for (Expr index : define.indices()) follows |= reads(FreeSymbols.of(index));
        if (follows) following.add(define.symbol());
      } else if (statement instanceof ModelStatement.For loop) {
        follow(loop.body(), underWritten || reads(FreeSymbols.of(loop.binder().set())));
      } else if (statement instanceof ModelStatement.If branch) {
        boolean under = underWritten || reads(FreeSymbols.of(branch.condition()));
        follow(branch.then(), under);
        follow(branch.otherwise(), under);
      }
    }
  }

  private boolean reads(Set<Symbol> symbols) {
    return symbols.stream().anyMatch(s -> written.contains(s) || following.contains(s));
  }

  private void sizes() {
    for (IndexSet.Declared set : model.sets()) {
      if (set.definition() instanceof IndexSet.Definition.OfRange range) {
        size("`" + set.name() + "`", range.lower(), set.declared());
        size("`" + set.name() + "`", range.upper(), set.declared());
      } else if (set.definition() instanceof IndexSet.Definition.Chosen chosen
          && reads(FreeSymbols.of(chosen.size()))) {
        observations.add(changingChoice(set));
      }
    }
    for (VariableDeclaration variable : model.variables()) {
      Symbol symbol = variable.symbol();
      for (IndexSet dimension : symbol.type().dimensions()) {
        if (dimension instanceof IndexSet.Declared) continue;
        size("`" + symbol.name() + "`", dimension, symbol.declared());
      }
    }
  }

  private void size(String what, Expr bound, Span span) {
    if (reads(FreeSymbols.of(bound))) observations.add(changingSize(what, bound, span));
  }

  private void size(String what, IndexSet dimension, Span span) {
    if (reads(FreeSymbols.of(dimension))) {
      observations.add(changingSize(what, ExprText.of(dimension), span));
    }
  }

  private static Diagnostic changingChoice(IndexSet.Declared set) {
    return error(
            PlanCode.M0125,
            set.declared(),
            "whether this exists depends on data that the model observes: a simulation would"
                + " change it",
            "defined in one branch of an `if`")
        .withHint("choose the branch by data that are not observed");
  }

  private static Diagnostic changingSize(String what, Expr bound, Span span) {
    return changingSize(what, ExprText.of(bound), span);
  }

  private static Diagnostic changingSize(String what, String size, Span span) {
    return error(
            PlanCode.M0125,
            span,
            "the size of "
                + what
                + " depends on `"
                + size
                + "`, which the model observes: a simulation would change it",
            "declared here")
        .withHint("take the size from data that are not observed");
  }

  private static Diagnostic error(PlanCode code, Span span, String message, String label) {
    return Diagnostic.error(code.code(), message, span, label);
  }
}
