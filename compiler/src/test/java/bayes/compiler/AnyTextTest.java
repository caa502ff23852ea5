package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.JsonRenderer;
import bayes.compiler.diagnostic.TextRenderer;
import bayes.compiler.source.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the text: from its first character to class bytes and to what lint says there are models
 * or diagnostics, never anything else, in bounded time. The limits are far above what is needed, so
 * that only a change of order shows.
 */
final class AnyTextTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LIMIT_OF_LARGE = Duration.ofSeconds(240);
  private static final Pipeline PIPELINE = new Pipeline();
  private static final Pattern WORD = Pattern.compile("\\s+|[\\w.]+|\\W");
  private static final int TEXTS = 250;

  private static final List<String> PIECES =
      List.of(
          ";",
          ",",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "~",
          "=",
          ":",
          "..",
          "?",
          "'",
          "\"",
          "/*",
          "*/",
          "//",
          "@",
          "<",
          ">",
          "-",
          "^",
          "if",
          "for",
          "in",
          "let",
          "data",
          "set",
          "observe",
          "1",
          "0",
          "-1",
          "1e308",
          "99999999999",
          "\u0000",
          "\ud83d",
          "\udc00",
          "\ud83d\ude00",
          "\u202e",
          "\r",
          "\t",
          "²",
          "“",
          "主題");

  /** A model, or at least one error; and what shows diagnostics can show them. */
  private static void compile(String text) {
    SourceText source = SourceText.of("any.bayes", text);
    try {
      Checked<Model> compiled = PIPELINE.compile(source);
      List<Diagnostic> said = new ArrayList<>(compiled.diagnostics());
      compiled.value().ifPresent(model -> said.addAll(model.lint()));
      assertTrue(compiled.value().isPresent() || !said.isEmpty());
      TextRenderer.coloured().render(said);
      JsonRenderer.lines(said);
      for (Diagnostic d : said) {
        assertFalse(d.message().isBlank(), d::toString);
        assertTrue(d.message().length() < 600, d::message);
      }
    } catch (RuntimeException | StackOverflowError e) {
      fail("on <<<" + text + ">>>", e);
    }
  }

  /** The texts of golden models, good and bad, in words. */
  private static List<List<String>> texts() throws java.io.IOException {
    List<List<String>> texts = new ArrayList<>();
    for (String folder : List.of("check/good", "check/bad", "parse/good")) {
      for (Path directory : Golden.cases(folder)) texts.add(words(Golden.model(directory).text()));
    }
    String wrong = Files.readString(Path.of("src/test/resources/golden/wrong/models.txt"));
    Matcher models = Pattern.compile("=== .*\\n([\\s\\S]*?)--- ").matcher(wrong);
    while (models.find()) texts.add(words(models.group(1)));
    texts.removeIf(words -> words.size() > 600);
    return texts;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) words.add(matcher.group());
    return words;
  }

  @Test
  void mangledModels() throws java.io.IOException {
    List<List<String>> texts = texts();
    Random random = new Random(20260);
    for (int i = 0; i < TEXTS; i++) {
      List<String> words = new ArrayList<>(texts.get(random.nextInt(texts.size())));
      int edits = 1 + random.nextInt(4);
      for (int k = 0; k < edits; k++) mangle(words, random);
      String text = String.join("", words);
      assertTimeoutPreemptively(LIMIT, () -> compile(text), text);
    }
  }

  /** Deletes, inserts, replaces, swaps or repeats some words. */
  private static void mangle(List<String> words, Random random) {
    if (words.isEmpty()) words.add(";");
    int at = random.nextInt(words.size());
    int other = random.nextInt(words.size());
    switch (random.nextInt(6)) {
      case 0 -> words.remove(at);
      case 1 -> words.add(at, PIECES.get(random.nextInt(PIECES.size())));
      case 2 -> words.set(at, PIECES.get(random.nextInt(PIECES.size())));
      case 3 -> words.set(at, words.get(other));
      case 4 -> {
        String swapped = words.get(at);
        words.set(at, words.get(other));
        words.set(other, swapped);
      }
      default -> {
        List<String> some = List.copyOf(words.subList(at, Math.min(words.size(), at + 12)));
        words.addAll(other, some);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "[", "f(", "x[", "-", "c ? x : ", "{", "if x > 0 { ", "for i in 1..2 { "})
  void fiveThousandDeep(String opening) {
    String inStatement = "x ~ Normal(0, 1);\nlet y = " + opening.repeat(5000);
    assertTimeoutPreemptively(LIMIT, () -> compile(inStatement));
    assertTimeoutPreemptively(LIMIT, () -> compile(opening.repeat(5000)));
    assertTimeoutPreemptively(LIMIT, () -> compile(opening.repeat(5000) + ")]}".repeat(5000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "\u0000", "\ud83d", "\udc00", "(", ")", "é", "9", "\"", "~", " ", "\n", "/*"})
  void aHundredThousandOfOneCharacter(String character) {
    assertTimeoutPreemptively(LIMIT, () -> compile(character.repeat(100_000)));
  }

  private static String lines(int n, java.util.function.IntFunction<String> line) {
    return IntStream.range(0, n).mapToObj(line).collect(Collectors.joining());
  }

  @Test
  void tenThousandLines() {
    String text = "m ~ Normal(0, 1);\n" + lines(10_000, i -> "factor m * " + i + ".5;\n");
    assertTimeoutPreemptively(
        LIMIT_OF_LARGE,
        () -> assertTrue(PIPELINE.compile(SourceText.of("large", text)).value().isPresent()));
  }

  @Test
  @Tag("thorough")
  void tenThousandLatents() {
    String text = lines(10_000, i -> "x" + i + " ~ Normal(0, 1);\n");
    assertTimeoutPreemptively(
        LIMIT_OF_LARGE,
        () -> assertTrue(PIPELINE.compile(SourceText.of("large", text)).value().isPresent()));
  }

  @Test
  void tenThousandWrongLines() {
    String text = lines(10_000, i -> "x" + i + " ~ Normal(y" + i + ", 1);\n");
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          List<Diagnostic> said = PIPELINE.compile(SourceText.of("large", text)).diagnostics();
          assertEquals("N0101", said.get(0).code().id());
          TextRenderer.plain().render(said);
        });
  }
}
