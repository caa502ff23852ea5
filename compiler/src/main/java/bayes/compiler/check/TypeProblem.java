package bayes.compiler.check;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/** Types, shapes and index sets that do not fit. Types are given as users write them. */
sealed interface TypeProblem extends Problem {

  private static Diagnostic error(Problem problem, String message, Span span, String label) {
    return Diagnostic.error(problem.code().code(), message, span, label);
  }

  /** A part of a variable has another type than its first part. */
  static WrongType wrongPart(Span span, Symbol symbol, Type found) {
    return new WrongType(
        span,
        "this part of `" + symbol.name() + "`",
        "of the type of the first, `" + ExprText.of(symbol.type()) + "`",
        ExprText.of(found),
        Optional.of(samePart(symbol, found)));
  }

  /** How all parts come to be of one type. */
  private static String samePart(Symbol symbol, Type found) {
    boolean isLater = found.element() instanceof Type.Member;
    Type other = isLater ? found.element() : symbol.type().element();
    if (!(other instanceof Type.Member member)) {
      return "write a type at the first part: `" + symbol.name() + "[...] : real`";
    }
    String set = ExprText.of(member.set());
    return (isLater ? "let the first part be a member of `" : "let this be a member of `")
        + set
        + "`, too: probabilities over the set are `[0.5 for k in "
        + set
        + "]`, while a list, `[0.5, 0.5]`, is over positions";
  }

  /** {@code what} is needed to be {@code expected} and is {@code found}. */
  record WrongType(Span span, String what, String expected, String found, Optional<String> hint)
      implements TypeProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0101;
    }

    @Override
    public Diagnostic explain() {
      Diagnostic d =
          error(this, what + " must be " + expected, span, "this has type `" + found + "`");
      return hint.isPresent() ? d.withHint(hint.get()) : d;
    }
  }

  record ShapesDiffer(Span span, String what, String left, String right) implements TypeProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0102;
    }

    @Override
    public Diagnostic explain() {
      return error(
              this,
              what + " are over different index sets",
              span,
              "`" + left + "` does not fit `" + right + "`")
          .withNote("arrays combine element by element over equal sets; only scalars are repeated");
    }
  }

  record WrongArgumentCount(Span span, String name, List<String> signatures, int found)
      implements TypeProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0103;
    }

    @Override
    public Diagnostic explain() {
      Diagnostic d =
          error(
              this,
              "`" + name + "` does not take " + found + (found == 1 ? " argument" : " arguments"),
              span,
              "called here");
      for (String signature : signatures) d = d.withHint("write `" + signature + "`");
      return d;
    }
  }

  record UnknownArgument(Span span, String name, List<String> signatures) implements TypeProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0104;
    }

    @Override
    public Diagnostic explain() {
      Diagnostic d =
          error(this, "no declaration of `" + name + "` has these arguments", span, "called here");
      for (String signature : signatures) d = d.withHint("write `" + signature + "`");
      return d;
    }
  }

  record BadNumber(Span span, String text, String range) implements TypeProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0105;
    }

    @Override
    public Diagnostic explain() {
      return error(this, "`" + text + "` is out of range", span, range);
    }
  }

  record BadSubscripts(Span span, String message, String label) implements TypeProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0106;
    }

    @Override
    public Diagnostic explain() {
      return error(this, message, span, label);
    }
  }

  record WrongIndexSet(Span span, String array, String needed, String found)
      implements TypeProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0107;
    }

    @Override
    public Diagnostic explain() {
      return error(
              this,
              array + " is over `" + needed + "`, not over `" + found + "`",
              span,
              "a member of `" + found + "`")
          .withHint("index it by a member of `" + needed + "`, or by position: `index(...)`");
    }
  }

  record BoundsNotAllowed(Span span, String type) implements TypeProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0108;
    }

    @Override
    public Diagnostic explain() {
      return error(this, "bounds do not fit `" + type + "`", span, "not allowed here")
          .withNote("`int` and `real` take one of `lower`, `above` and one of `upper`, `below`");
    }
  }

  record SizeUnknown(Span span, String distribution) implements TypeProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0109;
    }

    @Override
    public Diagnostic explain() {
      return error(
              this,
              "no argument says how large a draw of `" + distribution + "` is",
              span,
              "the size is not known")
          .withHint("write a set first, such as `" + distribution + "(S, ...)`");
    }
  }

  /**
   * A distribution on several types, of which none is written.
   *
   * @param found the type of its draws, if it is written
   * @param types those that the distribution is on
   */
  record TypeUndecided(Span span, String distribution, Optional<String> found, List<String> types)
      implements TypeProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0112;
    }

    @Override
    public Diagnostic explain() {
      String message =
          found
              .map(type -> "`" + distribution + "` is not on `" + type + "`")
              .orElse("nothing says on which type `" + distribution + "` is");
      return error(
              this, message, span, found.map(type -> "no such distribution").orElse("of what?"))
          .withNote("it is on `" + String.join("`, `", types) + "`: those of finite volume")
          .withHint("write the type: `x : " + types.get(0) + "[S] ~ " + distribution + "(S);`");
    }
  }

  /** {@code found} stands where a function's name must stand. */
  record NotAFunction(Span span, String solver, String signature, String found, String hint)
      implements TypeProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0121;
    }

    @Override
    public Diagnostic explain() {
      return error(this, "`" + solver + "` takes a function first", span, "this is " + found)
          .withNote("it calls `" + signature + "`")
          .withHint(hint);
    }
  }

  /** A function that a solver cannot call. */
  record WrongSignature(
      Span span, String function, String solver, String signature, String why, Span declared)
      implements TypeProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0122;
    }

    @Override
    public Diagnostic explain() {
      return error(this, "`" + solver + "` cannot use `" + function + "`", span, why)
          .withOther(declared, "`" + function + "` is declared here")
          .withHint("it must be `" + signature + "`");
    }
  }

  record MemberArithmetic(Span span, String set) implements TypeProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0110;
    }

    @Override
    public Diagnostic explain() {
      return error(
              this,
              "the members of `" + set + "` are not numbers",
              span,
              "a member of `" + set + "`")
          .withHint("`index(...)` is the number of a member")
          .withNote("an integer added to or subtracted from a member gives another member");
    }
  }

  /** A tuple that is not taken apart, or what is no tuple of {@code names} values. */
  record WrongTuple(Span span, String message, String label, String hint) implements TypeProblem {
    static WrongTuple whole(Span span, Type.Tuple type) {
      int n = type.parts().size();
      return new WrongTuple(
          span,
          "one value is needed, and this is " + n,
          "this has type `" + ExprText.of(type) + "`",
          "take it apart first: `let ("
              + "a, b, c, d, e, f".substring(0, 3 * Math.min(n, 6) - 2)
              + ") = ...`");
    }

    static WrongTuple ofResults(Span span, int results, Type found) {
      return new WrongTuple(
          span,
          "the result is declared as "
              + (results == 1 ? "one value" : results + " values")
              + ", and the body does not return as many",
          "this has type `" + ExprText.of(found) + "`",
          "declare it `-> " + ExprText.of(found) + "`");
    }

    static WrongTuple ofNames(Span span, int names, Type found) {
      String hint =
          found instanceof Type.Tuple tuple
              ? "write " + tuple.parts().size() + " names"
              : "write one name, without parentheses";
      return new WrongTuple(
          span,
          "there are " + names + " names, and not as many values",
          "this has type `" + ExprText.of(found) + "`",
          hint);
    }

    @Override
    public CheckCode code() {
      return CheckCode.T0111;
    }

    @Override
    public Diagnostic explain() {
      return error(this, message, span, label).withHint(hint);
    }
  }
}
