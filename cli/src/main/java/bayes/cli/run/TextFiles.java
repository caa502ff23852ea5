package bayes.cli.run;

import bayes.cli.console.ExitCode;
import bayes.compiler.input.FileMistakes;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.text.Corpus;
import bayes.runtime.text.TextData;
import bayes.runtime.text.TextSource;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Texts that {@code --data} names: a file is one text, or as many as it has lines or paragraphs; a
 * folder, or all files that wildcards match, are texts by the names of the files.
 */
final class TextFiles {
  private TextFiles() {}

  /** Whether a file's name says that it is neither JSON nor a table. */
  static boolean isText(String file) {
    String lower = file.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    return lower.endsWith(".txt") || lower.endsWith(".text");
  }

  /** What {@code NAME=FILES} gives, if these are texts. */
  static Optional<Data> find(String name, String files) throws DataException {
    Path path = Path.of(files);
    if (Files.isDirectory(path)) return Optional.of(folder(name, path));
    if (isText(files) && !hasWildcard(path)) return Optional.of(TextData.whole(name, source(path)));
    int colon = files.lastIndexOf(':');
    if (colon > 0 && isText(files.substring(0, colon))) {
      TextSource source = source(Path.of(files.substring(0, colon)));
      String part = files.substring(colon + 1);
      if (part.equals("lines")) {
        return Optional.of(TextData.list(name, Corpus.lines(source), source.name()));
      }
      if (part.equals("paragraphs")) {
        return Optional.of(TextData.list(name, Corpus.paragraphs(source), source.name()));
      }
      throw InputProblems.failure(
          ExitCode.DATA, FileMistakes.noSuchPart(name + "=" + files, source.name(), part));
    }
    return hasWildcard(path) ? Optional.of(matching(name, path)) : Optional.empty();
  }

  /** Parallel entries of a file whose lines have as many entries as there are names. */
  static Data tagged(List<String> names, Path file) throws DataException {
    return TextData.tagged(names, source(file));
  }

  private static TextSource source(Path path) {
    if (!Files.exists(path)) {
      throw InputProblems.unreadable(path, new NoSuchFileException(path.toString()));
    }
    return new TextSource(path.toString(), () -> Files.newInputStream(path));
  }

  private static Data folder(String name, Path folder) throws DataException {
    try (Stream<Path> files = Files.list(folder)) {
      return texts(name, folder, files.filter(file -> isText(file.toString())).toList());
    } catch (IOException e) {
      throw InputProblems.unreadable(folder, e);
    }
  }

  private static boolean hasWildcard(Path path) {
    return !Files.exists(path) && path.toString().matches(".*[*?\\[{].*");
  }

  /** All files below the last folder without wildcards that match. */
  private static Data matching(String name, Path pattern) throws DataException {
    Path base = pattern;
    int depth = 0;
    while (hasWildcard(base)) {
      Path parent = base.getParent();
      base = parent == null ? Path.of("") : parent;
      depth++;
      if (parent == null) break;
    }
    boolean isDeep = pattern.toString().contains("**");
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> files = Files.walk(base, isDeep ? Integer.MAX_VALUE : depth)) {
      return texts(name, pattern, files.filter(matcher::matches).toList());
    } catch (IOException e) {
      throw InputProblems.unreadable(base, e);
    }
  }

  private static Data texts(String name, Path named, List<Path> found) throws DataException {
    List<Path> files =
        found.stream()
            .filter(Files::isRegularFile)
            .filter(file -> !InputFiles.fileName(file).startsWith("."))
            .sorted(Comparator.comparing(Path::toString))
            .toList();
    if (files.isEmpty()) {
      throw InputProblems.failure(
          ExitCode.DATA,
          FileMistakes.noTexts(name + "=" + named, named.toString(), Files.isDirectory(named)));
    }
    List<TextSource> sources = new ArrayList<>();
    for (Path file : files) sources.add(source(file));
    return TextData.labelled(name, labels(sources), sources, named.toString());
  }

  /** The names of the files, with their folders if they are not distinct without. */
  private static List<String> labels(List<TextSource> sources) {
    List<String> stems = sources.stream().map(TextSource::stem).toList();
    return new HashSet<>(stems).size() == stems.size()
        ? stems
        : sources.stream().map(TextSource::name).toList();
  }
}
