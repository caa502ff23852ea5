package bayes.compiler;

import bayes.compiler.bind.BoundArray;
import bayes.compiler.bind.BoundData;
import bayes.compiler.bind.InputValues;
import bayes.compiler.bind.Rejections;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.interpret.Interpreter;
import bayes.compiler.link.LinkedProgram;
import bayes.compiler.lower.ModelPrograms;
import bayes.compiler.lower.OtherChecks;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramInstance;
import bayes.compiler.program.Rejection;
import bayes.compiler.simplify.Simplify;
import bayes.runtime.data.Data;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs a model's checks of its data: what the density would otherwise find at every evaluation. */
final class Validation {
  /** With fewer elements of data, interpreting takes less time than compiling. */
  private static final int WORTH_COMPILING = 20_000;

  /** Enough for one round of mending. */
  private static final int MOST = 8;

  private static final double[] NOTHING = {};

  private final ModelPrograms programs;
  private final Rejections rejections;

  /**
   * The checks of a model.
   *
   * @param given what was bound, for messages
   */
  Validation(ModelPrograms programs, Data given) {
    this.programs = programs;
    this.rejections = new Rejections(programs.inputs(), given);
  }

  Checked<BoundData> check(BoundData data) {
    InputValues values = new InputValues(programs.inputs(), data);
    Set<Diagnostic> problems = new LinkedHashSet<>(values.unknownMembers());
    if (problems.isEmpty()) {
      for (Program program : programs.validations()) {
        for (Rejection rejection : all(program, values, data)) {
          problems.add(rejections.explain(rejection, data));
        }
      }
    }
    return problems.isEmpty() ? Checked.of(data) : Checked.failed(problems.stream().toList());
  }

  /** Only whether every element is defined once and observed at most once. */
  Checked<BoundData> checkCoverage(BoundData data) {
    InputValues values = new InputValues(programs.inputs(), data);
    Optional<Diagnostic> problem =
        programs
            .coverage()
            .flatMap(program -> run(program, values, data))
            .map(rejection -> rejections.explain(rejection, data));
    return problem.isEmpty() ? Checked.of(data) : Checked.failed(List.of(problem.get()));
  }

  /** The first check of each kind that fails, as far as they are independent of each other. */
  private static List<Rejection> all(Program program, InputValues values, BoundData data) {
    List<Rejection> failed = new ArrayList<>();
    Program left = program;
    Optional<Rejection> next = run(left, values, data);
    while (next.isPresent()) {
      Rejection rejection = next.get();
      failed.add(rejection);
      boolean goesOn = failed.size() < MOST && OtherChecks.areIndependentOf(rejection.problem());
      if (!goesOn) break;
      left = OtherChecks.of(left, rejection.problem());
      next = run(left, values, data);
    }
    return failed;
  }

  private static Optional<Rejection> run(Program program, InputValues values, BoundData data) {
    long elements = data.values().values().stream().mapToLong(BoundArray::length).sum();
    Program simple = Simplify.simplify(program);
    ProgramInstance instance =
        elements < WORTH_COMPILING
            ? new Interpreter(simple)
            : LinkedProgram.link(simple).newInstance();
    values.setAll(simple, instance);
    Optional<Rejection> early = instance.prelude();
    if (early.isPresent()) return early;
    instance.evaluate(NOTHING, NOTHING, BoundModel.NO_RANDOMNESS);
    return instance.rejection();
  }
}
