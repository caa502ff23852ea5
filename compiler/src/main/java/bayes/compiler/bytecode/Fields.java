package bayes.compiler.bytecode;

import static org.objectweb.asm.Opcodes.*;

import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** The instance fields: arrays, and the values and registers that more than one routine uses. */
final class Fields {
  private final String owner;
  private final List<Array> arrays;
  private final Set<Value> values = new TreeSet<>(Comparator.comparingInt(Value::id));
  private final Set<Register> registers = new TreeSet<>(Comparator.comparingInt(Register::id));

  Fields(String owner, Program program, List<Routine> routines, Constants constants) {
    this.owner = owner;
    this.arrays = program.arrays().stream().filter(array -> !isArgument(array)).toList();
    Map<Value, Routine> definer = new HashMap<>();
    Map<Register, Routine> user = new HashMap<>();
    for (Routine routine : routines) {
      for (Value value : routine.defined) definer.put(value, routine);
    }
    for (Routine routine : routines) {
      for (Value value : routine.used) {
        if (!constants.has(value) && definer.get(value) != routine) values.add(value);
      }
      for (Register register : routine.registers) {
        Routine other = user.putIfAbsent(register, routine);
        if (other != null && other != routine) registers.add(register);
      }
    }
  }

  /** Whether an array is passed to each evaluation rather than held. */
  static boolean isArgument(Array array) {
    return array.role() == Array.Role.POSITION || array.role() == Array.Role.OUTPUT;
  }

  boolean holds(Value value) {
    return values.contains(value);
  }

  boolean holds(Register register) {
    return registers.contains(register);
  }

  void declare(ClassVisitor type) {
    for (Array array : arrays) declare(type, name(array), descriptor(array));
    for (Value value : values) declare(type, name(value), Instructions.descriptor(value.kind()));
    for (Register register : registers) {
      declare(type, name(register), Instructions.descriptor(register.kind()));
    }
  }

  private static void declare(ClassVisitor type, String name, String descriptor) {
    type.visitField(ACC_PRIVATE, name, descriptor, null, null).visitEnd();
  }

  private static String name(Array array) {
    return "array" + array.id();
  }

  private static String name(Value value) {
    return "value" + value.id();
  }

  private static String name(Register register) {
    return "register" + register.id();
  }

  static String descriptor(Array array) {
    return array.kind() == Kind.REAL ? "[D" : "[I";
  }

  /** Pushes; the caller has pushed {@code this}. */
  void get(MethodVisitor code, Array array) {
    code.visitFieldInsn(GETFIELD, owner, name(array), descriptor(array));
  }

  void get(MethodVisitor code, Value value) {
    code.visitFieldInsn(GETFIELD, owner, name(value), Instructions.descriptor(value.kind()));
  }

  void get(MethodVisitor code, Register register) {
    String descriptor = Instructions.descriptor(register.kind());
    code.visitFieldInsn(GETFIELD, owner, name(register), descriptor);
  }

  /** Pops; below is {@code this}. */
  void put(MethodVisitor code, Array array) {
    code.visitFieldInsn(PUTFIELD, owner, name(array), descriptor(array));
  }

  void put(MethodVisitor code, Value value) {
    code.visitFieldInsn(PUTFIELD, owner, name(value), Instructions.descriptor(value.kind()));
  }

  void put(MethodVisitor code, Register register) {
    String descriptor = Instructions.descriptor(register.kind());
    code.visitFieldInsn(PUTFIELD, owner, name(register), descriptor);
  }

  /** Methods of the superclass that give the instance its arrays: see {@code link}. */
  void methods(ClassVisitor type) {
    binding(type, Kind.REAL, "[D");
    binding(type, Kind.INT, "[I");
    MethodVisitor code = type.visitMethod(ACC_FINAL, "ownWorkspace", "()V", null, null);
    code.visitCode();
    for (Array array : arrays) {
      if (array.role() != Array.Role.WORKSPACE) continue;
      code.visitVarInsn(ALOAD, 0);
      code.visitVarInsn(ALOAD, 0);
      get(code, array);
      String elements = descriptor(array);
      code.visitMethodInsn(INVOKEVIRTUAL, elements, "clone", "()Ljava/lang/Object;", false);
      code.visitTypeInsn(CHECKCAST, elements);
      put(code, array);
    }
    end(code);
  }

  private void binding(ClassVisitor type, Kind kind, String descriptor) {
    List<Array> bound =
        arrays.stream()
            .filter(array -> array.role() == Array.Role.DATA && array.kind() == kind)
            .sorted(Comparator.comparingInt(Array::id))
            .toList();
    MethodVisitor code = type.visitMethod(ACC_FINAL, "bind", "(I" + descriptor + ")V", null, null);
    code.visitCode();
    for (Array array : bound) {
      Label next = new Label();
      code.visitVarInsn(ILOAD, 1);
      new Instructions(code).constant(array.id());
      code.visitJumpInsn(IF_ICMPNE, next);
      code.visitVarInsn(ALOAD, 0);
      code.visitVarInsn(ALOAD, 2);
      put(code, array);
      code.visitLabel(next);
    }
    end(code);
  }

  private static void end(MethodVisitor code) {
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
