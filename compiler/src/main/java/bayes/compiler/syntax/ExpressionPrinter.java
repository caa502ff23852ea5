package bayes.compiler.syntax;

import bayes.compiler.syntax.Expression.Argument;
import bayes.compiler.syntax.Expression.ArrayLiteral;
import bayes.compiler.syntax.Expression.Binary;
import bayes.compiler.syntax.Expression.Binder;
import bayes.compiler.syntax.Expression.BoolLiteral;
import bayes.compiler.syntax.Expression.Call;
import bayes.compiler.syntax.Expression.Comprehension;
import bayes.compiler.syntax.Expression.Conditional;
import bayes.compiler.syntax.Expression.Index;
import bayes.compiler.syntax.Expression.IntLiteral;
import bayes.compiler.syntax.Expression.NameUse;
import bayes.compiler.syntax.Expression.Parenthesised;
import bayes.compiler.syntax.Expression.Range;
import bayes.compiler.syntax.Expression.RealLiteral;
import bayes.compiler.syntax.Expression.StringLiteral;
import bayes.compiler.syntax.Expression.Subscript;
import bayes.compiler.syntax.Expression.Transpose;
import bayes.compiler.syntax.Expression.Tuple;
import bayes.compiler.syntax.Expression.Unary;
import bayes.compiler.syntax.TypeSyntax.Bound;
import bayes.compiler.syntax.TypeSyntax.Dimension;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Prints expressions and types; parentheses are in the tree, none are added. */
final class ExpressionPrinter {
  private final StringBuilder out;

  ExpressionPrinter(StringBuilder out) {
    this.out = out;
  }

  void print(String before, Expression e) {
    out.append(before);
    print(e);
  }

  void print(String before, TypeSyntax type) {
    out.append(before);
    print(type);
  }

  void print(Expression e) {
    if (e instanceof Binary b) {
      binary(b);
    } else if (e instanceof Unary u) {
      print(u.operator().symbol(), u.operand());
    } else if (e instanceof Conditional c) {
      print(c.condition());
      print(" ? ", c.then());
      print(" : ", c.otherwise());
    } else if (e instanceof Call c) {
      out.append(c.name()).append('(');
      arguments(c.arguments());
      out.append(')');
    } else if (e instanceof Index i) {
      print(i.array());
      subscripts(i.subscripts());
    } else if (e instanceof Transpose t) {
      print(t.operand());
      out.append('\'');
    } else if (e instanceof Range r) {
      print(r.lower());
      print("..", r.upper());
    } else if (e instanceof Comprehension c) {
      comprehension(c);
    } else if (e instanceof Parenthesised p) {
      print("(", p.inner());
      out.append(')');
    } else if (e instanceof Tuple t) {
      out.append('(');
      list(t.elements());
      out.append(')');
    } else if (e instanceof ArrayLiteral a) {
      out.append('[');
      list(a.elements());
      out.append(']');
    } else {
      leaf(e);
    }
  }

  private void leaf(Expression e) {
    if (e instanceof IntLiteral i) {
      out.append(i.text());
    } else if (e instanceof RealLiteral r) {
      out.append(r.text());
    } else if (e instanceof BoolLiteral b) {
      out.append(b.value());
    } else if (e instanceof NameUse n) {
      out.append(n.name());
    } else if (e instanceof StringLiteral s) {
      quoted(s.value());
    }
  }

  /** Down the left side without recursion, as sums may be long. */
  private void binary(Binary e) {
    Deque<Binary> chain = new ArrayDeque<>();
    Expression left = e;
    while (left instanceof Binary b) {
      chain.push(b);
      left = b.left();
    }
    print(left);
    for (Binary b : chain) {
      String symbol = b.operator().symbol();
      print(
          b.operator() == Expression.BinaryOperator.POWER ? symbol : " " + symbol + " ", b.right());
    }
  }

  private void arguments(List<Argument> arguments) {
    String separator = "";
    for (Argument argument : arguments) {
      out.append(separator);
      argument.name().ifPresent(name -> out.append(name).append(": "));
      print(argument.value());
      separator = ", ";
    }
  }

  private void comprehension(Comprehension c) {
    if (c.bracketed()) out.append('[');
    print(c.element());
    out.append(" for ");
    binders(c.binders());
    c.condition().ifPresent(condition -> print(" if ", condition));
    if (c.bracketed()) out.append(']');
  }

  void binders(List<Binder> binders) {
    String separator = "";
    for (Binder binder : binders) {
      out.append(separator).append(binder.name());
      print(" in ", binder.set());
      separator = ", ";
    }
  }

  void list(List<Expression> elements) {
    String separator = "";
    for (Expression element : elements) {
      print(separator, element);
      separator = ", ";
    }
  }

  void subscripts(List<Subscript> subscripts) {
    out.append('[');
    String separator = "";
    for (Subscript subscript : subscripts) {
      out.append(separator);
      if (subscript instanceof Subscript.At at) {
        print(at.index());
      } else if (subscript instanceof Subscript.All) {
        out.append(':');
      } else if (subscript instanceof Subscript.Bind bind) {
        binders(List.of(bind.binder()));
      } else if (subscript instanceof Subscript.Slice slice) {
        slice.lower().ifPresent(this::print);
        out.append("..");
        slice.upper().ifPresent(this::print);
      }
      separator = ", ";
    }
    out.append(']');
  }

  void print(TypeSyntax type) {
    out.append(type.name());
    String separator = "<";
    for (Bound bound : type.bounds()) {
      out.append(separator).append(bound.keyword());
      print("=", bound.value());
      separator = ", ";
    }
    if (!type.bounds().isEmpty()) out.append('>');
    for (List<Dimension> group : type.dimensions()) {
      out.append('[');
      String comma = "";
      for (Dimension dimension : group) {
        out.append(comma);
        dimension.extent().ifPresent(this::print);
        comma = ", ";
      }
      out.append(']');
    }
    if (type.admitsMissing()) out.append('?');
  }

  private void quoted(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == '\u007f') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
