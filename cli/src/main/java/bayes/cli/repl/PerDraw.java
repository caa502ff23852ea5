package bayes.cli.repl;

import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.Argument;
import bayes.compiler.syntax.Expression.ArrayLiteral;
import bayes.compiler.syntax.Expression.Binary;
import bayes.compiler.syntax.Expression.Binder;
import bayes.compiler.syntax.Expression.Call;
import bayes.compiler.syntax.Expression.Comprehension;
import bayes.compiler.syntax.Expression.Conditional;
import bayes.compiler.syntax.Expression.Index;
import bayes.compiler.syntax.Expression.NameUse;
import bayes.compiler.syntax.Expression.Parenthesised;
import bayes.compiler.syntax.Expression.Range;
import bayes.compiler.syntax.Expression.Subscript;
import bayes.compiler.syntax.Expression.Transpose;
import bayes.compiler.syntax.Expression.Tuple;
import bayes.compiler.syntax.Expression.Unary;
import bayes.compiler.syntax.Name;
import bayes.runtime.draws.RecordedVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives every recorded variable of an expression the draw as its first index. */
final class PerDraw {
  private final Map<String, RecordedVariable> recorded;
  private final String draw;
  private final Set<String> used;

  /**
   * @param used receives the names of the variables that the expression uses
   */
  PerDraw(Map<String, RecordedVariable> recorded, String draw, Set<String> used) {
    this.recorded = recorded;
    this.draw = draw;
    this.used = used;
  }

  Expression rewrite(Expression e) {
    if (e instanceof NameUse use) return isRecorded(use) ? index(use, List.of()) : use;
    if (e instanceof Index index) {
      List<Subscript> subscripts = index.subscripts().stream().map(this::subscript).toList();
      if (index.array() instanceof NameUse use && isRecorded(use)) return index(use, subscripts);
      return new Index(rewrite(index.array()), subscripts, index.span());
    }
    if (e instanceof Unary u) return new Unary(u.operator(), rewrite(u.operand()), u.span());
    if (e instanceof Binary b) {
      return new Binary(b.operator(), rewrite(b.left()), rewrite(b.right()), b.span());
    }
    if (e instanceof Conditional c) {
      return new Conditional(
          rewrite(c.condition()), rewrite(c.then()), rewrite(c.otherwise()), c.span());
    }
    if (e instanceof Call call) {
      List<Argument> arguments = new ArrayList<>();
      for (Argument a : call.arguments()) {
        arguments.add(new Argument(a.name(), rewrite(a.value()), a.span()));
      }
      return new Call(call.name(), arguments, call.span());
    }
    if (e instanceof Transpose t) return new Transpose(rewrite(t.operand()), t.span());
    if (e instanceof Parenthesised p) return new Parenthesised(rewrite(p.inner()), p.span());
    if (e instanceof ArrayLiteral a) return new ArrayLiteral(all(a.elements()), a.span());
    if (e instanceof Tuple t) return new Tuple(all(t.elements()), t.span());
    if (e instanceof Range r) return new Range(rewrite(r.lower()), rewrite(r.upper()), r.span());
    if (e instanceof Comprehension c) {
      return new Comprehension(
          rewrite(c.element()),
          c.binders().stream().map(b -> new Binder(b.name(), rewrite(b.set()), b.span())).toList(),
          c.condition().map(this::rewrite),
          c.bracketed(),
          c.span());
    }
    return e;
  }

  private boolean isRecorded(NameUse use) {
    return recorded.containsKey(use.name().text());
  }

  private Expression index(NameUse use, List<Subscript> subscripts) {
    used.add(use.name().text());
    Span span = use.span();
    List<Subscript> withDraw = new ArrayList<>();
    withDraw.add(new Subscript.At(new NameUse(new Name(draw, span), span)));
    withDraw.addAll(subscripts);
    return new Index(use, withDraw, span);
  }

  private Subscript subscript(Subscript subscript) {
    if (subscript instanceof Subscript.At at) return new Subscript.At(rewrite(at.index()));
    if (subscript instanceof Subscript.Slice s) {
      return new Subscript.Slice(rewrite(s.lower()), rewrite(s.upper()), s.span());
    }
    return subscript;
  }

  private Optional<Expression> rewrite(Optional<Expression> e) {
    return e.map(this::rewrite);
  }

  private List<Expression> all(List<Expression> expressions) {
    return expressions.stream().map(this::rewrite).toList();
  }
}
