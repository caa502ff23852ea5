package bayes.examples;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A posterior of {@code posteriordb/posteriors.csv} that has reference statistics. */
record Posterior(String name, String model, String data) {
  private static final Path FOLDER = Reference.EXAMPLES.resolve("posteriordb");

  /** All of them, in the order of the file. */
  static List<Posterior> all() {
    try (Stream<String> lines = Files.lines(FOLDER.resolve("posteriors.csv"))) {
      return lines
          .skip(1)
          .map(line -> line.split(","))
          .map(cells -> new Posterior(cells[0], cells[1], cells[2]))
          .filter(posterior -> Files.exists(posterior.referenceFile()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Posterior of(String name) {
    return all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  /** The text of the model. */
  String text() {
    try {
      return Files.readString(FOLDER.resolve(model + ".bayes"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of the model with its discrete latents declared. */
  String textOfLatents() {
    try {
      return Files.readString(FOLDER.resolve("discrete").resolve(model + ".bayes"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  BoundModel bind() {
    return bind(text());
  }

  /** Binds the data to another text. */
  BoundModel bind(String text) {
    Path file = FOLDER.resolve("data").resolve(data);
    try (InputStream in = Files.newInputStream(file)) {
      return Model.compile(SourceText.of(model + ".bayes", text)).bind(JsonData.read(data, in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataException e) {
      throw new IllegalStateException(e);
    }
  }

  ReferenceStatistics reference() {
    return ReferenceStatistics.read(referenceFile());
  }

  private Path referenceFile() {
    return FOLDER.resolve("reference").resolve(name + ".csv");
  }
}
