package bayes.compiler.model;

import bayes.compiler.source.Span;

/**
 * A resolved name. Two symbols are the same if their ids are.
 *
 * @param id its number in the model
 * @param name as the user wrote it, or made up for a loop that the user did not write
 */
public record Symbol(int id, String name, Role role, Type type, Span declared) {
  public enum Role {
    /** An input. */
    DATA,
    /** Drawn with {@code ~}. */
    LATENT,
    /** Defined by {@code let}. */
    DERIVED,
    /** Defined by {@code generate}. */
    GENERATED,
    /** A loop variable, or one of a comprehension. */
    BINDER,
    /** Of a function or distribution. */
    PARAMETER,
    /** Defined by {@code let} in a function, a sampler or one iteration of a loop. */
    LOCAL
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Symbol s && s.id == id;
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return name;
  }
}
