package bayes.compiler.bytecode;

import bayes.compiler.program.Array;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What becomes one method: its nodes, and what they use and define themselves, not counting the
 * routines that they invoke.
 */
final class Routine {
  /** What a method returns. */
  enum Returns {
    /** The result of the evaluation. */
    RESULT("D"),
    /** Whether all checks passed. */
    PASSED("Z"),
    NOTHING("V");

    final String descriptor;

    Returns(String descriptor) {
      this.descriptor = descriptor;
    }
  }

  final String name;
  final List<Node> nodes;
  final Set<Value> used = new TreeSet<>(Comparator.comparingInt(Value::id));
  final Set<Value> defined = new LinkedHashSet<>();
  final Set<Register> registers = new TreeSet<>(Comparator.comparingInt(Register::id));
  final Set<Register> writtenRegisters = new LinkedHashSet<>();
  final Set<Array> arrays = new TreeSet<>(Comparator.comparingInt(Array::id));
  final Set<Array> allocated = new LinkedHashSet<>();

  /** The routines it invokes, and those that they invoke, and so on. */
  final List<Routine> descendants = new ArrayList<>();

  private final @Nullable Returns returns;
  private boolean checks;

  /**
   * @param returns what the method must return; if null, what its checks need
   */
  Routine(String name, List<Node> nodes, @Nullable Returns returns) {
    this.name = name;
    this.returns = returns;
    this.nodes = List.copyOf(nodes);
    collect(nodes);
  }

  private void collect(List<Node> list) {
    for (Node node : list) {
      if (node instanceof Node.Plain plain) {
        statement(plain.statement());
      } else if (node instanceof Node.Branch branch) {
        statement(branch.statement());
        collect(branch.then());
        collect(branch.otherwise());
      } else if (node instanceof Node.Repeat repeat) {
        statement(repeat.statement());
        collect(repeat.body());
      } else if (node instanceof Node.Invoke invoke) {
        descendants.add(invoke.routine());
        descendants.addAll(invoke.routine().descendants);
        checks |= invoke.routine().checks;
      }
    }
  }

  private void statement(Statement statement) {
    used.addAll(statement.used());
    defined.addAll(statement.defined());
    if (statement instanceof Statement.Loop s) {
      defined.add(s.index());
    } else if (statement instanceof Statement.If s) {
      for (Statement.Result result : s.results()) {
        used.add(result.fromThen());
        used.add(result.fromElse());
      }
    } else if (statement instanceof Statement.Check) {
      checks = true;
    } else if (statement instanceof Statement.Set s) {
      registers.add(s.register());
      writtenRegisters.add(s.register());
    } else if (statement instanceof Statement.Accumulate s) {
      registers.add(s.register());
      writtenRegisters.add(s.register());
    } else if (statement instanceof Statement.Get s) {
      registers.add(s.register());
    } else {
      arrays(statement);
    }
  }

  private void arrays(Statement statement) {
    if (statement instanceof Statement.Load s) {
      arrays.add(s.array());
    } else if (statement instanceof Statement.Length s) {
      arrays.add(s.array());
    } else if (statement instanceof Statement.Store s) {
      arrays.add(s.array());
    } else if (statement instanceof Statement.AddTo s) {
      arrays.add(s.array());
    } else if (statement instanceof Statement.Fill s) {
      arrays.add(s.array());
    } else if (statement instanceof Statement.Allocate s) {
      allocated.add(s.array());
    } else if (statement instanceof Statement.Call s) {
      s.inputs().forEach(slice -> arrays.add(slice.array()));
      s.outputs().forEach(slice -> arrays.add(slice.array()));
    } else if (statement instanceof Statement.Solve || statement instanceof Statement.Pullback) {
      arrays.addAll(Parts.read(statement));
      arrays.addAll(Parts.written(statement));
    }
  }

  Returns returns() {
    if (returns != null) return returns;
    return checks ? Returns.PASSED : Returns.NOTHING;
  }

  /** Whether a value is defined here or in a descendant. */
  boolean definesDeeply(Value value) {
    return defined.contains(value)
        || descendants.stream().anyMatch(routine -> routine.defined.contains(value));
  }

  /** Whether a descendant uses a register. */
  boolean sharesBelow(Register register) {
    return descendants.stream().anyMatch(routine -> routine.registers.contains(register));
  }

  /** Whether an array is allocated here or in a descendant, so that its field changes meanwhile. */
  boolean allocatesDeeply(Array array) {
    return allocated.contains(array)
        || descendants.stream().anyMatch(routine -> routine.allocated.contains(array));
  }
}
