package bayes.compiler.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.interpret.Interpreter;
import bayes.compiler.link.LinkedProgram;
import bayes.compiler.program.Array.Role;
import bayes.compiler.program.BlockBuilder;
import bayes.compiler.program.Example;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramBuilder;
import bayes.compiler.program.RandomPrograms;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** HotSpot never compiles a method of more than 8,000 bytecodes. */
class LargeProgramsTest {
  private static final int LIMIT = 8000;

  @Test
  void straightLineOfTenThousandStatements() {
    ProgramBuilder program = declared("straight");
    BlockBuilder code = program.body();
    Value start = code.load(program.array(Kind.REAL, Role.POSITION, ""), code.integer(0));
    assertRuns(program.build(tangle(code, start, 10_000)));
  }

  @Test
  void loopWithABodyOfThreeThousandStatements() {
    ProgramBuilder program = declared("loop");
    BlockBuilder code = program.body();
    Value start = code.load(program.array(Kind.REAL, Role.POSITION, ""), code.integer(0));
    Register sum = program.register(Kind.REAL);
    code.set(sum, start);
    code.loop(
        code.integer(0),
        code.integer(7),
        i -> code.accumulate(sum, tangle(code, code.op(Operation.INT_TO_REAL, i), 3000)));
    assertRuns(program.build(code.get(sum)));
  }

  @Test
  void deeplyNestedExpressions() {
    ProgramBuilder program = declared("deep");
    BlockBuilder code = program.body();
    Value value = code.load(program.array(Kind.REAL, Role.POSITION, ""), code.integer(1));
    for (int i = 0; i < 20_000; i++) value = code.op(Operation.SIN, value);
    assertRuns(program.build(value));
  }

  @Test
  void randomProgramOfThousandsOfStatements() {
    Example example = RandomPrograms.of(77, 100);
    assertRuns(example.program());
  }

  private static ProgramBuilder declared(String name) {
    ProgramBuilder program = new ProgramBuilder(name);
    program.array(Kind.REAL, Role.DATA, "x");
    program.array(Kind.INT, Role.DATA, "g");
    return program;
  }

  /** Statements that use values from far before, so that many values cross methods. */
  private static Value tangle(BlockBuilder code, Value start, int statements) {
    List<Value> values = new ArrayList<>(List.of(start));
    for (int i = 0; i < statements; i++) {
      Value last = values.get(i);
      Value earlier = values.get(i * 7 / 11);
      values.add(code.op(i % 3 == 0 ? Operation.SUB : Operation.MUL, last, earlier));
    }
    return values.get(statements);
  }

  private static void assertRuns(Program program) {
    byte[] bytes = ClassEmitter.emit(program);
    List<Integer> lengths = methodLengths(bytes);
    assertTrue(lengths.stream().allMatch(n -> n < LIMIT), () -> "methods of " + lengths);
    Example example = new Example(program);
    String expected = example.observe(new Interpreter(program));
    assertEquals(expected, example.observe(LinkedProgram.link(program, bytes).newInstance()));
  }

  private static List<Integer> methodLengths(byte[] bytes) {
    List<Label> ends = new ArrayList<>();
    ClassReader reader = new ClassReader(bytes);
    ClassWriter copy = new ClassWriter(0);
    ClassVisitor marker =
        new ClassVisitor(Opcodes.ASM9, copy) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, code) {
              @Override
              public void visitMaxs(int maxStack, int maxLocals) {
                Label end = new Label();
                visitLabel(end);
                ends.add(end);
                super.visitMaxs(maxStack, maxLocals);
              }
            };
          }
        };
    reader.accept(marker, 0);
    copy.toByteArray();
    return ends.stream().map(Label::getOffset).toList();
  }
}
