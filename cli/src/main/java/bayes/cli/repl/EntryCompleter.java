package bayes.cli.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands, files after those that take one, options, labels and names. */
final class EntryCompleter implements Completer {
  private final Completions completions;

  EntryCompleter(Completions completions) {
    this.completions = completions;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String before = line.line().substring(0, line.cursor());
    String first = before.split("\\s", 2)[0];
    int quote = Labels.openQuote(before);
    if (before.startsWith(":") && first.length() == before.length()) {
      for (Verb verb : Verb.values()) add(candidates, verb.text(), verb.takesArgument());
    } else if (Verb.takesFile(before)) {
      files(line.word(), candidates);
    } else if (before.startsWith(Verb.RUN.text())) {
      for (String option : completions.options()) add(candidates, option, true);
    } else if (quote >= 0) {
      labels(before.substring(0, quote), candidates);
    } else {
      for (String name : completions.names()) add(candidates, name, false);
    }
  }

  private void labels(String beforeQuote, List<Candidate> candidates) {
    Labels.Place place = Labels.place(beforeQuote);
    if (place == null) return;
    for (String label : completions.labels(place.variable(), place.dimension())) {
      candidates.add(candidate(label + "\"", label, false));
    }
  }

  private static void files(String typed, List<Candidate> candidates) {
    int slash = typed.lastIndexOf('/');
    String folder = typed.substring(0, slash + 1);
    try (Stream<Path> files = Files.list(Path.of(folder.isEmpty() ? "." : folder))) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".") && !typed.startsWith(folder + ".")) continue;
        boolean isFolder = Files.isDirectory(file);
        candidates.add(candidate(folder + name + (isFolder ? "/" : ""), name, !isFolder));
      }
    } catch (IOException | InvalidPathException e) {
      // A folder that cannot be read has nothing to offer.
    }
  }

  private static void add(List<Candidate> candidates, String text, boolean endsWithSpace) {
    candidates.add(candidate(text, text, endsWithSpace));
  }

  private static Candidate candidate(String value, String display, boolean endsWithSpace) {
    return new Candidate(value, display, null, null, null, null, endsWithSpace);
  }

  /** The keywords that start a statement, and what only a question may ask. */
  static List<String> keywords() {
    return Arrays.asList(
        "set",
        "data",
        "let",
        "observe",
        "factor",
        "generate",
        "for",
        "if",
        "fun",
        "dist",
        "P",
        "interval",
        "quantile",
        "median");
  }
}
