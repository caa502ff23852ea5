package bayes.cli.repl;

import java.util.List;

/** What there is to complete, as it stands when it is asked for. */
interface Completions {
  /** Names of the model, of functions and distributions, and keywords. */
  List<String> names();

  /** The labels of a variable's dimension, from 0; none if they are not known. */
  List<String> labels(String variable, int dimension);

  /** The options of {@code :run}. */
  List<String> options();
}
