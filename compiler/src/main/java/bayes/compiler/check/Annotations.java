package bayes.compiler.check;

import bayes.compiler.diagnostic.Explanations;
import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.model.Request;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What stands before a statement with an {@code @}. */
final class Annotations {
  private static final List<String> KNOWN =
      List.of("record", "name", "allow", "noncentered", "centered", "marginalize", "sample");

  private final Session session;

  private static final Set<String> REQUESTS = Set.of("marginalize", "sample", "centered");

  Annotations(Session session) {
    this.session = session;
  }

  /** {@code recorded} is empty if nothing is said. */
  record Meaning(Optional<Boolean> recorded, Optional<String> column, Optional<Request> request) {}

  /** The annotations of a statement that defines a name. */
  Meaning ofDefinition(Statement.Preamble preamble, boolean isLatent) {
    Optional<Boolean> recorded = Optional.empty();
    Optional<String> column = Optional.empty();
    Optional<Request> request = Optional.empty();
    for (Statement.Annotation annotation : preamble.annotations()) {
      List<Expression> arguments = annotation.arguments();
      switch (annotation.name().text()) {
        case "record" -> {
          if (arguments.isEmpty()) {
            recorded = Optional.of(true);
          } else if (arguments.get(0) instanceof Expression.BoolLiteral b) {
            recorded = Optional.of(b.value());
          } else {
            misused(annotation, "`@record` or `@record(false)`");
          }
        }
        case "name" -> {
          if (arguments.size() == 1 && arguments.get(0) instanceof Expression.StringLiteral s) {
            column = Optional.of(s.value());
          } else {
            misused(annotation, "`@name(\"column\")`");
          }
        }
        case "allow" -> allow(annotation);
        case "noncentered" -> ofLatent(annotation, isLatent);
        case "marginalize", "sample", "centered" -> {
          ofLatent(annotation, isLatent);
          Request asked = request(annotation);
          request.ifPresent(before -> contradict(before, asked));
          request = Optional.of(asked);
        }
        default -> unknown(annotation);
      }
    }
    return new Meaning(recorded, column, isLatent ? request : Optional.empty());
  }

  /** What a further statement of a latent's name asks for, where an earlier one has asked. */
  Optional<Request> ofFurther(Statement.Preamble preamble, Optional<Request> before) {
    Optional<Request> asked =
        preamble.annotations().stream()
            .filter(a -> REQUESTS.contains(a.name().text()))
            .map(Annotations::request)
            .findFirst();
    if (before.isPresent()) asked.ifPresent(next -> contradict(before.get(), next));
    return before.or(() -> asked);
  }

  private static Request request(Statement.Annotation annotation) {
    String name = annotation.name().text().toUpperCase(Locale.ROOT);
    return new Request(Request.Kind.valueOf(name), annotation.span());
  }

  private void contradict(Request before, Request asked) {
    if (before.kind() == asked.kind()) return;
    String text = "`@" + asked.kind().name().toLowerCase(Locale.ROOT) + "`";
    session.report(
        ModelProblem.misplaced(
            asked.span(),
            text,
            "here: line " + before.span().line() + " asks for the opposite of the same latent"));
  }

  /** An annotation without arguments that says how a latent is explored. */
  private void ofLatent(Statement.Annotation annotation, boolean isLatent) {
    String text = "`@" + annotation.name().text() + "`";
    if (!isLatent) {
      session.report(
          ModelProblem.misplaced(annotation.span(), text, "here: only latents are explored"));
    } else if (!annotation.arguments().isEmpty()) {
      misused(annotation, text);
    }
  }

  /** Where a statement asks for a non-centred draw, if it does. */
  static Optional<Span> nonCentred(Statement.Preamble preamble) {
    return preamble.annotations().stream()
        .filter(a -> a.name().text().equals("noncentered"))
        .map(Statement.Annotation::span)
        .findFirst();
  }

  /** Statements that define nothing take no annotation but `@allow`. */
  void ofOther(Statement.Preamble preamble) {
    for (Statement.Annotation annotation : preamble.annotations()) {
      if (annotation.name().text().equals("allow")) allow(annotation);
      else unknown(annotation);
    }
  }

  /** {@code @allow("L0101")}: lint is silent about it here. */
  private void allow(Statement.Annotation annotation) {
    boolean isRight =
        !annotation.arguments().isEmpty()
            && annotation.arguments().stream()
                .allMatch(a -> a instanceof Expression.StringLiteral s && isLint(s.value()));
    if (!isRight) misused(annotation, "`@allow(\"L0101\")`, with codes of `bayes lint`");
  }

  private static boolean isLint(String code) {
    return code.matches("L\\d{4}") && Explanations.codes().contains(code);
  }

  private void misused(Statement.Annotation annotation, String usage) {
    session.report(
        ModelProblem.misplaced(annotation.span(), "this argument", "here: write " + usage));
  }

  private void unknown(Statement.Annotation annotation) {
    String name = annotation.name().text();
    session.report(
        KNOWN.contains(name)
            ? ModelProblem.misplaced(
                annotation.span(), "`@" + name + "`", "here: this statement defines no name")
            : new NameProblem.UnknownAnnotation(
                annotation.name(), Suggestions.nearest(name, KNOWN, 3)));
  }
}
