package bayes.compiler;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.source.Span;
import bayes.runtime.draws.ModelTerm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What to say of a statement whose term makes chains diverge: its place, and what to change. */
final class TermTexts {
  private static final Set<String> SCALES = Set.of("sd", "scale", "sigma", "variance", "precision");
  private static final Set<String> DIRECT = Set.of("sd", "scale", "sigma");
  private static final Set<String> NON_CENTRED =
      Set.of("Normal", "LogNormal", "StudentT", "Cauchy", "Logistic", "Laplace", "Gumbel");

  private final TypedModel model;
  private final Map<Symbol, Set<Symbol>> definitions = new HashMap<>();

  TermTexts(TypedModel model) {
    this.model = model;
    define(model.statements());
  }

  private void define(List<ModelStatement> statements) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.Define define) {
        Set<Symbol> reads =
            definitions.computeIfAbsent(define.symbol(), s -> new LinkedHashSet<>());
        reads.addAll(FreeSymbols.of(define.value()));
      } else if (statement instanceof ModelStatement.For loop) {
        define(loop.body());
      } else if (statement instanceof ModelStatement.If branch) {
        define(branch.then());
        define(branch.otherwise());
      }
    }
  }

  ModelTerm of(ModelStatement statement) {
    Span span = statement.span();
    String text = span.text().strip();
    String line = span.source().lineText(span.line());
    int onLine = text.lines().findFirst().orElse("").stripTrailing().length();
    String first = span.text().substring(0, Math.min(onLine, span.text().length()));
    return new ModelTerm(
        span.source().name(),
        span.line(),
        span.column(),
        Math.max(first.codePointCount(0, first.length()), 1),
        line,
        text.replaceAll("\\s+", " ").replaceFirst("\\s*;$", ""),
        reads(statement),
        nextStep(statement));
  }

  private List<String> reads(ModelStatement statement) {
    List<String> names = new ArrayList<>();
    for (Symbol symbol : closure(free(statement))) {
      // What a plan has made has a name that nobody wrote.
      boolean isReported =
          (symbol.role() == Symbol.Role.LATENT || symbol.role() == Symbol.Role.DERIVED)
              && symbol.name().indexOf('?') < 0;
      if (isReported) names.add(symbol.name());
    }
    return names;
  }

  private static Set<Symbol> free(ModelStatement statement) {
    Set<Symbol> free = new LinkedHashSet<>();
    if (statement instanceof ModelStatement.Draw draw) {
      free.addAll(FreeSymbols.of(draw.distribution()));
      free.add(draw.symbol());
    } else if (statement instanceof ModelStatement.Observe observe) {
      free.addAll(FreeSymbols.of(observe.distribution()));
      free.addAll(FreeSymbols.of(observe.target()));
    } else if (statement instanceof ModelStatement.Factor factor) {
      free.addAll(FreeSymbols.of(factor.value()));
    } else if (statement instanceof ModelStatement.Marginal marginal) {
      free.addAll(FreeSymbols.of(marginal.value()));
    }
    return free;
  }

  /** These, and all that they are computed from. */
  private Set<Symbol> closure(Set<Symbol> symbols) {
    Set<Symbol> all = new LinkedHashSet<>();
    Deque<Symbol> open = new ArrayDeque<>(symbols);
    while (!open.isEmpty()) {
      Symbol symbol = open.removeFirst();
      if (all.add(symbol)) open.addAll(definitions.getOrDefault(symbol, Set.of()));
    }
    return all;
  }

  private List<Symbol> latents(Expr expr) {
    return closure(FreeSymbols.of(expr)).stream()
        .filter(symbol -> symbol.role() == Symbol.Role.LATENT)
        .toList();
  }

  private String nextStep(ModelStatement statement) {
    if (statement instanceof ModelStatement.Draw draw) return ofDraw(draw);
    if (statement instanceof ModelStatement.Observe observe) return ofObserve(observe);
    if (model.latent(statement).isPresent()) return ofSum(statement);
    return "look at what this `factor` adds where chains diverge: a jump, or a slope without"
        + " bound, cannot be followed; else take smaller steps (--target-accept 0.95)";
  }

  /** The name of the latent whose sum or integral a term is. */
  Optional<String> latent(ModelStatement statement) {
    return model.latent(statement).map(Symbol::name);
  }

  private String ofSum(ModelStatement statement) {
    List<String> names = new ArrayList<>();
    for (String name : reads(statement)) names.add("`" + name + "`");
    Optional<Symbol> latent = model.latent(statement);
    return "this is the "
        + (latent.filter(s -> s.type().element() instanceof Type.Real).isPresent()
            ? "integral"
            : "sum")
        + latent.map(s -> " over `" + s.name() + "`").orElse("")
        + " of all terms that read it"
        + (names.isEmpty()
            ? ""
            : ": give "
                + String.join(", ", names.subList(0, Math.min(names.size(), 3)))
                + " priors that keep what they scale from zero")
        + "; else take smaller steps (--target-accept 0.95)";
  }

  private String ofDraw(ModelStatement.Draw draw) {
    String name = draw.symbol().name();
    if (draw.nonCentred().isPresent()) {
      return "`"
          + name
          + "` is drawn non-centred, and the data seem to say much about its elements: remove"
          + " `@noncentered`; else take smaller steps (--target-accept 0.95)";
    }
    Optional<Expr> scale = scale(draw.distribution()).filter(e -> !latents(e).isEmpty());
    if (scale.isEmpty()) {
      return "give `"
          + name
          + "` a prior with lighter tails, or one that keeps it from the edge of its support; else"
          + " take smaller steps (--target-accept 0.95)";
    }
    String shown = ExprText.of(scale.get());
    String funnel = "where `" + shown + "` is small, `" + name + "` has no room (a funnel): ";
    if (canBeNonCentred(draw)) {
      return funnel + "write `@noncentered` before the statement";
    }
    return funnel
        + "draw a standard `"
        + name
        + "_raw` and let `"
        + name
        + "` be its location plus `"
        + shown
        + "` times that";
  }

  private boolean canBeNonCentred(ModelStatement.Draw draw) {
    boolean isNarrowed =
        model.variables().stream()
            .filter(variable -> variable.symbol().equals(draw.symbol()))
            .map(VariableDeclaration::support)
            .anyMatch(
                support ->
                    support instanceof Support.Bounds bounds
                        && (bounds.lower().isPresent() || bounds.upper().isPresent()));
    String name = draw.distribution().definition().name();
    return NON_CENTRED.contains(name)
        && scaleName(draw.distribution()).filter(DIRECT::contains).isPresent()
        && (!isNarrowed || name.equals("LogNormal"));
  }

  private String ofObserve(ModelStatement.Observe observe) {
    DistributionCall call = observe.distribution();
    Optional<Expr> scale = scale(call).filter(e -> !latents(e).isEmpty());
    String smaller = "; else take smaller steps (--target-accept 0.95)";
    if (scale.isPresent()) {
      String shown = ExprText.of(scale.get());
      return "the likelihood has no bound where `"
          + shown
          + "` comes close to zero, or changes too fast where it is small: give `"
          + latents(scale.get()).get(0).name()
          + "` a prior that keeps it from zero"
          + smaller;
    }
    List<String> names =
        closure(free(observe)).stream()
            .filter(symbol -> symbol.role() == Symbol.Role.LATENT)
            .map(symbol -> "`" + symbol.name() + "`")
            .toList();
    return "bring what `"
        + call.definition().name()
        + "` is computed from to a scale of about one (centre predictors and divide by their"
        + " standard deviation), and give "
        + String.join(", ", names.subList(0, Math.min(names.size(), 3)))
        + (names.size() == 1 ? " a prior" : " priors")
        + " of that size"
        + smaller;
  }

  private static Optional<Expr> scale(DistributionCall call) {
    for (int i = 0; i < call.arguments().size(); i++) {
      String parameter = call.definition().parameters().get(i).symbol().name();
      if (SCALES.contains(parameter)
          && call.arguments().get(i) instanceof DistributionCall.Argument.OfValue of) {
        return Optional.of(of.value());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> scaleName(DistributionCall call) {
    return call.definition().parameters().stream()
        .map(parameter -> parameter.symbol().name())
        .filter(SCALES::contains)
        .findFirst();
  }
}
