package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.Version;
import bayes.runtime.calibration.Calibration;
import bayes.runtime.calibration.RankedQuantity;
import bayes.runtime.report.CalibrationJson;
import bayes.runtime.report.CalibrationPlot;
import bayes.runtime.report.CalibrationReport;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder of a calibration: {@code calibration.json}, {@code ranks.csv} and a picture. */
public record CalibrationFiles(Path folder) {
  private static final int FORMAT = 1;
  private static final String REPORT = "calibration.json";

  /**
   * A folder that a calibration will be written to; to be asked before it begins.
   *
   * @throws Failure if it holds one already, or cannot be written
   */
  public static CalibrationFiles create(Path folder) {
    if (Files.exists(folder.resolve(REPORT))) {
      throw new Failure(ExitCode.FILE, folder + ": holds a calibration already; name a new folder");
    }
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "ranks", ".part"));
    } catch (IOException e) {
      throw OutputProblems.unwritable(folder, e);
    }
    return new CalibrationFiles(folder);
  }

  /** Writes all files; the report last. */
  public void write(Report report) {
    put(folder.resolve("ranks.csv"), report.ranks());
    report.plot(folder.resolve("calibration.svg"));
    put(folder.resolve(REPORT), report.json() + "\n");
  }

  private static void put(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw OutputProblems.unwritable(file, e);
    }
  }

  /**
   * What came of a calibration.
   *
   * @param model the name of its file
   */
  public record Report(String model, Calibration calibration) {
    /** Prints it, as text or as one JSON document. */
    public void print(Console console, boolean asJson) {
      if (asJson) console.out().println(json());
      else console.out().print(CalibrationReport.of(calibration, console.reportOptions()));
      console.out().flush();
    }

    /** Writes the picture. */
    public void plot(Path file) {
      String title = InputFiles.stem(Path.of(model)) + ", " + calibration.method();
      put(file, CalibrationPlot.svg(title, calibration));
    }

    private String json() {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
        json.writeStartObject();
        json.writeNumberField("format", FORMAT);
        json.writeStringField("program", Version.text());
        json.writeStringField("model", model);
        CalibrationJson.write(calibration, json);
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException("a string is always written", e);
      }
      return text.toString();
    }

    /** A row per simulation, a column per quantity; empty where there is no rank. */
    private String ranks() {
      List<RankedQuantity> quantities = calibration.quantities();
      String[][] cells = new String[calibration.simulations()][quantities.size()];
      for (int column = 0; column < quantities.size(); column++) {
        int[] ranks = quantities.get(column).ranks();
        int[] simulations = quantities.get(column).simulations();
        for (int i = 0; i < ranks.length; i++) {
          cells[simulations[i]][column] = Integer.toString(ranks[i]);
        }
      }
      StringBuilder text = new StringBuilder("simulation");
      for (RankedQuantity quantity : quantities) text.append(',').append(quoted(quantity.label()));
      text.append('\n');
      for (int row = 0; row < cells.length; row++) {
        text.append(row + 1);
        for (String cell : cells[row]) text.append(',').append(cell == null ? "" : cell);
        text.append('\n');
      }
      return text.toString();
    }

    private static String quoted(String cell) {
      boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"');
      return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
  }
}
