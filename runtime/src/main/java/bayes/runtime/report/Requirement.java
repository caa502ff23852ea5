package bayes.runtime.report;

import bayes.runtime.report.Measures.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is demanded of a run: {@code rhat<1.01}. Each figure of the run has to fulfil it, so that
 * its worst one decides.
 *
 * @param text as it was written
 */
public record Requirement(Measure measure, Relation relation, double limit, String text) {
  private static final Pattern PART =
      Pattern.compile("\\s*([A-Za-z_]*)\\s*([<>=!]*)\\s*([^\\s<>=!]*)\\s*(.*)");

  /** How a figure compares with a limit. */
  public enum Relation {
    BELOW("<"),
    AT_MOST("<="),
    ABOVE(">"),
    AT_LEAST(">=");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    /** NaN fulfils nothing. */
    boolean holds(double value, double limit) {
      return switch (this) {
        case BELOW -> value < limit;
        case AT_MOST -> value <= limit;
        case ABOVE -> value > limit;
        case AT_LEAST -> value >= limit;
      };
    }

    /** Whether the largest figure is the worst. */
    boolean isUpper() {
      return this == BELOW || this == AT_MOST;
    }

    static Optional<Relation> of(String sign) {
      for (Relation relation : values())
        if (relation.sign.equals(sign)) return Optional.of(relation);
      return Optional.empty();
    }
  }

  /** Requirements, or what is wrong with their text. */
  public sealed interface Parsed {
    /** The requirements, in order. */
    record Requirements(List<Requirement> all) implements Parsed {
      public Requirements {
        all = List.copyOf(all);
      }
    }

    /**
     * A mistake.
     *
     * @param start of what is wrong, in UTF-16 units
     * @param end of it, exclusive
     * @param found what is there
     * @param expected what should be there
     */
    record Mistake(int start, int end, String message, String found, String expected)
        implements Parsed {}
  }

  /** Reads {@code rhat<1.01,ess>400}. */
  public static Parsed parse(String text) {
    List<Requirement> all = new ArrayList<>();
    int start = 0;
    for (String part : text.split(",", -1)) {
      Matcher match = PART.matcher(part);
      if (!match.matches()) throw new IllegalStateException(part);
      Optional<Measure> measure = Measure.of(match.group(1));
      Optional<Relation> relation = Relation.of(match.group(2));
      Optional<Double> limit = number(match.group(3));
      if (measure.isEmpty()) {
        return mistake(match, 1, start, "there is no figure of this name", names());
      }
      if (relation.isEmpty()) {
        return mistake(match, 2, start, "a comparison is missing", "`<`, `<=`, `>` or `>=`");
      }
      if (limit.isEmpty()) return mistake(match, 3, start, "a limit is missing", "a number");
      if (!match.group(4).isEmpty()) {
        return mistake(match, 4, start, "requirements are separated by commas", "a comma");
      }
      all.add(new Requirement(measure.get(), relation.get(), limit.get(), part.strip()));
      start += part.length() + 1;
    }
    return new Parsed.Requirements(all);
  }

  private static Parsed mistake(
      Matcher match, int group, int offset, String message, String expected) {
    int start = offset + match.start(group);
    int end = offset + match.end(group);
    String found = match.group(group);
    return new Parsed.Mistake(
        start, end, message, found.isEmpty() ? "nothing" : "`" + found + "`", expected);
  }

  private static String names() {
    List<String> words = new ArrayList<>();
    for (Measure measure : Measure.values()) words.add(measure.word());
    return "one of " + String.join(", ", words);
  }

  private static Optional<Double> number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) && !text.matches(".*[dDfF]")
          ? Optional.of(number)
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Why a run does not fulfil it; empty if it does. */
  public Optional<String> failure(Measures measures) {
    Measures.Figures figures = measures.of(measure);
    if (figures instanceof Measures.Undefined undefined) {
      return Optional.of(text + " is not fulfilled: " + undefined.reason());
    }
    List<Figure> all = ((Measures.Known) figures).figures();
    Optional<Figure> worst = Optional.empty();
    int failed = 0;
    for (Figure figure : all) {
      if (!relation.holds(figure.value(), limit)) failed++;
      if (worst.isEmpty() || isWorse(figure.value(), worst.get().value())) {
        worst = Optional.of(figure);
      }
    }
    if (failed == 0) return Optional.empty();
    Figure figure = worst.orElseThrow();
    String of = figure.of().isEmpty() ? "" : " for " + figure.of();
    String more = failed > 1 ? ", the worst of " + failed + " that fail" : "";
    return Optional.of(
        text
            + " is not fulfilled: "
            + measure.meaning()
            + " is "
            + NumberText.significant(figure.value(), 5)
            + of
            + more);
  }

  private boolean isWorse(double value, double than) {
    if (Double.isNaN(value) || Double.isNaN(than)) return Double.isNaN(value);
    return relation.isUpper() ? value > than : value < than;
  }
}
