package bayes.benchmarks;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The models that are measured, with their data. */
final class Models {
  private Models() {}

  static SourceText source(String name) {
    try (InputStream in = open(name + ".bayes")) {
      return SourceText.of(name + ".bayes", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BoundModel bind(String name, Model model) {
    try (InputStream in = open(name + ".json")) {
      return model.bind(JsonData.read(name + ".json", in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream open(String file) {
    return Objects.requireNonNull(Models.class.getResourceAsStream(file), file);
  }
}
