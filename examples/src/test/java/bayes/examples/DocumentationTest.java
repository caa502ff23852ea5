package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Pipeline;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every page of the project says what holds: its models compile, and its links lead somewhere. */
class DocumentationTest {
  private static final Path PROJECT = Reference.EXAMPLES.resolve("..").normalize();

  /** Pages with wrong models: the compiler's own tests know what is wrong with each. */
  private static final Path ERRORS = PROJECT.resolve("docs/errors");

  private static final Pattern MODEL = Pattern.compile("(?ms)^```bayes\\n(.*?)^```$");
  private static final Pattern LISTING = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern WEB = Pattern.compile("[a-z]+:.*");
  private static final Pattern OUTPUT = Pattern.compile("target|\\..+");

  /** The Markdown files of the sources, without those of builds and of hidden folders. */
  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    List<Path> folders = new ArrayList<>(List.of(PROJECT));
    while (!folders.isEmpty()) {
      Path folder = folders.remove(folders.size() - 1);
      try (Stream<Path> content = Files.list(folder)) {
        for (Path file : content.sorted().toList()) {
          String name = String.valueOf(file.getFileName());
          if (Files.isDirectory(file)) {
            if (!OUTPUT.matcher(name).matches()) folders.add(file);
          } else if (name.endsWith(".md")) {
            pages.add(file);
          }
        }
      }
    }
    return pages;
  }

  private static List<String> brokenModels(String page, String text) {
    List<String> broken = new ArrayList<>();
    for (MatchResult block : MODEL.matcher(text).results().toList()) {
      SourceText source = SourceText.of(page, block.group(1));
      for (Diagnostic diagnostic :
          new Pipeline(DocumentationTest::imported).compile(source).diagnostics()) {
        broken.add(page + ": " + diagnostic.message() + "\n" + block.group(1));
      }
    }
    return broken;
  }

  /** What a page's model imports lies beside the page. */
  private static Optional<SourceText> imported(SourceText page, String path) {
    Path file = PROJECT.resolve(page.name()).resolveSibling(path);
    try {
      return Optional.of(SourceText.of(path, Files.readString(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<String> brokenLinks(String page, String text, Predicate<String> exists) {
    String prose = CODE.matcher(LISTING.matcher(text).replaceAll("")).replaceAll("");
    List<String> broken = new ArrayList<>();
    for (MatchResult link : LINK.matcher(prose).results().toList()) {
      String target = link.group(1);
      boolean isFine =
          WEB.matcher(target).matches()
              || (target.startsWith("#")
                  ? anchors(text).contains(target.substring(1))
                  : exists.test(target.replaceFirst("#.*", "")));
      if (!isFine) broken.add(page + ": " + target);
    }
    return broken;
  }

  /** The names that a page's headings have as targets of links. */
  private static List<String> anchors(String text) {
    return text.lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ *", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void modelsOnThePagesCompile() throws IOException {
    int models = 0;
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      if (page.startsWith(ERRORS)) continue;
      String text = Files.readString(page);
      models += (int) MODEL.matcher(text).results().count();
      broken.addAll(brokenModels(PROJECT.relativize(page).toString(), text));
    }
    assertEquals(List.of(), broken);
    assertTrue(models >= 6, models + " models");
  }

  @Test
  void linksOnThePagesLeadToFilesAndHeadings() throws IOException {
    int links = 0;
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      String text = Files.readString(page);
      links += (int) LINK.matcher(text).results().count();
      Predicate<String> exists = target -> Files.exists(page.resolveSibling(target));
      broken.addAll(brokenLinks(PROJECT.relativize(page).toString(), text, exists));
    }
    assertEquals(List.of(), broken);
    assertTrue(links >= 30, links + " links");
  }

  @Test
  void mistakesOnAPageAreFound() {
    String page = "# A title\n[a](#a-title) [b](#other) [c](gone.md) `[d](e)`\n";
    assertEquals(List.of("page: #other", "page: gone.md"), brokenLinks("page", page, t -> false));
    assertEquals(1, brokenModels("page", "```bayes\nmu ~ Normal(0, sigma);\n```\n").size());
    assertEquals(List.of(), brokenModels("page", "```bayes\nmu ~ Normal(0, 1);\n```\n"));
  }
}
