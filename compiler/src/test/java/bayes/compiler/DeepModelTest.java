package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.source.SourceText;
import java.time.Duration;
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

  /** Each pass takes time in proportion to the text; the limit is far above what that needs. */
  @Test
  void aLongChainOfDefinitionsCompilesInBoundedTime() {
    StringBuilder text = new StringBuilder("z0 ~ Normal(0, 1);\n");
    for (int i = 1; i <= 12_000; i++) {
      text.append("let z" + i + " = z" + (i - 1) + " * 0.5 + 1;\n");
    }
    SourceText source = SourceText.of("long", text + "factor -z12000;\n");
    Checked<Model> model =
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> new Pipeline().compile(source));
    assertTrue(model.value().isPresent());
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
