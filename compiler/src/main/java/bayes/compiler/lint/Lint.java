package bayes.compiler.lint;

import bayes.compiler.bind.BoundData;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.TypedModel;
import bayes.compiler.parse.Lexeme;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Warns of what compiles but is likely wrong. The annotation {@code @allow("L0101")} before a
 * statement silences a code in it.
 */
public final class Lint {
  private Lint() {}

  /**
   * All warnings, by position.
   *
   * @param file the text of the model, for its annotations
   * @param data that the model is run with; some rules need them
   */
  public static List<Diagnostic> of(ModelFile file, TypedModel model, Optional<BoundData> data) {
    Uses uses = new Uses(model);
    List<Diagnostic> found = new ArrayList<>();
    found.addAll(Unused.in(uses, file, Lexeme.of(file.source())));
    found.addAll(Likelihoods.in(uses));
    found.addAll(Funnels.in(uses, data));
    data.ifPresent(bound -> found.addAll(Priors.in(uses, bound)));
    found.removeIf(warning -> isAllowed(warning, file.statements()));
    return Diagnostic.sorted(found);
  }

  private static boolean isAllowed(Diagnostic warning, List<Statement> statements) {
    for (Statement statement : statements) {
      if (!contains(statement.span(), warning.primary().span())) continue;
      if (allows(statement, warning.code().id())) return true;
      if (isAllowed(warning, parts(statement))) return true;
    }
    return false;
  }

  private static boolean contains(Span outer, Span inner) {
    return outer.source() == inner.source()
        && outer.start() <= inner.start()
        && inner.end() <= outer.end();
  }

  private static boolean allows(Statement statement, String code) {
    for (Statement.Annotation annotation : statement.preamble().annotations()) {
      if (!annotation.name().text().equals("allow")) continue;
      for (Expression argument : annotation.arguments()) {
        if (argument instanceof Expression.StringLiteral s && s.value().equals(code)) return true;
      }
    }
    return false;
  }

  private static List<Statement> parts(Statement statement) {
    if (statement instanceof Statement.For loop) return loop.body();
    if (statement instanceof Statement.If branch) {
      List<Statement> parts = new ArrayList<>(branch.then());
      parts.addAll(branch.otherwise());
      return parts;
    }
    return List.of();
  }
}
