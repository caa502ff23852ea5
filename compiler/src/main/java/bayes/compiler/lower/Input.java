package bayes.compiler.lower;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.program.Kind;

/** What a DATA array of a program holds. Scalars are arrays of length 1. */
public sealed interface Input {
  Kind kind();

  String name();

  /** The elements of a data variable, the first index slowest. */
  record OfVariable(Symbol symbol) implements Input {
    @Override
    public Kind kind() {
      return symbol.type().element() instanceof Type.Real ? Kind.REAL : Kind.INT;
    }

    @Override
    public String name() {
      return symbol.name();
    }
  }

  /** How many members an open set has. */
  record SizeOf(IndexSet.Declared set) implements Input {
    @Override
    public Kind kind() {
      return Kind.INT;
    }

    @Override
    public String name() {
      return "size(" + set.name() + ")";
    }
  }

  /** The number of the member of an open set that has a label. */
  record MemberOf(IndexSet.Declared set, String label) implements Input {
    @Override
    public Kind kind() {
      return Kind.INT;
    }

    @Override
    public String name() {
      return set.name() + "[\"" + label + "\"]";
    }
  }
}
