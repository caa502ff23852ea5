package bayes.compiler;

import bayes.runtime.draws.RecordedVariable;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/** What one position of a model means: the recorded values by name. */
record ModelValues(List<RecordedVariable> variables, double[] row) {
  /** All elements, the first index slowest. */
  double[] all(String name) {
    int at = 0;
    for (RecordedVariable variable : variables) {
      if (variable.name().equals(name)) return Arrays.copyOfRange(row, at, at + variable.size());
      at += variable.size();
    }
    throw new NoSuchElementException(name);
  }

  /** A scalar. */
  double one(String name) {
    return at(name, 0);
  }

  /** An element, counted from 0. */
  double at(String name, int element) {
    return all(name)[element];
  }
}
