package bayes.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Model;
import bayes.compiler.ModelException;
import bayes.compiler.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The plan of every example tells each latent once: what happens to it, why, at what cost, and,
 * where it is explored, what stands in the way of better. What it says is held against the
 * compiler: where it says that {@code @marginalize} would do it, that does it, and nowhere else.
 */
final class EveryLatentExplainedTest {
  private static final Path FOLDER = Path.of("../examples");

  /** A latent's first statement: {@code theta[s in School] ~ ...}, {@code z : int ~ ...}. */
  private static final Pattern LATENT =
      Pattern.compile("^\\s*(?:@\\w+(?:\\(.*?\\))?\\s+)*(\\w+)\\s*(\\[[^~]*\\])?\\s*(:[^~]*)?~.*");

  /** What can be bettered, and what cannot. */
  private static final Set<String> EXPLORED = Set.of("gradient", "sampled", "reparameterised");

  private static final Set<String> TAKEN =
      Set.of("summed", "chain", "integrated", "collapsed", "gibbs", "enumerated");

  private static final String ASK = "`@marginalize` before it integrates it out";

  private record Example(Path file, String text) {
    Model compile(String changed) {
      return Model.compile(
          SourceText.of(file.getFileName().toString(), changed), (model, path) -> imported(path));
    }

    private Optional<SourceText> imported(String path) {
      try {
        return Optional.of(SourceText.of(path, Files.readString(file.resolveSibling(path))));
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    /** The latents as the text has them, in its order. */
    List<String> latents() {
      List<String> names = new ArrayList<>();
      String withoutDefinitions = text.replaceAll("(?ms)^dist .*?^\\}", "");
      for (String line : withoutDefinitions.lines().toList()) {
        String bare = line.replaceAll("//.*", "").replaceAll("=.*~.*", "");
        Matcher matcher = LATENT.matcher(bare);
        if (!matcher.matches()) continue;
        String name = matcher.group(1);
        boolean isKeyword = Set.of("observe", "generate", "data", "let").contains(name);
        if (!isKeyword && !names.contains(name)) names.add(name);
      }
      return names;
    }

    /** The text with an annotation before the first statement of a latent. */
    String asking(int line) {
      List<String> lines = new ArrayList<>(text.lines().toList());
      lines.set(line - 1, "@marginalize " + lines.get(line - 1).strip());
      return String.join("\n", lines);
    }
  }

  private static List<Example> examples() throws IOException {
    List<Example> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        boolean isModel = file.toString().endsWith(".bayes") && !file.toString().contains("target");
        if (isModel) all.add(new Example(file, Files.readString(file)));
      }
    }
    return all;
  }

  @TestFactory
  List<DynamicTest> eachLatentOnce() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Example example : examples()) {
      String name = FOLDER.relativize(example.file()).toString();
      tests.add(DynamicTest.dynamicTest(name, () -> check(example)));
    }
    assertTrue(tests.size() > 80, "there are examples");
    return tests;
  }

  private static void check(Example example) {
    Model model = example.compile(example.text());
    Explanation explanation = model.explanation();
    List<String> told = explanation.latents().stream().map(Explanation.Entry::name).toList();
    List<String> written = new ArrayList<>(example.latents());
    // Missing elements of data are latents that no statement names.
    List<String> missing = told.stream().filter(n -> !written.contains(n)).toList();
    for (String name : missing) assertTrue(example.text().contains(name), name);
    assertEquals(written, told.stream().filter(written::contains).toList());
    assertEquals(Set.copyOf(told).size(), told.size(), "each once");
    for (Explanation.Entry entry : explanation.latents()) check(entry, example);
  }

  private static void check(Explanation.Entry entry, Example example) {
    String what = entry.name() + ": " + entry;
    assertTrue(EXPLORED.contains(entry.treatment()) || TAKEN.contains(entry.treatment()), what);
    assertFalse(entry.what().isBlank(), what);
    assertFalse(entry.why().isEmpty() || entry.why().stream().anyMatch(String::isBlank), what);
    assertFalse(entry.costs().isEmpty() || entry.costs().stream().anyMatch(String::isBlank), what);
    if (TAKEN.contains(entry.treatment())) return;
    assertFalse(entry.obstacles().isEmpty(), what);
    List<String> lines = example.text().lines().toList();
    for (Obstacle obstacle : entry.obstacles()) {
      String place = lines.get(obstacle.place().line() - 1);
      assertFalse(place.isBlank() || obstacle.reason().isBlank(), what);
    }
  }

  /** The line to change is the right one: with it, the latent is gone; without, it cannot be. */
  @TestFactory
  @Tag("thorough")
  List<DynamicTest> whatIsSaidOfIntegralsIsTrue() throws IOException {
    return integrals("");
  }

  @TestFactory
  List<DynamicTest> whatIsSaidOfIntegralsIsTrueOfSome() throws IOException {
    return integrals("kidscore|eight_schools|seeds|coin_evidence|gauss_mix");
  }

  private static List<DynamicTest> integrals(String names) throws IOException {
    Pattern wanted = Pattern.compile(names);
    List<DynamicTest> tests = new ArrayList<>();
    for (Example example : examples()) {
      if (!wanted.matcher(example.file().toString()).find()) continue;
      String name = FOLDER.relativize(example.file()).toString();
      tests.add(DynamicTest.dynamicTest(name, () -> checkIntegrals(example)));
    }
    return tests;
  }

  private static void checkIntegrals(Example example) {
    for (Explanation.Entry entry : example.compile(example.text()).explanation().latents()) {
      if (!EXPLORED.contains(entry.treatment())) continue;
      boolean isInside = !example.text().contains("\n" + entry.name());
      if (entry.latent().request().isPresent() || isInside) continue;
      boolean isPossible = entry.obstacles().stream().anyMatch(o -> o.label().equals(ASK));
      String asking = example.asking(entry.latent().symbol().declared().line());
      if (!isPossible) {
        assertThrows(ModelException.class, () -> example.compile(asking), entry.name());
        continue;
      }
      Explanation then = example.compile(asking).explanation();
      String treatment =
          then.latents().stream()
              .filter(e -> e.name().equals(entry.name()))
              .findFirst()
              .orElseThrow()
              .treatment();
      assertEquals("integrated", treatment, entry.name());
    }
  }

  @Test
  void aPlanThatForgetsSomethingIsFound() throws IOException {
    Example example =
        examples().stream()
            .filter(e -> e.file().endsWith("eight_schools_centered.bayes"))
            .findFirst()
            .orElseThrow();
    Explanation.Entry whole = example.compile(example.text()).explanation().latents().get(0);
    List<Explanation.Entry> faults =
        List.of(
            new Explanation.Entry(
                whole.latent(),
                whole.treatment(),
                whole.what(),
                List.of(),
                whole.costs(),
                whole.obstacles()),
            new Explanation.Entry(
                whole.latent(),
                whole.treatment(),
                whole.what(),
                whole.why(),
                List.of(),
                whole.obstacles()),
            new Explanation.Entry(
                whole.latent(),
                whole.treatment(),
                whole.what(),
                whole.why(),
                whole.costs(),
                List.of()));
    check(whole, example);
    for (Explanation.Entry fault : faults) {
      assertThrows(AssertionError.class, () -> check(fault, example));
    }
  }
}
