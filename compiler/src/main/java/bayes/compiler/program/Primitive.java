package bayes.compiler.program;

import static bayes.compiler.program.Kind.INT;
import static bayes.compiler.program.Kind.REAL;

import java.util.List;
import java.util.Locale;

/**
 * Operations on pieces of arrays, each a static method of {@code bayes.runtime}: for what is not a
 * short loop over scalars. The generator comes first if it is random, then the scalar operands,
 * then inputs as array, offset and length, then outputs as array and offset.
 */
public enum Primitive {
  /** (probabilities) -> one int output: a position from 1, drawn with these probabilities. */
  RANDOM_CATEGORICAL("categorical", List.of(), List.of(REAL), List.of(INT)),
  /** (log weights) -> one int output: a position from 1. */
  RANDOM_CATEGORICAL_LOGIT("categoricalLogit", List.of(), List.of(REAL), List.of(INT)),
  /** (concentrations) -> a simplex. */
  RANDOM_DIRICHLET("dirichlet", List.of(), List.of(REAL), List.of(REAL)),
  /** operand n, (probabilities) -> int counts. */
  RANDOM_MULTINOMIAL("multinomial", List.of(INT), List.of(REAL), List.of(INT));

  private final String method;
  private final List<Kind> operands;
  private final List<Kind> inputs;
  private final List<Kind> outputs;

  Primitive(String method, List<Kind> operands, List<Kind> inputs, List<Kind> outputs) {
    this.method = method;
    this.operands = operands;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** Its name in listings: {@code random_categorical}. */
  public String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of its method in {@code bayes.runtime.random.RandomDraws}. */
  public String method() {
    return method;
  }

  /** Whether it draws random numbers and so takes the generator first. */
  public boolean isRandom() {
    return mnemonic().startsWith("random_");
  }

  /** Whether the method returns the one element of its output, and takes no output. */
  public boolean returnsElement() {
    return this == RANDOM_CATEGORICAL || this == RANDOM_CATEGORICAL_LOGIT;
  }

  public List<Kind> operands() {
    return operands;
  }

  /** The kinds of the elements of its input slices. */
  public List<Kind> inputs() {
    return inputs;
  }

  /** The kinds of the elements of its output slices. */
  public List<Kind> outputs() {
    return outputs;
  }
}
