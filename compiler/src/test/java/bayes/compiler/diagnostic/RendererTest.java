package bayes.compiler.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.diagnostic.Diagnostic.Code;
import bayes.compiler.diagnostic.Diagnostic.Hint;
import bayes.compiler.diagnostic.Diagnostic.Replacement;
import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RendererTest {
  private static final SourceText SCHOOLS =
      SourceText.of(
          "schools.bayes", "set S;\ndata shift : real;\n\n\n\nobserve y ~ Normal(theta, shift);\n");

  @Test
  void labelsNotesAndHintsStandUnderTheirLines() {
    Diagnostic d =
        Diagnostic.error(
                new Code("T0203"),
                "the standard deviation of `Normal` must be positive",
                find(SCHOOLS, "shift)", 5),
                "this can be any real number")
            .withOther(find(SCHOOLS, "real", 4), "declared here, so it may be negative")
            .withNote("a scale is positive")
            .withHint("declare it `data shift : real<lower=0>;`, or write `exp(shift)`");
    assertEquals(
        """
        error[T0203]: the standard deviation of `Normal` must be positive
          --> schools.bayes:6:27
           |
         2 | data shift : real;
           |              ---- declared here, so it may be negative
         6 | observe y ~ Normal(theta, shift);
           |                           ^^^^^ this can be any real number
           = note: a scale is positive
           = help: declare it `data shift : real<lower=0>;`, or write `exp(shift)`
        """,
        TextRenderer.plain().render(d));
  }

  @Test
  void marksStandUnderWideCharactersAndTabs() {
    SourceText source = SourceText.of("m", "\tlet 主題 = é\u0301 + 日本;");
    String shown = TextRenderer.plain().render(error(find(source, "日本", 2), "here"));
    assertEquals(
        """
        error[P0001]: wrong
          --> m:1:16
           |
         1 |     let 主題 = é\u0301 + 日本;
           |                    ^^^^ here
        """,
        shown);
  }

  @Test
  void severalLabelsOnALineHangUnderEachOther() {
    SourceText source = SourceText.of("m", "let a = b + c;");
    Diagnostic d =
        error(find(source, "b", 1), "first")
            .withOther(find(source, "c", 1), "second")
            .withOther(find(source, "b + c", 5), "both");
    assertEquals(
        """
        error[P0001]: wrong
          --> m:1:9
           |
         1 | let a = b + c;
           |         ^   - second
           |         |
           |         first
           |         ----- both
        """,
        TextRenderer.plain().render(d));
  }

  @Test
  void labelsInAnotherFileHaveTheirOwnBlock() {
    SourceText other = SourceText.of("lib.bayes", "fun f() { return 1; }");
    String shown =
        TextRenderer.plain()
            .render(error(find(SCHOOLS, "y", 1), "here").withOther(find(other, "f()", 1), "there"));
    assertTrue(shown.contains("\n  ::: lib.bayes:1:5\n"), shown);
    assertTrue(shown.contains("fun f() { return 1; }\n   |     - there"), shown);
  }

  @Test
  void longLinesAreCutAroundTheMark() {
    SourceText source = SourceText.of("m", "let x = " + "a + ".repeat(1000) + "b;");
    String shown = TextRenderer.plain().render(error(find(source, "b;", 1), "here"));
    String[] lines = shown.split("\n");
    assertTrue(lines[3].length() < 180, shown);
    assertEquals('b', lines[3].charAt(lines[4].indexOf('^')), shown);
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    SourceText source = SourceText.of("m", "let x = \u001b[31m;");
    String shown = TextRenderer.plain().render(error(find(source, "\u001b", 1), "a\u0007b"));
    assertFalse(shown.chars().anyMatch(c -> c < ' ' && c != '\n'), shown);
  }

  @Test
  void diagnosticsAreSortedAndCounted() {
    Diagnostic late = error(find(SCHOOLS, "observe", 1), "late");
    Diagnostic early = error(find(SCHOOLS, "set", 1), "early");
    String shown = TextRenderer.plain().render(List.of(late, early));
    assertTrue(shown.indexOf("early") < shown.indexOf("late"), shown);
    assertTrue(shown.endsWith("\n2 errors\n"), shown);
    assertEquals("", TextRenderer.plain().render(List.of()));
  }

  @Test
  void coloursAreTheOnlyDifference() {
    Diagnostic d = error(find(SCHOOLS, "set", 1), "here").withNote("note");
    String coloured = TextRenderer.coloured().render(d);
    assertTrue(coloured.contains("\u001b[1;31m"));
    assertEquals(TextRenderer.plain().render(d), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void json() {
    Span span = find(SCHOOLS, "set", 3);
    Diagnostic d =
        error(span, "a \"label\"")
            .withNote("note")
            .withHint(new Hint("write `vocab`", Optional.of(new Replacement(span, "vocab"))));
    assertEquals(
        """
        [ {
          "code" : "P0001",
          "severity" : "error",
          "message" : "wrong",
          "file" : "schools.bayes",
          "line" : 1,
          "column" : 1,
          "endLine" : 1,
          "endColumn" : 4,
          "offset" : 0,
          "endOffset" : 3,
          "label" : "a \\"label\\"",
          "others" : [ ],
          "notes" : [ "note" ],
          "hints" : [ {
            "text" : "write `vocab`",
            "replacement" : {
              "file" : "schools.bayes",
              "line" : 1,
              "column" : 1,
              "endLine" : 1,
              "endColumn" : 4,
              "offset" : 0,
              "endOffset" : 3,
              "text" : "vocab"
            }
          } ]
        } ]""",
        JsonRenderer.render(List.of(d)).replace(System.lineSeparator(), "\n"));
  }

  @Test
  void suggestions() {
    List<String> names = List.of("theta", "tau", "sigma", "Normal", "HalfNormal", "mu");
    assertEquals(List.of("theta"), Suggestions.nearest("tehta", names, 3));
    assertEquals(List.of("Normal"), Suggestions.nearest("normal", names, 3));
    assertEquals(List.of(), Suggestions.nearest("z", List.of("alpha"), 3));
    assertEquals(List.of(), Suggestions.nearest("tau", List.of("tau"), 3));
    assertEquals(2, Suggestions.nearest("x1", List.of("x2", "x3", "x4"), 2).size());
  }

  private static Diagnostic error(Span span, String label) {
    return Diagnostic.error(new Code("P0001"), "wrong", span, label);
  }

  private static Span find(SourceText source, String text, int length) {
    int start = source.text().indexOf(text);
    return source.span(start, start + length);
  }
}
