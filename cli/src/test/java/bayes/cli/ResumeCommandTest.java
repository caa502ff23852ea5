package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs of real processes that are killed, and gone on with. */
@EnabledOnOs(OS.LINUX)
@Timeout(600)
final class ResumeCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private String model = "";

  /** Slow enough to be killed, with divergences to keep. */
  @BeforeEach
  void write() {
    model =
        ModelFolder.in(folder)
            .write(
                "funnel.bayes",
                """
                s ~ Normal(0, 3);
                x ~ Normal(0, exp(s / 2));
                p ~ Beta(2, 2);
                factor -sum(exp(x / (1 + x * x) / i) for i in 1..3000) / 3000;
                generate z ~ Normal(x, 1);
                """);
  }

  private static List<String> options(String method, int iterations) {
    return List.of(
        "--method",
        method,
        "--chains",
        "3",
        "--warmup",
        String.valueOf(iterations),
        "--draws",
        String.valueOf(iterations),
        "--seed",
        "-7");
  }

  private static Process start(Path log, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "bayes.cli.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private List<String> sample(String method, int iterations, Path out) {
    List<String> words = new ArrayList<>(List.of("sample", model));
    words.addAll(options(method, iterations));
    words.addAll(List.of("--out", out.toString()));
    return words;
  }

  private static Command run(List<String> words) {
    return Command.run(words.toArray(String[]::new));
  }

  private static Map<String, byte[]> content(Path at) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(at)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = at.relativize(file).toString();
        if (!name.equals("times.json")) files.put(name, Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void assertSame(Map<String, byte[]> expected, Path at, String when)
      throws IOException {
    Map<String, byte[]> actual = content(at);
    assertEquals(expected.keySet(), actual.keySet(), when);
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), when + name));
  }

  /** Starts a run, kills it when it has come to some point or ended, and goes on with it. */
  private void killAndResume(
      Map<String, byte[]> expected, String method, int iterations, int threads, Moment moment)
      throws Exception {
    Path out = folder.resolve(method + "-" + threads + "-" + moment.name());
    List<String> words = sample(method, iterations, out);
    words.addAll(List.of("--threads", String.valueOf(threads), "--checkpoint", "0"));
    Path log = folder.resolve("log.txt");
    Process process = start(log, words);
    while (process.isAlive() && !moment.hasCome(out)) Thread.onSpinWait();
    boolean isKilled = process.isAlive();
    process.destroyForcibly();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    if (isKilled) assertEquals(128 + 9, process.exitValue(), Files.readString(log));
    String when = method + ", " + threads + " threads, killed " + moment.name() + " ";
    Command resumed = Command.run("resume", out.toString(), "--threads", "1");
    assertEquals(0, resumed.exitCode(), when + resumed.err());
    assertSame(expected, out, when);
  }

  /** When to kill, by what the folder looks like. */
  private record Moment(String name, String file, long size) {
    boolean hasCome(Path out) throws IOException {
      Path seen = out.resolve(file);
      return Files.isRegularFile(seen) && Files.size(seen) >= size;
    }
  }

  private Map<String, byte[]> undisturbed(String method, int iterations) throws IOException {
    Path out = folder.resolve(method + "-undisturbed");
    Command run = run(sample(method, iterations, out));
    assertEquals(0, run.exitCode(), run.err());
    Map<String, byte[]> content = content(out);
    assertTrue(content.containsKey("chain-3.csv"), content.keySet().toString());
    return content;
  }

  @Test
  void killedRunsEndAsUndisturbedOnes() throws Exception {
    Map<String, byte[]> nuts = undisturbed("nuts", 150);
    killAndResume(nuts, "nuts", 150, 2, new Moment("in-warmup", "chain-1.checkpoint", 1));
    killAndResume(nuts, "nuts", 150, 1, new Moment("between-draws", "chain-2.csv", 4000));
    Map<String, byte[]> mh = undisturbed("mh", 150);
    killAndResume(mh, "mh", 150, 2, new Moment("between-draws", "chain-1.csv", 3000));
  }

  @Tag("thorough")
  @Test
  void killedRunsEndAsUndisturbedOnesWheneverThatIs() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    for (String method : List.of("nuts", "mh")) {
      Map<String, byte[]> expected = undisturbed(method, 300);
      long size = 0;
      for (byte[] file : expected.values()) size = Math.max(size, file.length);
      for (int i = 0; i < 12; i++) {
        String file = "chain-" + (1 + random.nextInt(3)) + ".csv";
        killAndResume(
            expected,
            method,
            300,
            1 + i % 2,
            new Moment("number-" + i, file, i < 3 ? 1 : random.nextLong(size)));
      }
    }
  }

  @Test
  void unfinishedRunsSaySo() throws Exception {
    Path out = folder.resolve("run");
    List<String> words = sample("mh", 2000, out);
    words.addAll(List.of("--checkpoint", "0"));
    Process process = start(folder.resolve("log.txt"), words);
    Path csv = out.resolve("chain-1.csv");
    while (process.isAlive() && !(Files.exists(csv) && Files.size(csv) > 5000)) {
      Thread.onSpinWait();
    }
    // The lock of the other process.
    Command tooEarly = Command.run("resume", out.toString());
    assertTrue(process.isAlive());
    assertEquals(74, tooEarly.exitCode());
    assertTrue(tooEarly.err().contains("C0011"), tooEarly.err());
    assertTrue(tooEarly.err().contains("still under way"), tooEarly.err());
    process.destroyForcibly().waitFor();

    Command summary = Command.run("summary", out.toString());
    assertEquals(0, summary.exitCode());
    assertTrue(summary.err().contains("warning[C0010]"), summary.err());
    assertTrue(summary.err().contains("bayes resume " + out), summary.err());
    assertTrue(summary.out().contains("interrupted"), summary.out());
    Command again = run(sample("mh", 2000, out));
    assertEquals(74, again.exitCode());
    assertTrue(again.err().contains("bayes resume " + out), again.err());

    Path text = out.resolve("model/funnel.bayes");
    String before = Files.readString(text);
    Files.writeString(text, before.replace("3000", "30"));
    Command changed = Command.run("resume", out.toString());
    assertEquals(74, changed.exitCode());
    assertTrue(changed.err().contains("error[C0011]"), changed.err());
    Files.writeString(text, before);
    Files.write(out.resolve("chain-1.checkpoint"), new byte[100]);
    Command damaged = Command.run("resume", out.toString());
    assertEquals(74, damaged.exitCode());
    assertTrue(damaged.err().contains("error[C0011]"), damaged.err());
    assertTrue(damaged.err().contains("delete `" + out), damaged.err());
  }

  @Test
  void finishedRunsNeedNothing() {
    ModelFolder models = ModelFolder.in(folder);
    Path out = folder.resolve("run");
    for (String method : List.of("importance", "map")) {
      Path of = out.resolve(method);
      Command run =
          Command.run(
              "sample",
              models.file("mean.bayes"),
              "--method",
              method,
              "--seed",
              "1",
              "--out",
              of.toString());
      assertEquals(0, run.exitCode(), run.err());
      Command resumed = Command.run("resume", of.toString());
      assertEquals(0, resumed.exitCode());
      assertTrue(resumed.err().contains("nothing to do"), resumed.err());
    }
    Command none = Command.run("resume", folder.resolve("no").toString());
    assertEquals(74, none.exitCode());
    assertTrue(none.err().contains("error[C0004]"), none.err());
  }

  /** The shell lets files grow to 16 KiB: what a full disk looks like to the process. */
  @Test
  void aFullDiskLosesNothing() throws Exception {
    Map<String, byte[]> expected = undisturbed("mh", 400);
    Path out = folder.resolve("run");
    List<String> words = new ArrayList<>(List.of("bash", "-c", "ulimit -f 16; exec \"$@\"", "-"));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), "bayes.cli.Main"));
    words.addAll(sample("mh", 400, out));
    words.addAll(List.of("--checkpoint", "0"));
    Path stdout = folder.resolve("out.txt");
    Process process = new ProcessBuilder(words).redirectOutput(stdout.toFile()).start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(74, process.waitFor(), err);
    assertTrue(err.contains("warning[C0013]") && err.contains("error[C0013]"), err);
    // All draws are summarised, though not all are on the disk.
    String all = Command.run("summary", folder.resolve("mh-undisturbed").toString()).out();
    assertEquals(all, Files.readString(stdout));
    Command soFar = Command.run("summary", out.toString());
    assertEquals(0, soFar.exitCode(), soFar.err());
    assertFalse(soFar.out().equals(all));
    Command resumed = Command.run("resume", out.toString());
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertSame(expected, out, "after making room ");
  }
}
