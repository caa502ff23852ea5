package bayes.compiler.bytecode;

import bayes.compiler.program.Procedure;
import bayes.compiler.program.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

/** Class bytes as text, one instruction a line: {@code --emit=bytecode}. */
public final class BytecodeListing {
  private BytecodeListing() {}

  /** A program's class, and those of the programs that its procedures call. */
  public static String of(Program program, byte[] classFile) {
    StringBuilder text = new StringBuilder(of(classFile));
    for (Procedure procedure : Procedure.in(program)) {
      for (Program inner : List.of(procedure.value(), procedure.pullback())) {
        text.append('\n').append(of(inner, ClassEmitter.emit(inner)));
      }
    }
    return text.toString();
  }

  public static String of(byte[] classFile) {
    StringWriter text = new StringWriter();
    TraceClassVisitor printer =
        new TraceClassVisitor(null, new Textifier(), new PrintWriter(text, true));
    new ClassReader(classFile).accept(printer, ClassReader.SKIP_FRAMES);
    return text.toString();
  }
}
