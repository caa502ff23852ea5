package bayes.compiler;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The representations that a model passes through, each of which can be printed. */
public enum Stage {
  TOKENS,
  SYNTAX,
  MODEL,
  PLAN,
  PROGRAM,
  GRADIENT,
  BYTECODE;

  /** Its name on the command line: {@code --emit=program}. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Stage> of(String option) {
    return Arrays.stream(values()).filter(stage -> stage.option().equals(option)).findFirst();
  }

  /** All names, for help texts. */
  public static List<String> options() {
    return Arrays.stream(values()).map(Stage::option).toList();
  }
}
