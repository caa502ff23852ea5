package bayes.compiler.lower;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.program.Array;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The DATA arrays of a program: one per input, in the order of the inputs, before all others. */
final class InputArrays {
  private final Map<Input, Array> arrays = new LinkedHashMap<>();

  InputArrays(Emitter emitter, List<Input> inputs) {
    for (Input input : inputs) {
      arrays.put(input, emitter.array(input.kind(), Array.Role.DATA, input.name()));
    }
  }

  Array of(Symbol symbol) {
    return find(new Input.OfVariable(symbol));
  }

  Array sizeOf(IndexSet.Declared set) {
    return find(new Input.SizeOf(set));
  }

  Array memberOf(IndexSet.Declared set, String label) {
    return find(new Input.MemberOf(set, label));
  }

  private Array find(Input input) {
    Array array = arrays.get(input);
    if (array == null) throw new IllegalStateException("not an input: " + input.name());
    return array;
  }
}
