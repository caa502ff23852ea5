package bayes.compiler.bytecode;

import static org.objectweb.asm.Opcodes.*;

import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.Procedure;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes one routine as a method: values and registers in locals, loops as counted loops. */
final class RoutineEmitter {
  /** What every routine takes: position, output, and the generator. */
  static final String PARAMETERS = "([D[D" + Instructions.RANDOM_GENERATOR + ")";

  private final Program program;
  private final Routine routine;
  private final Fields fields;
  private final Constants constants;
  private final Folding folding;
  private final MethodVisitor code;
  private final Instructions instructions;
  private final Expressions expressions;
  private final Locals locals = new Locals();
  private final String owner;
  private int line = -1;

  RoutineEmitter(ClassContext context, Routine routine, boolean prelude, MethodVisitor code) {
    this.program = context.program();
    this.routine = routine;
    this.fields = context.fields();
    this.constants = context.constants();
    this.folding = new Folding(context.uses(), prelude);
    this.code = code;
    this.instructions = new Instructions(code);
    this.expressions = new Expressions(code, instructions, locals, constants, folding, this::array);
    this.owner = context.owner();
  }

  private boolean returnsResult() {
    return routine.returns() == Routine.Returns.RESULT;
  }

  /** Writes the method. The label is at its end, so that its offset is the length in bytes. */
  Label emit() {
    code.visitCode();
    enter();
    Value result = program.result();
    nodes(routine.nodes, returnsResult() && result != null ? List.of(result) : List.of());
    leave();
    Label end = new Label();
    code.visitLabel(end);
    code.visitMaxs(0, 0);
    code.visitEnd();
    return end;
  }

  private void enter() {
    for (Array array : routine.arrays) {
      if (Fields.isArgument(array) || routine.allocatesDeeply(array)) continue;
      code.visitVarInsn(ALOAD, Locals.THIS);
      fields.get(code, array);
      code.visitVarInsn(ASTORE, locals.define(array));
    }
    for (Register register : routine.registers) {
      if (!fields.holds(register)) {
        locals.define(register);
      } else if (!routine.sharesBelow(register)) {
        code.visitVarInsn(ALOAD, Locals.THIS);
        fields.get(code, register);
        instructions.store(register.kind(), locals.define(register));
      }
    }
    for (Value value : routine.used) {
      if (!constants.has(value) && !routine.definesDeeply(value)) fetch(value);
    }
  }

  private void fetch(Value value) {
    code.visitVarInsn(ALOAD, Locals.THIS);
    fields.get(code, value);
    instructions.store(value.kind(), locals.define(value));
  }

  private void leave() {
    for (Register register : routine.writtenRegisters) {
      Integer local = locals.of(register);
      if (local == null || !fields.holds(register)) continue;
      code.visitVarInsn(ALOAD, Locals.THIS);
      instructions.load(register.kind(), local);
      fields.put(code, register);
    }
    if (returnsResult()) {
      Value result = program.result();
      if (result == null) code.visitInsn(DCONST_0);
      else expressions.push(result);
      code.visitInsn(DRETURN);
    } else if (routine.returns() == Routine.Returns.PASSED) {
      code.visitInsn(ICONST_1);
      code.visitInsn(IRETURN);
    } else {
      code.visitInsn(RETURN);
    }
  }

  private void nodes(List<Node> nodes, List<Value> last) {
    folding.decide(nodes, last);
    for (Node node : nodes) {
      if (node instanceof Node.Plain plain) {
        line(plain.statement());
        statement(plain.statement());
      } else if (node instanceof Node.Branch branch) {
        line(branch.statement());
        branch(branch);
      } else if (node instanceof Node.Repeat repeat) {
        line(repeat.statement());
        repeat(repeat);
      } else if (node instanceof Node.Invoke invoke) {
        invoke(invoke.routine());
      }
    }
  }

  private void line(Statement statement) {
    int origin = statement.origin();
    if (origin < 0) return;
    int place = program.origins().get(origin).line();
    if (place == line) return;
    line = place;
    Label here = new Label();
    code.visitLabel(here);
    code.visitLineNumber(line, here);
  }

  private void invoke(Routine other) {
    for (int local = Locals.THIS; local <= Locals.RANDOM; local++) code.visitVarInsn(ALOAD, local);
    String descriptor = PARAMETERS + other.returns().descriptor;
    code.visitMethodInsn(INVOKEVIRTUAL, owner, other.name, descriptor, false);
    if (other.returns() == Routine.Returns.PASSED) {
      Label passed = new Label();
      code.visitJumpInsn(IFNE, passed);
      endEarly();
      code.visitLabel(passed);
    }
    for (Value value : routine.used) {
      if (!constants.has(value) && other.definesDeeply(value)) fetch(value);
    }
  }

  private void endEarly() {
    if (returnsResult()) {
      code.visitLdcInsn(Double.NEGATIVE_INFINITY);
      code.visitInsn(DRETURN);
    } else {
      code.visitInsn(ICONST_0);
      code.visitInsn(IRETURN);
    }
  }

  private void repeat(Node.Repeat repeat) {
    Statement.Loop loop = repeat.statement();
    int mark = locals.mark();
    Value index = loop.index();
    expressions.push(loop.backward() ? loop.to() : loop.from());
    if (loop.backward()) {
      code.visitInsn(ICONST_1);
      code.visitInsn(ISUB);
    }
    int local = locals.define(index);
    code.visitVarInsn(ISTORE, local);
    Label head = new Label();
    Label end = new Label();
    code.visitLabel(head);
    code.visitVarInsn(ILOAD, local);
    expressions.push(loop.backward() ? loop.from() : loop.to());
    code.visitJumpInsn(loop.backward() ? IF_ICMPLT : IF_ICMPGE, end);
    publish(index);
    nodes(repeat.body(), List.of());
    code.visitIincInsn(local, loop.backward() ? -1 : 1);
    code.visitJumpInsn(GOTO, head);
    code.visitLabel(end);
    locals.release(mark);
  }

  private void branch(Node.Branch branch) {
    Statement.If statement = branch.statement();
    for (Statement.Result result : statement.results()) locals.define(result.target());
    Label otherwise = new Label();
    Label end = new Label();
    boolean plain = branch.otherwise().isEmpty() && statement.results().isEmpty();
    expressions.jump(statement.condition(), otherwise, false);
    branch(branch.then(), statement.results(), true);
    if (!plain) code.visitJumpInsn(GOTO, end);
    code.visitLabel(otherwise);
    if (!plain) branch(branch.otherwise(), statement.results(), false);
    code.visitLabel(end);
    for (Statement.Result result : statement.results()) publish(result.target());
  }

  private void branch(List<Node> nodes, List<Statement.Result> results, boolean first) {
    int mark = locals.mark();
    List<Value> sources =
        results.stream()
            .map(first ? Statement.Result::fromThen : Statement.Result::fromElse)
            .toList();
    nodes(nodes, sources);
    for (int i = 0; i < sources.size(); i++) {
      Value target = results.get(i).target();
      expressions.push(sources.get(i));
      instructions.store(target.kind(), locals.of(target));
    }
    locals.release(mark);
  }

  /** Keeps a value of this method in its field, too, if another routine uses it. */
  private void publish(Value value) {
    if (!fields.holds(value)) return;
    code.visitVarInsn(ALOAD, Locals.THIS);
    instructions.load(value.kind(), locals.of(value));
    fields.put(code, value);
  }

  private void array(Array array) {
    Integer local = locals.of(array);
    if (local != null) {
      code.visitVarInsn(ALOAD, local);
    } else {
      code.visitVarInsn(ALOAD, Locals.THIS);
      fields.get(code, array);
    }
  }

  private void statement(Statement statement) {
    if (statement instanceof Statement.RealConstant || statement instanceof Statement.IntConstant) {
      return; // pushed where it is used
    }
    if (!statement.defined().isEmpty()) {
      define(statement, statement.defined().get(0));
    } else if (statement instanceof Statement.Store s) {
      array(s.array());
      expressions.push(s.index());
      expressions.push(s.value());
      instructions.setElement(s.array().kind());
    } else if (statement instanceof Statement.AddTo s) {
      array(s.array());
      expressions.push(s.index());
      code.visitInsn(DUP2);
      instructions.element(s.array().kind());
      expressions.push(s.value());
      instructions.add(s.array().kind());
      instructions.setElement(s.array().kind());
    } else if (statement instanceof Statement.Fill s) {
      array(s.array());
      expressions.push(s.value());
      String descriptor = s.array().kind() == Kind.REAL ? "([DD)V" : "([II)V";
      code.visitMethodInsn(INVOKESTATIC, "java/util/Arrays", "fill", descriptor, false);
    } else if (statement instanceof Statement.Allocate s) {
      code.visitVarInsn(ALOAD, Locals.THIS);
      expressions.push(s.length());
      code.visitIntInsn(NEWARRAY, s.array().kind() == Kind.REAL ? T_DOUBLE : T_INT);
      fields.put(code, s.array());
    } else if (statement instanceof Statement.Set s) {
      set(s.register(), s.value(), false);
    } else if (statement instanceof Statement.Accumulate s) {
      set(s.register(), s.value(), true);
    } else if (statement instanceof Statement.Check s) {
      check(s);
    } else if (statement instanceof Statement.Call s) {
      call(s);
    } else if (statement instanceof Statement.Pullback s) {
      procedure(s.procedure(), s.sizes(), List.of(s.input(), s.outputAdjoint(), s.inputAdjoint()));
      String descriptor = "(I[I[DII[DI[DI)V";
      code.visitMethodInsn(INVOKEVIRTUAL, owner, "pullback", descriptor, false);
    }
  }

  private void define(Statement statement, Value target) {
    if (folding.definition(target) != null) return;
    if (statement instanceof Statement.Length s) {
      array(s.array());
      code.visitInsn(ARRAYLENGTH);
    } else if (statement instanceof Statement.Get s) {
      register(s.register());
    } else if (statement instanceof Statement.Solve s) {
      procedure(s.procedure(), s.sizes(), List.of(s.input(), s.output()));
      code.visitMethodInsn(INVOKEVIRTUAL, owner, "solve", "(I[I[DII[DI)I", false);
    } else if (statement instanceof Statement.Draw s) {
      code.visitVarInsn(ALOAD, Locals.RANDOM);
      s.operands().forEach(expressions::push);
      instructions.draw(s.operation());
    } else {
      expressions.compute(statement);
    }
    instructions.store(target.kind(), locals.define(target));
    publish(target);
  }

  /** Pushes what the methods of the superclass for procedures take. */
  private void procedure(Procedure procedure, Array sizes, List<Statement.Slice> pieces) {
    code.visitVarInsn(ALOAD, Locals.THIS);
    instructions.constant(procedure.number());
    array(sizes);
    for (Statement.Slice piece : pieces) {
      array(piece.array());
      expressions.push(piece.offset());
      if (piece == pieces.get(0)) expressions.push(piece.length());
    }
  }

  private void register(Register register) {
    Integer local = locals.of(register);
    if (local != null) {
      instructions.load(register.kind(), local);
    } else {
      code.visitVarInsn(ALOAD, Locals.THIS);
      fields.get(code, register);
    }
  }

  private void set(Register register, Value value, boolean add) {
    Integer local = locals.of(register);
    if (local == null) code.visitVarInsn(ALOAD, Locals.THIS);
    if (add) register(register);
    expressions.push(value);
    if (add) instructions.add(register.kind());
    if (local == null) fields.put(code, register);
    else instructions.store(register.kind(), local);
  }

  private void check(Statement.Check check) {
    Label passed = new Label();
    expressions.jump(check.condition(), passed, true);
    for (Value argument : check.arguments()) {
      code.visitVarInsn(ALOAD, Locals.THIS);
      expressions.push(argument);
      String descriptor = "(" + Instructions.descriptor(argument.kind()) + ")V";
      code.visitMethodInsn(INVOKEVIRTUAL, owner, "argument", descriptor, false);
    }
    code.visitVarInsn(ALOAD, Locals.THIS);
    instructions.constant(check.problem());
    code.visitMethodInsn(INVOKEVIRTUAL, owner, "reject", "(I)V", false);
    endEarly();
    code.visitLabel(passed);
  }

  private void call(Statement.Call call) {
    Primitive primitive = call.primitive();
    List<Statement.Slice> outputs = call.outputs();
    Statement.Slice last = outputs.get(outputs.size() - 1);
    if (primitive.returnsElement()) slice(last);
    if (primitive.isRandom()) code.visitVarInsn(ALOAD, Locals.RANDOM);
    call.operands().forEach(expressions::push);
    for (Statement.Slice input : call.inputs()) {
      slice(input);
      if (primitive.takesLengths()) expressions.push(input.length());
    }
    outputs.subList(0, primitive.outputArguments().size()).forEach(this::slice);
    instructions.primitive(primitive);
    if (primitive.returnsElement()) instructions.setElement(last.array().kind());
  }

  private void slice(Statement.Slice slice) {
    array(slice.array());
    expressions.push(slice.offset());
  }
}
