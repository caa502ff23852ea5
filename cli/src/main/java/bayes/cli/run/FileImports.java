package bayes.cli.run;

import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** What models import: files in the model's folder and below it, links out of it not followed. */
public final class FileImports implements Imports {
  @Override
  public Optional<SourceText> find(SourceText model, String path) {
    try {
      Path folder = folder(model).toRealPath();
      Path file = folder(model).resolve(path);
      if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(folder)) {
        return Optional.empty();
      }
      return Optional.of(InputFiles.model(file));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Of what is typed or read from standard input: the working directory. */
  private static Path folder(SourceText model) {
    Path working = Path.of("");
    try {
      Path file = Path.of(model.name());
      Path parent = file.getParent();
      return Files.isRegularFile(file) && parent != null ? parent : working;
    } catch (InvalidPathException notOfAFile) {
      return working;
    }
  }
}
