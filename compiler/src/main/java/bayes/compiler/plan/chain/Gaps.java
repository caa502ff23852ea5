package bayes.compiler.plan.chain;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The missing elements of data, {@code data z : S[T]?}, as a latent that has all elements: those
 * that are there have no value but their own. A gap may lie between elements that are there, which
 * is no distance that is always the same among the missing ones; among all, it is one step.
 */
final class Gaps extends StatementRewriter {
  private final Rewriting before;
  private final VariableDeclaration missing;
  private final IndexSet.Definition.Missing set;
  private final Symbol whole;
  private final Symbol drawn;
  private final VariableDeclaration wholeDeclaration;
  private final Rewriting filled;
  private boolean isPlain = true;

  private Gaps(
      Rewriting before,
      VariableDeclaration missing,
      IndexSet.Definition.Missing set,
      Span firstDraw) {
    this.before = before;
    this.missing = missing;
    this.set = set;
    Type type = set.data().type();
    String name = missing.symbol().name();
    this.whole = before.symbol(name + "?whole", Symbol.Role.LATENT, type, firstDraw);
    Type count = Type.array(Type.REAL, type.dimensions());
    this.drawn = before.symbol(name + "?drawn", Symbol.Role.DERIVED, count, firstDraw);
    this.wholeDeclaration = declaration(whole, missing.support(), true);
    this.filled = filled();
  }

  /** Empty if a latent is not of missing elements, or its values are narrowed where they miss. */
  static Optional<Gaps> of(VariableDeclaration latent, Rewriting before) {
    IndexSet first = latent.symbol().type().dimensions().get(0);
    if (!(first instanceof IndexSet.Declared declared)
        || !(declared.definition() instanceof IndexSet.Definition.Missing set)
        || set.data().type().dimensions().isEmpty()
        || !isByScalars(latent.support())) {
      return Optional.empty();
    }
    return draw(before.model().statements(), latent.symbol())
        .map(span -> new Gaps(before, latent, set, span))
        .filter(gaps -> gaps.isPlain);
  }

  /** Bounds of missing elements, one by one, are none of all elements. */
  private static boolean isByScalars(Support support) {
    if (!(support instanceof Support.Bounds bounds)) return true;
    return bounds.lower().stream().allMatch(b -> b.value().type().dimensions().isEmpty())
        && bounds.upper().stream().allMatch(b -> b.value().type().dimensions().isEmpty());
  }

  private static Optional<Span> draw(List<ModelStatement> statements, Symbol latent) {
    for (ModelStatement statement : statements) {
      Optional<Span> found = Optional.empty();
      if (statement instanceof ModelStatement.For loop) {
        found = draw(loop.body(), latent);
      } else if (statement instanceof ModelStatement.If branch) {
        found = draw(branch.then(), latent).or(() -> draw(branch.otherwise(), latent));
      } else if (statement instanceof ModelStatement.Draw draw && draw.symbol().equals(latent)) {
        found = Optional.of(draw.span());
      }
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  private Rewriting filled() {
    List<ModelStatement> statements = new ArrayList<>(statements(before.model().statements()));
    statements.addAll(eachElement(this::own));
    List<VariableDeclaration> variables = new ArrayList<>(before.model().variables());
    variables.add(wholeDeclaration);
    variables.add(declaration(drawn, Support.WHOLE, false));
    return before
        .with(variables, statements)
        .generating(List.of(missing.symbol()), eachElement(this::taken));
  }

  /** The model with the whole latent. */
  Rewriting rewriting() {
    return filled;
  }

  /** What takes the place of the data and of what they miss. */
  VariableDeclaration whole() {
    return wholeDeclaration;
  }

  /**
   * How often each element is drawn: once, or not at all, which may be where the data have it and
   * nothing observes it.
   */
  Symbol drawn() {
    return drawn;
  }

  private static VariableDeclaration declaration(
      Symbol symbol, Support support, boolean dependsOnLatents) {
    return new VariableDeclaration(
        symbol,
        support,
        Optional.empty(),
        dependsOnLatents,
        false,
        false,
        symbol.name(),
        Optional.empty());
  }

  /** The missing elements have the probabilities of the whole latent's. */
  Rewriting withMarginals(Rewriting after) {
    Symbol all = Objects.requireNonNull(after.marginals().get(whole));
    List<IndexSet> dimensions = all.type().dimensions();
    IndexSet states = dimensions.get(dimensions.size() - 1);
    List<IndexSet> own = List.of(missing.symbol().type().dimensions().get(0), states);
    Symbol probabilities =
        before.symbol(
            missing.symbol().name() + "?probabilities",
            Symbol.Role.GENERATED,
            Type.array(Type.REAL, own),
            whole.declared());
    Terms t = before.terms(whole.declared());
    Symbol state =
        before.symbol(whole.name() + "?state", Symbol.Role.BINDER, Type.memberOf(states), t.span());
    List<ModelStatement> taken =
        eachElement(
            (indices, isThere, place) -> {
              List<Expr> from = new ArrayList<>(indices);
              from.add(t.variable(state));
              ModelStatement one =
                  new ModelStatement.Define(
                      probabilities,
                      List.of(place, t.variable(state)),
                      t.element(all, from),
                      t.span());
              ModelStatement each =
                  new ModelStatement.For(new Expr.Binder(state, states), List.of(one), t.span());
              return new ModelStatement.If(isThere, List.of(), List.of(each), t.span());
            });
    List<VariableDeclaration> variables = new ArrayList<>(after.model().variables());
    variables.add(declaration(probabilities, Support.WHOLE, true));
    List<ModelStatement> statements = new ArrayList<>(after.model().statements());
    statements.addAll(taken);
    return after.with(variables, statements).withMarginals(missing.symbol(), whole, probabilities);
  }

  // ---- what stands at an element ----

  /** The latent is drawn wherever the data were observed, or drawn if they are missing. */
  @Override
  protected List<ModelStatement> statement(ModelStatement statement) {
    if (statement instanceof ModelStatement.If branch
        && place(branch.condition()).isPresent()
        && branch.then().size() == 1
        && branch.otherwise().size() == 1
        && branch.then().get(0) instanceof ModelStatement.Observe observe
        && branch.otherwise().get(0) instanceof ModelStatement.Draw draw
        && draw.symbol().equals(missing.symbol())
        && ExprText.same(observe.distribution(), draw.distribution())) {
      List<Expr> indices = rewriteAll(place(branch.condition()).get());
      Terms t = before.terms(draw.span());
      return List.of(
          new ModelStatement.Draw(whole, indices, call(draw.distribution()), draw.span()),
          new ModelStatement.Accumulate(drawn, indices, t.real(1), draw.span()));
    }
    if (statement instanceof ModelStatement.Draw draw && draw.symbol().equals(missing.symbol())) {
      isPlain = false;
    }
    return parts(statement);
  }

  /** What is read is the element, be it there or not. */
  @Override
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.Conditional choice) {
      Optional<List<Expr>> place = place(choice.condition());
      if (place.isPresent() && isElement(choice.then(), place.get())) {
        Terms t = before.terms(choice.span());
        return t.element(whole, rewriteAll(place.get()));
      }
    }
    return super.rewrite(expr);
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    if (variable.symbol().equals(missing.symbol())) isPlain = false;
    return variable;
  }

  /** The indices of the element of which a condition asks whether it is there. */
  private Optional<List<Expr>> place(Expr condition) {
    if (!(condition instanceof Expr.Apply apply)
        || !apply.function().name().equals("==")
        || !(apply.operands().get(1) instanceof Expr.IntConstant zero)
        || zero.value() != 0) {
      return Optional.empty();
    }
    return element(apply.operands().get(0), set.places());
  }

  private boolean isElement(Expr expr, List<Expr> indices) {
    Optional<List<Expr>> own = element(expr, set.data());
    if (own.isEmpty()) return false;
    for (int d = 0; d < indices.size(); d++) {
      if (!ExprText.same(own.get().get(d), indices.get(d))) return false;
    }
    return true;
  }

  private static Optional<List<Expr>> element(Expr expr, Symbol array) {
    if (!(expr instanceof Expr.Index index)
        || !(index.array() instanceof Expr.Variable variable)
        || !variable.symbol().equals(array)
        || index.subscripts().size() != array.type().dimensions().size()) {
      return Optional.empty();
    }
    List<Expr> indices = new ArrayList<>();
    for (Expr.Subscript subscript : index.subscripts()) {
      if (!(subscript instanceof Expr.Subscript.At at)) return Optional.empty();
      if (!at.index().type().dimensions().isEmpty()) return Optional.empty();
      indices.add(at.index());
    }
    return Optional.of(indices);
  }

  // ---- over all elements ----

  private interface AtElement {
    /** The statement about an element, which is there or not. */
    ModelStatement of(List<Expr> indices, Expr isThere, Expr place);
  }

  private List<ModelStatement> eachElement(AtElement at) {
    Terms t = before.terms(whole.declared());
    List<Expr.Binder> binders = new ArrayList<>();
    List<Expr> indices = new ArrayList<>();
    for (IndexSet dimension : whole.type().dimensions()) {
      Symbol binder =
          before.symbol(
              whole.name() + "?at", Symbol.Role.BINDER, Type.memberOf(dimension), t.span());
      binders.add(new Expr.Binder(binder, dimension));
      indices.add(t.variable(binder));
    }
    Expr place = t.element(set.places(), indices);
    ModelStatement statement = at.of(indices, t.apply("==", place, t.integer(0)), place);
    for (int d = binders.size() - 1; d >= 0; d--) {
      statement = new ModelStatement.For(binders.get(d), List.of(statement), t.span());
    }
    return List.of(statement);
  }

  /** An element that is there has its own value. */
  private ModelStatement own(List<Expr> indices, Expr isThere, Expr place) {
    Terms t = before.terms(whole.declared());
    Expr isOwn = t.apply("==", t.element(whole, indices), t.element(set.data(), indices));
    ModelStatement only =
        new ModelStatement.Factor(t.choose(isOwn, t.real(0), t.impossible()), t.span());
    return new ModelStatement.If(isThere, List.of(only), List.of(), t.span());
  }

  /** A missing element is that of the whole latent. */
  private ModelStatement taken(List<Expr> indices, Expr isThere, Expr place) {
    Terms t = before.terms(whole.declared());
    ModelStatement taken =
        new ModelStatement.Define(
            missing.symbol(), List.of(place), t.element(whole, indices), t.span());
    return new ModelStatement.If(isThere, List.of(), List.of(taken), t.span());
  }

  /** Sets have sizes of data. */
  @Override
  public IndexSet set(IndexSet set) {
    return set;
  }
}
