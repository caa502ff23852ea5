package bayes.compiler.check;

import bayes.compiler.model.FunctionDefinition;
import bayes.compiler.model.Support;
import bayes.compiler.model.Type;
import java.util.List;

/**
 * A checked function.
 *
 * @param supports where the (elements of the) values of its parameters must be
 * @param result the type of its value, in terms of its parameters
 */
record FunctionEntry(FunctionDefinition definition, List<Support> supports, Type result) {
  FunctionEntry {
    supports = List.copyOf(supports);
  }
}
