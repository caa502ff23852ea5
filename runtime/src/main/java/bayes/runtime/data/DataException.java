package bayes.runtime.data;

import java.util.List;
import java.util.stream.Collectors;

/** Data that cannot be read; carries every problem that was found. */
public final class DataException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<DataProblem> problems;

  public DataException(List<? extends DataProblem> problems) {
    super(problems.stream().map(DataException::line).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  DataException(DataProblem problem) {
    this(List.of(problem));
  }

  private static String line(DataProblem problem) {
    return problem.describe() + " [" + problem.code() + "]";
  }

  /** The code of the first problem; each has its own, with its file, line and column. */
  public DataCode code() {
    return problems.get(0).code();
  }

  /** At least one problem, in the order of the source. */
  public List<DataProblem> problems() {
    return problems;
  }
}
