package bayes.compiler.parse;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.Diagnostic.Code;
import bayes.compiler.diagnostic.Diagnostic.Hint;
import bayes.compiler.diagnostic.Diagnostic.Replacement;
import bayes.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/** What can be wrong with the form of a text: the facts, and {@link #explain} for people. */
sealed interface SyntaxProblem {
  Span span();

  Diagnostic explain();

  /** Something stands where something else should. */
  record Unexpected(Span span, String found, List<String> expected, Optional<String> hint)
      implements SyntaxProblem {
    public Unexpected {
      expected = List.copyOf(expected);
    }

    @Override
    public Diagnostic explain() {
      String message = "expected " + Prose.anyOf(expected) + ", found " + Prose.shortened(found);
      Diagnostic diagnostic = error("P0001", message, span, "not expected here");
      return hint.map(diagnostic::withHint).orElse(diagnostic);
    }
  }

  /** A statement without its end; {@code span} is the empty place behind it. */
  record MissingSemicolon(Span span, Span next) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      Diagnostic diagnostic =
          error("P0002", "a statement ends with `;`", span, "expected `;` here")
              .withHint(insert(span, ";", "add `;`"));
      return next.start() == next.end() || next.line() == span.line()
          ? diagnostic
          : diagnostic.withOther(next, "the next one begins here");
    }
  }

  /** A bracket that nothing closes; {@code span} is where it should have been. */
  record Unclosed(Span span, Span open, String opener, String closer, String found)
      implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      return error("P0003", "`" + opener + "` is not closed", open, "opened here")
          .withOther(span, "expected `" + closer + "` before " + Prose.shortened(found))
          .withHint("write `" + closer + "`");
    }
  }

  /** A bracket that closes nothing. */
  record Unopened(Span span, String closer, String opener) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      return error("P0004", "`" + closer + "` without a `" + opener + "`", span, "closes nothing")
          .withHint(replace(span, "", "remove it"));
    }
  }

  record UnclosedComment(Span span) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      return error("P0005", "the comment is not closed", span, "begins here")
          .withHint("write `*/` where it ends");
    }
  }

  record UnclosedString(Span span) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      return error("P0006", "the text in quotes is not closed", span, "begins here")
          .withNote("it must end on the line on which it begins")
          .withHint(insert(span.source().span(span.end(), span.end()), "\"", "add `\"`"));
    }
  }

  /** A character that belongs to nothing. */
  record StrayCharacter(Span span) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      String name = Prose.character(span.text());
      return error("P0007", name + " has no meaning here", span, "stray character")
          .withHint(replace(span, "", "remove it"));
    }
  }

  /** A full-width or typographic form of a token. */
  record Lookalike(Span span, String meant) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      String message = Prose.character(span.text()) + " is not `" + meant + "`";
      return error("P0008", message, span, "looks like `" + meant + "`")
          .withHint(replace(span, meant, "write `" + meant + "`"));
    }
  }

  /** {@code .5} or {@code 1.}. */
  record HalfReal(Span span, String fixed) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      return error(
              "P0009", "a real number has digits on both sides of its point", span, "only on one")
          .withHint(replace(span, fixed, "write `" + fixed + "`"));
    }
  }

  record BadEscape(Span span) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      return error("P0010", "invalid escape in a text", span, "not known")
          .withNote("the escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u` with four digits");
    }
  }

  record TooDeep(Span span, int limit) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      return error("P0011", "nested too deeply", span, "more than " + limit + " levels")
          .withHint("define parts of it with `let`");
    }
  }

  /** Something that other languages write so. */
  record Borrowed(Idiom idiom, Span span, Optional<String> replacement) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      Diagnostic diagnostic = error("P0012", idiom.message(), span, idiom.label());
      return replacement
          .map(text -> diagnostic.withHint(replace(span, text, Prose.write(text))))
          .orElse(diagnostic);
    }
  }

  /** {@code x = e} without {@code let}: was a value or a draw meant? */
  record Assignment(Span span, Span sign, boolean drawMeant) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      Span start = span.source().span(span.start(), span.start());
      Diagnostic diagnostic =
          error("P0013", "a statement does not begin with `name =`", sign, "no `let` before it");
      return drawMeant
          ? diagnostic.withHint(replace(sign, "~", "write `~` to draw from a distribution"))
          : diagnostic.withHint(insert(start, "let ", "write `let` to define a value"));
    }
  }

  /** {@code int N;}: the type before the name. */
  record TypeFirst(Span span, String name, String type, boolean hasValue) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      Diagnostic diagnostic =
          error("P0014", "the type stands behind the name", span, "the type stands first");
      if (hasValue) {
        return diagnostic.withHint("write `let " + name + " : " + type + " = ...;`");
      }
      return diagnostic
          .withHint("for data write `data " + name + " : " + type + ";`")
          .withHint("for a latent write `" + name + " ~ ...;` with its distribution");
    }
  }

  /** {@code a < b < c}. */
  record ChainedComparison(Span span, Span first) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      return error("P0015", "comparisons do not chain", span, "the second comparison")
          .withOther(first, "the first one")
          .withHint("join two comparisons with `&&`");
    }
  }

  /** {@code i in S} where nothing is defined. */
  record MisplacedBinder(Span span) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      return error(
              "P0016", "an index is bound only where a name is defined", span, "binds an index")
          .withNote("`name in set` stands on the left of `~` and `=`, in `for` and in lists")
          .withHint("write the index alone, or a list `[... for i in S]`");
    }
  }

  /** {@code > =}. */
  record SplitComparison(Span span) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      return error("P0017", "`>=` is written without a space", span, "a space inside")
          .withHint(replace(span, ">=", "write `>=`"));
    }
  }

  /** A keyword where a name should be. */
  record KeywordAsName(Span span) implements SyntaxProblem {
    @Override
    public Diagnostic explain() {
      return error("P0018", "`" + span.text() + "` is a keyword", span, "a name is expected here")
          .withHint(
              replace(span, span.text() + "_", "choose another, such as `" + span.text() + "_`"));
    }
  }

  private static Diagnostic error(String code, String message, Span span, String label) {
    return Diagnostic.error(new Code(code), message, span, label);
  }

  private static Hint replace(Span span, String text, String prose) {
    return new Hint(prose, Optional.of(new Replacement(span, text)));
  }

  private static Hint insert(Span at, String text, String prose) {
    return replace(at, text, prose);
  }
}
