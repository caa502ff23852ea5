package bayes.compiler.simplify;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Renaming;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves from the body to the prelude all that does not depend on the position: scalars, loops that
 * fill arrays, checks of data. A loop of both kinds is split into two.
 */
final class SplitStages {
  private final Program program;
  private final Dependence dependence;
  private final Numbering numbering;
  private final List<Statement> prelude = new ArrayList<>();
  private final List<Statement> body = new ArrayList<>();

  /** Registers that begin at the body's top level; the others are scratch of an iteration. */
  private final Set<Register> topLevelRegisters = new HashSet<>();

  /** What stands for those in the prelude. */
  private final Map<Register, Register> scratch = new HashMap<>();

  private SplitStages(Program program) {
    this.program = program;
    this.dependence = new Dependence(program);
    this.numbering = Numbering.after(program);
    for (Statement s : program.body().statements()) {
      if (s instanceof Statement.Set t) topLevelRegisters.add(t.register());
    }
  }

  static Program apply(Program program) {
    SplitStages pass = new SplitStages(program);
    Value result = program.result();
    return result != null && !pass.dependence.of(result) ? program : pass.apply();
  }

  private Program apply() {
    prelude.addAll(program.prelude().statements());
    for (Statement s : program.body().statements()) topLevel(s);
    List<Array> arrays = program.arrays().stream().map(this::array).toList();
    return program.with(arrays, roles(prelude), roles(body), program.result());
  }

  private void topLevel(Statement s) {
    if (s.blocks().isEmpty()) {
      (isMoved(s) ? prelude : body).add(s);
      return;
    }
    if (s.used().stream().anyMatch(dependence::of)) {
      body.add(s);
      return;
    }
    if (dependence.isWhole(s)) {
      prelude.add(s);
      return;
    }
    Statement early = early(s);
    if (early != null) prelude.add(early);
    Statement late = late(s, true);
    if (late != null) body.add(late);
  }

  private boolean isMoved(Statement s) {
    return !dependence.of(s);
  }

  /** The independent effects of a mixed statement, under names of their own; null if none. */
  private @Nullable Statement early(Statement s) {
    boolean[] any = {false};
    Parts.forEach(s, each -> any[0] |= isMovedEffect(each));
    boolean results = s instanceof Statement.If i && i.results().stream().anyMatch(this::isEarly);
    if (!any[0] && !results) return null;
    return copy(s, new HashMap<>(), true);
  }

  private boolean isEarly(Statement.Result result) {
    return !dependence.of(result.target());
  }

  private boolean isMovedEffect(Statement s) {
    boolean effect =
        s instanceof Statement.Check
            || Parts.changedRegister(s) != null
            || !Parts.written(s).isEmpty();
    return effect && isMoved(s);
  }

  /** A copy of what is independent in a statement; results keep their names at the top level. */
  private Statement copy(Statement s, Map<Value, Value> names, boolean topLevel) {
    Renaming renaming =
        new Renaming() {
          @Override
          public Value use(Value value) {
            return names.getOrDefault(value, value);
          }

          @Override
          public Value define(Value value) {
            Value fresh = numbering.value(value.kind());
            names.put(value, fresh);
            return fresh;
          }

          @Override
          public Register register(Register register) {
            if (topLevelRegisters.contains(register)) return register;
            return scratch.computeIfAbsent(
                register, r -> numbering.register(r.kind(), r.constant()));
          }
        };
    if (s instanceof Statement.Loop l) {
      Value from = renaming.use(l.from());
      Value to = renaming.use(l.to());
      Value index = renaming.define(l.index());
      return new Statement.Loop(index, from, to, l.backward(), copies(l.body(), names), l.origin());
    }
    if (s instanceof Statement.If i) {
      Value condition = renaming.use(i.condition());
      Block then = copies(i.then(), names);
      Block otherwise = copies(i.otherwise(), names);
      List<Statement.Result> results = new ArrayList<>();
      for (Statement.Result r : i.results()) {
        if (!isEarly(r)) continue;
        Value a = renaming.use(r.fromThen());
        Value b = renaming.use(r.fromElse());
        Value target = topLevel ? r.target() : renaming.define(r.target());
        results.add(new Statement.Result(target, a, b));
      }
      return new Statement.If(condition, then, otherwise, results, i.origin());
    }
    return renaming.apply(s);
  }

  private Block copies(Block block, Map<Value, Value> names) {
    List<Statement> result = new ArrayList<>();
    for (Statement s : block.statements()) {
      boolean open = s.blocks().isEmpty() || s.used().stream().noneMatch(dependence::of);
      if (s.blocks().isEmpty() ? isMoved(s) : open) result.add(copy(s, names, false));
    }
    return new Block(result);
  }

  /** The statement without the effects that have moved; null if nothing is left. */
  private @Nullable Statement late(Statement s, boolean topLevel) {
    if (s instanceof Statement.Loop l) {
      Block rest = late(l.body());
      return rest.statements().isEmpty()
          ? null
          : new Statement.Loop(l.index(), l.from(), l.to(), l.backward(), rest, l.origin());
    }
    if (s instanceof Statement.If i) {
      List<Statement.Result> results =
          topLevel ? i.results().stream().filter(r -> !isEarly(r)).toList() : i.results();
      return new Statement.If(
          i.condition(), late(i.then()), late(i.otherwise()), results, i.origin());
    }
    Register changed = Parts.changedRegister(s);
    boolean local = changed != null && !topLevelRegisters.contains(changed);
    return isMovedEffect(s) && !local ? null : s;
  }

  private Block late(Block block) {
    List<Statement> result = new ArrayList<>();
    for (Statement s : block.statements()) {
      Statement rest = late(s, false);
      if (rest != null) result.add(rest);
    }
    return new Block(result);
  }

  /** What is now computed by the prelude is constant. */
  private Array array(Array array) {
    boolean moved = array.role() == Array.Role.WORKSPACE && !dependence.of(array);
    return moved ? new Array(array.id(), array.kind(), Array.Role.CONSTANT, array.hint()) : array;
  }

  private Block roles(List<Statement> statements) {
    return new Block(statements.stream().map(this::roles).toList());
  }

  private Statement roles(Statement s) {
    if (s instanceof Statement.Loop l) {
      Block inner = roles(l.body().statements());
      return new Statement.Loop(l.index(), l.from(), l.to(), l.backward(), inner, l.origin());
    }
    if (s instanceof Statement.If i) {
      return new Statement.If(
          i.condition(),
          roles(i.then().statements()),
          roles(i.otherwise().statements()),
          i.results(),
          i.origin());
    }
    return new Renaming() {
      @Override
      public Value use(Value value) {
        return value;
      }

      @Override
      public Array array(Array array) {
        return SplitStages.this.array(array);
      }
    }.apply(s);
  }
}
