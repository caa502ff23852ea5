package bayes.compiler.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Model;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is likely wrong is told, and of the models that we ship only what is true of them. */
final class LintTest {
  private static List<String> codes(String model) {
    return Model.compile(model).lint().stream().map(d -> d.code().id()).toList();
  }

  private static List<String> codes(String model, Data data) {
    Model compiled = Model.compile(model);
    return compiled.lint(compiled.bind(data)).stream().map(d -> d.code().id()).toList();
  }

  private static final String FUNNEL =
      """
      set Group;
      set Row;
      data group : Group[Row];
      data y : real[Row];
      mu ~ Normal(0, 5);
      tau ~ HalfNormal(5);
      theta[g in Group] ~ Normal(mean: mu, variance: tau);
      observe y[r in Row] ~ Normal(theta[group[r]], 1);
      """;

  private static Data rows(int perGroup) {
    List<String> groups = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < 4 * perGroup; i++) {
      groups.add("g" + i % 4);
      values.add((double) i);
    }
    return Data.builder().put("group", groups).put("y", values).build();
  }

  @Test
  void whatTheCompilerMakesForRowsAndGapsIsNotTheUsers() {
    String ragged =
        """
        set Person;
        data y : real[Person][];
        m ~ Normal(0, 5);
        observe y[p in Person, i in 1..len(y[p])] ~ Normal(m, 1);
        """;
    assertEquals(List.of(), codes(ragged));
    String unread =
        ragged.replaceAll("observe .*", "data z : real[Person][];\nobserve y[1] ~ Normal(m, 1);");
    List<String> words = Model.compile(unread).lint().stream().map(d -> d.message()).toList();
    assertEquals(List.of("nothing reads the data `z`"), words);
  }

  @Test
  void funnelsAreThoseWithFewDataPerElement() {
    assertEquals(List.of(), codes(FUNNEL), "how many rows there are is not known");
    assertEquals(List.of("L0108"), codes(FUNNEL, rows(2)));
    assertEquals(List.of(), codes(FUNNEL, rows(20)));
    String fixed = FUNNEL.replace("variance: tau", "variance: 2");
    assertEquals(List.of("L0101"), codes(fixed, rows(2)), "only `tau` is of no use now");
    String walk =
        """
        data y : real[9];
        s ~ HalfNormal(1);
        x[1] ~ Normal(0, 1);
        for t in 2..9 { x[t] ~ Normal(x[t - 1], s); }
        observe y[t in 1..9] ~ Normal(x[t], 1);
        """;
    assertEquals(List.of(), codes(walk), "a recurrence has no common centre");
  }

  @Test
  void hintsCanBeTyped() {
    String byVariance = "Normal(mean: mu, variance: tau)";
    for (String other : new String[] {byVariance, byVariance.replace("variance", "precision")}) {
      String funnel = FUNNEL.replace(byVariance, other);
      String typed = hint(funnel).split("`")[1];
      // The plan chooses the form of a draw by its scale.
      assertEquals(List.of(), codes(funnel.replace(other, typed), rows(2)), typed);
    }
  }

  private static String hint(String text) {
    Model model = Model.compile(text);
    return model.lint(model.bind(rows(2))).get(0).hints().get(0).text();
  }

  @Test
  void whatIsReadOnceIsUsed() {
    String all =
        """
        set S;
        data n : int;
        data y : real[S];
        data bound : real;
        fun twice(x: real) -> real { return 2 * x; }
        dist Shifted(m: real) : real { log_density(x) = log_density(Normal(m, 1), x); }
        b : real<lower=bound> ~ Normal(0, 1);
        c : real[n] ~ Normal(0, 1);
        @record let d = twice(b);
        for s in S { let e = b + sum(c); observe y[s] ~ Shifted(e); }
        generate f = size(S);
        """;
    assertEquals(List.of(), codes(all));
    assertEquals(
        List.of("L0103", "L0103"),
        codes(
            "data y : real;\nlet a = y;\nb ~ Normal(0, 1);\n"
                + "for i in 1..2 { let c = i; factor b; }"));
  }

  @Test
  void annotationsSilence() {
    String unused =
        "data y : real;\nm ~ Normal(0, 1);\nz ~ Normal(0, 1);\nobserve y ~ Normal(m, 1);";
    assertEquals(List.of("L0101"), codes(unused));
    assertEquals(List.of(), codes(unused.replace("z ~", "@allow(\"L0101\") z ~")));
    assertEquals(List.of(), codes(unused.replace("z ~", "@allow(\"L0102\", \"L0101\") z ~")));
    assertEquals(List.of("L0101"), codes(unused.replace("z ~", "@allow(\"L0102\") z ~")));
    String constant = unused.replace("z ~ Normal(0, 1);\n", "").replace("(m, 1)", "(0, 1)");
    assertTrue(codes(constant).contains("L0105"));
    String inner = constant.replace("observe", "if y > 0 { @allow(\"L0105\") observe") + "}";
    assertEquals(List.of("L0101"), codes(inner));
  }

  @Test
  void priorsAreHeldAgainstTheMiddleOfTheData() {
    String model = "set S;\ndata y : real[S];\nm ~ Normal(0, 1);\nobserve y ~ Normal(m, 10);\n";
    assertEquals(
        List.of("L0109"),
        codes(model, Data.builder().put("y", new double[] {50, 60, 70, 80}).build()));
    assertEquals(
        List.of(), codes(model, Data.builder().put("y", new double[] {-50, -5, 8, 70}).build()));
    String heavy = model.replace("m ~ Normal", "m ~ Cauchy");
    assertEquals(
        List.of(), codes(heavy, Data.builder().put("y", new double[] {50, 60, 70}).build()));
  }

  /** What is true of the models that we ship, each with the reason that it stays. */
  private static final Map<String, String> TRUE =
      Map.ofEntries(
          // One count per plate of seeds, out of forty seeds or fewer; the original is centred.
          Map.entry("seeds_model.bayes", centred("b")));

  private static String centred(String plate) {
    return "L0108 `" + plate + "` is centred, with a latent scale and few data for each element";
  }

  @Test
  void noFalseAlarmOnWhatWeShip() throws IOException, DataException {
    Map<String, String> found = new TreeMap<>();
    Map<Path, List<Path>> data = data();
    for (Map.Entry<Path, List<Path>> entry : data.entrySet()) {
      Path file = entry.getKey();
      Model model = Model.compile(SourceText.of(file.toString(), Files.readString(file)));
      Set<String> codes = new TreeSet<>();
      model.lint().forEach(d -> codes.add(d.code() + " " + d.message()));
      for (Path of : entry.getValue()) {
        model.lint(model.bind(read(of))).forEach(d -> codes.add(d.code() + " " + d.message()));
      }
      if (!codes.isEmpty()) found.put(String.valueOf(file.getFileName()), String.join("; ", codes));
    }
    assertTrue(data.size() > 50, "the models were found");
    assertEquals(new TreeMap<>(TRUE), found);
  }

  /** The models of the examples, each with its data. */
  private static Map<Path, List<Path>> data() throws IOException {
    Map<Path, List<Path>> data = new LinkedHashMap<>();
    Path examples = Path.of("../examples");
    try (Stream<Path> files = Files.walk(examples)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".bayes")).sorted().toList()) {
        if (file.toString().contains("target")) continue;
        List<Path> own = new ArrayList<>();
        for (String ending : List.of(".json", ".csv")) {
          Path beside =
              file.resolveSibling(file.getFileName().toString().replace(".bayes", ending));
          if (Files.exists(beside)) own.add(beside);
        }
        data.put(file, own);
      }
    }
    Path pack = examples.resolve("posteriordb");
    List<String> rows = Files.readAllLines(pack.resolve("posteriors.csv"));
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",");
      data.computeIfAbsent(pack.resolve(cells[1] + ".bayes"), f -> new ArrayList<>())
          .add(pack.resolve("data").resolve(cells[2]));
    }
    return data;
  }

  private static Data read(Path file) throws IOException, DataException {
    try (InputStream in = Files.newInputStream(file)) {
      return file.toString().endsWith(".csv")
          ? CsvData.read(file.toString(), in)
          : JsonData.read(file.toString(), in);
    }
  }
}
