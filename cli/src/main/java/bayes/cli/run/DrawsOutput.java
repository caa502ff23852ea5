package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.cli.console.Console;
import bayes.runtime.data.Data;
import bayes.runtime.data.JsonData;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where draws of a simulation or a prediction go: the options {@code --out} and {@code --format}.
 *
 * @param place a file, or a folder; empty for stdout
 */
public record DrawsOutput(Optional<Path> place, Format format) {
  /** How draws are written. */
  public enum Format {
    /** One document per draw, which is data of the model. */
    JSON,
    /** One table, with a row per draw. */
    CSV;

    private static Optional<Format> of(String word) {
      return Arrays.stream(values())
          .filter(f -> f.name().toLowerCase(Locale.ROOT).equals(word))
          .findFirst();
    }
  }

  /** A draw, counted over all chains, as data of its model. */
  public interface DrawData {
    Data of(int chain, int draw);
  }

  /** The options. */
  public static final List<Option> OPTIONS =
      List.of(
          Option.of(
              "--out",
              "PATH",
              "Write the draws: to FILE.json or FILE.csv, or to one file each in a folder."),
          Option.of(
              "--format",
              "FORMAT",
              "json: each draw is data of the model; csv: a table with a row per draw. Without --out, to stdout."));

  private static final JsonFactory FACTORY = new JsonFactory();

  /** What the options ask for; empty if neither is given. */
  public static Optional<DrawsOutput> of(Arguments arguments) {
    Optional<Path> place = arguments.pathOf("--out");
    Optional<Format> format = arguments.word("--format", List.of("json", "csv"), Format::of);
    if (place.isEmpty()) return format.map(f -> new DrawsOutput(place, f));
    Optional<Format> byName = byName(place.get());
    if (format.isPresent() && byName.isPresent() && !format.equals(byName)) {
      throw arguments.wrong(
          "--format " + name(format.get()) + " does not fit --out " + place.get());
    }
    return Optional.of(new DrawsOutput(place, format.or(() -> byName).orElse(Format.JSON)));
  }

  private static String name(Format format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Format> byName(Path place) {
    String name = InputFiles.fileName(place).toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) return Optional.of(Format.JSON);
    return name.endsWith(".csv") ? Optional.of(Format.CSV) : Optional.empty();
  }

  /** Whether the draws take the place of the table on stdout. */
  public boolean isToStdout() {
    return place.isEmpty();
  }

  /** Writes all draws, and says where. */
  public void write(Console console, Draws draws, DrawData data) {
    if (place.isEmpty()) {
      console.out().print(format == Format.CSV ? csv(draws) : json(draws, data));
      console.out().flush();
      return;
    }
    Path path = place.get();
    if (byName(path).isPresent()) {
      put(path, format == Format.CSV ? csv(draws) : json(draws, data));
      console.say("Written: " + path);
      return;
    }
    if (format == Format.CSV) {
      put(path.resolve("draws.csv"), csv(draws));
    } else {
      int number = 0;
      for (int chain = 0; chain < draws.chains(); chain++) {
        for (int draw = 0; draw < draws.draws(); draw++) {
          put(path.resolve("draw-" + ++number + ".json"), document(data.of(chain, draw)) + "\n");
        }
      }
    }
    console.say("Written: " + path);
  }

  private static void put(Path file, String text) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) Files.createDirectories(parent);
      try (Writer out = Files.newBufferedWriter(file)) {
        out.write(text);
      }
    } catch (IOException e) {
      throw OutputProblems.unwritable(file, e);
    }
  }

  /** The one document, or a list of several. */
  private static String json(Draws draws, DrawData data) {
    List<String> documents = new ArrayList<>();
    for (int chain = 0; chain < draws.chains(); chain++) {
      for (int draw = 0; draw < draws.draws(); draw++)
        documents.add(document(data.of(chain, draw)));
    }
    return documents.size() == 1
        ? documents.get(0) + "\n"
        : "[\n" + String.join(",\n", documents) + "\n]\n";
  }

  private static String document(Data data) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      JsonData.write(data, json);
    } catch (IOException e) {
      throw new UncheckedIOException("a string is always written", e);
    }
    return text.toString();
  }

  /** The columns as in run folders, but row by row of all chains, members by label. */
  private static String csv(Draws draws) {
    StringBuilder text = new StringBuilder(String.join(",", draws.layout().stanNames()));
    text.append('\n');
    List<RecordedVariable> of = new ArrayList<>();
    for (RecordedVariable variable : draws.variables()) {
      for (int i = 0; i < variable.size(); i++) of.add(variable);
    }
    for (int chain = 0; chain < draws.chains(); chain++) {
      for (int draw = 0; draw < draws.draws(); draw++) {
        for (int column = 0; column < of.size(); column++) {
          if (column > 0) text.append(',');
          text.append(cell(of.get(column), draws.value(chain, draw, column)));
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String cell(RecordedVariable variable, double value) {
    if (Double.isNaN(value)) return "";
    return switch (variable.kind()) {
      case REAL -> Double.toString(value);
      case INT, BOOL -> Long.toString((long) value);
      case MEMBER -> quoted(variable.members().get((int) value - 1));
    };
  }

  private static String quoted(String label) {
    return label.matches("[^\",\\n\\r]*") ? label : '"' + label.replace("\"", "\"\"") + '"';
  }
}
