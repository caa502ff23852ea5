package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples' pages speak of files that there are, and of every example. */
class PagesTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^):]+)\\)");
  private static final Pattern MODEL = Pattern.compile("examples/(\\S+\\.bayes)");

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Reference.EXAMPLES, 3)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  @Test
  void linksLeadToFiles() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : files("README.md")) {
      String text = Files.readString(page);
      for (var link = LINK.matcher(text); link.find(); links++) {
        if (!Files.exists(page.resolveSibling(link.group(1))))
          broken.add(page + " " + link.group());
      }
      for (var model = MODEL.matcher(text); model.find(); links++) {
        if (!Files.exists(Reference.EXAMPLES.resolve(model.group(1)))) broken.add(model.group());
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(links > 20, links + " links");
  }

  @Test
  void theCollectionsPageNamesEveryModel() throws IOException {
    Path collection = Reference.EXAMPLES.resolve("posteriordb");
    String page = Files.readString(collection.resolve("README.md"));
    List<Path> models =
        files(".bayes").stream().filter(model -> collection.equals(model.getParent())).toList();
    assertEquals(68, models.size());
    for (Path model : models) {
      assertTrue(page.contains("](" + collection.relativize(model) + ")"), model.toString());
    }
  }

  @Test
  void everyExampleHasAPageWithItsPictureAndItsCommand() throws IOException {
    String index = Files.readString(Reference.EXAMPLES.resolve("README.md"));
    Path collection = Reference.EXAMPLES.resolve("posteriordb");
    List<Path> models =
        files(".bayes").stream().filter(model -> !model.startsWith(collection)).toList();
    assertTrue(models.size() > 10, models.toString());
    for (Path model : models) {
      String relative = Reference.EXAMPLES.relativize(model).toString();
      String folder = relative.substring(0, relative.lastIndexOf('/'));
      String page = Files.readString(model.resolveSibling("README.md"));
      assertTrue(page.contains("./bayes sample examples/" + relative), relative);
      assertTrue(page.contains(".svg)"), page);
      assertTrue(page.contains("Data: "), page);
      assertTrue(index.contains("(" + folder + "/README.md)"), folder);
    }
  }
}
