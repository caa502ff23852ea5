package bayes.compiler.check;

import bayes.compiler.model.Constraint;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.NonCentred;
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

/** Statements that define a name: {@code let}, {@code ~} and {@code generate}. */
final class DefinitionRules {
  private final Frame frame;
  private final Session session;
  private final Expressions expressions;
  private final Targets targets;
  private final LatentSupports supports;
  private final Annotations annotations;
  private Map<String, Symbol> reusable = Map.of();

  DefinitionRules(Frame frame) {
    this.frame = frame;
    this.session = frame.session();
    this.expressions = frame.expressions();
    this.targets = new Targets(frame);
    this.supports = new LatentSupports(frame);
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
      wrongPart(value.span(), symbol, value.type());
      return Optional.empty();
    }
    Type element = symbol.type().element();
    Optional<Expr> converted = Conversions.convert(value, element);
    if (converted.isEmpty()
        && !frame.widening().widen(symbol.name(), element, value.type().element())) {
      wrongPart(value.span(), symbol, value.type());
    }
    return converted;
  }

  private void wrongPart(Span span, Symbol symbol, Type found) {
    session.report(
        new TypeProblem.WrongType(
            span,
            "this part of `" + symbol.name() + "`",
            "of the type of the first, `" + ExprText.of(symbol.type()) + "`",
            ExprText.of(found),
            Optional.of("write a type at the first part: `" + symbol.name() + "[...] : real`")));
  }

  // ---- draws ----

  List<ModelStatement> draw(Statement.Draw draw, Scope scope) {
    frame
        .loops()
        .latentCondition()
        .ifPresent(c -> session.report(ModelProblem.drawUnderLatent(draw.span(), c.span())));
    return draw(
        Symbol.Role.LATENT,
        draw.target(),
        draw.type(),
        draw.distribution(),
        draw.preamble(),
        draw.span(),
        scope);
  }

  List<ModelStatement> generate(Statement.GenerateDraw draw, Scope scope) {
    return draw(
        Symbol.Role.GENERATED,
        draw.target(),
        draw.type(),
        draw.distribution(),
        draw.preamble(),
        draw.span(),
        scope);
  }

  private List<ModelStatement> draw(
      Symbol.Role role,
      Statement.Target target,
      Optional<TypeSyntax> type,
      Expression distribution,
      Statement.Preamble preamble,
      Span span,
      Scope scope) {
    Optional<Targets.Place> place = targets.enter(target, role, preamble, scope);
    if (place.isEmpty()) {
      frame.distributions().resolve(distribution, scope.inner());
      return List.of();
    }
    Optional<Types.Declared> declared =
        type.flatMap(t -> frame.types().check(t, place.get().scope(), Optional.empty()));
    boolean typeFailed = type.isPresent() && declared.isEmpty();
    if (!typeFailed) {
      early(distribution, declared).ifPresent(t -> targets.declare(place.get(), t));
    }
    Optional<Distributions.Resolved> resolved =
        frame
            .distributions()
            .resolve(distribution, place.get().scope())
            .flatMap(r -> on(r, type, declared));
    Optional<ModelStatement> statement =
        resolved.isEmpty() || typeFailed
            ? Optional.empty()
            : drawn(role, place.get(), declared, resolved.get(), span);
    if (statement.isEmpty()) {
      targets.declare(place.get(), Type.UNKNOWN);
      return List.of();
    }
    return List.of(Loops.wrap(place.get().binders(), statement.get()));
  }

  /** The type decides among declarations; where it is in error, nothing does. */
  private Optional<Distributions.Resolved> on(
      Distributions.Resolved resolved,
      Optional<TypeSyntax> type,
      Optional<Types.Declared> declared) {
    if (type.isPresent() && declared.isEmpty()) return Optional.of(resolved);
    return frame.distributions().on(resolved, declared.flatMap(d -> d.support().constraint()));
  }

  /** The type of an element as far as it is known before the arguments, which may read it. */
  private Optional<Type> early(Expression distribution, Optional<Types.Declared> declared) {
    if (declared.isPresent()) return declared.map(Types.Declared::type);
    List<DistributionDefinition> overloads = frame.distributions().declarations(distribution);
    if (overloads.isEmpty()) return Optional.empty();
    Type event = overloads.get(0).event();
    boolean scalar =
        event instanceof Type.Real || event instanceof Type.Int || event instanceof Type.Bool;
    return scalar ? Optional.of(event) : Optional.empty();
  }

  private Optional<ModelStatement> drawn(
      Symbol.Role role,
      Targets.Place place,
      Optional<Types.Declared> declared,
      Distributions.Resolved resolved,
      Span span) {
    DistributionDefinition definition = resolved.definition();
    List<IndexSet> written = declared.map(d -> d.type().dimensions()).orElse(List.of());
    Optional<Constraint> constraint = declared.flatMap(d -> d.support().constraint());
    boolean isJoint = constraint.isPresent() && definition.event().dimensions().isEmpty();
    int eventRank = isJoint ? constraint.get().rank() : definition.event().dimensions().size();
    int plateRank = declared.isPresent() ? written.size() - eventRank : 0;
    if (plateRank < 0) {
      wrongType(declared.get().span(), definition, declared.get().type());
      return Optional.empty();
    }
    List<IndexSet> plate = written.subList(0, plateRank);
    List<Expr.Binder> binders = plate.stream().map(set -> session.freshBinder(set, span)).toList();
    List<Elements.Place> places = Loops.places(binders, span);
    List<IndexSet> event = written.subList(plateRank, written.size());
    Optional<DistributionCall> call =
        isJoint
            ? joint(resolved, written, binders, declared.get())
            : frame.distributions().at(resolved, plate, places, event);
    if (call.isEmpty()) return Optional.empty();
    DistributionCall one = call.get();
    if (declared.isPresent() && !sameElement(declared.get().type(), one.event())) {
      wrongType(declared.get().span(), definition, declared.get().type());
      return Optional.empty();
    }
    if (role == Symbol.Role.LATENT) frame.requireNotGenerated(one);
    List<IndexSet> dimensions = new ArrayList<>(plate);
    dimensions.addAll(one.event().dimensions());
    Optional<Variable> variable =
        targets.declare(place, Type.array(one.event().element(), dimensions));
    if (variable.isEmpty()) return Optional.empty();
    Symbol symbol = variable.get().symbol();
    if (role == Symbol.Role.LATENT && one.definition().hasAtoms()) {
      session.report(
          new DistributionProblem.LatentWithAtoms(
              resolved.span(), symbol.name(), definition.name()));
      return Optional.empty();
    }
    List<IndexSet> all = symbol.type().dimensions();
    int before = session.ragged().flat(symbol, place.indices(), span).size();
    if (!sameElement(symbol.type(), one.event())
        || all.size() < before
        || !Shapes.match(all.subList(before, all.size()), dimensions)) {
      wrongPart(resolved.span(), symbol, Type.array(one.event().element(), dimensions));
      return Optional.empty();
    }
    return narrowed(role, place, declared, one, binders, variable.get(), span);
  }

  /** The draw of a whole constrained vector or matrix by a distribution of scalars. */
  private Optional<DistributionCall> joint(
      Distributions.Resolved resolved,
      List<IndexSet> written,
      List<Expr.Binder> plate,
      Types.Declared declared) {
    List<IndexSet> event = written.subList(plate.size(), written.size());
    Span span = resolved.span();
    List<Expr.Binder> elements = event.stream().map(set -> session.freshBinder(set, span)).toList();
    List<Expr.Binder> all = new ArrayList<>(plate);
    all.addAll(elements);
    Optional<DistributionCall> one =
        frame.distributions().at(resolved, written, Loops.places(all, span), List.of());
    if (one.isEmpty()) return Optional.empty();
    if (resolved.definition().improper()) {
      return one.map(flat -> over(flat, Type.array(Type.REAL, event)));
    }
    if (!sameElement(declared.type(), one.get().event())) {
      wrongType(declared.span(), resolved.definition(), declared.type());
      return Optional.empty();
    }
    return new OrderedDraws(session, expressions.operators())
        .of(one.get(), elements, declared.support().constraint().orElseThrow(), declared.span());
  }

  private static DistributionCall over(DistributionCall flat, Type event) {
    return new DistributionCall(
        flat.definition(), flat.arguments(), flat.dimensions(), event, flat.span());
  }

  private Optional<ModelStatement> narrowed(
      Symbol.Role role,
      Targets.Place place,
      Optional<Types.Declared> declared,
      DistributionCall call,
      List<Expr.Binder> plate,
      Variable variable,
      Span span) {
    Symbol symbol = variable.symbol();
    Optional<Truncation.Narrowed> narrowed =
        supports.narrow(variable, place, declared, call, plate, span);
    session.depends(symbol, role == Symbol.Role.LATENT ? Dependence.LATENTS : Dependence.GENERATED);
    if (narrowed.isEmpty()) return Optional.empty();
    List<Expr> indices = new ArrayList<>(session.ragged().flat(symbol, place.indices(), span));
    indices.addAll(Loops.variables(plate, span));
    EarlierElements.check(session, symbol, indices, narrowed.get().call());
    return Optional.of(
        Loops.wrap(
            plate,
            new ModelStatement.Draw(
                symbol,
                indices,
                narrowed.get().call(),
                nonCentred(place, call, narrowed.get()),
                span)));
  }

  private Optional<NonCentred> nonCentred(
      Targets.Place place, DistributionCall call, Truncation.Narrowed narrowed) {
    if (place.role() != Symbol.Role.LATENT) return Optional.empty();
    return Annotations.nonCentred(place.preamble())
        .flatMap(
            span -> new NonCentredDraws(session).of(call, !narrowed.call().equals(call), span));
  }

  private static boolean sameElement(Type a, Type b) {
    Type x = a.element();
    Type y = b.element();
    if (x instanceof Type.Member m && y instanceof Type.Member n) {
      return ExprText.same(m.set(), n.set());
    }
    return x.equals(y);
  }

  private void wrongType(Span span, DistributionDefinition definition, Type declared) {
    session.report(
        new TypeProblem.WrongType(
            span,
            "a draw of `" + definition.name() + "`",
            "of type `" + ExprText.of(definition.event()) + "`",
            ExprText.of(declared),
            Optional.empty()));
  }
}
