package bayes.compiler.diagnostic;

import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What went wrong, where, and what to do. There is no way to make one without a place.
 *
 * @param code stable, such as {@code T0203}
 * @param message lower-case, no full stop: what is wrong
 * @param primary the place, and what was found there
 * @param others further places that explain it
 * @param notes why
 * @param hints what to type
 */
public record Diagnostic(
    Code code,
    Severity severity,
    String message,
    Label primary,
    List<Label> others,
    List<String> notes,
    List<Hint> hints) {

  public Diagnostic {
    others = List.copyOf(others);
    notes = List.copyOf(notes);
    hints = List.copyOf(hints);
  }

  /** An error with only a place; add to it with the {@code with} methods. */
  public static Diagnostic error(Code code, String message, Span span, String label) {
    return new Diagnostic(
        code, Severity.ERROR, message, new Label(span, label), List.of(), List.of(), List.of());
  }

  public Diagnostic withOther(Span span, String text) {
    return new Diagnostic(
        code, severity, message, primary, append(others, new Label(span, text)), notes, hints);
  }

  public Diagnostic withNote(String note) {
    return new Diagnostic(code, severity, message, primary, others, append(notes, note), hints);
  }

  public Diagnostic withHint(String text) {
    return withHint(new Hint(text, Optional.empty()));
  }

  public Diagnostic withHint(Hint hint) {
    return new Diagnostic(code, severity, message, primary, others, notes, append(hints, hint));
  }

  /** By source and position; those at one place stay in the order in which they were found. */
  public static List<Diagnostic> sorted(Collection<Diagnostic> diagnostics) {
    List<Diagnostic> sorted = new ArrayList<>(diagnostics);
    sorted.sort(
        Comparator.comparing((Diagnostic d) -> d.primary().span().source().name())
            .thenComparingInt(d -> d.primary().span().start()));
    return sorted;
  }

  private static <T> List<T> append(List<T> list, T element) {
    List<T> longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }

  /** Groups: P parse, N names, T types, shapes and supports, D data, M model sense, R run time. */
  public record Code(String id) {
    public Code {
      if (!id.matches("[PNTDMR]\\d{4}")) throw new IllegalArgumentException(id);
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
}
