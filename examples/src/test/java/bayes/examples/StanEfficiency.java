package bayes.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Effective draws per thousand gradients of Stan's default sampler, as they were measured. */
final class StanEfficiency {
  private StanEfficiency() {}

  /**
   * By posterior; of two figures the one in the first file counts.
   *
   * @param folder of {@code stan-2.32.csv} and {@code results.csv}
   */
  static Map<String, Double> read(Path folder) {
    Map<String, Double> found = new HashMap<>();
    for (String file : List.of("stan-2.32.csv", "results.csv")) {
      List<String[]> rows = rows(folder.resolve(file));
      List<String> header = Arrays.asList(rows.get(0));
      int name = header.indexOf("posterior");
      int efficiency = header.indexOf("ess_per_1000_gradients");
      for (String[] row : rows.subList(1, rows.size())) {
        found.putIfAbsent(row[name], Double.parseDouble(row[efficiency]));
      }
    }
    return found;
  }

  private static List<String[]> rows(Path file) {
    try {
      return Files.readAllLines(file).stream().map(line -> line.split(",")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
