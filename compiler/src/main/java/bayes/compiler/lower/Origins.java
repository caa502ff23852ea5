package bayes.compiler.lower;

import bayes.compiler.source.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The places of the model that statements come from, numbered, and the one being lowered. */
final class Origins {
  private final Map<Span, Integer> numbers = new LinkedHashMap<>();
  private @Nullable Span place;
  private @Nullable Span statement;
  private int number = -1;

  /** The statements that follow come from this place of the model. */
  void place(Span span) {
    place = span;
    number = numbers.computeIfAbsent(span, place -> numbers.size());
  }

  /** The statements that follow come from this statement of the model. */
  void statement(Span span) {
    statement = span;
    place(span);
  }

  /** The statement of the model that is being lowered. */
  Span statement() {
    return statement == null ? place() : statement;
  }

  /** The place of the model that is being lowered. */
  Span place() {
    if (place == null) throw new IllegalStateException("nothing is being lowered");
    return place;
  }

  /** The number of the place that is being lowered; -1 before the first. */
  int number() {
    return number;
  }

  /** All places, by their numbers. */
  List<Span> all() {
    return List.copyOf(numbers.keySet());
  }
}
