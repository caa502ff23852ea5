package bayes.examples;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An example: a model, and beside it data of the same name. */
public record Example(Path modelFile) {

  /**
   * @param examples the folder of the examples
   * @param name of the model, {@code federalist/authorship}
   */
  public static Example of(Path examples, String name) {
    return new Example(examples.resolve(name + ".bayes"));
  }

  /** The text of the model. */
  public SourceText source() {
    try {
      return SourceText.of(modelFile.getFileName().toString(), Files.readString(modelFile));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data. */
  public Data data() {
    Path json = beside(".json");
    Path csv = beside(".csv");
    Path file = Files.exists(json) ? json : Files.exists(csv) ? csv : beside(".tsv");
    try (InputStream in = Files.newInputStream(file)) {
      String name = file.getFileName().toString();
      return file.equals(json) ? JsonData.read(name, in) : CsvData.read(name, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The model with its data. */
  public BoundModel bind() {
    return Model.compile(source()).bind(data());
  }

  private Path beside(String extension) {
    String name = modelFile.getFileName().toString();
    return modelFile.resolveSibling(name.substring(0, name.lastIndexOf('.')) + extension);
  }
}
