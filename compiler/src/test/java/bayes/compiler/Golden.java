package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import bayes.compiler.source.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Golden tests: each case is a folder with a {@code model.bayes} and an {@code expected.txt} that
 * holds what a phase makes of it.
 *
 * <p>{@code mvn test -Dgolden.update=true} writes the expectations anew and prints what changed;
 * this is refused where {@code CI} is set, so that no build blesses its own output.
 */
public final class Golden {
  private static final Path ROOT = Path.of("src/test/resources/golden");
  private static final String EXPECTED = "expected.txt";

  private Golden() {}

  /**
   * One test per case below a folder, in order of their names.
   *
   * @param folder below {@code golden}, such as {@code parse/good}
   * @param phase from the model to the text that is compared
   */
  public static Stream<DynamicTest> cases(String folder, Function<SourceText, String> phase) {
    return cases(folder).stream()
        .map(
            directory ->
                DynamicTest.dynamicTest(
                    name(directory),
                    () -> check(directory.resolve(EXPECTED), phase.apply(model(directory)))));
  }

  /** The cases below a folder; there is at least one. */
  public static List<Path> cases(String folder) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      List<Path> cases =
          files
              .filter(file -> file.endsWith("model.bayes"))
              .map(file -> Objects.requireNonNull(file.getParent()))
              .sorted()
              .toList();
      if (cases.isEmpty()) fail("no cases in " + folder);
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The model of a case. */
  public static SourceText model(Path directory) {
    return SourceText.of("model.bayes", read(directory.resolve("model.bayes")));
  }

  /** The name of a case: its folder's. */
  public static String name(Path directory) {
    return Objects.requireNonNull(directory.getFileName()).toString();
  }

  /** Compares a text with a file, or replaces the file by it under {@code -Dgolden.update=true}. */
  public static void check(Path expectedFile, String actual) {
    String expected = Files.exists(expectedFile) ? read(expectedFile) : "";
    if (!Boolean.getBoolean("golden.update")) {
      assertEquals(
          expected, actual, () -> expectedFile + " differs; -Dgolden.update=true accepts it");
      return;
    }
    refuseIn(System.getenv());
    if (expected.equals(actual)) return;
    System.out.println("golden: " + expectedFile + "\n" + difference(expected, actual));
    try {
      Files.writeString(expectedFile, actual);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails where {@code CI} is set: no build blesses its own output. */
  static void refuseIn(Map<String, String> environment) {
    if (environment.containsKey("CI")) fail("golden files are not updated where CI is set");
  }

  /** The lines between the common beginning and the common end, old and new. */
  static String difference(String expected, String actual) {
    List<String> before = expected.lines().toList();
    List<String> after = actual.lines().toList();
    int start = 0;
    int shorter = Math.min(before.size(), after.size());
    while (start < shorter && before.get(start).equals(after.get(start))) start++;
    int end = 0;
    while (end < shorter - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) end++;
    StringBuilder lines = new StringBuilder();
    for (String line : before.subList(start, before.size() - end)) lines.append("- " + line + "\n");
    for (String line : after.subList(start, after.size() - end)) lines.append("+ " + line + "\n");
    return lines.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
