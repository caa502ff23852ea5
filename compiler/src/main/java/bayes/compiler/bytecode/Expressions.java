package bayes.compiler.bytecode;

import static org.objectweb.asm.Opcodes.*;

import bayes.compiler.program.Array;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Puts values on the stack: constants and folded definitions in place, others from their locals.
 */
final class Expressions {
  private final MethodVisitor code;
  private final Instructions instructions;
  private final Locals locals;
  private final Constants constants;
  private final Folding folding;
  private final Consumer<Array> array;

  Expressions(
      MethodVisitor code,
      Instructions instructions,
      Locals locals,
      Constants constants,
      Folding folding,
      Consumer<Array> array) {
    this.code = code;
    this.instructions = instructions;
    this.locals = locals;
    this.constants = constants;
    this.folding = folding;
    this.array = array;
  }

  void push(Value value) {
    Statement constant = constants.definition(value);
    Statement definition = folding.definition(value);
    if (constant instanceof Statement.RealConstant real) {
      instructions.constant(real.value());
    } else if (constant instanceof Statement.IntConstant integer) {
      instructions.constant(integer.value());
    } else if (definition != null) {
      compute(definition);
    } else {
      instructions.load(value.kind(), locals.of(value));
    }
  }

  /** Pushes what a pure definition or a load gives. */
  void compute(Statement definition) {
    if (definition instanceof Statement.Load load) {
      array.accept(load.array());
      push(load.index());
      instructions.element(load.array().kind());
    } else if (definition instanceof Statement.Define define) {
      compute(define);
    } else {
      throw new IllegalStateException("no expression: " + definition);
    }
  }

  private void compute(Statement.Define define) {
    List<Value> operands = define.operands();
    switch (define.operation()) {
      case SELECT, INT_SELECT -> select(operands);
      case INT_EQ, INT_NE, INT_LT, INT_LE, EQ, NE, LT, LE -> {
        Label holds = new Label();
        Label end = new Label();
        compare(define.operation(), operands, holds, true);
        code.visitInsn(ICONST_0);
        code.visitJumpInsn(GOTO, end);
        code.visitLabel(holds);
        code.visitInsn(ICONST_1);
        code.visitLabel(end);
      }
      default -> {
        operands.forEach(this::push);
        instructions.operation(define.operation());
      }
    }
  }

  private void select(List<Value> operands) {
    Label otherwise = new Label();
    Label end = new Label();
    jump(operands.get(0), otherwise, false);
    push(operands.get(1));
    code.visitJumpInsn(GOTO, end);
    code.visitLabel(otherwise);
    push(operands.get(2));
    code.visitLabel(end);
  }

  /** Jumps if the condition is as {@code sense} says; a folded comparison is part of the jump. */
  void jump(Value condition, Label target, boolean sense) {
    if (folding.definition(condition) instanceof Statement.Define define) {
      List<Value> operands = define.operands();
      switch (define.operation()) {
        case INT_EQ, INT_NE, INT_LT, INT_LE, EQ, NE, LT, LE -> {
          compare(define.operation(), operands, target, sense);
          return;
        }
        case NOT -> {
          jump(operands.get(0), target, !sense);
          return;
        }
        case AND, OR -> {
          shortCircuit(define.operation() == Operation.AND, operands, target, sense);
          return;
        }
        default -> {}
      }
    }
    push(condition);
    code.visitJumpInsn(sense ? IFNE : IFEQ, target);
  }

  private void shortCircuit(boolean and, List<Value> operands, Label target, boolean sense) {
    if (and == sense) {
      Label skip = new Label();
      jump(operands.get(0), skip, !sense);
      jump(operands.get(1), target, sense);
      code.visitLabel(skip);
    } else {
      jump(operands.get(0), target, sense);
      jump(operands.get(1), target, sense);
    }
  }

  private void compare(Operation comparison, List<Value> operands, Label target, boolean sense) {
    push(operands.get(0));
    push(operands.get(1));
    switch (comparison) {
      case INT_EQ -> code.visitJumpInsn(sense ? IF_ICMPEQ : IF_ICMPNE, target);
      case INT_NE -> code.visitJumpInsn(sense ? IF_ICMPNE : IF_ICMPEQ, target);
      case INT_LT -> code.visitJumpInsn(sense ? IF_ICMPLT : IF_ICMPGE, target);
      case INT_LE -> code.visitJumpInsn(sense ? IF_ICMPLE : IF_ICMPGT, target);
      case EQ -> compareReals(sense ? IFEQ : IFNE, target);
      case NE -> compareReals(sense ? IFNE : IFEQ, target);
      case LT -> compareReals(sense ? IFLT : IFGE, target);
      case LE -> compareReals(sense ? IFLE : IFGT, target);
      default -> throw new IllegalArgumentException(comparison + " is no comparison");
    }
  }

  /** NaN compares as greater, so that less and less-or-equal are false. */
  private void compareReals(int jump, Label target) {
    code.visitInsn(DCMPG);
    code.visitJumpInsn(jump, target);
  }
}
