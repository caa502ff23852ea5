package bayes.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What is known of the examples' posteriors, from files beside the tests that name their source.
 */
final class Reference {
  /** The folder of the examples. */
  static final Path EXAMPLES = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();

  private Reference() {}

  /** A known value: of which quantity, which statistic of it, and how far it may be off. */
  record Known(String name, String statistic, double value, double error) {}

  /** The known values of a file. */
  static List<Known> known(String file) {
    return rows(file).stream()
        .map(
            row ->
                new Known(
                    row.get(0),
                    row.get(1),
                    Double.parseDouble(row.get(2)),
                    Double.parseDouble(row.get(3))))
        .toList();
  }

  /** One known value. */
  static Known known(String file, String name, String statistic) {
    return known(file).stream()
        .filter(known -> known.name().equals(name) && known.statistic().equals(statistic))
        .findFirst()
        .orElseThrow();
  }

  /** The cells of a file, without its comments. */
  static List<List<String>> rows(String file) {
    try (InputStream in = Objects.requireNonNull(Reference.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split("\t")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
