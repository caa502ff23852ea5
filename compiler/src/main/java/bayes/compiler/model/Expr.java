package bayes.compiler.model;

import bayes.compiler.catalog.Function;
import bayes.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * A typed expression. Names are resolved, named arguments are in order, conversions are explicit,
 * user functions are referred to by definition; broadcasting is as the types of the operands say.
 */
public sealed interface Expr {
  Type type();

  Span span();

  record IntConstant(int value, Span span) implements Expr {
    @Override
    public Type type() {
      return Type.INT;
    }
  }

  record RealConstant(double value, Span span) implements Expr {
    @Override
    public Type type() {
      return Type.REAL;
    }
  }

  record BoolConstant(boolean value, Span span) implements Expr {
    @Override
    public Type type() {
      return Type.BOOL;
    }
  }

  /** {@code "Choate"}, where a member of {@code set} is expected; known when data are bound. */
  record MemberConstant(String label, IndexSet.Declared set, Span span) implements Expr {
    @Override
    public Type type() {
      return new Type.Member(set);
    }
  }

  /** A variable as a whole. */
  record Variable(Symbol symbol, Span span) implements Expr {
    @Override
    public Type type() {
      return symbol.type();
    }
  }

  /** The number of members of a set. */
  record Size(IndexSet set, Span span) implements Expr {
    @Override
    public Type type() {
      return Type.INT;
    }
  }

  /**
   * An operator or scalar function of the catalog, elementwise over the common dimensions of its
   * array operands; scalars broadcast. The operands' element types are the function's parameters'.
   */
  record Apply(Function function, List<Expr> operands, Type type, Span span) implements Expr {
    public Apply {
      operands = List.copyOf(operands);
    }
  }

  /** {@code c ? a : b}, evaluating one of them; {@code &&} and {@code ||} are made of it. */
  record Conditional(Expr condition, Expr then, Expr otherwise, Type type, Span span)
      implements Expr {}

  /**
   * Int to real, bool to int or real, member to int (its number), int to member or bool (checked).
   * Elementwise for arrays.
   */
  record Convert(Expr operand, Type type, Span span) implements Expr {}

  /** {@code index(s)}: the position of a member in its set, from 1. */
  record Position(Expr member, Span span) implements Expr {
    @Override
    public Type type() {
      return Type.INT;
    }
  }

  /** {@code x[...]}; subscripts for all dimensions. */
  record Index(Expr array, List<Subscript> subscripts, Type type, Span span) implements Expr {
    public Index {
      subscripts = List.copyOf(subscripts);
    }
  }

  /** What an index does with one dimension. */
  sealed interface Subscript {
    /**
     * One element; or, if {@code index} is an array, the elements that it names: its dimensions
     * take the place of this one. By value over a range, by number over other sets.
     */
    record At(Expr index) implements Subscript {}

    /** The whole dimension. */
    record All() implements Subscript {}

    /** From one index to another, both included, numbered from 1 again. */
    record Slice(Optional<Expr> lower, Optional<Expr> upper) implements Subscript {}
  }

  /** {@code [e for i in S if c]}. With a condition, known from data, the result's size is. */
  record Comprehension(
      List<Binder> binders, Optional<Expr> condition, Expr element, Type type, Span span)
      implements Expr {
    public Comprehension {
      binders = List.copyOf(binders);
    }
  }

  /** {@code symbol in set}. */
  record Binder(Symbol symbol, IndexSet set) {}

  /** {@code [a, b]}; elements may be arrays, then they are the slices of the first dimension. */
  record ArrayLiteral(List<Expr> elements, Type type, Span span) implements Expr {
    public ArrayLiteral {
      elements = List.copyOf(elements);
    }
  }

  /**
   * A reduction of all elements of an array ({@code sum}, {@code max}, {@code argmax}, ...). If the
   * array is a comprehension, a later binder's set may depend on an earlier binder.
   */
  record Reduce(Reduction reduction, Expr array, Type type, Span span) implements Expr {}

  enum Reduction {
    SUM,
    PROD,
    MEAN,
    /** Divisor n - 1. */
    VARIANCE,
    SD,
    MIN,
    MAX,
    /** The member of the (one) dimension at which the first extremum is. */
    ARGMIN,
    ARGMAX,
    ANY,
    ALL,
    /** How many elements are true. */
    COUNT,
    LOG_SUM_EXP
  }

  /** {@code a @ b}. */
  record MatrixMultiply(Expr left, Expr right, Type type, Span span) implements Expr {}

  record Transpose(Expr operand, Type type, Span span) implements Expr {}

  /** {@code softmax} and other functions of a vector to a vector. */
  record VectorFunction(Kind kind, Expr operand, Type type, Span span) implements Expr {
    public enum Kind {
      SOFTMAX,
      LOG_SOFTMAX,
      CUMSUM,
      CUMPROD
    }
  }

  /**
   * A function that makes an array, or reads one by the order of its elements. The function's
   * arguments are in order, and their element types are as the function needs them.
   */
  record ArrayFunction(Kind kind, List<Expr> arguments, Type type, Span span) implements Expr {
    public ArrayFunction {
      arguments = List.copyOf(arguments);
    }

    /** Named as users write them. */
    public enum Kind {
      /** Arrays one after the other along their first dimension; a scalar is one element. */
      CONCAT,
      /** A scalar, or the elements of the first dimension, n times over. */
      REP,
      /** (lower, upper, n): points at equal distances, both ends included. */
      LINSPACE,
      REVERSE,
      /** The first n. */
      HEAD,
      /** The last n. */
      TAIL,
      /** What each element adds to the one before. */
      DIFF,
      /** The elements in ascending order. */
      SORT,
      /** The members at which the sorted elements are; of equal ones in their order. */
      ORDER,
      /** How many elements are smaller, plus 1. */
      RANK,
      /** (x, p): the quantiles of the elements by linear interpolation. */
      QUANTILE,
      /** (c, a, b): elementwise choice; evaluates the one that is chosen. */
      WHERE,
      /** How often each member, or tuple of members, is among the elements, or rows. */
      COUNT_TOKENS,
      /** The elements, or rows, that differ, and how often each occurs. */
      DISTINCT,
      /** How many elements, or rows, differ. */
      DISTINCT_SIZE,
      /** (texts, starts, lengths): in how many of the texts each member is. */
      COUNT_TEXTS,
      /** (a, b): the least number of changes that make one the other. */
      EDIT_DISTANCE,
      /** (xs, ys, x): the line through points, constant outside of them. */
      INTERPOLATE
    }
  }

  /** A function of whole matrices. */
  record MatrixFunction(MatrixOperation operation, List<Expr> arguments, Type type, Span span)
      implements Expr {
    public MatrixFunction {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * A library function of a function, such as {@code ode(f, start, t0, times, args...)}.
   *
   * @param operands its own arguments, in order
   * @param arguments of the function, after those that the solver gives it
   * @param options in order
   * @param value the type of the function's value here
   */
  record Solve(
      SolverFunction solver,
      FunctionDefinition function,
      List<Expr> operands,
      List<Expr> arguments,
      List<Expr> options,
      Type value,
      Type type,
      Span span)
      implements Expr {
    public Solve {
      operands = List.copyOf(operands);
      arguments = List.copyOf(arguments);
      options = List.copyOf(options);
    }
  }

  /** A call of a user's or library's function: its body with the parameters bound. */
  record CallFunction(FunctionDefinition function, List<Expr> arguments, Type type, Span span)
      implements Expr {
    public CallFunction {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code value} under a name in {@code body}. */
  record LetIn(Symbol symbol, Expr value, Expr body) implements Expr {
    @Override
    public Type type() {
      return body.type();
    }

    @Override
    public Span span() {
      return body.span();
    }
  }

  /** {@code (a, b)}: several results of a function. */
  record Tuple(List<Expr> elements, Span span) implements Expr {
    public Tuple {
      elements = List.copyOf(elements);
    }

    @Override
    public Type type() {
      return new Type.Tuple(elements.stream().map(Expr::type).toList());
    }
  }

  /** One of the values of a tuple; {@code index} counts from 0. */
  record Part(Expr tuple, int index, Type type, Span span) implements Expr {}

  /** {@code log_density(D(...), x)}. */
  record LogDensity(DistributionCall distribution, Expr point, Span span) implements Expr {
    @Override
    public Type type() {
      return Type.REAL;
    }
  }

  /** {@code cdf(D(...), x)}, {@code quantile(D(...), p)}. */
  record OfDistribution(
      Quantity quantity, DistributionCall distribution, Expr point, Type type, Span span)
      implements Expr {}

  /**
   * A quantity of a component of the distribution whose definition this is in.
   *
   * @param member which one, of a component over a set
   * @param point none for a draw
   */
  record OfComponent(
      Quantity quantity,
      Symbol component,
      Optional<Expr> member,
      Optional<Expr> point,
      Type type,
      Span span)
      implements Expr {}

  /** A draw, in samplers only. */
  record RandomDraw(DistributionCall distribution, Type type, Span span) implements Expr {}

  /**
   * {@code random_gamma(a, b)}: a primitive draw, in the library's samplers only. Where {@code
   * type} is a member of a set, the primitive gives its position in the set, from 1.
   */
  record RandomPrimitive(String name, List<Expr> arguments, Type type, Span span) implements Expr {
    public RandomPrimitive {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * The whole of a sampler: the quantile, of the distribution that is being drawn, at a uniform
   * random number.
   */
  record RandomInverse(Type type, Span span) implements Expr {}
}
