package bayes.compiler.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Golden;
import bayes.compiler.Model;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Data that do not fit: every case of {@code misfits.txt} is a model, its data, and everything that
 * is said about them.
 */
final class MisfitsTest {
  private static final Path FILE = Path.of("src/test/resources/golden/bind/misfits.txt");
  private static final Pattern CASE =
      Pattern.compile(
          "=== (?<title>.*)\\n(?<model>[^=]*?(?:=[^=]*?)*?)--- (?<file>.*)\\n(?<data>[\\s\\S]*?)--- expected\\n"
              + "(?<expected>[\\s\\S]*?)(?==== |\\z)");

  /** One case of the file. */
  private record Case(String title, String model, String file, String data) {
    List<Diagnostic> problems() {
      Data bound = file.endsWith(".csv") ? BinderTest.csv(data) : BinderTest.json(data);
      return Model.compile(SourceText.of("model.bayes", model)).tryBind(bound).diagnostics();
    }

    String text() {
      StringBuilder text = new StringBuilder();
      text.append("=== " + title + "\n" + model + "--- " + file + "\n" + data + "--- expected\n");
      for (Diagnostic problem : problems()) {
        int line = problem.primary().span().line();
        text.append(problem.code() + " " + problem.message() + "\n");
        text.append(
            "  at line " + Math.max(line, 1) + ": `" + problem.primary().span().text() + "`\n");
        problem.notes().forEach(note -> text.append("  note: " + note + "\n"));
        problem.hints().forEach(hint -> text.append("  hint: " + hint.text() + "\n"));
      }
      return text.toString();
    }
  }

  private static List<Case> cases() {
    try {
      List<Case> cases = new ArrayList<>();
      Matcher matcher = CASE.matcher(Files.readString(FILE));
      while (matcher.find()) {
        cases.add(
            new Case(
                matcher.group("title"),
                matcher.group("model"),
                matcher.group("file"),
                matcher.group("data")));
      }
      return cases;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyMisfitIsExplained() {
    StringBuilder all = new StringBuilder();
    for (Case one : cases()) all.append(one.text());
    Golden.check(FILE, all.toString());
  }

  @Test
  void noMisfitIsAccepted() {
    for (Case one : cases()) assertTrue(!one.problems().isEmpty(), one.title());
  }

  @Test
  void everyCodeHasACase() {
    Set<String> seen = new LinkedHashSet<>();
    for (Case one : cases()) one.problems().forEach(p -> seen.add(p.code().id()));
    Set<String> without = new LinkedHashSet<>();
    for (BindCode code : BindCode.values()) without.add(code.name());
    without.removeAll(seen);
    assertEquals(Set.of(), without);
  }
}
