package bayes.compiler.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The result of a phase: a value if there is one, and the diagnostics, ordered by position. A value
 * may come with warnings; without a value there is at least one error.
 */
public record Checked<T>(Optional<T> value, List<Diagnostic> diagnostics) {
  public Checked {
    diagnostics = List.copyOf(Diagnostic.sorted(diagnostics));
    if (value.isEmpty() && diagnostics.isEmpty()) {
      throw new IllegalArgumentException("neither a value nor a reason");
    }
  }

  public static <T> Checked<T> of(T value) {
    return new Checked<>(Optional.of(value), List.of());
  }

  public static <T> Checked<T> of(T value, List<Diagnostic> warnings) {
    return new Checked<>(Optional.of(value), warnings);
  }

  public static <T> Checked<T> failed(List<Diagnostic> diagnostics) {
    return new Checked<>(Optional.empty(), diagnostics);
  }

  /** The next phase, if this one has a value; keeps the diagnostics of both. */
  public <R> Checked<R> then(Function<? super T, Checked<R>> phase) {
    if (value.isEmpty()) return failed(diagnostics);
    Checked<R> next = phase.apply(value.get());
    List<Diagnostic> all = new ArrayList<>(diagnostics);
    all.addAll(next.diagnostics());
    return new Checked<>(next.value(), all);
  }
}
