package bayes.compiler.program;

import java.util.List;

/**
 * A check that failed.
 *
 * @param problem what that means
 * @param arguments an {@code Integer} or a {@code Double} for each argument of the check
 */
public record Rejection(Program.Problem problem, List<Number> arguments) {
  public Rejection {
    arguments = List.copyOf(arguments);
  }

  /** The problem's message with the arguments filled in. */
  public String message() {
    String message = problem.message();
    for (int i = 0; i < arguments.size(); i++) {
      message = message.replace("{" + i + "}", arguments.get(i).toString());
    }
    return message;
  }
}
