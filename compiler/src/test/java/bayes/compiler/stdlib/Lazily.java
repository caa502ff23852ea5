package bayes.compiler.stdlib;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first asked for. */
final class Lazily<T extends Object> {
  private final Supplier<T> supplier;
  private @Nullable T value;

  Lazily(Supplier<T> supplier) {
    this.supplier = supplier;
  }

  T get() {
    T made = value;
    if (made == null) {
      made = supplier.get();
      value = made;
    }
    return made;
  }
}
