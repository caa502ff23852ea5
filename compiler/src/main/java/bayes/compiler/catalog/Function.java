package bayes.compiler.catalog;

import bayes.compiler.program.Kind;
import java.util.List;

/**
 * A scalar function or operator of the library. Elementwise over arrays.
 *
 * @param name as users write it ({@code log1p_exp}); operators by their symbol
 * @param parameters the kinds of its scalar parameters (truth values and members are INT)
 * @param result the kind of its value
 * @param parameterNames for named arguments and messages
 * @param doc one line
 */
public record Function(
    String name, List<Kind> parameters, Kind result, List<String> parameterNames, String doc) {
  public Function {
    parameters = List.copyOf(parameters);
    parameterNames = List.copyOf(parameterNames);
  }
}
