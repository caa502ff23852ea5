package bayes.compiler.bytecode;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

/** Class bytes as text, one instruction a line: {@code --emit=bytecode}. */
public final class BytecodeListing {
  private BytecodeListing() {}

  public static String of(byte[] classFile) {
    StringWriter text = new StringWriter();
    TraceClassVisitor printer =
        new TraceClassVisitor(null, new Textifier(), new PrintWriter(text, true));
    new ClassReader(classFile).accept(printer, ClassReader.SKIP_FRAMES);
    return text.toString();
  }
}
