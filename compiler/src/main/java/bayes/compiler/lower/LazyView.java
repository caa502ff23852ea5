package bayes.compiler.lower;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A view that is made when it is first asked for, in the block that was open at its definition. */
final class LazyView implements Supplier<View> {
  private final Emitter emitter;
  private final int level;
  private final Supplier<View> definition;
  private @Nullable View view;

  LazyView(Emitter emitter, Supplier<View> definition) {
    this.emitter = emitter;
    this.level = emitter.level();
    this.definition = definition;
  }

  @Override
  public View get() {
    View known = view;
    if (known != null) return known;
    View made = emitter.at(level, definition);
    // Inside of a branch it was made for the branch alone.
    if (emitter.placeFor(level) == level) view = made;
    return made;
  }
}
