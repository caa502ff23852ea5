package bayes.compiler.link;

import bayes.compiler.bytecode.ClassEmitter;
import bayes.compiler.program.Procedure;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramInstance;
import bayes.compiler.program.Solvers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A program as a hidden class of this JVM. The class has no data: it is linked once, and each
 * instance binds its own. It is unloaded with the last instance.
 */
public final class LinkedProgram {
  private final Program program;
  private final MethodHandle constructor;
  private final Map<Program, LinkedProgram> ofProcedures = new HashMap<>();

  private LinkedProgram(Program program, MethodHandle constructor) {
    this.program = program;
    this.constructor = constructor;
    for (Procedure procedure : Procedure.in(program)) {
      ofProcedures.computeIfAbsent(procedure.value(), LinkedProgram::link);
      ofProcedures.computeIfAbsent(procedure.pullback(), LinkedProgram::link);
    }
  }

  /** Compiles and links a verified program. */
  public static LinkedProgram link(Program program) {
    return link(program, ClassEmitter.emit(program));
  }

  /** Links class bytes that {@link ClassEmitter} made of the program. */
  public static LinkedProgram link(Program program, byte[] bytes) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, false);
      MethodHandle constructor =
          lookup
              .findConstructor(lookup.lookupClass(), MethodType.methodType(void.class))
              .asType(MethodType.methodType(CompiledProgram.class));
      return new LinkedProgram(program, constructor);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("program " + program.name(), e);
    }
  }

  private ProgramInstance ofProcedure(Program ofProcedure) {
    return Objects.requireNonNull(ofProcedures.get(ofProcedure)).newInstance();
  }

  /** A new instance, without data. */
  public ProgramInstance newInstance() {
    try {
      CompiledProgram instance = (CompiledProgram) constructor.invokeExact();
      instance.of(program, new Solvers(program, this::ofProcedure));
      return instance;
    } catch (Throwable e) {
      throw new LinkageError("program " + program.name(), e);
    }
  }
}
