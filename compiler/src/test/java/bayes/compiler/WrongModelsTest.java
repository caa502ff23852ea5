package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.bind.AppendedData;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.Explanations;
import bayes.compiler.diagnostic.TextRenderer;
import bayes.compiler.input.FileCode;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.plan.Method;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A corpus of wrong models with everything that is said about them: those of {@code models.txt},
 * which are what beginners write, and the wrong models of the pages about codes. {@code
 * -Dgolden.update=true} writes the messages anew.
 */
final class WrongModelsTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/wrong");
  private static final int FEWEST = 150;
  private static final int MOST_PER_CODE = 6;
  private static final Pipeline PIPELINE = new Pipeline();
  private static final Pattern WRITTEN =
      Pattern.compile(
          "=== (?<title>.*)\\n(?<model>[\\s\\S]*?)(?:--- data\\n(?<data>[\\s\\S]*?))?"
              + "(?:--- expected\\n[\\s\\S]*?)?(?=^=== |\\z)",
          Pattern.MULTILINE);
  private static final Pattern ON_PAGE =
      Pattern.compile(
          "## Wrong\\n[\\s\\S]*?```bayes\\n(?<model>[\\s\\S]*?)```"
              + "(?:\\n\\nwith the (?:data|table)\\n\\n```(?:json|csv)\\n(?<data>[\\s\\S]*?)```)?");

  private static List<Wrong> written = List.of();
  private static List<Wrong> onPages = List.of();

  /** A wrong model, and what is said about it. */
  private record Wrong(String title, String model, Optional<String> data, List<Diagnostic> said) {
    static Wrong of(String title, String model, Optional<String> data) {
      return new Wrong(title, model, data, say(title, model, data));
    }

    String message() {
      return TextRenderer.plain().render(said);
    }

    Set<String> codes() {
      return said.stream().map(d -> d.code().id()).collect(Collectors.toSet());
    }
  }

  /** What there is to say; of a page about a code, that which tells it. */
  private static List<Diagnostic> say(String title, String text, Optional<String> data) {
    List<List<Diagnostic>> all = all(text, data);
    return all.stream()
        .filter(said -> said.stream().anyMatch(d -> d.code().id().equals(title)))
        .findFirst()
        .orElseGet(
            () -> all.stream().filter(said -> !said.isEmpty()).findFirst().orElse(List.of()));
  }

  /** What compiler, data, the origin of the latents, lint and simulation say. */
  private static List<List<Diagnostic>> all(String text, Optional<String> data) {
    Checked<Model> model = PIPELINE.compile(SourceText.of("model.bayes", text));
    if (model.value().isEmpty()) return List.of(model.diagnostics());
    Model compiled = model.value().get();
    if (!compiled.plan().refusals().isEmpty()) return List.of(compiled.plan().refusals());
    List<List<Diagnostic>> said = new ArrayList<>();
    if (data.isPresent() || !needsData(compiled)) {
      Checked<BoundModel> bound = compiled.tryBind(read(data.orElse("{}")));
      said.add(bound.diagnostics());
      bound.value().ifPresent(posterior -> said.add(atOrigin(posterior)));
      bound.value().ifPresent(posterior -> said.add(compiled.lint(posterior)));
    }
    said.add(compiled.lint());
    said.add(ofSimulation(compiled, data));
    data.ifPresent(given -> said.add(ofPrediction(compiled, given)));
    data.ifPresent(given -> said.add(ofUpdate(compiled, given)));
    for (Method method : Method.values()) {
      // Few models are those that these are for.
      if (method == Method.GIBBS || method == Method.EXACT) continue;
      said.add(compiled.plan().methods().refusal(method).stream().toList());
    }
    return said;
  }

  private static List<Diagnostic> atOrigin(BoundModel model) {
    return model.postmortem(new double[model.dimension()]).stream().toList();
  }

  /** Of a prediction for these data, after a run with two words in two documents. */
  private static List<Diagnostic> ofPrediction(Model model, String data) {
    boolean isThatPage =
        model.typed().sets().stream()
            .anyMatch(
                s -> s.name().equals("Word") && s.definition() instanceof IndexSet.Definition.Open);
    if (!isThatPage) return List.of();
    Data before = read("{\"Word\": [\"a\", \"b\"], \"Doc\": 2}");
    Draws run = model.simulator(before).draws(1, 1);
    return model.tryPredictor(read(data), run).diagnostics();
  }

  /** Of new data for the run of the pages about them. */
  private static List<Diagnostic> ofUpdate(Model model, String data) {
    boolean isThatPage =
        model.typed().variables().stream().anyMatch(v -> v.symbol().name().equals("weights"));
    if (!isThatPage) return List.of();
    Data before = read("{\"weights\": [0.5, 0.5], \"y\": {\"Choate\": 28, \"Deerfield\": 8}}");
    return AppendedData.of(model.typed(), before, read(data)).diagnostics();
  }

  private static boolean needsData(Model model) {
    return model.typed().variables().stream()
        .anyMatch(v -> v.symbol().role() == Symbol.Role.DATA && v.defaultValue().isEmpty());
  }

  private static List<Diagnostic> ofSimulation(Model model, Optional<String> data) {
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
    return problems;
  }

  private static Data read(String text) {
    InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    try {
      return text.startsWith("{")
          ? JsonData.read("data.json", bytes)
          : CsvData.read("data.csv", bytes);
    } catch (DataException e) {
      throw new AssertionError(text, e);
    }
  }

  @BeforeAll
  static void all() throws IOException {
    List<Wrong> found = new ArrayList<>();
    Matcher cases = WRITTEN.matcher(Files.readString(FOLDER.resolve("models.txt")));
    while (cases.find()) {
      found.add(
          Wrong.of(
              cases.group("title"),
              cases.group("model"),
              Optional.ofNullable(cases.group("data"))));
    }
    written = List.copyOf(found);
    found.clear();
    for (String code : codes()) {
      Matcher page = ON_PAGE.matcher(Explanations.page(code).orElseThrow());
      assertTrue(page.find(), code);
      found.add(Wrong.of(code, page.group("model"), Optional.ofNullable(page.group("data"))));
    }
    onPages = List.copyOf(found);
  }

  @Test
  void messagesAreAsExpected() {
    StringBuilder text = new StringBuilder();
    for (Wrong wrong : written) {
      text.append("=== " + wrong.title() + "\n" + wrong.model());
      wrong.data().ifPresent(data -> text.append("--- data\n" + data));
      text.append("--- expected\n" + wrong.message());
    }
    Golden.check(FOLDER.resolve("models.txt"), text.toString());
  }

  @Test
  void messagesOfPagesAreAsExpected() {
    StringBuilder text = new StringBuilder();
    for (Wrong wrong : onPages) text.append("=== " + wrong.title() + "\n" + wrong.message());
    Golden.check(FOLDER.resolve("pages.txt"), text.toString());
  }

  /** All codes but those of files, which a test of the command line holds in the same way. */
  private static List<String> codes() {
    Set<String> ofFiles = new HashSet<>();
    for (DataCode code : DataCode.values()) ofFiles.add(code.name());
    for (FileCode code : FileCode.values()) ofFiles.add(code.name());
    return Explanations.codes().stream().filter(code -> !ofFiles.contains(code)).toList();
  }

  private static List<Wrong> corpus() {
    List<Wrong> corpus = new ArrayList<>(written);
    corpus.addAll(onPages);
    return corpus;
  }

  @Test
  void theCorpusIsLargeAndCoversEveryCode() {
    assertTrue(corpus().size() >= FEWEST, corpus().size() + " models");
    Set<String> missing = new LinkedHashSet<>(codes());
    corpus().forEach(wrong -> missing.removeAll(wrong.codes()));
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyModelIsWrongAndEveryCodeHasAFewModels() {
    Map<String, Integer> models = new HashMap<>();
    Set<String> texts = new HashSet<>();
    for (Wrong wrong : corpus()) {
      assertFalse(wrong.said().isEmpty(), wrong.title());
      assertTrue(texts.add(wrong.model() + wrong.data()), wrong.title() + " is there twice");
      // A model with several mistakes is counted for its first.
      models.merge(wrong.said().get(0).code().id(), 1, Integer::sum);
    }
    models.values().removeIf(count -> count <= MOST_PER_CODE);
    assertEquals(Map.of(), models, "too many models of one code");
  }

  /** How the constructs of the reference look in a text. */
  private static final Map<String, String> CONSTRUCTS =
      Map.ofEntries(
          Map.entry("import", "import \""),
          Map.entry("open set", "set \\w+;"),
          Map.entry("range", "set \\w+ = 1\\.\\."),
          Map.entry("named members", "set \\w+ = \\{"),
          Map.entry("vocab", "vocab "),
          Map.entry("data", "data \\w+ +: real"),
          Map.entry("default", "data [^;~]*= "),
          Map.entry("bounds", "<lower="),
          Map.entry("member", "data \\w+ +: [A-Z]"),
          Map.entry("missing data", "\\?;"),
          Map.entry("let", "let \\w+ = "),
          Map.entry("let over a set", "let \\w+\\[\\w+ in"),
          Map.entry("tuple", "let \\("),
          Map.entry("latent", "(?m)^\\w+ ~"),
          Map.entry("typed latent", "(?m)^\\w+ : [a-z<>=]+ ~"),
          Map.entry("plate", "(?m)^\\w+\\[\\w+ in \\w+] ~"),
          Map.entry("observe", "observe \\w+ ~"),
          Map.entry("observe over a set", "observe \\w+\\[\\w+ in"),
          Map.entry("factor", "factor "),
          Map.entry("generate", "generate \\w+ ="),
          Map.entry("generated draw", "generate \\w+ ~"),
          Map.entry("for", "for \\w+ in"),
          Map.entry("if", "if .*else"),
          Map.entry("fun", "fun \\w+\\("),
          Map.entry("dist", "dist \\w+\\("),
          Map.entry("annotation", "@\\w+"),
          Map.entry("recurrence", "\\[\\w+ - 1]"),
          Map.entry("part of a set", "\\[\\d\\.\\.]"),
          Map.entry("conditional", "\\? .* : "),
          Map.entry("comprehension", " for \\w+ in \\w+\\)"),
          Map.entry("label", "\\[\"\\w+\"]"),
          Map.entry("matrix product", " @ "),
          Map.entry("transpose", "\\w';"),
          Map.entry("simplex", "simplex|Dirichlet"),
          Map.entry("ordered", "ordered[<\\[]"),
          Map.entry("named argument", "\\w+\\(\\w+: "),
          Map.entry("log_density", "log_density\\(\\w+\\("),
          Map.entry("quantile", "quantile\\("),
          Map.entry("Truncated", "Truncated\\("),
          Map.entry("Censored", "Censored\\("),
          Map.entry("Mixture", "Mixture\\("));

  @Test
  void everyConstructIsAmongThem() {
    Set<String> missing = new LinkedHashSet<>(CONSTRUCTS.keySet());
    for (Wrong wrong : corpus()) {
      missing.removeIf(
          name ->
              Pattern.compile(Optional.ofNullable(CONSTRUCTS.get(name)).orElseThrow())
                  .matcher(wrong.model())
                  .find());
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void noBuildBlessesItsOwnOutput() {
    assertThrows(AssertionError.class, () -> Golden.refuseIn(Map.of("CI", "true")));
    Golden.refuseIn(Map.of());
  }
}
