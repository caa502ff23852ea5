package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, which only a process of its own can be sent. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
final class InterruptTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    // A process that was started in the background inherits that it ignores the signal.
    command.addAll(List.of("env", "--default-signal=INT", "BAYES_TTY=err", "TERM=xterm"));
    // Until it says so here, it may still ignore it.
    command.addAll(List.of("sh", "-c", "echo started >&2; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "bayes.cli.Main"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectOutput(folder.resolve("out.txt").toFile()).start();
    readUntil(process.getErrorStream(), "started\n");
    return process;
  }

  private static void interrupt(Process process) throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  /** Reads until a word has been written; the text so far. */
  private static String readUntil(InputStream in, String word) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      text.append((char) c);
      if (text.toString().endsWith(word)) return text.toString();
    }
    throw new AssertionError("`" + word + "` never came: " + text);
  }

  @Test
  void keepsSummarisesAndWritesWhatIsDone() throws Exception {
    // Slow enough not to end by itself, and not to fill the memory with draws.
    String model =
        ModelFolder.in(folder)
            .write(
                "slow.bayes",
                "mu ~ Normal(0, 1);\nfactor -sum(exp(mu / i) for i in 1..5000) / 5000;\n");
    Path run = folder.resolve("run");
    Process process =
        start(
            "sample",
            model,
            "--chains",
            "2",
            "--warmup",
            "100",
            "--draws",
            "1000000",
            "--seed",
            "1",
            "--out",
            run.toString());
    readUntil(process.getErrorStream(), "sampling,");
    interrupt(process);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(130, process.exitValue(), err);
    String out = Files.readString(folder.resolve("out.txt"));
    assertTrue(out.contains("mu ") && out.contains("The run was interrupted"), out);
    assertEquals(out, Command.run("summary", run.toString()).out());
  }

  @Test
  void endsAtOnceBeforeSampling() throws Exception {
    Process process = start("repl");
    // Whatever the process does at this moment, it ends with the code of an interrupt.
    interrupt(process);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(130, process.exitValue());
  }
}
