package bayes.compiler.syntax;

import bayes.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;

/** A parsed file: its doc comment and its statements in order. */
public record ModelFile(SourceText source, Optional<String> doc, List<Statement> statements) {
  public ModelFile {
    statements = List.copyOf(statements);
  }
}
