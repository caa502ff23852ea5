package bayes.compiler;

import bayes.compiler.program.ProgramInstance;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.Recorder;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Rows that a program writes. */
final class ProgramRecorder implements Recorder {
  private final List<RecordedVariable> variables;
  private final int width;
  private final ProgramInstance program;

  ProgramRecorder(List<RecordedVariable> variables, ProgramInstance program) {
    this.variables = variables;
    this.width = variables.stream().mapToInt(RecordedVariable::size).sum();
    this.program = program;
  }

  @Override
  public List<RecordedVariable> variables() {
    return variables;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void record(double[] position, RandomGenerator random, double[] rowOut) {
    program.evaluate(position, rowOut, random);
    // A generated quantity outside of its domain leaves a row half written.
    if (program.rejection().isPresent()) Arrays.fill(rowOut, 0, width, Double.NaN);
  }
}
