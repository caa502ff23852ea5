package bayes.compiler.bind;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.interpret.Interpreter;
import bayes.compiler.lower.DataExpression;
import bayes.compiler.lower.Input;
import bayes.compiler.lower.Lowering;
import bayes.compiler.model.Expr;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Plan;
import bayes.compiler.program.Array;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramInstance;
import bayes.compiler.program.Rejection;
import bayes.runtime.data.Data;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Evaluates expressions of data by lowering and interpreting them. */
public final class ProgramEvaluator implements DataEvaluator {
  private static final RandomGenerator NONE =
      () -> {
        throw new IllegalStateException("an expression of data draws no random numbers");
      };

  private final Plan plan;
  private final List<Input> inputs;
  private final Rejections rejections;

  /**
   * Evaluates a model's expressions.
   *
   * @param data that messages name the elements of
   */
  public ProgramEvaluator(Plan plan, List<Input> inputs, Data data) {
    this.plan = plan;
    this.inputs = List.copyOf(inputs);
    this.rejections = new Rejections(inputs, data);
  }

  @Override
  public Optional<Checked<BoundArray>> evaluate(Expr expression, BoundData bound) {
    Checked<DataExpression> lowered = Lowering.ofData(plan, inputs, expression);
    if (lowered.value().isEmpty()) return Optional.of(Checked.failed(lowered.diagnostics()));
    DataExpression programs = lowered.value().get();
    InputValues values = new InputValues(inputs, bound);
    for (Array array : programs.reads()) {
      if (!values.has(array)) return Optional.empty();
    }
    return Optional.of(evaluate(programs, values, expression.type(), bound));
  }

  private Checked<BoundArray> evaluate(
      DataExpression programs, InputValues values, Type type, BoundData data) {
    double[] none = {};
    int length = 1;
    if (!type.dimensions().isEmpty()) {
      ProgramInstance counting = bound(programs.length(), values);
      if (counting.rejection().isPresent()) return failed(counting, data);
      length = (int) counting.evaluate(none, none, NONE);
      if (counting.rejection().isPresent()) return failed(counting, data);
    }
    ProgramInstance writing = bound(programs.elements(), values);
    if (writing.rejection().isPresent()) return failed(writing, data);
    double[] elements = new double[length];
    writing.evaluate(none, elements, NONE);
    if (writing.rejection().isPresent()) return failed(writing, data);
    if (type.element() instanceof Type.Real) return Checked.of(BoundArray.of(elements));
    int[] integers = new int[length];
    for (int i = 0; i < length; i++) integers[i] = (int) elements[i];
    return Checked.of(BoundArray.of(integers));
  }

  private static ProgramInstance bound(Program program, InputValues values) {
    Interpreter interpreter = new Interpreter(program);
    values.setAll(program, interpreter);
    interpreter.prelude();
    return interpreter;
  }

  private Checked<BoundArray> failed(ProgramInstance instance, BoundData data) {
    Rejection rejection = instance.rejection().orElseThrow();
    return Checked.failed(List.of(rejections.explain(rejection, data)));
  }
}
