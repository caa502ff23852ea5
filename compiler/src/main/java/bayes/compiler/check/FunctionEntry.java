package bayes.compiler.check;

import bayes.compiler.model.FunctionDefinition;
import bayes.compiler.model.Support;
import java.util.List;

/** A checked function and where the (elements of the) values of its parameters must be. */
record FunctionEntry(FunctionDefinition definition, List<Support> supports) {
  FunctionEntry {
    supports = List.copyOf(supports);
  }
}
