package bayes.runtime.data;

import java.util.List;
import java.util.stream.Collectors;

/** Data that cannot be read; carries every problem that was found. */
public final class DataException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<DataProblem> problems;

  public DataException(List<? extends DataProblem> problems) {
    super(problems.stream().map(DataProblem::describe).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  DataException(DataProblem problem) {
    this(List.of(problem));
  }

  /** At least one problem, in the order of the source. */
  public List<DataProblem> problems() {
    return problems;
  }
}
