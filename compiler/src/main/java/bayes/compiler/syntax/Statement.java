package bayes.compiler.syntax;

import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression.Binder;
import bayes.compiler.syntax.Expression.StringLiteral;
import bayes.compiler.syntax.Expression.Subscript;
import java.util.List;
import java.util.Optional;

/** A statement as the user wrote it. */
public sealed interface Statement {
  Span span();

  /** The doc comment and the annotations before it. */
  Preamble preamble();

  /**
   * What stands before a statement: its doc comment (lines without the slashes) and annotations.
   */
  record Preamble(Optional<String> doc, List<Annotation> annotations) {
    public static final Preamble NONE = new Preamble(Optional.empty(), List.of());

    public Preamble {
      annotations = List.copyOf(annotations);
    }
  }

  /** {@code @record(false)}. */
  record Annotation(Name name, List<Expression> arguments, Span span) {
    public Annotation {
      arguments = List.copyOf(arguments);
    }
  }

  /** A defined name and its subscripts: {@code theta[s in School, 1]}. */
  record Target(Name name, List<Subscript> subscripts, Span span) {
    public Target {
      subscripts = List.copyOf(subscripts);
    }
  }

  record Import(StringLiteral path, Preamble preamble, Span span) implements Statement {}

  /** {@code set S;}, {@code set S = 1..K;}, {@code set S = {"a", "b"};}. */
  record SetDeclaration(Name name, SetDefinition definition, Preamble preamble, Span span)
      implements Statement {}

  /** How a set gets its members. */
  sealed interface SetDefinition {
    /** From the data. */
    record Open() implements SetDefinition {}

    /** {@code 1..K}, or the name of another set. */
    record OfExpression(Expression value) implements SetDefinition {}

    record Members(List<StringLiteral> members) implements SetDefinition {
      public Members {
        members = List.copyOf(members);
      }
    }
  }

  /** {@code vocab W = words(lowercase: true);}. */
  record VocabDeclaration(Name name, Expression definition, Preamble preamble, Span span)
      implements Statement {}

  record DataDeclaration(
      Name name, TypeSyntax type, Optional<Expression> defaultValue, Preamble preamble, Span span)
      implements Statement {}

  /** {@code let x[i in S] = e;}. */
  record Let(
      Target target, Optional<TypeSyntax> type, Expression value, Preamble preamble, Span span)
      implements Statement {}

  /** {@code let (q, r) = qr(x);}. */
  record LetTuple(List<Name> names, Expression value, Preamble preamble, Span span)
      implements Statement {
    public LetTuple {
      names = List.copyOf(names);
    }
  }

  /** {@code generate (q, r) = qr(x);}. */
  record GenerateTuple(List<Name> names, Expression value, Preamble preamble, Span span)
      implements Statement {
    public GenerateTuple {
      names = List.copyOf(names);
    }
  }

  /** {@code x[i in S] : T ~ D;}. */
  record Draw(
      Target target,
      Optional<TypeSyntax> type,
      Expression distribution,
      Preamble preamble,
      Span span)
      implements Statement {}

  /** {@code observe y[i in S] ~ D;}: a name with binders, or any expression of data. */
  record Observe(Expression target, Expression distribution, Preamble preamble, Span span)
      implements Statement {}

  record Factor(Expression value, Preamble preamble, Span span) implements Statement {}

  /** {@code generate x[i in S] = e;}. */
  record GenerateValue(
      Target target, Optional<TypeSyntax> type, Expression value, Preamble preamble, Span span)
      implements Statement {}

  /** {@code generate x[i in S] ~ D;}. */
  record GenerateDraw(
      Target target,
      Optional<TypeSyntax> type,
      Expression distribution,
      Preamble preamble,
      Span span)
      implements Statement {}

  record For(List<Binder> binders, List<Statement> body, Preamble preamble, Span span)
      implements Statement {
    public For {
      binders = List.copyOf(binders);
      body = List.copyOf(body);
    }
  }

  record If(
      Expression condition,
      List<Statement> then,
      List<Statement> otherwise,
      Preamble preamble,
      Span span)
      implements Statement {
    public If {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** A parameter of a function or distribution; {@code S: set} is one as well. */
  record Parameter(Name name, TypeSyntax type, Span span) {}

  /** {@code results}: none if they are not written, several for a tuple. */
  record FunctionDeclaration(
      Name name,
      List<Parameter> parameters,
      List<TypeSyntax> results,
      List<Statement> body,
      Preamble preamble,
      Span span)
      implements Statement {
    public FunctionDeclaration {
      parameters = List.copyOf(parameters);
      results = List.copyOf(results);
      body = List.copyOf(body);
    }
  }

  /** {@code return e;}, in functions and samplers only. */
  record Return(Expression value, Preamble preamble, Span span) implements Statement {}

  record DistributionDeclaration(
      Name name,
      List<Parameter> parameters,
      TypeSyntax type,
      List<Member> members,
      Preamble preamble,
      Span span)
      implements Statement {
    public DistributionDeclaration {
      parameters = List.copyOf(parameters);
      members = List.copyOf(members);
    }
  }

  /** A part of a distribution. */
  sealed interface Member {
    Span span();

    /** {@code log_density(x) = e;}, also {@code cdf} and {@code quantile}. */
    record Formula(Name name, Name argument, Expression value, Span span) implements Member {}

    /** {@code log_density(x) { let ...; return e; }}. */
    record Body(Name name, Name argument, List<Statement> statements, Span span) implements Member {
      public Body {
        statements = List.copyOf(statements);
      }
    }

    /** {@code sample { ... return e; }}. */
    record Sampler(List<Statement> body, Span span) implements Member {
      public Sampler {
        body = List.copyOf(body);
      }
    }
  }
}
