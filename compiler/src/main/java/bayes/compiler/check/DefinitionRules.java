package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.Subscript;
import bayes.compiler.syntax.Name;
import bayes.compiler.syntax.Statement;
import bayes.compiler.syntax.TypeSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Statements that define a name by a value: {@code let} and {@code generate}. */
final class DefinitionRules {
  private final Frame frame;
  private final Session session;
  private final Expressions expressions;
  private final Targets targets;
  private final Annotations annotations;
  private Map<String, Symbol> reusable = Map.of();

  DefinitionRules(Frame frame) {
    this.frame = frame;
    this.session = frame.session();
    this.expressions = frame.expressions();
    this.targets = new Targets(frame);
    this.annotations = new Annotations(session);
  }

  /** The locals of a branch, for the other branch to define as well. */
  void reuse(Map<String, Symbol> locals) {
    reusable = locals;
  }

  // ---- deterministic values ----

  List<ModelStatement> let(Statement.Let let, Scope scope) {
    if (frame.loops().isInLoop() && let.target().subscripts().isEmpty()) return local(let, scope);
    if (frame.loops().isInLoop() && isLocalArray(let)) return localArray(let, scope);
    return value(
        Symbol.Role.DERIVED,
        let.target(),
        let.type(),
        Optional.of(let.value()),
        inner -> expressions.check(let.value(), inner),
        let.preamble(),
        let.span(),
        scope);
  }

  List<ModelStatement> generate(Statement.GenerateValue generate, Scope scope) {
    return value(
        Symbol.Role.GENERATED,
        generate.target(),
        generate.type(),
        Optional.of(generate.value()),
        inner -> expressions.check(generate.value(), inner),
        generate.preamble(),
        generate.span(),
        scope);
  }

  /** A {@code let} without the loop's variables lives for one iteration. */
  private List<ModelStatement> local(Statement.Let let, Scope scope) {
    annotations.ofOther(let.preamble());
    Optional<Types.Declared> declared = let.type().flatMap(t -> unbounded(t, scope));
    Expr value = typed(expressions.check(let.value(), scope), declared);
    return local(let.target().name(), value, let.span(), scope);
  }

  private List<ModelStatement> local(Name name, Expr value, Span span, Scope scope) {
    Symbol symbol =
        Optional.ofNullable(reusable.get(name.text()))
            .filter(s -> s.type().equals(value.type()))
            .orElseGet(
                () -> session.symbol(name.text(), Symbol.Role.LOCAL, value.type(), name.span()));
    expressions.sets().declare(name, symbol, scope);
    if (Shapes.isUnknown(value)) return List.of();
    return List.of(local(symbol, value, span));
  }

  private ModelStatement local(Symbol symbol, Expr value, Span span) {
    session.define(symbol, value);
    conditionOf(symbol);
    frame.loops().local(symbol, value);
    return new ModelStatement.Define(symbol, List.of(), value, span);
  }

  // ---- several values at once ----

  List<ModelStatement> let(Statement.LetTuple let, Scope scope) {
    Tuples.Taken taken =
        new Tuples(session).take(expressions.results(let.value(), scope), let.names(), let.span());
    List<ModelStatement> statements = whole(taken, let.span());
    boolean inLoop = frame.loops().isInLoop();
    if (inLoop) annotations.ofOther(let.preamble());
    for (int i = 0; i < let.names().size(); i++) {
      Name name = let.names().get(i);
      statements.addAll(
          inLoop
              ? local(name, taken.parts().get(i), let.span(), scope)
              : part(Symbol.Role.DERIVED, name, taken, i, let.preamble(), let.span(), scope));
    }
    return statements;
  }

  List<ModelStatement> generate(Statement.GenerateTuple generate, Scope scope) {
    Expr value = expressions.results(generate.value(), scope);
    Tuples.Taken taken = new Tuples(session).take(value, generate.names(), generate.span());
    List<ModelStatement> statements = whole(taken, generate.span());
    for (int i = 0; i < generate.names().size(); i++) {
      Name name = generate.names().get(i);
      statements.addAll(
          part(Symbol.Role.GENERATED, name, taken, i, generate.preamble(), generate.span(), scope));
    }
    return statements;
  }

  /** The tuple as a whole has a name that nobody can write. */
  private List<ModelStatement> whole(Tuples.Taken taken, Span span) {
    List<ModelStatement> statements = new ArrayList<>();
    taken.whole().ifPresent(symbol -> statements.add(local(symbol, taken.value(), span)));
    return statements;
  }

  private List<ModelStatement> part(
      Symbol.Role role,
      Name name,
      Tuples.Taken taken,
      int index,
      Statement.Preamble preamble,
      Span span,
      Scope scope) {
    return value(
        role,
        new Statement.Target(name, List.of(), name.span()),
        Optional.empty(),
        Optional.empty(),
        inner -> taken.parts().get(index),
        preamble,
        span,
        scope);
  }

  /** {@code let v[j in S]} in a loop carries none of its variables. */
  private static boolean isLocalArray(Statement.Let let) {
    return let.target().subscripts().stream().allMatch(Subscript.Bind.class::isInstance);
  }

  private List<ModelStatement> localArray(Statement.Let let, Scope scope) {
    List<Expression.Binder> binders = new ArrayList<>();
    for (Subscript subscript : let.target().subscripts()) {
      binders.add(((Subscript.Bind) subscript).binder());
    }
    Expression elements =
        new Expression.Comprehension(
            let.value(), binders, Optional.empty(), true, let.value().span());
    Statement.Target whole =
        new Statement.Target(let.target().name(), List.of(), let.target().span());
    if (let.type().isPresent()) {
      session.report(
          ModelProblem.unsupported(
              let.span(), "a type of the elements of an iteration's own array"));
      return List.of();
    }
    return local(
        new Statement.Let(whole, Optional.empty(), elements, let.preamble(), let.span()), scope);
  }

  private Optional<Types.Declared> unbounded(TypeSyntax syntax, Scope scope) {
    Optional<Types.Declared> declared = frame.types().check(syntax, scope, Optional.empty());
    if (declared.filter(d -> !(d.support() instanceof Support.Whole)).isPresent()) {
      session.report(
          ModelProblem.unsupported(syntax.span(), "a bounded type of a deterministic value"));
    }
    return declared;
  }

  private Expr typed(Expr value, Optional<Types.Declared> declared) {
    if (declared.isEmpty() || Shapes.isUnknown(value)) return value;
    Type type = declared.get().type();
    if (!Shapes.match(type.dimensions(), value.type().dimensions())) {
      session.report(
          new TypeProblem.WrongType(
              value.span(),
              "the value",
              "of type `" + ExprText.of(type) + "`",
              ExprText.of(value.type()),
              Optional.empty()));
      return session.unknown(value.span());
    }
    return expressions.conversions().require(value, type.element(), "the value");
  }

  private List<ModelStatement> value(
      Symbol.Role role,
      Statement.Target target,
      Optional<TypeSyntax> type,
      Optional<Expression> written,
      Function<Scope, Expr> value,
      Statement.Preamble preamble,
      Span span,
      Scope scope) {
    Optional<Targets.Place> place = targets.enter(target, role, preamble, scope);
    if (place.isEmpty()) return List.of();
    Optional<Types.Declared> declared = type.flatMap(t -> unbounded(t, place.get().scope()));
    declared
        .map(Types.Declared::type)
        .or(() -> written.flatMap(w -> recurring(place.get(), w)))
        .ifPresent(t -> targets.declare(place.get(), t));
    Expr checked = typed(value.apply(place.get().scope()), declared);
    Optional<Variable> variable = targets.declare(place.get(), checked.type());
    if (variable.isEmpty() || Shapes.isUnknown(checked)) return List.of();
    Symbol symbol = variable.get().symbol();
    List<Expr> indices = session.ragged().flat(symbol, place.get().indices(), span);
    Optional<Expr> fitted = fit(checked, symbol, indices);
    if (fitted.isEmpty()) return List.of();
    EarlierElements.check(session, symbol, indices, fitted.get());
    session.define(symbol, fitted.get());
    conditionOf(symbol);
    if (role == Symbol.Role.GENERATED) session.depends(symbol, Dependence.GENERATED);
    if (isOfBranch(symbol, indices, fitted.get())) frame.loops().local(symbol, fitted.get());
    return List.of(
        Loops.wrap(
            place.get().binders(), new ModelStatement.Define(symbol, indices, fitted.get(), span)));
  }

  /**
   * The type of an element that is computed from earlier ones, before it is checked: that of a
   * branch which reads none, or an integer's until the value turns out to be wider.
   */
  private Optional<Type> recurring(Targets.Place place, Expression value) {
    String name = place.name().text();
    boolean isFirst = frame.file().find(name).isEmpty() && !place.indices().isEmpty();
    if (!isFirst || !Written.mentions(value, name)) return Optional.empty();
    return Optional.of(start(value, place).orElse(Type.INT));
  }

  private Optional<Type> start(Expression value, Targets.Place place) {
    if (!Written.mentions(value, place.name().text())) {
      return session
          .attempt(() -> expressions.check(value, place.scope()).type())
          .filter(t -> !(t.element() instanceof Type.Unknown));
    }
    if (value instanceof Expression.Parenthesised p) return start(p.inner(), place);
    if (!(value instanceof Expression.Conditional choice)) return Optional.empty();
    return start(choice.then(), place).or(() -> start(choice.otherwise(), place));
  }

  /** A number of data that a branch computes: sizes and conditions in the branch may read it. */
  private boolean isOfBranch(Symbol symbol, List<Expr> indices, Expr value) {
    return symbol.role() == Symbol.Role.DERIVED
        && frame.loops().isConditional()
        && frame.definitions().parts(symbol.name()).size() == 1
        && indices.isEmpty()
        && value.type().dimensions().isEmpty()
        && session.dependence(value).isDataOnly();
  }

  /** A value under a condition depends on the condition. */
  private void conditionOf(Symbol symbol) {
    frame.loops().latentCondition().ifPresent(c -> session.depends(symbol, session.dependence(c)));
  }

  /** The value as an element of the variable, whose type an earlier part may have fixed. */
  private Optional<Expr> fit(Expr value, Symbol symbol, List<Expr> indices) {
    List<IndexSet> dimensions = symbol.type().dimensions();
    int rank = indices.size();
    if (dimensions.size() < rank
        || !Shapes.match(dimensions.subList(rank, dimensions.size()), value.type().dimensions())) {
      session.report(TypeProblem.wrongPart(value.span(), symbol, value.type()));
      return Optional.empty();
    }
    Type element = symbol.type().element();
    Optional<Expr> converted = Conversions.convert(value, element);
    if (converted.isEmpty()
        && !frame.widening().widen(symbol.name(), element, value.type().element())) {
      session.report(TypeProblem.wrongPart(value.span(), symbol, value.type()));
    }
    return converted;
  }
}
