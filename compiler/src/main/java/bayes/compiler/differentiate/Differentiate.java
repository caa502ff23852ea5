package bayes.compiler.differentiate;

import bayes.compiler.diagnostic.CompilerBug;
import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reverse-mode differentiation as a transformation: from a program that returns a real to one that
 * also writes its gradient by the position into an output array.
 *
 * <p>There is no tape. Arrays are written once, so what a backward statement needs is either a
 * value of the same block, or recomputed from arrays. Each active array has an adjoint array; the
 * position's is the output. A loop that only adds to registers whose adjoint is known runs forward
 * and backward in one; any other loop runs backward later, at its mirrored place, with the scalars
 * of its body computed again.
 */
public final class Differentiate {
  private Differentiate() {}

  /** The program with the gradient; {@code program} must have a result. */
  public static Program gradient(Program program) {
    if (program.result() == null) throw bug("no result to differentiate");
    Numbering numbering = Numbering.after(program);
    Activity activity = new Activity(program);
    Map<Array, Array> adjoints = adjointArrays(program, activity, numbering);

    List<Array> arrays = new ArrayList<>(program.arrays());
    arrays.addAll(adjoints.values());
    List<Statement> beginning = new ArrayList<>();
    Value zero = numbering.value(Kind.REAL);
    beginning.add(new Statement.RealConstant(zero, 0, -1));
    for (Array each : adjoints.values()) beginning.add(new Statement.Fill(each, zero, -1));

    Reverse reverse = new Reverse(program, numbering, activity, adjoints);
    Block body = reverse.body();
    beginning.addAll(body.statements());
    List<Statement> prelude =
        new ArrayList<>(withAllocations(program.prelude(), adjoints).statements());
    prelude.addAll(reverse.scratchAllocations());
    for (Statement s : reverse.scratchAllocations()) {
      if (s instanceof Statement.Allocate a) arrays.add(a.array());
    }
    return new Program(
        "gradient",
        arrays,
        new Block(prelude),
        new Block(beginning),
        program.result(),
        program.problems(),
        program.origins());
  }

  private static Map<Array, Array> adjointArrays(
      Program program, Activity activity, Numbering numbering) {
    Set<Array> results = resultsOfCalls(program, activity);
    Map<Array, Array> adjoints = new LinkedHashMap<>();
    for (Array array : program.arrays()) {
      if (array.role() == Array.Role.POSITION) {
        adjoints.put(array, numbering.array(Kind.REAL, Array.Role.OUTPUT, "gradient"));
      } else if (activity.of(array) || results.contains(array)) {
        adjoints.put(array, numbering.array(Kind.REAL, Array.Role.WORKSPACE, "d_" + array.hint()));
      }
    }
    return adjoints;
  }

  /** An adjoint primitive takes the adjoints of all results, if only one of them is used. */
  private static Set<Array> resultsOfCalls(Program program, Activity activity) {
    Set<Array> results = new HashSet<>();
    Parts.forEach(
        program.body(),
        s -> {
          if (!(s instanceof Statement.Call call) || !activity.of(s)) return;
          for (Statement.Slice result : AdjointCalls.results(call)) results.add(result.array());
        });
    return results;
  }

  /** Allocates each adjoint array after its array, with the same length. */
  private static Block withAllocations(Block block, Map<Array, Array> adjoints) {
    List<Statement> result = new ArrayList<>();
    for (Statement s : block.statements()) {
      if (s instanceof Statement.If i) {
        result.add(
            new Statement.If(
                i.condition(),
                withAllocations(i.then(), adjoints),
                withAllocations(i.otherwise(), adjoints),
                i.results(),
                i.origin()));
        continue;
      }
      result.add(s);
      if (s instanceof Statement.Allocate a) {
        Array adjoint = adjoints.get(a.array());
        if (adjoint != null) result.add(new Statement.Allocate(adjoint, a.length(), a.origin()));
      }
    }
    return new Block(result);
  }

  static CompilerBug bug(String message) {
    return new CompilerBug("differentiate", message);
  }

  /** The values that the prelude leaves for the body. */
  static List<Value> preludeValues(Program program) {
    return program.prelude().statements().stream().flatMap(s -> s.defined().stream()).toList();
  }
}
