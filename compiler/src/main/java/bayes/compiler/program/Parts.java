package bayes.compiler.program;

import bayes.compiler.program.Statement.Accumulate;
import bayes.compiler.program.Statement.AddTo;
import bayes.compiler.program.Statement.Call;
import bayes.compiler.program.Statement.Fill;
import bayes.compiler.program.Statement.Get;
import bayes.compiler.program.Statement.If;
import bayes.compiler.program.Statement.Load;
import bayes.compiler.program.Statement.Pullback;
import bayes.compiler.program.Statement.Result;
import bayes.compiler.program.Statement.Set;
import bayes.compiler.program.Statement.Slice;
import bayes.compiler.program.Statement.Solve;
import bayes.compiler.program.Statement.Store;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a statement touches, for all kinds of statements alike. */
public final class Parts {
  private Parts() {}

  /** All values used by the statement, its blocks, and the results of its branches. */
  public static void forEachUse(Statement s, Consumer<Value> action) {
    s.used().forEach(action);
    for (Block block : s.blocks()) {
      for (Statement inner : block.statements()) forEachUse(inner, action);
    }
    if (s instanceof If i) {
      for (Result result : i.results()) {
        action.accept(result.fromThen());
        action.accept(result.fromElse());
      }
    }
  }

  /** The statement and all statements within it, outer before inner, in order. */
  public static void forEach(Statement s, Consumer<Statement> action) {
    action.accept(s);
    for (Block block : s.blocks()) forEach(block, action);
  }

  /** All statements of a block and within it, outer before inner, in order. */
  public static void forEach(Block block, Consumer<Statement> action) {
    for (Statement s : block.statements()) forEach(s, action);
  }

  /** The register that a set, accumulate or get is about. */
  public static @Nullable Register register(Statement s) {
    if (s instanceof Set t) return t.register();
    if (s instanceof Accumulate a) return a.register();
    if (s instanceof Get g) return g.register();
    return null;
  }

  /** The register that the statement itself changes. */
  public static @Nullable Register changedRegister(Statement s) {
    return s instanceof Get ? null : register(s);
  }

  /** The arrays that the statement itself reads elements of. */
  public static List<Array> read(Statement s) {
    if (s instanceof Load l) return List.of(l.array());
    if (s instanceof Call c) {
      Stream<Slice> more = c.primitive().isAdjoint() ? c.outputs().stream() : Stream.of();
      return Stream.concat(c.inputs().stream(), more).map(Slice::array).toList();
    }
    if (s instanceof Solve t) return List.of(t.sizes(), t.input().array());
    if (s instanceof Pullback p) {
      return List.of(
          p.sizes(), p.input().array(), p.outputAdjoint().array(), p.inputAdjoint().array());
    }
    return List.of();
  }

  /** The arrays that the statement itself changes elements of. */
  public static List<Array> written(Statement s) {
    if (s instanceof Store t) return List.of(t.array());
    if (s instanceof AddTo a) return List.of(a.array());
    if (s instanceof Fill f) return List.of(f.array());
    if (s instanceof Call c) return c.outputs().stream().map(Slice::array).toList();
    if (s instanceof Solve t) return List.of(t.output().array());
    if (s instanceof Pullback p) return List.of(p.inputAdjoint().array());
    return List.of();
  }
}
