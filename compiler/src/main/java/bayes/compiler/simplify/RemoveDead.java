package bayes.compiler.simplify;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps what results, outputs, checks and random draws need: values, registers, and arrays alike.
 */
final class RemoveDead {
  private final Set<Object> live = new HashSet<>();

  private RemoveDead(Program program) {
    if (program.result() != null) live.add(program.result());
    int before;
    do {
      before = live.size();
      mark(program.body());
      mark(program.prelude());
    } while (live.size() > before);
  }

  static Program apply(Program program) {
    RemoveDead pass = new RemoveDead(program);
    List<Array> arrays = program.arrays().stream().filter(pass::isKept).toList();
    return program.with(
        arrays, pass.sweep(program.prelude()), pass.sweep(program.body()), program.result());
  }

  private boolean isKept(Array array) {
    return switch (array.role()) {
      case CONSTANT, WORKSPACE -> live.contains(array);
      case DATA, POSITION, OUTPUT -> true;
    };
  }

  /** Marks what a block needs; returns whether anything in it is live. */
  private boolean mark(Block block) {
    boolean any = false;
    List<Statement> statements = block.statements();
    for (int k = statements.size() - 1; k >= 0; k--) any |= mark(statements.get(k));
    return any;
  }

  private boolean mark(Statement s) {
    boolean needed = false;
    if (s instanceof Statement.If i) {
      for (Statement.Result r : i.results()) {
        if (!live.contains(r.target())) continue;
        Collections.addAll(live, r.fromThen(), r.fromElse());
        needed = true;
      }
    }
    for (Block inner : s.blocks()) needed |= mark(inner);
    if (s.blocks().isEmpty()) needed = isNeeded(s);
    if (needed) {
      live.addAll(s.used());
      live.addAll(Parts.read(s));
      Register register = Parts.register(s);
      if (register != null) live.add(register);
      if (s instanceof Statement.Length l) live.add(l.array());
      // It writes there also where only its success is asked for.
      if (s instanceof Statement.Solve t) live.add(t.output().array());
    }
    return needed;
  }

  private boolean isNeeded(Statement s) {
    if (s instanceof Statement.Check || s instanceof Statement.Draw) return true;
    if (s instanceof Statement.Call c) {
      // It writes all of its outputs, if one of them is needed.
      boolean needed = c.primitive().isRandom() || Parts.written(s).stream().anyMatch(this::isKept);
      if (needed) live.addAll(Parts.written(s));
      return needed;
    }
    if (s instanceof Statement.Allocate a) return isKept(a.array());
    Register changed = Parts.changedRegister(s);
    return s.defined().stream().anyMatch(live::contains)
        || (changed != null && live.contains(changed))
        || Parts.written(s).stream().anyMatch(this::isKept);
  }

  private Block sweep(Block block) {
    List<Statement> kept = new ArrayList<>();
    for (Statement s : block.statements()) {
      if (s instanceof Statement.Loop l) {
        Block body = sweep(l.body());
        if (body.statements().isEmpty()) continue;
        kept.add(new Statement.Loop(l.index(), l.from(), l.to(), l.backward(), body, l.origin()));
      } else if (s instanceof Statement.If i) {
        Block then = sweep(i.then());
        Block otherwise = sweep(i.otherwise());
        List<Statement.Result> results =
            i.results().stream().filter(r -> live.contains(r.target())).toList();
        boolean empty = then.statements().isEmpty() && otherwise.statements().isEmpty();
        if (empty && results.isEmpty()) continue;
        kept.add(new Statement.If(i.condition(), then, otherwise, results, i.origin()));
      } else if (isNeeded(s)) {
        kept.add(s);
      }
    }
    return new Block(kept);
  }
}
