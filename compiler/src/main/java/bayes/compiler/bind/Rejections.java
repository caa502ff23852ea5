package bayes.compiler.bind;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.program.Rejection;

/** What a failed check of the data means. */
public final class Rejections {
  private Rejections() {}

  /** The check's message, at its place in the model. */
  public static Diagnostic explain(Rejection rejection) {
    return Diagnostic.error(
        new Diagnostic.Code(rejection.problem().code()),
        rejection.message(),
        rejection.problem().span(),
        "with these data");
  }
}
