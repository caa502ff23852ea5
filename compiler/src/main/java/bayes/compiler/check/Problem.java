package bayes.compiler.check;

import bayes.compiler.diagnostic.Diagnostic;

/** A mistake as facts; the prose is made at the end. */
interface Problem {
  CheckCode code();

  Diagnostic explain();
}
