package bayes.compiler.check;

import bayes.compiler.model.Constraint;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.NonCentred;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Statement;
import bayes.compiler.syntax.TypeSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements that draw what they define: {@code ~}, of latents and in {@code generate}. */
final class DrawRules {
  private final Frame frame;
  private final Session session;
  private final Expressions expressions;
  private final Targets targets;
  private final LatentSupports supports;

  DrawRules(Frame frame) {
    this.frame = frame;
    this.session = frame.session();
    this.expressions = frame.expressions();
    this.targets = new Targets(frame);
    this.supports = new LatentSupports(frame);
  }

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
      session.report(
          TypeProblem.wrongPart(
              resolved.span(), symbol, Type.array(one.event().element(), dimensions)));
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
