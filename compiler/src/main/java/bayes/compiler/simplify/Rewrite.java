package bayes.compiler.simplify;

import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Program;
import bayes.compiler.program.Renaming;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies a program statement by statement, in order, replacing values by others. A pass overrides
 * what it changes.
 */
abstract class Rewrite {
  private final Program program;
  final Numbering numbering;
  private final Map<Value, Value> replaced = new HashMap<>();
  private final Map<Value, Statement> definitions = new HashMap<>();
  private final Renaming renaming =
      new Renaming() {
        @Override
        public Value use(Value value) {
          return Rewrite.this.use(value);
        }

        @Override
        public Value define(Value value) {
          return value;
        }
      };
  private List<Statement> out = new ArrayList<>();

  Rewrite(Program program) {
    this.program = program;
    this.numbering = Numbering.after(program);
  }

  Program apply() {
    Block prelude = block(program.prelude());
    Block body = block(program.body());
    Value result = program.result();
    return program.with(program.arrays(), prelude, body, result == null ? null : use(result));
  }

  /** Appends what becomes of a statement; copies it unless overridden. */
  void rewrite(Statement s) {
    copy(s);
  }

  /** A block begins or ends; what is remembered from within it is to be forgotten then. */
  void enter() {}

  void leave() {}

  final void copy(Statement s) {
    if (s instanceof Statement.Loop l) {
      Value from = use(l.from());
      Value to = use(l.to());
      append(new Statement.Loop(l.index(), from, to, l.backward(), block(l.body()), l.origin()));
    } else if (s instanceof Statement.If i) {
      Value condition = use(i.condition());
      Block then = block(i.then());
      Block otherwise = block(i.otherwise());
      List<Statement.Result> results =
          i.results().stream()
              .map(r -> new Statement.Result(r.target(), use(r.fromThen()), use(r.fromElse())))
              .toList();
      append(new Statement.If(condition, then, otherwise, results, i.origin()));
    } else {
      append(renaming.apply(s));
    }
  }

  final Block block(Block block) {
    List<Statement> before = out;
    out = new ArrayList<>();
    enter();
    for (Statement s : block.statements()) rewrite(s);
    leave();
    Block result = new Block(out);
    out = before;
    return result;
  }

  /** Rewrites the statements of a block into the block that is being written. */
  final void inline(Block block) {
    for (Statement s : block.statements()) rewrite(s);
  }

  final void append(Statement s) {
    for (Value v : s.defined()) definitions.put(v, s);
    out.add(s);
  }

  final Value use(Value value) {
    return replaced.getOrDefault(value, value);
  }

  /** From now on {@code value} stands for {@code original}. */
  final void replace(Value original, Value value) {
    replaced.put(original, use(value));
  }

  /** The rewritten statement that defines a value of the new program. */
  final @Nullable Statement definition(Value value) {
    return definitions.get(value);
  }

  /** The operands, if the value is defined by this operation. */
  final @Nullable List<Value> operands(Operation operation, Value value) {
    return definitions.get(value) instanceof Statement.Define d && d.operation() == operation
        ? d.operands()
        : null;
  }

  final @Nullable Double realConstant(Value value) {
    return definitions.get(value) instanceof Statement.RealConstant c ? c.value() : null;
  }

  final @Nullable Integer intConstant(Value value) {
    return definitions.get(value) instanceof Statement.IntConstant c ? c.value() : null;
  }

  final Value real(double value, int origin) {
    Value target = numbering.value(Kind.REAL);
    append(new Statement.RealConstant(target, value, origin));
    return target;
  }

  final Value integer(int value, int origin) {
    Value target = numbering.value(Kind.INT);
    append(new Statement.IntConstant(target, value, origin));
    return target;
  }

  final Value define(int origin, Operation operation, Value... operands) {
    Value target = numbering.value(operation.result());
    append(new Statement.Define(target, operation, List.of(operands), origin));
    return target;
  }
}
