package bayes.cli.run;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataException;
import bayes.runtime.data.DataValue;
import bayes.runtime.data.JsonData;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the losses of actions by class: {@code {"pass": {"ham": 0, "spam": 1}, ...}}. */
final class LossTable {
  private LossTable() {}

  /**
   * The table of a JSON text, of a JSON file, or of a CSV file with a column {@code action} and one
   * for each class.
   *
   * @throws Failure if it is none
   */
  static Map<String, Map<String, Double>> read(String given) {
    Data data =
        given.strip().startsWith("{")
            ? json(given)
            : InputFiles.data(List.of(Path.of(given)), List.of());
    return data.find("action").isPresent() ? ofColumns(given, data) : ofObjects(given, data);
  }

  private static Data json(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return JsonData.read("--loss", new ByteArrayInputStream(bytes));
    } catch (DataException e) {
      throw InputProblems.data(e);
    }
  }

  private static Map<String, Map<String, Double>> ofColumns(String given, Data data) {
    Map<String, Map<String, Double>> table = new LinkedHashMap<>();
    List<String> actions = new ArrayList<>();
    DataValue names = data.find("action").orElseThrow().value();
    if (!(names instanceof DataValue.Sequence list)) throw wrong(given, "`action` is no column");
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof DataValue.Text text)) throw wrong(given, "an action is no word");
      actions.add(text.value());
      table.put(text.value(), new LinkedHashMap<>());
    }
    for (DataEntry entry : data.entries()) {
      if (entry.name().equals("action")) continue;
      if (!(entry.value() instanceof DataValue.Sequence column)) {
        throw wrong(given, "`" + entry.name() + "` is no column of numbers");
      }
      for (int i = 0; i < column.size() && i < actions.size(); i++) {
        row(table, actions.get(i)).put(entry.name(), number(given, column.get(i)));
      }
    }
    return table;
  }

  private static Map<String, Double> row(Map<String, Map<String, Double>> table, String action) {
    return table.computeIfAbsent(action, a -> new LinkedHashMap<>());
  }

  private static Map<String, Map<String, Double>> ofObjects(String given, Data data) {
    Map<String, Map<String, Double>> table = new LinkedHashMap<>();
    for (DataEntry entry : data.entries()) {
      if (!(entry.value() instanceof DataValue.Labelled row)) {
        throw wrong(given, "the losses of `" + entry.name() + "` are no object by class");
      }
      for (int i = 0; i < row.labels().size(); i++) {
        row(table, entry.name()).put(row.labels().get(i), number(given, row.values().get(i)));
      }
    }
    if (table.isEmpty()) throw wrong(given, "it has no action");
    return table;
  }

  private static double number(String given, DataValue value) {
    if (value instanceof DataValue.Number number) return number.value();
    throw wrong(given, "a loss is " + value.describe() + ", and no number");
  }

  private static Failure wrong(String given, String why) {
    return new Failure(
        ExitCode.DATA,
        given
            + " is no table of losses: "
            + why
            + "; write {\"ACTION\": {\"CLASS\": LOSS, ...}, ...}, or a CSV file with a column"
            + " `action` and one for each class");
  }
}
