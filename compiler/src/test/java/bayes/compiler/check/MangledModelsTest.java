package bayes.compiler.check;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Golden;
import bayes.compiler.catalog.Catalog;
import bayes.compiler.parse.Parser;
import bayes.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The checker never throws, whatever has happened to a model that was good. */
class MangledModelsTest {
  private static final Pattern TOKEN = Pattern.compile("\\s+|[\\w.]+|\\W");
  private static final int MANGLED = 1_500;

  private final Checker checker = new Checker(new Catalog(Parser::parse));

  @Test
  void wordsOfModelsInOtherPlaces() {
    Random random = new Random(20240);
    List<List<String>> models = new ArrayList<>();
    for (Path directory : Golden.cases("check/good")) {
      models.add(tokens(Golden.model(directory).text()));
    }
    int checked = 0;
    for (int i = 0; i < MANGLED; i++) {
      List<String> tokens = new ArrayList<>(models.get(random.nextInt(models.size())));
      int changes = 1 + random.nextInt(3);
      for (int k = 0; k < changes; k++) mangle(tokens, random);
      SourceText source = SourceText.of("mangled.bayes", String.join("", tokens));
      var parsed = Parser.parse(source);
      if (parsed.value().isEmpty()) continue;
      checked++;
      assertDoesNotThrow(() -> checker.check(parsed.value().get()), source::text);
    }
    assertTrue(checked > MANGLED / 10, "only " + checked + " got past the parser");
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) tokens.add(matcher.group());
    return tokens;
  }

  /** Replaces one word by another of the same model, or by a number, or drops a statement. */
  private static void mangle(List<String> tokens, Random random) {
    List<Integer> words = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (Character.isLetterOrDigit(tokens.get(i).charAt(0))) words.add(i);
    }
    // Of a short model, nothing may be left.
    if (words.isEmpty()) return;
    int at = words.get(random.nextInt(words.size()));
    switch (random.nextInt(3)) {
      case 0 -> tokens.set(at, tokens.get(words.get(random.nextInt(words.size()))));
      case 1 -> tokens.set(at, random.nextBoolean() ? "2" : "0.5");
      default -> {
        int end = at;
        while (end < tokens.size() - 1 && !tokens.get(end).equals(";")) end++;
        int start = at;
        while (start > 0 && !tokens.get(start - 1).matches("[;{}]")) start--;
        tokens.subList(start, end + 1).clear();
      }
    }
  }
}
