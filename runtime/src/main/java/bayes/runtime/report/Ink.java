package bayes.runtime.report;

/** Colours for a terminal, or none. */
enum Ink {
  PLAIN("", "", "", "", ""),
  ANSI("\u001b[1m", "\u001b[32m", "\u001b[33m", "\u001b[31m", "\u001b[0m");

  private final String bold;
  private final String green;
  private final String yellow;
  private final String red;
  private final String off;

  Ink(String bold, String green, String yellow, String red, String off) {
    this.bold = bold;
    this.green = green;
    this.yellow = yellow;
    this.red = red;
    this.off = off;
  }

  String bold(String text) {
    return bold + text + off;
  }

  String by(Verdict.Outcome outcome, String text) {
    return switch (outcome) {
          case GOOD -> green;
          case DOUBTFUL -> yellow;
          case BAD -> red;
        }
        + text
        + off;
  }
}
