package bayes.compiler.bytecode;

import static org.objectweb.asm.Opcodes.*;

import bayes.compiler.program.Block;
import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes a program as a class that extends {@code bayes.compiler.link.CompiledProgram}: the same
 * bytes each time for the same program.
 */
public final class ClassEmitter {
  /** The superclass, which the package {@code link} defines. */
  private static final String SUPERCLASS = "bayes/compiler/link/CompiledProgram";

  /** HotSpot does not compile longer methods. */
  private static final int MAX_METHOD_BYTES = 7900;

  private static final int FIRST_BUDGET = 6000;

  private final Program program;
  private final String owner;

  private ClassEmitter(Program program) {
    this.program = program;
    this.owner = "bayes/compiler/link/Compiled_" + identifier(program.name());
  }

  private static String identifier(String name) {
    return name.replaceAll("[^A-Za-z0-9_]", "_");
  }

  /** The class file of a verified program. */
  public static byte[] emit(Program program) {
    return emit(program, FIRST_BUDGET);
  }

  static byte[] emit(Program program, int firstBudget) {
    ClassEmitter emitter = new ClassEmitter(program);
    // Sizes are estimated before they are known; with a smaller budget the methods are smaller.
    int budget = firstBudget;
    while (true) {
      List<Label> ends = new ArrayList<>();
      byte[] bytes = emitter.emit(budget, ends);
      int longest = ends.stream().mapToInt(Label::getOffset).max().orElse(0);
      if (longest <= MAX_METHOD_BYTES || budget < 100) return bytes;
      budget = budget * 2 / 3;
    }
  }

  private byte[] emit(int budget, List<Label> ends) {
    List<Routine> routines = new ArrayList<>();
    Outline outline = new Outline(budget, routines);
    outline.root("runPrelude", program.prelude(), Routine.Returns.PASSED);
    int preludes = routines.size();
    Routine body = outline.root("runBody", program.body(), Routine.Returns.RESULT);
    if (program.result() != null) body.used.add(program.result());
    Constants constants = new Constants(program);
    Fields fields = new Fields(owner, program, routines, constants);
    ClassContext context = new ClassContext(program, owner, fields, constants, uses());

    ClassWriter type = new FrameWriter();
    type.visit(V17, ACC_FINAL | ACC_SUPER, owner, null, SUPERCLASS, null);
    if (!program.origins().isEmpty()) {
      type.visitSource(program.origins().get(0).source().name(), null);
    }
    fields.declare(type);
    constructor(type);
    fields.methods(type);
    for (int i = 0; i < routines.size(); i++) {
      Routine routine = routines.get(i);
      String descriptor = RoutineEmitter.PARAMETERS + routine.returns().descriptor;
      MethodVisitor code = type.visitMethod(ACC_FINAL, routine.name, descriptor, null, null);
      ends.add(new RoutineEmitter(context, routine, i < preludes, code).emit());
    }
    type.visitEnd();
    return type.toByteArray();
  }

  private Map<Value, Integer> uses() {
    Map<Value, Integer> uses = new HashMap<>();
    count(program.prelude(), uses);
    count(program.body(), uses);
    if (program.result() != null) uses.merge(program.result(), 1, Integer::sum);
    return uses;
  }

  private static void count(Block block, Map<Value, Integer> uses) {
    for (Statement statement : block.statements()) {
      for (Value value : statement.used()) uses.merge(value, 1, Integer::sum);
      if (statement instanceof Statement.If conditional) {
        for (Statement.Result result : conditional.results()) {
          uses.merge(result.fromThen(), 1, Integer::sum);
          uses.merge(result.fromElse(), 1, Integer::sum);
        }
      }
      for (Block nested : statement.blocks()) count(nested, uses);
    }
  }

  private static void constructor(ClassWriter type) {
    MethodVisitor code = type.visitMethod(0, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(INVOKESPECIAL, SUPERCLASS, "<init>", "()V", false);
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Knows all types of a generated class without loading one: only arrays ever meet. */
  private static final class FrameWriter extends ClassWriter {
    FrameWriter() {
      super(COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String first, String second) {
      return "java/lang/Object";
    }
  }
}
