package bayes.compiler.plan.chain;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The model without a latent whose elements are chains. Where a term read the latent, it is added
 * up for each state of each step; at the end, each row of steps has one term, the sum over its
 * paths; and the latent is generated, by drawing a path.
 */
final class ChainRewriting {
  private final Rewriting before;
  private final Derivations derivations;
  private final Chain chain;
  private final Layout layout;
  private final States states;
  private final Symbol latent;
  private final Terms terms;
  private final Optional<Symbol> drawn;
  private final Map<ModelStatement, List<ModelStatement>> replacements = new IdentityHashMap<>();
  private final List<VariableDeclaration> made = new ArrayList<>();

  /**
   * @param drawn how often each element is drawn, where not all elements may be; else each is once
   */
  ChainRewriting(Rewriting before, Derivations derivations, Chain chain, Optional<Symbol> drawn) {
    this.drawn = drawn;
    this.before = before;
    this.derivations = derivations;
    this.chain = chain;
    this.layout = chain.layout();
    this.states = chain.states();
    this.latent = chain.latent().symbol();
    this.terms = before.terms(latent.declared());
  }

  /** The arrays that a sum over paths is made of. */
  private record Tables(Symbol weights, Optional<Symbol> transitions) {}

  Rewriting apply() {
    Optional<SharedMatrix> shared = SharedMatrix.of(before, derivations, chain);
    Tables all = tables("", shared.isEmpty());
    Optional<Tables> prior =
        chain.hasPrior() ? Optional.of(tables("prior_", shared.isEmpty())) : Optional.empty();
    List<ModelStatement> row = new ArrayList<>();
    for (ChainTerm term : chain.terms()) {
      List<ModelStatement> instead = new ArrayList<>();
      if (term.kind() == ChainTerm.Kind.OTHER_DRAW) instead.add(flat(term));
      boolean isShared = shared.isPresent() && term.isPair();
      if (isShared) row.addAll(shared.get().firstSteps(all.weights(), drawn));
      else instead.addAll(added(term, term.value(), all));
      if (prior.isPresent() && term.prior().isPresent()) {
        if (isShared) row.addAll(shared.get().firstSteps(prior.get().weights(), drawn));
        else instead.addAll(added(term, term.prior().get(), prior.get()));
      }
      replacements.put(term.statement(), instead);
    }
    row.addAll(
        byTransitions(
            shared,
            transitions ->
                List.of(
                    new ModelStatement.Marginal(
                        paths(MatrixOperation.LOG_PATHS, all, transitions),
                        prior.map(of -> paths(MatrixOperation.LOG_PATHS, of, transitions)),
                        terms.span()))));
    List<ModelStatement> statements =
        new ArrayList<>(new Replacing().statements(before.model().statements()));
    statements.addAll(inRows(row));
    Symbol probabilities = probabilities();
    List<ModelStatement> recovery =
        inRows(byTransitions(shared, of -> recovery(all, of, probabilities)));
    List<VariableDeclaration> variables = new ArrayList<>(before.model().variables());
    variables.addAll(made);
    return before
        .with(variables, statements)
        .generating(List.of(latent), recovery)
        .withMarginals(latent, probabilities);
  }

  private final class Replacing extends StatementRewriter {
    @Override
    protected List<ModelStatement> statement(ModelStatement statement) {
      List<ModelStatement> instead = replacements.get(statement);
      return instead == null ? parts(statement) : instead;
    }
  }

  private Tables tables(String prefix, boolean hasTransitions) {
    List<IndexSet> dimensions = new ArrayList<>(layout.dimensions());
    dimensions.add(states.set());
    Symbol weights = derived(prefix + "weights", dimensions);
    if (!hasTransitions) return new Tables(weights, Optional.empty());
    dimensions.add(states.set());
    return new Tables(weights, Optional.of(derived(prefix + "transitions", dimensions)));
  }

  private Symbol derived(String name, List<IndexSet> dimensions) {
    return variable(name, Symbol.Role.DERIVED, Type.array(Type.REAL, dimensions));
  }

  private Symbol variable(String name, Symbol.Role role, Type type) {
    Symbol symbol = before.symbol(latent.name() + "?" + name, role, type, latent.declared());
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

  /** The draw of another latent, whose density stands elsewhere. */
  private ModelStatement flat(ChainTerm term) {
    ModelStatement.Draw draw = (ModelStatement.Draw) term.statement();
    return new ModelStatement.Draw(
        draw.symbol(), draw.indices(), ChainFinder.flat(before, draw), draw.span());
  }

  /** A term, added up for every state. */
  private List<ModelStatement> added(ChainTerm term, Expr value, Tables tables) {
    if (!term.isPair()) return List.of(atOne(term, value, tables));
    Expr first = layout.first(term.element()).orElseThrow();
    Expr step = layout.step(term.element());
    ModelStatement later = atTwo(term, Specialised.of(value, step, first, false), tables);
    if (isAlwaysLater(term, first)) return List.of(later);
    Expr lowest = states.typed(states.first(terms), terms);
    Expr alone = Specialised.of(value, step, first, true);
    Expr withoutBefore =
        StateReads.replaced(
            latent, alone, at -> isLater(at, term) ? terms.element(latent, at) : lowest);
    Terms here = before.terms(term.statement().span());
    return List.of(
        new ModelStatement.If(
            here.apply(">", here.as(step, Type.INT), here.as(first, Type.INT)),
            List.of(later),
            List.of(atOne(term, withoutBefore, tables)),
            term.statement().span()));
  }

  /** Whether the loop around a term starts behind the first step. */
  private boolean isAlwaysLater(ChainTerm term, Expr first) {
    Expr step = layout.step(term.element());
    for (Expr.Binder loop : term.loops()) {
      Expr start = terms.first(loop.set());
      Expr earliest = Substitution.ofValues(Map.of(loop.symbol(), start)).rewrite(step);
      Optional<Long> apart = LinearForm.difference(earliest, first);
      if (FreeSymbols.of(step).contains(loop.symbol()) && apart.isPresent() && apart.get() > 0) {
        return true;
      }
    }
    return false;
  }

  private boolean isLater(List<Expr> at, ChainTerm term) {
    Expr step = layout.step(term.element());
    return LinearForm.difference(layout.step(at), step).orElseThrow() == 0;
  }

  private ModelStatement atOne(ChainTerm term, Expr value, Tables tables) {
    Terms here = before.terms(term.statement().span());
    Expr.Binder state = state();
    Expr each = StateReads.replaced(latent, value, at -> states.state(state.symbol(), here));
    List<Expr> indices = new ArrayList<>(layout.stepsLast(term.element()));
    indices.add(here.variable(state.symbol()));
    return loop(state, new ModelStatement.Accumulate(tables.weights(), indices, each, here.span()));
  }

  private ModelStatement atTwo(ChainTerm term, Expr value, Tables tables) {
    Terms here = before.terms(term.statement().span());
    Expr.Binder from = state();
    Expr.Binder to = state();
    Expr each =
        StateReads.replaced(
            latent, value, at -> states.state((isLater(at, term) ? to : from).symbol(), here));
    List<Expr> indices = new ArrayList<>(layout.stepsLast(term.element()));
    indices.add(here.variable(from.symbol()));
    indices.add(here.variable(to.symbol()));
    Symbol transitions = tables.transitions().orElseThrow();
    return loop(
        from, loop(to, new ModelStatement.Accumulate(transitions, indices, each, here.span())));
  }

  private Expr.Binder state() {
    Symbol symbol =
        before.symbol(
            latent.name() + "?state",
            Symbol.Role.BINDER,
            Type.memberOf(states.set()),
            latent.declared());
    return new Expr.Binder(symbol, states.set());
  }

  private static ModelStatement loop(Expr.Binder binder, ModelStatement body) {
    return new ModelStatement.For(binder, List.of(body), body.span());
  }

  private List<ModelStatement> inRows(List<ModelStatement> statements) {
    List<ModelStatement> all = statements;
    for (int d = layout.rows().size() - 1; d >= 0; d--) {
      all = List.of(new ModelStatement.For(layout.rows().get(d), all, terms.span()));
    }
    return all;
  }

  /** The log transitions of the present row. */
  private interface Transitions {
    Expr of(Tables tables);
  }

  /**
   * Statements of the present row by its transitions: one matrix for all steps where they share it.
   * Where data have elements that nothing draws, nothing leads to these: each step of such a row
   * has its own matrix.
   */
  private List<ModelStatement> byTransitions(
      Optional<SharedMatrix> shared, Function<Transitions, List<ModelStatement>> statements) {
    if (shared.isEmpty()) {
      return statements.apply(tables -> layout.row(tables.transitions().orElseThrow()));
    }
    List<ModelStatement> plain = statements.apply(tables -> shared.get().matrix());
    if (drawn.isEmpty()) return plain;
    Expr.Binder step = new Expr.Binder(binder(layout.steps()), layout.steps());
    List<Expr> element = layout.element(terms.variable(step.symbol()));
    Expr count = terms.sum(List.of(step), terms.element(drawn.get(), element));
    return List.of(
        new ModelStatement.If(
            terms.apply("==", count, terms.as(layout.length(), Type.REAL)),
            plain,
            statements.apply(tables -> shared.get().matrices(drawn.get())),
            terms.span()));
  }

  /** A function of the paths of the present row. */
  private Expr paths(MatrixOperation operation, Tables tables, Transitions transitions) {
    List<Expr> arguments = arguments(tables, transitions);
    Type type = operation == MatrixOperation.LOG_PATHS ? Type.REAL : arguments.get(0).type();
    return new Expr.MatrixFunction(operation, arguments, type, terms.span());
  }

  private List<Expr> arguments(Tables tables, Transitions transitions) {
    return List.of(layout.row(tables.weights()), transitions.of(tables));
  }

  /** The probabilities of the states of each element. */
  private Symbol probabilities() {
    List<IndexSet> dimensions = new ArrayList<>(latent.type().dimensions());
    dimensions.add(states.set());
    return variable("probabilities", Symbol.Role.GENERATED, Type.array(Type.REAL, dimensions));
  }

  /** A path of the present row, and the probabilities of its states. */
  private List<ModelStatement> recovery(
      Tables tables, Transitions transitions, Symbol probabilities) {
    List<IndexSet> steps = List.of(new IndexSet.Size(layout.length()));
    Symbol path = local("path", Type.array(Type.INT, steps));
    Expr drawn =
        new Expr.RandomPrimitive(
            "random_path", arguments(tables, transitions), path.type(), terms.span());
    Expr.Binder step = new Expr.Binder(binder(layout.steps()), layout.steps());
    Expr position = layout.position(step.symbol());
    List<Expr> element = layout.element(terms.variable(step.symbol()));
    Expr number = terms.element(path, List.of(position));
    Expr before1 = terms.minus(terms.as(states.first(terms), Type.INT), terms.integer(1));
    ModelStatement state =
        new ModelStatement.Define(
            latent, element, states.typed(terms.plus(number, before1), terms), terms.span());
    Expr marginals = paths(MatrixOperation.PATH_MARGINALS, tables, transitions);
    Symbol smoothed = local("smoothed", marginals.type());
    Expr.Binder again = new Expr.Binder(binder(layout.steps()), layout.steps());
    Expr.Binder of = state();
    List<Expr> indices = new ArrayList<>(layout.element(terms.variable(again.symbol())));
    indices.add(terms.variable(of.symbol()));
    ModelStatement probability =
        new ModelStatement.Define(
            probabilities,
            indices,
            terms.element(
                smoothed, List.of(stepOf(marginals, again.symbol()), terms.variable(of.symbol()))),
            terms.span());
    return List.of(
        new ModelStatement.Define(path, List.of(), drawn, terms.span()),
        loop(step, state),
        new ModelStatement.Define(smoothed, List.of(), marginals, terms.span()),
        loop(again, loop(of, probability)));
  }

  /** The index of a step in an array over the steps of the present row. */
  private Expr stepOf(Expr array, Symbol step) {
    return array.type().dimensions().get(0) instanceof IndexSet.Size
        ? layout.position(step)
        : terms.variable(step);
  }

  private Symbol local(String name, Type type) {
    return before.symbol(latent.name() + "?" + name, Symbol.Role.LOCAL, type, latent.declared());
  }

  private Symbol binder(IndexSet set) {
    return before.symbol(
        latent.name() + "?step", Symbol.Role.BINDER, Type.memberOf(set), latent.declared());
  }
}
