package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.parse.ImportedFiles;
import bayes.compiler.parse.Parser;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Models that are made of several files. */
final class ImportTest {
  private static final Map<String, String> FILES =
      Map.of(
          "lib/links.bayes",
          "import \"base.bayes\"; fun twice(x: real) -> real { return shift(x) + x; }",
          "lib/base.bayes",
          "fun shift(x: real) -> real { return x + 1; }"
              + " dist Unit(m: real) : real { log_density(x) = log_density(Normal(m, 1), x); }",
          "both.bayes",
          "import \"lib/../lib/links.bayes\"; import \"lib/base.bayes\";",
          "circle.bayes",
          "import \"round.bayes\";",
          "round.bayes",
          "import \"./circle.bayes\";",
          "model.bayes",
          "x ~ Normal(0, 1);",
          "wrong.bayes",
          "fun half(x: real) -> real { return y / 2; }");

  private static final Imports IMPORTS =
      (model, path) -> Optional.ofNullable(FILES.get(path)).map(text -> SourceText.of(path, text));

  private static SourceText model(String text) {
    return SourceText.of("main.bayes", text);
  }

  @Test
  void functionsAndDistributionsAreThoseOfTheFile() {
    String rest = " x ~ Unit(2.0); factor twice(x);";
    for (String file : List.of("lib/links.bayes", "both.bayes")) {
      Model model = Model.compile(model("import \"" + file + "\";" + rest), IMPORTS);
      double actual =
          model.bind(Data.builder().build()).newLogDensity().logDensity(new double[] {0.5});
      assertEquals(Formulas.normal(0.5, 2, 1) + 2, actual, 1e-12);
    }
  }

  @Test
  void runsRememberEveryTextOnce() {
    var file = Parser.parse(model("import \"both.bayes\";")).value().orElseThrow();
    Map<String, String> texts = ImportedFiles.texts(file, IMPORTS);
    assertEquals(
        List.of("both.bayes", "lib/links.bayes", "lib/base.bayes"),
        new ArrayList<>(texts.keySet()));
    assertEquals(FILES.get("lib/base.bayes"), texts.get("lib/base.bayes"));
  }

  @Test
  void mistakesAreReportedWhereTheyAre() {
    refuses("import \"none.bayes\";", "P0019 there is no file `none.bayes` to import @ main.bayes");
    refuses("import \"circle.bayes\";", "P0019 files import each other in a circle @ round.bayes");
    refuses(
        "import \"model.bayes\";",
        "P0019 only functions and distributions can be imported @ model.bayes");
    refuses("import \"wrong.bayes\";", "N0101 there is no `y` @ wrong.bayes");
    for (String path : List.of("/etc/passwd", "../up.bayes", "a/../../up.bayes", "c:x", "", "a/")) {
      refuses(
          "import \"" + path + "\";", "P0019 an import stays in the model's folder @ main.bayes");
    }
  }

  @Test
  void nothingIsReachedWithoutAResolver() {
    Checked<Model> model = new Pipeline().compile(model("import \"lib/base.bayes\";"));
    assertTrue(model.value().isEmpty());
    assertEquals("P0019", model.diagnostics().get(0).code().id());
  }

  private static void refuses(String text, String expected) {
    Checked<Model> model = new Pipeline(IMPORTS).compile(model(text));
    assertTrue(model.value().isEmpty(), text);
    Diagnostic first = model.diagnostics().get(0);
    String found =
        first.code().id() + " " + first.message() + " @ " + first.primary().span().source().name();
    assertEquals(expected, found);
  }
}
