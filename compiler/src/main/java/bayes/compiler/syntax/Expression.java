package bayes.compiler.syntax;

import bayes.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/** An expression as the user wrote it: no names resolved, no types. */
public sealed interface Expression {
  Span span();

  /** {@code 42}; the text is kept, as it may be too large for an int. */
  record IntLiteral(String text, Span span) implements Expression {}

  /** {@code 0.5}, {@code 1.0e-3}. */
  record RealLiteral(String text, Span span) implements Expression {}

  record BoolLiteral(boolean value, Span span) implements Expression {}

  /**
   * {@code "Choate"}: a member, a path or an option; {@code value} is without quotes and escapes.
   */
  record StringLiteral(String value, Span span) implements Expression {}

  record NameUse(Name name, Span span) implements Expression {}

  record Unary(UnaryOperator operator, Expression operand, Span span) implements Expression {}

  record Binary(BinaryOperator operator, Expression left, Expression right, Span span)
      implements Expression {}

  /** {@code c ? a : b}. */
  record Conditional(Expression condition, Expression then, Expression otherwise, Span span)
      implements Expression {}

  /** {@code f(a, name: b)}: a function, or a distribution where one is expected. */
  record Call(Name name, List<Argument> arguments, Span span) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code x[i, 2..4, :]}; binders only in targets of statements. */
  record Index(Expression array, List<Subscript> subscripts, Span span) implements Expression {
    public Index {
      subscripts = List.copyOf(subscripts);
    }
  }

  /** {@code x'}. */
  record Transpose(Expression operand, Span span) implements Expression {}

  /** {@code [e1, e2]}. */
  record ArrayLiteral(List<Expression> elements, Span span) implements Expression {
    public ArrayLiteral {
      elements = List.copyOf(elements);
    }
  }

  /**
   * {@code e for i in S, j in T if c}: in brackets an array ({@code bracketed}), else the single
   * argument of a reduction such as {@code sum}.
   */
  record Comprehension(
      Expression element,
      List<Binder> binders,
      Optional<Expression> condition,
      boolean bracketed,
      Span span)
      implements Expression {
    public Comprehension {
      binders = List.copyOf(binders);
    }
  }

  /** {@code a..b}, both ends included. */
  record Range(Expression lower, Expression upper, Span span) implements Expression {}

  /** {@code (a, b)}. */
  record Tuple(List<Expression> elements, Span span) implements Expression {
    public Tuple {
      elements = List.copyOf(elements);
    }
  }

  /** {@code (e)}: kept so that the tree prints as it was written. */
  record Parenthesised(Expression inner, Span span) implements Expression {}

  /** An argument, perhaps by name. */
  record Argument(Optional<Name> name, Expression value, Span span) {}

  /** {@code i in S}. */
  record Binder(Name name, Expression set, Span span) {}

  /** What stands between the brackets of an index. */
  sealed interface Subscript {
    Span span();

    record At(Expression index) implements Subscript {
      @Override
      public Span span() {
        return index.span();
      }
    }

    /** {@code :}. */
    record All(Span span) implements Subscript {}

    /** {@code 2..4}, {@code 2..}, {@code ..4}. */
    record Slice(Optional<Expression> lower, Optional<Expression> upper, Span span)
        implements Subscript {}

    /** {@code i in S}, in the target of a statement. */
    record Bind(Binder binder) implements Subscript {
      @Override
      public Span span() {
        return binder.span();
      }
    }
  }

  enum UnaryOperator {
    NEGATE("-"),
    NOT("!");

    private final String symbol;

    UnaryOperator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  enum BinaryOperator {
    OR("||"),
    AND("&&"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    DIV("div"),
    MODULO("%"),
    MATRIX_MULTIPLY("@"),
    POWER("^");

    private final String symbol;

    BinaryOperator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
