package bayes.compiler.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks an expression and builds it anew: the one place that knows the parts of every kind of
 * expression. By itself it changes nothing; override what shall change.
 */
public abstract class ExprRewriter {
  protected ExprRewriter() {}

  /** The expression with its parts rewritten. */
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.IntConstant
        || expr instanceof Expr.RealConstant
        || expr instanceof Expr.BoolConstant
        || expr instanceof Expr.MemberConstant) {
      return expr;
    }
    if (expr instanceof Expr.Variable e) return variable(e);
    if (expr instanceof Expr.Size e) return new Expr.Size(set(e.set()), e.span());
    if (expr instanceof Expr.Apply e) {
      return new Expr.Apply(e.function(), rewriteAll(e.operands()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.Conditional e) {
      return new Expr.Conditional(
          rewrite(e.condition()),
          rewrite(e.then()),
          rewrite(e.otherwise()),
          type(e.type()),
          e.span());
    }
    if (expr instanceof Expr.Convert e) {
      return new Expr.Convert(rewrite(e.operand()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.Position e) return new Expr.Position(rewrite(e.member()), e.span());
    if (expr instanceof Expr.Index e) {
      return new Expr.Index(
          rewrite(e.array()), subscripts(e.subscripts()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.Comprehension e) {
      List<Expr.Binder> binders = binders(e.binders());
      Optional<Expr> condition = e.condition().map(this::rewrite);
      return new Expr.Comprehension(
          binders, condition, rewrite(e.element()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.ArrayLiteral e) {
      return new Expr.ArrayLiteral(rewriteAll(e.elements()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.Reduce e) {
      return new Expr.Reduce(e.reduction(), rewrite(e.array()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.MatrixMultiply e) {
      return new Expr.MatrixMultiply(
          rewrite(e.left()), rewrite(e.right()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.Transpose e) {
      return new Expr.Transpose(rewrite(e.operand()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.VectorFunction e) {
      return new Expr.VectorFunction(e.kind(), rewrite(e.operand()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.MatrixFunction e) {
      return new Expr.MatrixFunction(
          e.operation(), rewriteAll(e.arguments()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.ArrayFunction e) {
      return new Expr.ArrayFunction(e.kind(), rewriteAll(e.arguments()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.Solve e) {
      return new Expr.Solve(
          e.solver(),
          e.function(),
          rewriteAll(e.operands()),
          rewriteAll(e.arguments()),
          rewriteAll(e.options()),
          type(e.value()),
          type(e.type()),
          e.span());
    }
    if (expr instanceof Expr.CallFunction e) {
      return new Expr.CallFunction(
          e.function(), rewriteAll(e.arguments()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.LetIn e) {
      return new Expr.LetIn(e.symbol(), rewrite(e.value()), rewrite(e.body()));
    }
    if (expr instanceof Expr.Tuple e) return new Expr.Tuple(rewriteAll(e.elements()), e.span());
    if (expr instanceof Expr.Part e) {
      return new Expr.Part(rewrite(e.tuple()), e.index(), type(e.type()), e.span());
    }
    if (expr instanceof Expr.LogDensity e) {
      return new Expr.LogDensity(call(e.distribution()), rewrite(e.point()), e.span());
    }
    if (expr instanceof Expr.RandomDraw e) {
      return new Expr.RandomDraw(call(e.distribution()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.OfDistribution e) {
      return new Expr.OfDistribution(
          e.quantity(), call(e.distribution()), rewrite(e.point()), type(e.type()), e.span());
    }
    if (expr instanceof Expr.OfComponent e) {
      return new Expr.OfComponent(
          e.quantity(),
          e.component(),
          e.member().map(this::rewrite),
          e.point().map(this::rewrite),
          type(e.type()),
          e.span());
    }
    if (expr instanceof Expr.RandomInverse e) {
      return new Expr.RandomInverse(type(e.type()), e.span());
    }
    Expr.RandomPrimitive e = (Expr.RandomPrimitive) expr;
    return new Expr.RandomPrimitive(e.name(), rewriteAll(e.arguments()), type(e.type()), e.span());
  }

  protected Expr variable(Expr.Variable variable) {
    return variable;
  }

  public List<Expr> rewriteAll(List<Expr> exprs) {
    return exprs.stream().map(this::rewrite).toList();
  }

  /** The call with its arguments rewritten. */
  public DistributionCall call(DistributionCall call) {
    List<DistributionCall.Argument> arguments = new ArrayList<>();
    for (DistributionCall.Argument argument : call.arguments()) {
      if (argument instanceof DistributionCall.Argument.OfValue value) {
        arguments.add(new DistributionCall.Argument.OfValue(rewrite(value.value())));
      } else {
        var set = (DistributionCall.Argument.OfSet) argument;
        arguments.add(new DistributionCall.Argument.OfSet(set(set.set()), set.span()));
      }
    }
    return new DistributionCall(
        call.definition(),
        arguments,
        call.components().stream().map(this::component).toList(),
        sets(call.dimensions()),
        type(call.event()),
        call.span());
  }

  protected DistributionCall.Component component(DistributionCall.Component component) {
    Optional<Expr.Binder> over =
        component.over().map(b -> new Expr.Binder(b.symbol(), set(b.set())));
    return new DistributionCall.Component(component.name(), over, call(component.distribution()));
  }

  public IndexSet set(IndexSet set) {
    if (set instanceof IndexSet.Range range) {
      return new IndexSet.Range(rewrite(range.lower()), rewrite(range.upper()));
    }
    if (set instanceof IndexSet.Size size) return new IndexSet.Size(rewrite(size.size()));
    if (set instanceof IndexSet.Part part) {
      return new IndexSet.Part(
          set(part.whole()), part.lower().map(this::rewrite), part.upper().map(this::rewrite));
    }
    return set;
  }

  public List<IndexSet> sets(List<IndexSet> sets) {
    return sets.stream().map(this::set).toList();
  }

  public Type type(Type type) {
    if (type instanceof Type.Member member) return Type.memberOf(set(member.set()));
    if (type instanceof Type.Array array) {
      return Type.array(type(array.element()), sets(array.dimensions()));
    }
    if (type instanceof Type.Tuple tuple) {
      return new Type.Tuple(tuple.parts().stream().map(this::type).toList());
    }
    return type;
  }

  /** The support with its bounds rewritten. */
  public Support support(Support support) {
    if (support instanceof Support.Bounds bounds) {
      return new Support.Bounds(bounds.lower().map(this::bound), bounds.upper().map(this::bound));
    }
    return support;
  }

  private Support.Bound bound(Support.Bound bound) {
    return new Support.Bound(rewrite(bound.value()), bound.exclusive());
  }

  private List<Expr.Binder> binders(List<Expr.Binder> binders) {
    return binders.stream().map(b -> new Expr.Binder(b.symbol(), set(b.set()))).toList();
  }

  protected final List<Expr.Subscript> subscripts(List<Expr.Subscript> subscripts) {
    List<Expr.Subscript> rewritten = new ArrayList<>();
    for (Expr.Subscript subscript : subscripts) {
      if (subscript instanceof Expr.Subscript.At at) {
        rewritten.add(new Expr.Subscript.At(rewrite(at.index())));
      } else if (subscript instanceof Expr.Subscript.Slice slice) {
        rewritten.add(
            new Expr.Subscript.Slice(
                slice.lower().map(this::rewrite), slice.upper().map(this::rewrite)));
      } else {
        rewritten.add(subscript);
      }
    }
    return rewritten;
  }
}
