package bayes.compiler.bytecode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.compiler.interpret.Interpreter;
import bayes.compiler.link.LinkedProgram;
import bayes.compiler.program.Example;
import bayes.compiler.program.Listing;
import bayes.compiler.program.RandomPrograms;
import java.io.PrintWriter;
import java.io.StringWriter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** The interpreter is the oracle: compiled code gives the same to the last bit. */
class CompiledEqualsInterpretedTest {
  @Property(tries = 60, seed = "20261")
  void onRandomPrograms(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int size) {
    Example example = RandomPrograms.of(seed, size);
    String expected = example.observe(new Interpreter(example.program()));
    byte[] bytes = ClassEmitter.emit(example.program());
    same(example, expected, bytes);
    assertArrayEquals(bytes, ClassEmitter.emit(RandomPrograms.of(seed, size).program()));
  }

  /** With a tiny budget every program is split into many methods. */
  @Property(tries = 60, seed = "20261")
  void onRandomProgramsInSmallPieces(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int size,
      @ForAll @IntRange(min = 100, max = 400) int budget) {
    Example example = RandomPrograms.of(seed, size);
    String expected = example.observe(new Interpreter(example.program()));
    same(example, expected, ClassEmitter.emit(example.program(), budget));
  }

  private static void same(Example example, String expected, byte[] bytes) {
    StringWriter faults = new StringWriter();
    ClassLoader loader = CompiledEqualsInterpretedTest.class.getClassLoader();
    CheckClassAdapter.verify(new ClassReader(bytes), loader, false, new PrintWriter(faults));
    assertEquals("", faults.toString(), () -> Listing.of(example.program()));
    LinkedProgram linked = LinkedProgram.link(example.program(), bytes);
    assertEquals(
        expected, example.observe(linked.newInstance()), () -> Listing.of(example.program()));
  }
}
