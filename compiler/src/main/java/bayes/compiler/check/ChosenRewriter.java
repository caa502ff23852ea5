package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.NonCentred;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives variables of one branch the set that says whether they exist, wherever they stand. */
final class ChosenRewriter extends ExprRewriter {
  private final Session session;
  private final Map<Symbol, Chosen> chosen;

  /**
   * A variable with its set.
   *
   * @param at which of the dimensions the set is
   */
  record Chosen(Symbol symbol, IndexSet.Declared set, int at) {
    Expr member(Span span) {
      return new Expr.MemberConstant("1", set, span);
    }
  }

  ChosenRewriter(Session session, Map<Symbol, Chosen> chosen) {
    this.session = session;
    this.chosen = chosen;
  }

  /** The sets that say whether the variables exist. */
  List<IndexSet.Declared> sets() {
    return chosen.values().stream().map(Chosen::set).toList();
  }

  VariableDeclaration declaration(VariableDeclaration variable) {
    Optional<Chosen> found = Optional.ofNullable(chosen.get(variable.symbol()));
    return new VariableDeclaration(
        found.map(Chosen::symbol).orElse(variable.symbol()),
        found.map(c -> bounds(variable, c)).orElse(support(variable.support())),
        variable.defaultValue(),
        variable.dependsOnLatents(),
        variable.dependsOnGenerated(),
        variable.recorded(),
        variable.column(),
        variable.doc(),
        variable.request(),
        variable.isRecordingAsked());
  }

  /** Bounds that differ between elements have the shape of the variable. */
  private Support bounds(VariableDeclaration variable, Chosen found) {
    if (!(support(variable.support()) instanceof Support.Bounds bounds)) return variable.support();
    return new Support.Bounds(
        bounds.lower().map(b -> bound(b, found)), bounds.upper().map(b -> bound(b, found)));
  }

  private Support.Bound bound(Support.Bound bound, Chosen found) {
    Expr value = bound.value();
    List<IndexSet> dimensions = value.type().dimensions();
    if (dimensions.isEmpty()) return bound;
    Span span = value.span();
    List<Expr.Binder> binders = new ArrayList<>();
    for (IndexSet set : found.symbol().type().dimensions().subList(0, found.at() + 1)) {
      binders.add(session.freshBinder(set, span));
    }
    List<Elements.Place> places = Loops.places(binders.subList(0, found.at()), span);
    Expr element = new Elements(session.library().catalog()).at(value, places);
    List<IndexSet> shape = new ArrayList<>(dimensions);
    shape.add(found.at(), found.set());
    Type type = Type.array(value.type().element(), shape);
    return new Support.Bound(
        new Expr.Comprehension(binders, Optional.empty(), element, type, span), bound.exclusive());
  }

  List<ModelStatement> statements(List<ModelStatement> statements) {
    return statements.stream().map(this::statement).toList();
  }

  private ModelStatement statement(ModelStatement statement) {
    if (statement instanceof ModelStatement.Define s) {
      List<Expr> indices = indices(s.symbol(), s.indices(), s.span());
      return new ModelStatement.Define(symbol(s.symbol()), indices, rewrite(s.value()), s.span());
    }
    if (statement instanceof ModelStatement.Draw s) {
      return new ModelStatement.Draw(
          symbol(s.symbol()),
          indices(s.symbol(), s.indices(), s.span()),
          call(s.distribution()),
          s.nonCentred().map(this::nonCentred),
          s.span());
    }
    if (statement instanceof ModelStatement.Observe s) {
      return new ModelStatement.Observe(rewrite(s.target()), call(s.distribution()), s.span());
    }
    if (statement instanceof ModelStatement.Factor s) {
      return new ModelStatement.Factor(rewrite(s.value()), s.span());
    }
    if (statement instanceof ModelStatement.For s) {
      Expr.Binder binder = new Expr.Binder(s.binder().symbol(), set(s.binder().set()));
      return new ModelStatement.For(binder, statements(s.body()), s.span());
    }
    ModelStatement.If s = (ModelStatement.If) statement;
    return new ModelStatement.If(
        rewrite(s.condition()), statements(s.then()), statements(s.otherwise()), s.span());
  }

  private NonCentred nonCentred(NonCentred form) {
    return new NonCentred(
        rewrite(form.location()), rewrite(form.scale()), call(form.standard()), form.ofLogarithm());
  }

  private Symbol symbol(Symbol symbol) {
    Chosen found = chosen.get(symbol);
    return found == null ? symbol : found.symbol();
  }

  private List<Expr> indices(Symbol symbol, List<Expr> indices, Span span) {
    List<Expr> all = new ArrayList<>(rewriteAll(indices));
    Chosen found = chosen.get(symbol);
    if (found != null) all.add(found.at(), found.member(span));
    return all;
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    Chosen found = chosen.get(variable.symbol());
    if (found == null) return variable;
    List<Expr.Subscript> all = new ArrayList<>();
    variable.type().dimensions().forEach(set -> all.add(new Expr.Subscript.All()));
    return element(found, all, variable.type(), variable.span());
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.Index index
        && index.array() instanceof Expr.Variable variable
        && chosen.containsKey(variable.symbol())) {
      return element(
          chosen.get(variable.symbol()),
          subscripts(index.subscripts()),
          type(index.type()),
          index.span());
    }
    return super.rewrite(expr);
  }

  private static Expr element(Chosen found, List<Expr.Subscript> subscripts, Type type, Span span) {
    List<Expr.Subscript> all = new ArrayList<>(subscripts);
    all.add(found.at(), new Expr.Subscript.At(found.member(span)));
    return new Expr.Index(new Expr.Variable(found.symbol(), span), all, type, span);
  }
}
