package bayes.compiler.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.Pipeline;
import bayes.compiler.bind.AppendedData;
import bayes.compiler.bind.BindCode;
import bayes.compiler.bind.UpdateCode;
import bayes.compiler.check.CheckCode;
import bayes.compiler.input.FileCode;
import bayes.compiler.lint.LintCode;
import bayes.compiler.plan.Method;
import bayes.compiler.plan.Methods;
import bayes.compiler.plan.PlanCode;
import bayes.compiler.plan.Simulation;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataCode;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.draws.Draws;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each page about a code holds what it promises: its wrong model gives this code and no other, its
 * right model none; and every code has a page.
 */
final class ExplanationsTest {
  private static final Pipeline PIPELINE = new Pipeline();
  private static final Pattern BLOCK =
      Pattern.compile(
          "```bayes\\n(.*?)```(?:\\n\\nwith the (?:data|table)\\n\\n```(?:json|csv)\\n(.*?)```)?",
          Pattern.DOTALL);

  /** A model of a page, with its data if the mistake shows only with them, or when it is run. */
  private record Example(String model, Optional<String> data, char kind) {
    /** The distinct codes of what is wrong. */
    Set<String> codes() {
      Checked<Model> model = PIPELINE.compile(SourceText.of("model.bayes", this.model));
      if (model.value().isEmpty()) return codes(model.diagnostics());
      List<Diagnostic> refusals = model.value().get().plan().refusals();
      if (!refusals.isEmpty()) return codes(refusals);
      if (data.isEmpty() && kind != 'R' && kind != 'L') return codes(model.diagnostics());
      if (kind == 'L' && data.isEmpty()) return codes(model.value().get().lint());
      Checked<BoundModel> bound = model.value().get().tryBind(read(data.orElse("{}")));
      if (kind == 'L') return codes(model.value().get().lint(bound.value().orElseThrow()));
      if (bound.value().isEmpty() || kind != 'R') return codes(bound.diagnostics());
      double[] origin = new double[bound.value().get().dimension()];
      return codes(bound.value().get().postmortem(origin).stream().toList());
    }

    /** The same, of a simulation. */
    Set<String> codesOfSimulation() {
      Model model = Model.compile(this.model);
      Simulation simulation = Simulation.of(model.typed());
      List<Diagnostic> problems = new ArrayList<>(simulation.whyNotFromPrior(false));
      if (problems.isEmpty()) problems.addAll(simulation.whyNotFromDraws());
      if (problems.isEmpty() && data.isPresent()) {
        problems.addAll(
            model
                .trySimulator(read(data.get()), false)
                .then(simulator -> simulator.tryDraws(1, 1))
                .diagnostics());
      }
      return codes(problems);
    }

    /** The same, of a prediction from a run with the members that the page names. */
    Set<String> codesOfPrediction() {
      Model model = Model.compile(this.model);
      Data before = read("{\"Word\": [\"a\", \"b\"], \"Doc\": 2}");
      Draws run = model.simulator(before).draws(1, 1);
      return codes(model.tryPredictor(read(data.orElseThrow()), run).diagnostics());
    }

    /** The same, of new data for a run with the data that the page names. */
    Set<String> codesOfUpdate() {
      Model model = Model.compile(this.model);
      Data before = read("{\"weights\": [0.5, 0.5], \"y\": {\"Choate\": 28, \"Deerfield\": 8}}");
      return codes(
          AppendedData.of(model.typed(), before, read(data.orElseThrow()))
              .then(model::tryBind)
              .diagnostics());
    }

    /** The same, of the methods that do not apply. */
    Set<String> codesOfMethods() {
      Methods methods = Model.compile(this.model).plan().methods();
      return codes(
          Stream.of(Method.values())
              // It is for models of discrete latents, which most others are not for.
              .filter(method -> method != Method.GIBBS)
              .flatMap(method -> methods.refusal(method).stream())
              .toList());
    }

    private static Set<String> codes(List<Diagnostic> diagnostics) {
      return diagnostics.stream().map(d -> d.code().id()).collect(Collectors.toSet());
    }

    private static Data read(String text) {
      InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      try {
        return text.startsWith("{")
            ? JsonData.read("data.json", bytes)
            : CsvData.read("data.csv", bytes);
      } catch (DataException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static List<Example> examples(String page) {
    List<Example> examples = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(page);
    char kind = page.charAt(2);
    while (matcher.find()) {
      examples.add(new Example(matcher.group(1), Optional.ofNullable(matcher.group(2)), kind));
    }
    return examples;
  }

  @TestFactory
  Stream<DynamicTest> wrongAndRight() {
    return Explanations.codes().stream()
        .filter(code -> !ofFiles().contains(code))
        .map(
            code ->
                DynamicTest.dynamicTest(
                    code,
                    () -> {
                      String page = Explanations.page(code).orElseThrow();
                      assertTrue(page.startsWith("# " + code + ": "), page);
                      List<Example> examples = examples(page);
                      assertEquals(2, examples.size(), "a wrong model and a right one");
                      assertEquals(Set.of(code), codes(examples.get(0), code), "the wrong model");
                      assertEquals(Set.of(), codes(examples.get(1), code), "the right model");
                    }));
  }

  /** Codes whose pages show files and a command; a test of the command line runs those. */
  private static Set<String> ofFiles() {
    Set<String> codes = new TreeSet<>();
    for (DataCode code : DataCode.values()) codes.add(code.name());
    for (FileCode code : FileCode.values()) codes.add(code.name());
    return codes;
  }

  private static Set<String> codes(Example example, String code) {
    if (code.equals("D0204") || code.equals("D0205")) return example.codesOfUpdate();
    if (code.equals("D0203")) return example.codesOfPrediction();
    if (code.equals("M0127")) return example.codesOfMethods();
    if (code.equals("M0128")) return example.codes();
    return code.startsWith("M012") || code.startsWith("D02")
        ? example.codesOfSimulation()
        : example.codes();
  }

  /** Codes are enumerations, or texts in the sources. */
  @Test
  void everyCodeHasAPageAndEveryPageACode() throws IOException {
    Set<String> expected = new TreeSet<>(ofFiles());
    for (CheckCode code : CheckCode.values()) expected.add(code.name());
    for (BindCode code : BindCode.values()) expected.add(code.name());
    for (UpdateCode code : UpdateCode.values()) expected.add(code.name());
    for (PlanCode code : PlanCode.values()) expected.add(code.name());
    for (LintCode code : LintCode.values()) expected.add(code.name());
    Pattern literal = Pattern.compile("\"([PNTDMLRC]\\d{4})\"");
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        literal.matcher(Files.readString(file)).results().forEach(r -> expected.add(r.group(1)));
      }
    }
    assertEquals(expected, new TreeSet<>(Explanations.codes()));
    Set<String> files;
    try (Stream<Path> pages = Files.list(Path.of("../docs/errors"))) {
      files = pages.map(p -> p.getFileName().toString()).collect(Collectors.toSet());
    }
    Set<String> listed =
        Explanations.codes().stream().map(c -> c + ".md").collect(Collectors.toSet());
    listed.add("README.md");
    assertEquals(listed, files);
  }

  @Test
  void pagesAndListHaveTheTitlesOfTheCodes() {
    for (CheckCode code : CheckCode.values()) assertTitle(code.name(), code.title());
    for (BindCode code : BindCode.values()) assertTitle(code.name(), code.title());
    for (UpdateCode code : UpdateCode.values()) assertTitle(code.name(), code.title());
    for (PlanCode code : PlanCode.values()) assertTitle(code.name(), code.title());
    for (LintCode code : LintCode.values()) assertTitle(code.name(), code.title());
    for (DataCode code : DataCode.values()) assertTitle(code.name(), code.title());
    for (FileCode code : FileCode.values()) assertTitle(code.name(), code.title());
    for (String code : Explanations.codes()) {
      String page = Explanations.page(code).orElseThrow();
      String title = page.substring(0, page.indexOf('\n')).replace("# " + code + ": ", "");
      assertTitle(code, title);
    }
  }

  private static void assertTitle(String code, String title) {
    String page = Explanations.page(code).orElseThrow();
    assertTrue(page.startsWith("# " + code + ": " + title + "\n"), page);
    String row = "| [" + code + "](" + code + ".md) | " + title + " |\n";
    assertTrue(Explanations.index().contains(row), row);
  }

  @Test
  void aPageOfAnotherCodeWouldBeFound() {
    Example wrong = examples(Explanations.page("N0101").orElseThrow()).get(0);
    assertTrue(!wrong.codes().contains("N0102"));
    assertEquals(Optional.empty(), Explanations.page("X9999"));
    assertEquals(Optional.empty(), Explanations.page("README"));
  }
}
