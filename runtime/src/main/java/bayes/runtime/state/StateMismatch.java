package bayes.runtime.state;

import java.io.IOException;

/** A saved state that does not belong to what it is restored into. */
public final class StateMismatch extends IOException {
  private static final long serialVersionUID = 1;

  /** With what does not fit, lower-case and without a full stop. */
  public StateMismatch(String message) {
    super(message);
  }
}
