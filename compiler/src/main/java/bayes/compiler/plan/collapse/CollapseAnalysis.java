package bayes.compiler.plan.collapse;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Request;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Obstacle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether all continuous latents of a model are rows that are conjugate given the
 * discrete ones: then these can be drawn with the rows integrated out, and nothing else is unknown.
 */
public final class CollapseAnalysis {
  private final TypedModel model;
  private final Derivations derivations;
  private final Map<Symbol, Rows> families = new LinkedHashMap<>();
  private final List<Symbol> sites = new ArrayList<>();
  private final List<Ball> balls = new ArrayList<>();
  private final List<Term> others = new ArrayList<>();
  private final List<Obstacle> obstacles = new ArrayList<>();

  private CollapseAnalysis(TypedModel model) {
    this.model = model;
    this.derivations = Derivations.of(model);
    model.variables().stream()
        .filter(v -> v.symbol().role() == Symbol.Role.LATENT)
        .forEach(this::classify);
    read();
    for (VariableDeclaration variable : model.variables()) {
      Symbol symbol = variable.symbol();
      boolean isContinuous =
          symbol.role() == Symbol.Role.LATENT && symbol.type().element() instanceof Type.Real;
      if (isContinuous && !families.containsKey(symbol) && !isBlamed(symbol)) {
        obstacles.add(staysContinuous(symbol));
      }
    }
  }

  public static CollapseAnalysis of(TypedModel model) {
    return new CollapseAnalysis(model);
  }

  /** How it is done, if it can be, and some discrete latent is drawn from a row or chooses one. */
  public Optional<Collapse> collapse() {
    return obstacles.isEmpty() && isWorthwhile()
        ? Optional.of(new Collapse(List.copyOf(families.values()), sites, balls, others))
        : Optional.empty();
  }

  /** What stands in the way, where discrete latents and rows are connected. */
  public List<Obstacle> obstacles() {
    return isWorthwhile() ? List.copyOf(obstacles) : List.of();
  }

  /** Some rows that discrete latents are drawn from, or choose among. */
  public List<Symbol> rowsAroundSites() {
    Set<Symbol> around = new LinkedHashSet<>();
    for (Ball ball : balls) if (ball.isMoving()) around.add(ball.rows().symbol());
    return List.copyOf(around);
  }

  private boolean isWorthwhile() {
    return balls.stream().anyMatch(Ball::isMoving);
  }

  private boolean isBlamed(Symbol symbol) {
    return obstacles.stream().anyMatch(o -> o.reason().startsWith("`" + symbol.name() + "` "));
  }

  private void classify(VariableDeclaration variable) {
    Symbol symbol = variable.symbol();
    if (!(symbol.type().element() instanceof Type.Real)) {
      sites.add(symbol);
      whyNoSite(variable).ifPresent(obstacles::add);
      return;
    }
    List<Term> draws =
        derivations.terms().stream()
            .filter(
                t -> t.statement() instanceof ModelStatement.Draw d && d.symbol().equals(symbol))
            .toList();
    Optional<Rows> rows = Rows.of(symbol, draws);
    if (rows.isEmpty()) return;
    boolean isSampled = variable.request().filter(r -> r.kind() == Request.Kind.SAMPLE).isPresent();
    if (isSampled) {
      obstacles.add(obstacle(symbol, "is to be sampled", "asked for here"));
      return;
    }
    for (Term draw : draws) {
      Set<Symbol> read = latentsOf(draw);
      if (!read.isEmpty()) {
        Symbol hyper = read.iterator().next();
        obstacles.add(
            new Obstacle(
                "`" + symbol.name() + "` has `" + hyper.name() + "` in its prior, which is unknown",
                draw.statement().span(),
                "rows are integrated out where their prior counts are known"));
        return;
      }
    }
    families.put(symbol, rows.get());
  }

  private Optional<Obstacle> whyNoSite(VariableDeclaration variable) {
    Symbol symbol = variable.symbol();
    boolean isMarginalized =
        variable.request().filter(r -> r.kind() == Request.Kind.MARGINALIZE).isPresent();
    if (isMarginalized) {
      return Optional.of(obstacle(symbol, "is to be summed out", "asked for here"));
    }
    boolean isJoint =
        derivations.terms().stream()
            .anyMatch(
                t ->
                    t.statement() instanceof ModelStatement.Draw d
                        && d.symbol().equals(symbol)
                        && d.indices().size() < symbol.type().dimensions().size());
    if (isJoint) return Optional.of(obstacle(symbol, "is drawn as a vector", "drawn at once"));
    if (!(symbol.type().element() instanceof Type.Int)) return Optional.empty();
    boolean isFinite =
        variable.support() instanceof Support.Bounds bounds
            && isKnown(bounds.lower())
            && isKnown(bounds.upper());
    return isFinite
        ? Optional.empty()
        : Optional.of(obstacle(symbol, "has no bounds that data tell", "of any size"));
  }

  private boolean isKnown(Optional<Support.Bound> bound) {
    return bound.filter(b -> derivations.latentsOf(b.value()).isEmpty()).isPresent();
  }

  private void read() {
    BallReader reader = new BallReader(derivations, families);
    for (Term term : derivations.terms()) {
      ModelStatement statement = term.statement();
      if (statement instanceof ModelStatement.Draw draw && families.containsKey(draw.symbol())) {
        continue;
      }
      Optional<List<Ball>> read = reader.of(term);
      if (read.isPresent()) {
        balls.addAll(read.get());
        continue;
      }
      Set<Symbol> latents = latentsOf(term);
      Optional<Symbol> rows = latents.stream().filter(families::containsKey).findFirst();
      rows.ifPresent(symbol -> obstacles.add(noBall(symbol, statement)));
      if (latents.stream().anyMatch(sites::contains)) others.add(term);
    }
  }

  private static Obstacle noBall(Symbol rows, ModelStatement statement) {
    return new Obstacle(
        "`" + rows.name() + "` is read here in another way than as the probabilities of one draw",
        statement.span(),
        "not `Categorical` or `Bernoulli` of one row");
  }

  private static Obstacle staysContinuous(Symbol symbol) {
    return obstacle(
        symbol,
        "is continuous and no array of Dirichlet or Beta rows",
        "would have to be sampled along with them");
  }

  private static Obstacle obstacle(Symbol symbol, String reason, String label) {
    return new Obstacle("`" + symbol.name() + "` " + reason, symbol.declared(), label);
  }

  /** The latents that a term reads, without the one that it draws. */
  private Set<Symbol> latentsOf(Term term) {
    Set<Symbol> read = new HashSet<>();
    ModelStatement statement = term.statement();
    if (statement instanceof ModelStatement.Draw draw) {
      add(draw.distribution(), read);
      draw.indices().forEach(index -> read.addAll(FreeSymbols.of(index)));
    } else if (statement instanceof ModelStatement.Observe observe) {
      add(observe.distribution(), read);
      read.addAll(FreeSymbols.of(observe.target()));
    } else if (statement instanceof ModelStatement.Factor factor) {
      read.addAll(FreeSymbols.of(factor.value()));
    }
    for (Step step : term.path()) {
      if (step instanceof Step.Branch branch) {
        Expr condition = branch.branch().condition();
        read.addAll(FreeSymbols.of(condition));
      }
    }
    Set<Symbol> latents = new LinkedHashSet<>();
    read.forEach(symbol -> latents.addAll(derivations.latentsOf(symbol)));
    if (statement instanceof ModelStatement.Draw draw && isSite(draw.symbol())) {
      latents.add(draw.symbol());
    }
    return latents;
  }

  private static boolean isSite(Symbol symbol) {
    return !(symbol.type().element() instanceof Type.Real);
  }

  private static void add(DistributionCall call, Set<Symbol> read) {
    read.addAll(FreeSymbols.of(call));
  }
}
