package bayes.compiler.source;

import java.util.Optional;

/**
 * Finds the texts that a model imports. A model reaches nothing by itself: who compiles it says
 * what a path means.
 */
@FunctionalInterface
public interface Imports {
  /** Nothing can be imported. */
  Imports NONE = (model, path) -> Optional.empty();

  /**
   * The text at a path, if there is one.
   *
   * @param model the text that is compiled
   * @param path relative to the model's folder, its parts separated by {@code /}; never leaves that
   *     folder
   */
  Optional<SourceText> find(SourceText model, String path);
}
