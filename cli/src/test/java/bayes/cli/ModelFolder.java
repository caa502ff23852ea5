package bayes.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with a normal mean of known posterior: precision 1 + 4, mean 4 / 5 of the average. */
public record ModelFolder(Path path) {
  /** Four observations of average 2. */
  public static final String DATA = "{\"y\": {\"a\": 1.0, \"b\": 2.0, \"c\": 2.5, \"d\": 2.5}}\n";

  public static final String MODEL =
      """
      set Item;
      data y : real[Item];
      mu ~ Normal(0, 1);
      observe y[i in Item] ~ Normal(mu, 1);
      generate isPositive = mu > 0;
      """;

  public static final double MEAN = 1.6;
  public static final double SD = Math.sqrt(0.2);

  /** Writes model and data. */
  public static ModelFolder in(Path folder) {
    ModelFolder made = new ModelFolder(folder);
    made.write("mean.bayes", MODEL);
    made.write("mean.json", DATA);
    return made;
  }

  public String file(String name) {
    return path.resolve(name).toString();
  }

  public String write(String name, String text) {
    try {
      return Files.writeString(path.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
