package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.source.SourceText;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What the parser admits, every later phase can walk, whatever the stack of the caller. */
class DeepModelTest {
  @Test
  void theDeepestExpressionCompilesOnASmallStack() throws Exception {
    assertTrue(compiled("tanh(".repeat(900) + "x" + ")".repeat(900)));
  }

  @Test
  void aLongSumCompilesOnASmallStack() throws Exception {
    assertTrue(compiled("x + ".repeat(1000) + "x"));
  }

  private static boolean compiled(String expression) throws Exception {
    SourceText source = SourceText.of("deep", "x ~ Normal(0, 1);\nfactor " + expression + ";\n");
    FutureTask<Checked<Model>> compile = new FutureTask<>(() -> new Pipeline().compile(source));
    Thread small = new Thread(null, compile, "small", 256 << 10);
    small.start();
    try {
      return compile.get().value().isPresent();
    } catch (ExecutionException e) {
      throw new AssertionError("the compiler failed", e.getCause());
    }
  }
}
