package bayes.compiler;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.TextRenderer;
import java.util.List;

/** A model that is wrong, with everything that is wrong with it. */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  ModelException(List<Diagnostic> diagnostics) {
    super(TextRenderer.plain().render(diagnostics));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** What is wrong, in order of place. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
