package bayes.compiler.program;

import org.jspecify.annotations.Nullable;

/** A program that breaks a rule of the IR: a bug of the phase that made it, never of a user. */
public final class MalformedProgram extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedProgram(String rule, @Nullable Program program) {
    super(program == null ? rule : rule + "\n" + Listing.of(program));
  }
}
