package bayes.runtime.draws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.draws.RecordedVariable.Axis;
import bayes.runtime.draws.RecordedVariable.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
  private static final Axis SCHOOL = new Axis("School", List.of("Choate", "日本 \"x\""), true);
  private static final Axis YEAR = new Axis("", List.of("1", "2", "3"), false);
  private static final Layout LAYOUT =
      Layout.of(
          List.of(
              new RecordedVariable("mu", Kind.REAL, List.of(), List.of()),
              new RecordedVariable("theta", Kind.REAL, List.of(SCHOOL, YEAR), List.of()),
              new RecordedVariable("best", Kind.MEMBER, List.of(), SCHOOL.labels())));
  private static final List<String> SAMPLER = List.of("lp__", "divergent__");

  private final Path folder;

  RunFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsBackEveryBit() throws Exception {
    Run run = run(draws(2, 40));
    write(run);
    Run back = RunFolder.at(folder).read();

    assertEquals(run.record(), back.record());
    assertEquals(run.modelFiles(), back.modelFiles());
    assertEquals(run.draws().variables(), back.draws().variables());
    assertEquals(SAMPLER, back.draws().samplerNames());
    for (int column = 0; column < LAYOUT.width(); column++) {
      assertSameBits(run.draws().chains(column), back.draws().chains(column));
    }
    assertSameBits(
        run.draws().sampler("lp__").orElseThrow(), back.draws().sampler("lp__").orElseThrow());
    try (InputStream data = RunFolder.at(folder).openData()) {
      assertEquals("{}", new String(data.readAllBytes(), UTF_8));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
    }
  }

  @Test
  void readsBackWhereChainsDiverged() throws Exception {
    ModelTerm term =
        new ModelTerm(
            "schools.bayes",
            6,
            1,
            9,
            "theta[s] ~ Normal(mu, tau);",
            "theta[s] ~ Normal(mu, tau)",
            List.of("mu", "tau"),
            "write `@noncentered` before the statement");
    List<Double> values = List.of(0.5, 11.0, 12.0, 13.0, 21.0, 22.0, 1e-300, 2.0);
    List<Divergence> divergences =
        List.of(
            new Divergence(
                1,
                3,
                List.of(0.1, 1.0 / 3),
                List.of(-1e300, Double.NaN),
                values,
                Optional.of(new TermChange(term, "theta[\"a\"]", Double.NEGATIVE_INFINITY))),
            new Divergence(
                2,
                40,
                List.of(0.1, 0.2),
                List.of(0.3, Double.POSITIVE_INFINITY),
                values,
                Optional.of(new TermChange(term, "", -1234.5))),
            new Divergence(2, 39, List.of(), List.of(), List.of(), Optional.empty()));
    write(run(draws(2, 40)).withDivergences(divergences));
    assertEquals(divergences, RunFolder.at(folder).read().divergences());
    Files.writeString(folder.resolve("divergences.json"), "{\"statements\": []}");
    assertTrue(problem(() -> RunFolder.at(folder).read()).describe().contains("divergences"));
  }

  @Test
  void writesStansFileLayout() throws Exception {
    double[] row = {0.5, 11, 12, 13, 21, 22, Double.NaN, 2};
    write(run(Draws.of(LAYOUT, SAMPLER, 1, List.of(row), List.of(new double[] {-1.25, 0}))));

    String text = Files.readString(folder.resolve("chain-1.csv"));
    List<String> lines = text.lines().toList();
    int header =
        lines.indexOf(
            "lp__,divergent__,mu,theta.1.1,theta.2.1,theta.1.2,theta.2.2,theta.1.3,theta.2.3,best");
    assertEquals(
        List.of(
            "# Adaptation terminated",
            "# Step size = 0.75",
            "# Diagonal elements of inverse mass matrix:",
            "# 1, 0.5",
            "-1.25,0,0.5,11,21,12,22,13,nan,2"),
        lines.subList(header + 1, lines.size()));
    assertTrue(
        lines.subList(0, header).containsAll(List.of("# num_warmup = 1000", "# id = 1")), text);
    String json = Files.readString(folder.resolve("run.json"));
    assertTrue(json.contains("\"theta.2.1\" : \"theta[\\\"日本 \\\\\\\"x\\\\\\\"\\\", 1]\""), json);
    // printf 'mu ~ Normal(0, 1);\n' | sha256sum
    assertTrue(
        json.contains("cba1f64512f5b0d1e922b873345bd40506c157218d9437e0cdc18264cc0779e7"), json);
  }

  @Test
  void keepsWeights() throws Exception {
    Draws draws = draws(1, 3).weighted(List.of(new double[] {1, 2, 5}));
    write(run(draws));
    double[][] weights = RunFolder.at(folder).read().draws().weights().orElseThrow();
    assertArrayEquals(new double[] {0.125, 0.25, 0.625}, weights[0]);
  }

  /** It had the times in run.json, and no numbers of chains. */
  @Test
  void readsTheFirstFormat() throws Exception {
    Run run = run(draws(2, 3));
    write(run);
    Path json = folder.resolve("run.json");
    Files.delete(folder.resolve("times.json"));
    Files.writeString(
        json,
        Files.readString(json)
            .replace("\"format\" : 2", "\"format\" : 1")
            .replaceAll(
                "\"number\" : \\d", "\"warmup_seconds\" : 0.25, \"sampling_seconds\" : 0.5"));
    assertEquals(run.record(), RunFolder.at(folder).read().record());
  }

  @Test
  void neverOverwritesARun() throws Exception {
    write(run(draws(1, 3)));
    assertInstanceOf(RunProblem.Occupied.class, problem(() -> RunFolder.create(folder)));
  }

  @Test
  void saysWhatCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("taken"), "");
    RunProblem problem = problem(() -> RunFolder.create(file));
    assertEquals(
        file + ": cannot be written: a file of this name is in the way", problem.describe());
  }

  @Test
  void saysWhatIsNoRun() {
    assertInstanceOf(RunProblem.NotARun.class, problem(() -> RunFolder.at(folder).read()));
  }

  @Test
  void saysWhatIsDamaged() throws Exception {
    write(run(draws(2, 3)));
    Path csv = folder.resolve("chain-2.csv");
    Path json = folder.resolve("run.json");
    String rows = Files.readString(csv);
    String run = Files.readString(json);

    assertDamage(csv, rows.replaceFirst("\n(-?\\d)", "\nx$1"), "is not a number");
    assertDamage(csv, rows.replaceFirst("\n(-?\\d)", "\n1,$1"), "expected 10 values in this row");
    assertDamage(csv, rows.replaceFirst("\n-?\\d.*\n", "\n"), "expected 3 draws, but found 2");
    assertDamage(csv, rows.replace("theta.2.1", "theta.9.9"), "no column `theta.2.1`");
    assertDamage(csv, "# nothing\n", "there is no header");
    Files.writeString(csv, rows);
    assertDamage(json, run.substring(0, 40), "this is not JSON");
    assertDamage(json, "{}", "the document has no \"format\"");
    assertDamage(json, run.replace("\"draws\" : 3", "\"draws\" : -3"), "\"draws\" should be");
    assertDamage(json, run.replace("\"REAL\"", "\"COMPLEX\""), "is no kind of variable");
    assertDamage(json, run.replace("lib/own.bayes", "../../own.bayes"), "lies elsewhere");
    Files.writeString(json, run.replace("\"format\" : 2", "\"format\" : 3"));
    assertEquals(
        new RunProblem.NewerFormat(json.toString(), 3, 2),
        problem(() -> RunFolder.at(folder).read()));
  }

  private void assertDamage(Path file, String text, String message) throws IOException {
    Files.writeString(file, text);
    RunProblem problem = problem(() -> RunFolder.at(folder).read());
    assertInstanceOf(RunProblem.Damaged.class, problem);
    assertEquals(file.toString(), problem.path());
    assertTrue(problem.message().contains(message), problem.describe());
  }

  private static RunProblem problem(Executable action) {
    return assertThrows(RunException.class, action).problem();
  }

  private void write(Run run) throws RunException {
    RunFolder.create(folder).write(run, out -> out.write("{}".getBytes(UTF_8)));
  }

  private static void assertSameBits(double[][] expected, double[][] actual) {
    for (int chain = 0; chain < expected.length; chain++) {
      for (int draw = 0; draw < expected[chain].length; draw++) {
        assertEquals(
            Double.doubleToLongBits(expected[chain][draw]),
            Double.doubleToLongBits(actual[chain][draw]));
      }
    }
  }

  private static Run run(Draws draws) {
    ChainRecord chain = new ChainRecord(0.25, 0.5, OptionalDouble.of(0.75), List.of(1.0, 0.5));
    RunRecord record =
        new RunRecord(
            "0.1.0",
            "nuts",
            Long.MIN_VALUE,
            Map.of("warmup", 1000, "target_accept", 0.8, "metric", "diagonal", "dense", false),
            "schools.bayes",
            List.of(new RunRecord.Source("schools.json", "ab", 17)),
            Collections.nCopies(draws.chains(), chain),
            Map.of("pareto_k", Double.POSITIVE_INFINITY));
    return new Run(
        record, draws, Map.of("schools.bayes", "mu ~ Normal(0, 1);\n", "lib/own.bayes", "// μ\n"));
  }

  /** Doubles of every magnitude, among them the extreme ones. */
  private static Draws draws(int chains, int draws) {
    SplittableRandom random = new SplittableRandom(7);
    double[] extremes = {
      -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, Double.NaN, 1e15, 0x1p53
    };
    List<double[]> rows = new ArrayList<>();
    List<double[]> samplerRows = new ArrayList<>();
    for (int chain = 0; chain < chains; chain++) {
      double[] row = new double[draws * LAYOUT.width()];
      for (int i = 0; i < row.length; i++) row[i] = Double.longBitsToDouble(random.nextLong());
      System.arraycopy(extremes, 0, row, 0, extremes.length);
      rows.add(row);
      samplerRows.add(random.doubles(draws * 2L, -1, 0).toArray());
    }
    return Draws.of(LAYOUT, SAMPLER, draws, rows, samplerRows);
  }
}
