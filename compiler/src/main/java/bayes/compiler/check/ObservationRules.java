package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.Subscript;
import bayes.compiler.syntax.Name;
import bayes.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code observe e ~ D;}: data only, each element once, vectorised forms as loops. */
final class ObservationRules {
  private final Frame frame;
  private final Session session;
  private final Expressions expressions;
  private final Map<Symbol, Span> observedWhole = new HashMap<>();

  ObservationRules(Frame frame) {
    this.frame = frame;
    this.session = frame.session();
    this.expressions = frame.expressions();
  }

  List<ModelStatement> check(Statement.Observe statement, Scope outer) {
    Scope scope = outer.inner();
    List<Expr.Binder> binders = new ArrayList<>();
    Expression written = bind(statement.target(), scope, binders);
    binders.forEach(frame.loops()::enter);
    Optional<ModelStatement> checked = observe(statement, written, scope);
    binders.forEach(b -> frame.loops().leave());
    return checked.map(s -> List.of(Loops.wrap(binders, s))).orElse(List.of());
  }

  /** The target with its binders bound, and replaced by their names. */
  private Expression bind(Expression target, Scope scope, List<Expr.Binder> binders) {
    if (!(target instanceof Expression.Index index)
        || index.subscripts().stream().noneMatch(Subscript.Bind.class::isInstance)) {
      return target;
    }
    List<Subscript> subscripts = new ArrayList<>();
    for (Subscript subscript : index.subscripts()) {
      if (subscript instanceof Subscript.Bind bind) {
        binders.add(expressions.sets().bind(bind.binder(), scope));
        subscripts.add(
            new Subscript.At(
                new Expression.NameUse(bind.binder().name(), bind.binder().name().span())));
      } else {
        subscripts.add(subscript);
      }
    }
    return new Expression.Index(index.array(), subscripts, index.span());
  }

  private Optional<ModelStatement> observe(
      Statement.Observe statement, Expression written, Scope scope) {
    Optional<Name> undeclared = UndeclaredData.name(statement, scope);
    if (undeclared.isPresent()) {
      List<DistributionDefinition> named =
          frame.distributions().declarations(statement.distribution());
      String declaration = UndeclaredData.declaration(statement, named, scope);
      expressions.reportUnknown(undeclared.get(), scope, Optional.of(declaration));
      frame.distributions().resolve(statement.distribution(), scope);
      return Optional.empty();
    }
    Optional<MissingData.Entry> missing = session.missing().bare(written, scope);
    Expr target =
        missing.isEmpty()
            ? expressions.check(written, scope)
            : session
                .missing()
                .observing(missing.get().data(), () -> expressions.check(written, scope));
    Optional<Distributions.Resolved> resolved =
        frame.distributions().resolve(statement.distribution(), scope);
    if (Shapes.isUnknown(target)) return Optional.empty();
    if (!isObservable(target)) return Optional.empty();
    checkLoops(target);
    checkOnce(target);
    frame
        .loops()
        .latentCondition()
        .ifPresent(c -> session.report(ModelProblem.drawUnderLatent(statement.span(), c.span())));
    return resolved
        .flatMap(r -> frame.distributions().on(r, session.intervals().constraint(target)))
        .flatMap(r -> vectorised(r, target, missing, statement.span()));
  }

  private boolean isObservable(Expr target) {
    Dependence dependence = session.dependence(target);
    if (dependence.isDataOnly()) return true;
    String why =
        dependence.onGenerated()
            ? "this is generated"
            : target instanceof Expr.Variable v && v.symbol().role() == Symbol.Role.LATENT
                ? "`" + v.symbol().name() + "` is a latent"
                : "this depends on latents";
    ModelProblem.At problem = ModelProblem.notObservable(target.span(), why);
    Optional<String> missing = session.missing().readBy(target);
    if (missing.isPresent()) {
      session.report(
          problem.withHint(
              "`" + missing.get() + "` may have missing elements, so it stands alone on the left"));
      return false;
    }
    session.report(
        dependence.onGenerated()
            ? problem
            : problem.withHint("a prior is written without `observe`; `factor` adds any term"));
    return false;
  }

  /** Data that are observed in a loop are observed at its variable, or they count many times. */
  private void checkLoops(Expr target) {
    Set<Symbol> reads = frame.loops().reads(target);
    Optional<Symbol> data = reads.stream().filter(s -> s.role() == Symbol.Role.DATA).findFirst();
    if (data.isEmpty()) return;
    for (Expr.Binder binder : frame.loops().binders()) {
      Type unknown = binder.symbol().type();
      if (!(unknown instanceof Type.Unknown) && !reads.contains(binder.symbol())) {
        session.report(
            ModelProblem.missingLoopVariable(
                target.span(),
                data.get().name(),
                binder.symbol().name(),
                target instanceof Expr.Variable,
                binder.symbol().declared()));
      }
    }
  }

  private void checkOnce(Expr target) {
    if (frame.loops().isConditional()) return;
    Expr array = target;
    if (target instanceof Expr.Index index) {
      for (int i = 0; i < index.subscripts().size(); i++) {
        IndexSet dimension = index.array().type().dimensions().get(i);
        boolean whole =
            index.subscripts().get(i) instanceof Expr.Subscript.All
                || (index.subscripts().get(i) instanceof Expr.Subscript.At at
                    && frame
                        .loops()
                        .binder(at.index())
                        .filter(b -> Shapes.match(b.set(), dimension) == Shapes.Match.SAME)
                        .isPresent());
        if (!whole) return;
      }
      array = index.array();
    }
    if (!(array instanceof Expr.Variable variable)
        || variable.symbol().role() != Symbol.Role.DATA) {
      return;
    }
    Optional<Span> before =
        Optional.ofNullable(observedWhole.putIfAbsent(variable.symbol(), target.span()));
    before.ifPresent(
        first ->
            session.report(
                ModelProblem.observedTwice(target.span(), variable.symbol().name(), first)));
  }

  private Optional<ModelStatement> vectorised(
      Distributions.Resolved resolved,
      Expr target,
      Optional<MissingData.Entry> missing,
      Span span) {
    int eventRank = resolved.definition().event().dimensions().size();
    List<IndexSet> dimensions = target.type().dimensions();
    int plateRank = dimensions.size() - eventRank;
    if (plateRank < 0) {
      session.report(
          new TypeProblem.WrongType(
              target.span(),
              "what is observed",
              "a draw of `"
                  + resolved.definition().name()
                  + "`, `"
                  + ExprText.of(resolved.definition().event())
                  + "`",
              ExprText.of(target.type()),
              Optional.empty()));
      return Optional.empty();
    }
    List<IndexSet> plate = dimensions.subList(0, plateRank);
    List<Expr.Binder> binders = plate.stream().map(set -> session.freshBinder(set, span)).toList();
    List<Elements.Place> places = Loops.places(binders, span);
    Optional<DistributionCall> call =
        frame
            .distributions()
            .at(resolved, plate, places, dimensions.subList(plateRank, dimensions.size()));
    if (call.isEmpty()) return Optional.empty();
    frame.requireNotGenerated(call.get());
    Expr element = converted(expressions.elements().at(target, places), call.get());
    if (Shapes.isUnknown(element)) return Optional.empty();
    ModelStatement observe = new ModelStatement.Observe(element, call.get(), span);
    Optional<ModelStatement> statement =
        missing.isEmpty()
            ? Optional.of(observe)
            : session.missing().observed(missing.get(), frame, element, call.get(), observe);
    return statement.map(s -> Loops.wrap(binders, s));
  }

  private Expr converted(Expr element, DistributionCall call) {
    boolean byNumber =
        element.type().element() instanceof Type.Member
            && call.event().element() instanceof Type.Int
            && call.definition().event().element() instanceof Type.Member;
    return byNumber
        ? Conversions.number(element)
        : expressions.conversions().require(element, call.event().element(), "what is observed");
  }
}
