package bayes.compiler.plan.sum;

import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.sum.Analysis.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Sums one latent out of a model. For each element, {@code log sum_k exp w(k)}, where w(k) is the
 * sum of all terms that read it when it is k, takes the place of these terms. Where they read other
 * latents, too, the sum is a table over their values, and a term that reads it.
 */
final class Elimination {
  private final Rewriting rewriting;
  private final Analysis.Result of;
  private final Map<Symbol, Values> values;
  private final Terms terms;
  private final List<VariableDeclaration> made = new ArrayList<>();
  private final Map<ModelStatement, List<ModelStatement>> replaced = new IdentityHashMap<>();
  private final List<Channel> channels = new ArrayList<>();

  Elimination(Rewriting rewriting, Analysis.Result of, Map<Symbol, Values> values) {
    this.rewriting = rewriting;
    this.of = of;
    this.values = values;
    this.terms = rewriting.terms(of.draws().get(0).factor().term().statement().span());
  }

  /**
   * Everything, or what is not observed.
   *
   * @param outer the sums of terms that stand in other loops
   */
  private record Channel(boolean isPrior, Optional<Symbol> outer) {}

  /** The model without the latent, which is generated from its conditional. */
  Rewriting apply() {
    for (Part part : of.parts()) replaced.put(statement(part), List.of());
    List<ModelStatement> sum = of.isBarren() ? List.of() : sum();
    Surroundings surroundings = new Surroundings(replaced, last(), sum);
    List<ModelStatement> statements = surroundings.statements(rewriting.model().statements());
    List<VariableDeclaration> variables = new ArrayList<>(rewriting.model().variables());
    variables.addAll(made);
    return rewriting.with(variables, statements).generating(List.of(of.latent()), recovery());
  }

  private static ModelStatement statement(Part part) {
    return part.factor().term().statement();
  }

  private Values ownValues() {
    return valuesOf(of.latent());
  }

  private Values valuesOf(Symbol symbol) {
    return Objects.requireNonNull(values.get(symbol), symbol::name);
  }

  // ---- the sum ----

  private List<ModelStatement> sum() {
    List<ModelStatement> statements = new ArrayList<>();
    Channel all = channel(false);
    boolean hasPrior =
        of.parts().stream().anyMatch(p -> !p.isDraw() && p.factor().prior().isPresent());
    Optional<Channel> prior = hasPrior ? Optional.of(channel(true)) : Optional.empty();
    Expr value = total(all, statements);
    Optional<Expr> priorValue = prior.map(channel -> total(channel, statements));
    boolean isObservation = of.parts().stream().anyMatch(p -> p.factor().isObservation());
    statements.addAll(
        of.plate()
            .around(
                List.of(
                    isObservation
                        ? new ModelStatement.Marginal(value, priorValue, terms.span())
                        : new ModelStatement.Factor(value, terms.span()))));
    return statements;
  }

  /** The sum over the values of one element; a table of it first, if it depends on others. */
  private Expr total(Channel channel, List<ModelStatement> statements) {
    if (of.others().isEmpty()) return logSum(channel, List.of());
    List<IndexSet> dimensions = new ArrayList<>(of.latent().type().dimensions());
    of.others().forEach(other -> dimensions.add(valuesOf(other.symbol()).whole()));
    Symbol table = derived("sums", dimensions);
    List<Expr> indices = new ArrayList<>(of.plate().element().indices());
    List<Expr.Binder> binders = new ArrayList<>();
    List<Assigned.Assignment> given = assignments(of.others(), binders);
    given.forEach(assignment -> indices.add(assignment.number()));
    List<ModelStatement> define =
        List.of(new ModelStatement.Define(table, indices, logSum(channel, given), terms.span()));
    statements.addAll(of.plate().around(loops(binders, define)));
    List<Expr> read = new ArrayList<>(of.plate().element().indices());
    of.others().forEach(other -> read.add(number(other)));
    return terms.element(table, read);
  }

  /** Loops over the values of elements. */
  private List<Assigned.Assignment> assignments(List<Element> elements, List<Expr.Binder> binders) {
    List<Assigned.Assignment> assignments = new ArrayList<>();
    for (Element element : elements) {
      Values of = valuesOf(element.symbol());
      Expr.Binder binder = of.binder(element, rewriting);
      binders.add(binder);
      assignments.add(of.assigned(element, terms.variable(binder.symbol())));
    }
    return assignments;
  }

  private List<ModelStatement> loops(List<Expr.Binder> binders, List<ModelStatement> statements) {
    List<ModelStatement> inner = statements;
    for (int i = binders.size() - 1; i >= 0; i--) {
      inner = List.of(new ModelStatement.For(binders.get(i), inner, terms.span()));
    }
    return inner;
  }

  private Expr number(Element element) {
    return valuesOf(element.symbol()).number(terms.element(element.symbol(), element.indices()));
  }

  private Symbol derived(String what, List<IndexSet> dimensions) {
    Symbol symbol =
        rewriting.symbol(
            of.latent().name() + "?" + what,
            Symbol.Role.DERIVED,
            Type.array(Type.REAL, dimensions),
            terms.span());
    made.add(
        new VariableDeclaration(
            symbol,
            Support.WHOLE,
            Optional.empty(),
            true,
            false,
            false,
            symbol.name(),
            Optional.empty()));
    return symbol;
  }

  /** {@code log sum_k exp w(k)}. */
  private Expr logSum(Channel channel, List<Assigned.Assignment> given) {
    Element element = of.plate().element();
    List<Assigned.Assignment> few = ownValues().few(element);
    if (!few.isEmpty()) {
      // Written one by one, what each value has in common for all elements leaves the loop.
      Expr sum = weight(channel, few.get(0), given);
      for (Assigned.Assignment next : few.subList(1, few.size())) {
        sum = terms.apply("log_sum_exp", sum, weight(channel, next, given));
      }
      return sum;
    }
    Expr.Binder binder = ownValues().binder(element, rewriting);
    Expr at = terms.variable(binder.symbol());
    return terms.logSumExp(
        List.of(binder), weight(channel, ownValues().assigned(element, at), given));
  }

  // ---- the weight of a value ----

  /** The sum of all terms that read an element. */
  private Expr weight(Channel channel, Assigned.Assignment own, List<Assigned.Assignment> given) {
    List<Expr> sum = new ArrayList<>();
    for (Part part : of.parts()) {
      if (part.isInner()) value(part, channel.isPrior()).ifPresent(sum::add);
    }
    channel
        .outer()
        .ifPresent(
            symbol -> {
              List<Expr> indices = new ArrayList<>(of.plate().element().indices());
              of.ofOuter().forEach(other -> indices.add(number(other)));
              indices.add(own.number());
              sum.add(terms.element(symbol, indices));
            });
    List<Assigned.Assignment> all = new ArrayList<>(given);
    all.add(own);
    return new Assigned(all).rewrite(terms.sum(sum));
  }

  /** What a term of the same loops adds, in the loop variables of the plate. */
  private Optional<Expr> value(Part part, boolean isPrior) {
    Optional<Expr> value = isPrior ? part.factor().prior() : Optional.of(part.factor().value());
    return value.map(
        v -> {
          List<Step> path =
              part.factor().term().path().stream().filter(s -> !isOfPlate(s)).toList();
          Expr sum = Paths.over(path, v, part.renamed().keySet(), terms);
          return Substitution.ofValues(part.renamed()).rewrite(sum);
        });
  }

  /** Whether a branch is around the sum, too. */
  private boolean isOfPlate(Step step) {
    return step instanceof Step.Branch branch
        && of.plate().path().stream()
            .anyMatch(
                s ->
                    s instanceof Step.Branch b
                        && b.branch() == branch.branch()
                        && b.isThen() == branch.isThen());
  }

  // ---- terms in other loops ----

  private Channel channel(boolean isPrior) {
    List<Part> outer =
        of.parts().stream()
            .filter(p -> !p.isInner())
            .filter(p -> !isPrior || p.factor().prior().isPresent())
            .toList();
    Optional<Symbol> sums = Optional.empty();
    if (!outer.isEmpty()) {
      List<IndexSet> dimensions = new ArrayList<>(of.latent().type().dimensions());
      of.ofOuter().forEach(other -> dimensions.add(valuesOf(other.symbol()).whole()));
      dimensions.add(ownValues().whole());
      sums = Optional.of(derived(isPrior ? "prior" : "terms", dimensions));
      for (Part part : outer) {
        Expr value = isPrior ? part.factor().prior().orElseThrow() : part.factor().value();
        List<ModelStatement> statements =
            new ArrayList<>(Objects.requireNonNull(replaced.get(statement(part))));
        statements.addAll(added(sums.get(), part, value));
        replaced.put(statement(part), statements);
      }
    }
    Channel channel = new Channel(isPrior, sums);
    channels.add(channel);
    return channel;
  }

  /** Adds a term to those of its element, for each value, where it stands. */
  private List<ModelStatement> added(Symbol sums, Part part, Expr value) {
    Map<Symbol, Expr> own = new HashMap<>();
    of.plate().at(part.read().indices()).ifPresent(own::putAll);
    List<Element> others = of.ofOuter().stream().map(other -> other.with(own)).toList();
    List<Expr.Binder> binders = new ArrayList<>();
    List<Assigned.Assignment> assignments = new ArrayList<>(assignments(others, binders));
    assignments.addAll(assignments(List.of(part.read()), binders));
    List<Expr> indices = new ArrayList<>(part.read().indices());
    assignments.forEach(assignment -> indices.add(assignment.number()));
    Expr term = new Assigned(assignments).rewrite(value);
    return loops(
        binders, List.of(new ModelStatement.Accumulate(sums, indices, term, terms.span())));
  }

  // ---- recovery ----

  private List<ModelStatement> recovery() {
    List<ModelStatement> recovery = new ArrayList<>();
    if (of.isBarren()) {
      for (Part draw : of.draws()) {
        recovery.addAll(Paths.around(draw.factor().term().path(), List.of(statement(draw))));
      }
      return recovery;
    }
    Channel all = channels.get(0);
    Element element = of.plate().element();
    Expr.Binder binder = ownValues().binder(element, rewriting);
    Expr at = terms.variable(binder.symbol());
    Expr logits =
        terms.array(List.of(binder), weight(all, ownValues().assigned(element, at), List.of()));
    DistributionCall conditional =
        terms.call(
            rewriting.library().distribution("Categorical", "logits"),
            List.of(logits),
            List.of(binder.set()),
            of.latent().type().element());
    recovery.addAll(
        of.plate()
            .around(
                List.of(
                    new ModelStatement.Draw(
                        of.latent(), element.indices(), conditional, terms.span()))));
    return recovery;
  }

  // ---- the model around ----

  /** The last of the outermost statements that hold a term. */
  private ModelStatement last() {
    Set<ModelStatement> roots = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    for (Part part : of.parts()) roots.add(root(part));
    ModelStatement last = statement(of.parts().get(0));
    for (ModelStatement statement : rewriting.model().statements()) {
      if (roots.contains(statement)) last = statement;
    }
    return last;
  }

  private static ModelStatement root(Part part) {
    for (Step step : part.factor().term().path()) {
      if (step instanceof Step.Loop loop) return loop.loop();
      if (step instanceof Step.Branch branch) return branch.branch();
    }
    return statement(part);
  }

  /** The model with terms replaced, and the sum behind the last of them. */
  private static final class Surroundings extends StatementRewriter {
    private final Map<ModelStatement, List<ModelStatement>> replaced;
    private final ModelStatement last;
    private final List<ModelStatement> sum;

    Surroundings(
        Map<ModelStatement, List<ModelStatement>> replaced,
        ModelStatement last,
        List<ModelStatement> sum) {
      this.replaced = replaced;
      this.last = last;
      this.sum = sum;
    }

    @Override
    protected List<ModelStatement> statement(ModelStatement statement) {
      List<ModelStatement> replacement = replaced.get(statement);
      List<ModelStatement> result =
          new ArrayList<>(replacement != null ? replacement : parts(statement));
      if (statement == last) result.addAll(sum);
      return result;
    }
  }

  /** The latents that the sum over one element depends on. */
  Set<Symbol> others() {
    Set<Symbol> others = new HashSet<>();
    of.others().forEach(other -> others.add(other.symbol()));
    return others;
  }
}
