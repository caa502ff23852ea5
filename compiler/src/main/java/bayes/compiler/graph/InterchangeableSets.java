package bayes.compiler.graph;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FunctionDefinition;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the sets whose members a model does not tell apart, such as the topics of documents: if
 * they swapped their numbers, in all that ranges over them and all that is one of them, the log
 * density would be the same. So nothing says which member is which, and a sampler may call them by
 * other numbers in other draws.
 *
 * <p>Found by what is written, so that it may miss some: a member is told apart where it is named,
 * where its number is computed with or compared by order, where a part of the set is taken or its
 * elements are read in their order, and where a latent over the set is ordered. What {@code
 * generate} reads does not count. Data over the set, or that are members of it, are left to who has
 * them.
 */
public final class InterchangeableSets extends StatementRewriter {
  private final IndexSet.Declared set;
  private final Set<Object> seen = new HashSet<>();
  private boolean isToldApart;

  private InterchangeableSets(IndexSet.Declared set) {
    this.set = set;
  }

  /** Those of a model that has latents over the set, or that are members of it. */
  public static List<IndexSet.Declared> of(TypedModel model) {
    return model.sets().stream()
        .filter(InterchangeableSets::isNominal)
        .filter(set -> new InterchangeableSets(set).isIn(model))
        .toList();
  }

  private static boolean isNominal(IndexSet.Declared set) {
    return set.definition() instanceof IndexSet.Definition.Open
        || set.definition() instanceof IndexSet.Definition.Named
        || set.definition() instanceof IndexSet.Definition.OfRange;
  }

  private boolean isIn(TypedModel model) {
    boolean isRead = false;
    for (VariableDeclaration variable : model.variables()) {
      Symbol symbol = variable.symbol();
      if (symbol.role() != Symbol.Role.LATENT || !mentions(symbol.type())) continue;
      isRead = true;
      if (isOrdered(variable.support())) return false;
      support(variable.support());
    }
    if (!isRead) return false;
    for (IndexSet.Declared other : model.sets()) {
      if (other.definition() instanceof IndexSet.Definition.Ragged ragged) {
        ragged.outer().forEach(binder -> check(!isOf(binder.set())));
        check(!isOf(ragged.inner()));
      }
    }
    statements(model.statements());
    return !isToldApart;
  }

  /** Whether the elements are read in their order. */
  private static boolean isOrdered(Support support) {
    return support.constraint().isPresent()
        && switch (support.constraint().get()) {
          case ORDERED, POSITIVE_ORDERED, CHOLESKY_CORR, CHOLESKY_COV -> true;
          case SIMPLEX, UNIT_VECTOR, SUM_TO_ZERO, CORR, COV -> false;
        };
  }

  private void check(boolean isSymmetric) {
    if (!isSymmetric) isToldApart = true;
  }

  /** In definitions, any set that an argument brings may be this one. */
  private boolean isOf(IndexSet dimension) {
    if (dimension instanceof IndexSet.Part part) return isOf(part.whole());
    return dimension.equals(set) || dimension instanceof IndexSet.Parameter;
  }

  private boolean isMember(Type type) {
    return type.element() instanceof Type.Member member && isOf(member.set());
  }

  private boolean isOver(Type type) {
    return type.dimensions().stream().anyMatch(this::isOf);
  }

  private boolean mentions(Type type) {
    if (type instanceof Type.Tuple tuple) return tuple.parts().stream().anyMatch(this::mentions);
    return isMember(type) || isOver(type);
  }

  // ---- statements ----

  @Override
  protected List<ModelStatement> statement(ModelStatement statement) {
    if (statement instanceof ModelStatement.Define s) {
      if (s.symbol().role() == Symbol.Role.GENERATED) return List.of(statement);
      indices(s.symbol(), s.indices());
      same(rest(s.symbol(), s.indices().size()), s.value().type());
    } else if (statement instanceof ModelStatement.Draw s) {
      if (s.symbol().role() == Symbol.Role.GENERATED) return List.of(statement);
      indices(s.symbol(), s.indices());
      same(rest(s.symbol(), s.indices().size()), s.distribution().event());
    } else if (statement instanceof ModelStatement.Observe s) {
      same(s.target().type(), s.distribution().event());
    } else if (statement instanceof ModelStatement.Accumulate s) {
      indices(s.symbol(), s.indices());
    }
    return parts(statement);
  }

  private void indices(Symbol symbol, List<Expr> indices) {
    for (int d = 0; d < Math.min(indices.size(), symbol.type().dimensions().size()); d++) {
      if (isOf(symbol.type().dimensions().get(d))) check(isMember(indices.get(d).type()));
    }
  }

  private static Type rest(Symbol symbol, int indices) {
    List<IndexSet> dimensions = symbol.type().dimensions();
    return Type.array(
        symbol.type().element(),
        dimensions.subList(Math.min(indices, dimensions.size()), dimensions.size()));
  }

  /** A plain list fits any set of its size: its order names the members. */
  private void same(Type one, Type other) {
    if (one.dimensions().size() != other.dimensions().size()) return;
    for (int d = 0; d < one.dimensions().size(); d++) {
      check(isOf(one.dimensions().get(d)) == isOf(other.dimensions().get(d)));
    }
  }

  /** The same of arguments for parameters over the same sets. */
  private void arguments(List<Symbol> parameters, List<Type> arguments, List<IndexSet> over) {
    Set<IndexSet> these = new HashSet<>(over);
    Set<IndexSet> others = new HashSet<>();
    for (int i = 0; i < Math.min(parameters.size(), arguments.size()); i++) {
      List<IndexSet> wanted = parameters.get(i).type().dimensions();
      List<IndexSet> given = arguments.get(i).dimensions();
      for (int d = 0; d < (wanted.size() == given.size() ? given.size() : 0); d++) {
        (isOf(given.get(d)) ? these : others).add(wanted.get(d));
      }
    }
    others.retainAll(these);
    check(others.isEmpty());
  }

  /** Only whole sets are ranged over. */
  @Override
  public IndexSet set(IndexSet dimension) {
    check(!(dimension instanceof IndexSet.Part part && isOf(part)));
    return super.set(dimension);
  }

  // ---- expressions ----

  @Override
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.Apply e && isEquality(e)) {
      for (Expr operand : e.operands()) {
        rewrite(operand instanceof Expr.Convert c ? c.operand() : operand);
      }
      return expr;
    }
    if (expr instanceof Expr.MemberConstant e) check(!isOf(e.set()));
    if (expr instanceof Expr.Position e) check(!isMember(e.member().type()));
    if (expr instanceof Expr.Convert e) {
      check(isMember(e.type()) == isMember(e.operand().type()));
    }
    if (expr instanceof Expr.Apply e) {
      check(e.operands().stream().noneMatch(o -> isMember(o.type())));
      for (Expr operand : e.operands()) same(e.type(), operand.type());
    }
    if (expr instanceof Expr.Conditional e) same(e.then().type(), e.otherwise().type());
    if (expr instanceof Expr.MatrixMultiply e) {
      List<IndexSet> left = e.left().type().dimensions();
      check(isOf(left.get(left.size() - 1)) == isOf(e.right().type().dimensions().get(0)));
    }
    if (expr instanceof Expr.Index e) subscripts(e);
    if (expr instanceof Expr.Comprehension e) {
      boolean isOver = e.binders().stream().anyMatch(b -> isOf(b.set()));
      check(!isOver || (isOver(e.type()) && e.condition().isEmpty()));
    }
    if (expr instanceof Expr.ArrayLiteral e) check(!isOver(e.type()));
    if (expr instanceof Expr.VectorFunction e) {
      boolean isInOrder =
          switch (e.kind()) {
            case SOFTMAX, LOG_SOFTMAX -> false;
            case CUMSUM, CUMPROD -> true;
          };
      check(!isInOrder || !isOver(e.type()));
    }
    if (expr instanceof Expr.ArrayFunction e) arrayFunction(e);
    if (expr instanceof Expr.MatrixFunction e) unread(e.arguments());
    if (expr instanceof Expr.Solve e) {
      unread(e.operands());
      unread(e.arguments());
    }
    if (expr instanceof Expr.CallFunction e) {
      List<Type> types = e.arguments().stream().map(Expr::type).toList();
      arguments(e.function().parameters(), types, List.of());
      if (types.stream().anyMatch(this::mentions)) body(e.function());
    }
    return super.rewrite(expr);
  }

  /** Members are compared by their numbers. */
  private boolean isEquality(Expr.Apply apply) {
    boolean areMembers =
        apply.operands().stream()
            .allMatch(o -> isMember((o instanceof Expr.Convert c ? c.operand() : o).type()));
    return areMembers && List.of("==", "!=").contains(apply.function().name());
  }

  private void subscripts(Expr.Index index) {
    List<IndexSet> dimensions = index.array().type().dimensions();
    for (int d = 0; d < Math.min(dimensions.size(), index.subscripts().size()); d++) {
      if (!isOf(dimensions.get(d))) continue;
      Expr.Subscript subscript = index.subscripts().get(d);
      check(!(subscript instanceof Expr.Subscript.Slice));
      if (subscript instanceof Expr.Subscript.At at) check(isMember(at.index().type()));
    }
  }

  private void arrayFunction(Expr.ArrayFunction function) {
    boolean isByElement =
        switch (function.kind()) {
          case WHERE, COUNT_TOKENS, COUNT_TEXTS -> true;
          default -> false;
        };
    check(isByElement || !mentions(function.type()));
    if (!isByElement) unread(function.arguments());
  }

  private void unread(List<Expr> arguments) {
    for (Expr argument : arguments) check(!mentions(argument.type()));
  }

  private void body(FunctionDefinition function) {
    if (seen.add(function)) rewrite(function.body());
  }

  @Override
  public DistributionCall call(DistributionCall call) {
    DistributionDefinition definition = call.definition();
    boolean isRead = mentions(call.event());
    List<IndexSet> over = new ArrayList<>();
    for (int d = 0; d < call.dimensions().size(); d++) {
      if (isOf(call.dimensions().get(d))) over.add(definition.dimensions().get(d));
    }
    List<Symbol> parameters = new ArrayList<>();
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      if (!(call.arguments().get(i) instanceof DistributionCall.Argument.OfValue value)) continue;
      parameters.add(definition.parameters().get(i).symbol());
      types.add(value.value().type());
    }
    arguments(parameters, types, over);
    isRead |= !over.isEmpty() || types.stream().anyMatch(this::mentions);
    if (isRead) {
      check(!isOrdered(definition.support()));
      if (seen.add(definition)) rewrite(definition.logDensity());
    }
    return super.call(call);
  }
}
