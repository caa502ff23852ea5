package bayes.compiler.check;

import bayes.compiler.model.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The element types of names that several statements define, or one from earlier elements: {@code
 * let s[1] = 0;} does not say yet that {@code let s[t] = s[t - 1] / 2;} makes reals of them. Where
 * a later part is wider than the first, the file is checked once more with that type.
 */
final class Widening {
  private final Map<String, Type> types = new HashMap<>();
  private boolean isOpen = true;
  private boolean isNew;

  /** The type of a name's elements that an earlier check found. */
  Optional<Type> of(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /** Notes a wider type for the next check; false if there is none, or no next check. */
  boolean widen(String name, Type from, Type to) {
    boolean isWider =
        to instanceof Type.Real && !(from instanceof Type.Real)
            || to instanceof Type.Int && from instanceof Type.Bool;
    if (!isOpen || !isWider || from instanceof Type.Member) return false;
    types.put(name, to);
    isNew = true;
    return true;
  }

  /** Whether the last check found any; begins the next one. */
  boolean next(boolean isLast) {
    boolean found = isNew;
    isNew = false;
    isOpen = !isLast;
    return found;
  }
}
