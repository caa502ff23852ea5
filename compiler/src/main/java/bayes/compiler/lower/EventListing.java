package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a program lists of a model's observed events. */
enum EventListing {
  /** Their number. */
  COUNT(false, false),
  /** Each as the number of its statement and its keys. */
  EVENTS(false, true),
  /** The number of elements of those that are computed. */
  COUNT_COMPUTED(true, false),
  /** Each such element as the number of its statement, its keys, and its indices in the event. */
  COMPUTED(true, true),
  /** The value of each such element. */
  VALUES(true, true);

  private final boolean isOfComputed;
  private final boolean writes;

  EventListing(boolean isOfComputed, boolean writes) {
    this.isOfComputed = isOfComputed;
    this.writes = writes;
  }

  static Optional<EventListing> of(Purpose purpose) {
    if (purpose == Purpose.COUNT_EVENTS || purpose == Purpose.COUNT_POINTS) {
      return Optional.of(COUNT);
    }
    if (purpose == Purpose.LIST_POINTS) return Optional.of(EVENTS);
    if (purpose == Purpose.COUNT_COMPUTED) return Optional.of(COUNT_COMPUTED);
    if (purpose == Purpose.LIST_COMPUTED) return Optional.of(COMPUTED);
    if (purpose == Purpose.COMPUTED_VALUES) return Optional.of(VALUES);
    return Optional.empty();
  }

  /** Whether it lists the elements of computed values, rather than all events. */
  boolean isOfComputed() {
    return isOfComputed;
  }

  boolean writes() {
    return writes;
  }

  /** All that it reads. */
  List<Expr> reads(ObservedEvents events) {
    List<Expr> reads = new ArrayList<>(events.reads());
    for (ObservedEvents.Statement statement : events.statements()) {
      if (!isOfComputed || statement.data().isPresent()) continue;
      Expr target = statement.target();
      if (this == VALUES) reads.add(target);
      for (IndexSet dimension : target.type().dimensions()) {
        for (Symbol symbol : FreeSymbols.of(dimension)) {
          reads.add(new Expr.Variable(symbol, symbol.declared()));
        }
      }
    }
    return reads;
  }
}
