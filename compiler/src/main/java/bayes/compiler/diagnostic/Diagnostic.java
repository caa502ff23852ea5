package bayes.compiler.diagnostic;

import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What went wrong, where, and what to do. There is no way to make one without a place.
 *
 * @param code stable, such as {@code T0203}
 * @param message lower-case, no full stop: what is wrong
 * @param primary the place, and what was found there
 * @param others further places that explain it
 * @param notes why
 * @param hints what to type
 * @param data the place in the data, where data are to blame
 */
public record Diagnostic(
    Code code,
    Severity severity,
    String message,
    Label primary,
    List<Label> others,
    List<String> notes,
    List<Hint> hints,
    Optional<DataPlace> data) {

  public Diagnostic {
    others = List.copyOf(others);
    notes = List.copyOf(notes);
    hints = List.copyOf(hints);
  }

  /** An error with only a place; add to it with the {@code with} methods. */
  public static Diagnostic error(Code code, String message, Span span, String label) {
    return of(Severity.ERROR, code, message, span, label);
  }

  /** A warning with only a place; add to it with the {@code with} methods. */
  public static Diagnostic warning(Code code, String message, Span span, String label) {
    return of(Severity.WARNING, code, message, span, label);
  }

  private static Diagnostic of(
      Severity severity, Code code, String message, Span span, String label) {
    Label primary = new Label(span, label);
    return new Diagnostic(
        code, severity, message, primary, List.of(), List.of(), List.of(), Optional.empty());
  }

  public Diagnostic withOther(Span span, String text) {
    List<Label> more = append(others, new Label(span, text));
    return new Diagnostic(code, severity, message, primary, more, notes, hints, data);
  }

  public Diagnostic withNote(String note) {
    List<String> more = append(notes, note);
    return new Diagnostic(code, severity, message, primary, others, more, hints, data);
  }

  public Diagnostic withHint(String text) {
    return withHint(new Hint(text, Optional.empty()));
  }

  public Diagnostic withHint(Hint hint) {
    List<Hint> more = append(hints, hint);
    return new Diagnostic(code, severity, message, primary, others, notes, more, data);
  }

  /** With the place in the data that is to blame; a note says it in words. */
  public Diagnostic withData(DataPlace place) {
    return new Diagnostic(
        code, severity, message, primary, others, notes, hints, Optional.of(place));
  }

  /** The same, as a warning. */
  public Diagnostic asWarning() {
    return new Diagnostic(code, Severity.WARNING, message, primary, others, notes, hints, data);
  }

  /** By source and position; those at one place stay in the order in which they were found. */
  public static List<Diagnostic> sorted(Collection<Diagnostic> diagnostics) {
    List<Diagnostic> sorted = new ArrayList<>(diagnostics);
    sorted.sort(
        Comparator.comparing((Diagnostic d) -> d.primary().span().source().name())
            .thenComparingLong(d -> fileOffset(d.primary().span())));
    return sorted;
  }

  private static long fileOffset(Span span) {
    return span.source().fileOffset(span.start());
  }

  private static <T> List<T> append(List<T> list, T element) {
    List<T> longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }

  /**
   * Groups: P parse, N names, T types, shapes and supports, D data, M model sense, L what is likely
   * wrong, R run time, C the command line and its files.
   */
  public record Code(String id) {
    public Code {
      if (!id.matches("[PNTDMLRC]\\d{4}")) throw new IllegalArgumentException(id);
    }

    @Override
    public String toString() {
      return id;
    }
  }

  public enum Severity {
    ERROR,
    WARNING
  }

  /** A place and what was found there. */
  public record Label(Span span, String text) {}

  /** What to do: a sentence and, where it is certain, the text that replaces a span. */
  public record Hint(String text, Optional<Replacement> replacement) {}

  /** Replace what stands at {@code span} by {@code text}. */
  public record Replacement(Span span, String text) {}

  /**
   * A place in the data.
   *
   * @param source the file as the user named it, or what else gave the entry
   * @param entry the name of the entry
   * @param element as the model would write it, {@code y[3]["Choate"]}
   * @param line of a text, from 1, if it is known; so is {@code column}, in characters
   * @param header the name of the column of a table
   * @param row of a table, from 1, not counting the header
   */
  public record DataPlace(
      String source,
      String entry,
      String element,
      OptionalInt line,
      OptionalInt column,
      Optional<String> header,
      OptionalInt row) {}
}
