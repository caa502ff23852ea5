package bayes.compiler.program;

import bayes.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * A program: what one evaluation does, over doubles, ints and flat arrays.
 *
 * <p>The prelude runs once, when data are bound: it allocates arrays and computes what depends on
 * data alone. Values that it defines at its top level may be used by the body, which runs once per
 * evaluation. A program's size does not depend on the size of the data.
 *
 * @param name what it computes: {@code log_density}, {@code gradient}, {@code record}, ...
 * @param arrays all arrays
 * @param result the value that an evaluation returns, defined at the top level of the body; for
 *     programs that only write outputs, null
 * @param problems what failing checks mean, by number
 * @param origins places in the model, by number
 */
public record Program(
    String name,
    List<Array> arrays,
    Block prelude,
    Block body,
    @org.jspecify.annotations.Nullable Value result,
    List<Problem> problems,
    List<Span> origins) {
  public Program {
    arrays = List.copyOf(arrays);
    problems = List.copyOf(problems);
    origins = List.copyOf(origins);
  }

  /** The same program with other statements, for the same inputs and results. */
  public Program with(
      List<Array> newArrays,
      Block newPrelude,
      Block newBody,
      @org.jspecify.annotations.Nullable Value newResult) {
    return new Program(name, newArrays, newPrelude, newBody, newResult, problems, origins);
  }

  /**
   * What it means that a check failed.
   *
   * @param code the diagnostic's code, such as {@code D0107}
   * @param message with {@code {0}}, {@code {1}} for the check's arguments
   * @param span the place in the model
   * @param element the element of an input that the check is about, if it is about one
   */
  public record Problem(String code, String message, Span span, Optional<Element> element) {}

  /**
   * An element of a DATA array, or a row of elements: the last arguments of a check.
   *
   * @param input the array's number
   * @param first the check's argument that is its first position, counted from 0; as many follow as
   *     the element has dimensions, or fewer for a row
   */
  public record Element(int input, int first) {}
}
