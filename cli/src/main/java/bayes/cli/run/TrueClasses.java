package bayes.cli.run;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataValue;
import bayes.runtime.report.Decisions.Decision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The classes that a file says are right, to hold decisions against. */
final class TrueClasses {
  private static final Pattern NUMBERED = Pattern.compile(".*\\[(\\d{1,9}(?:, \\d{1,9})*)]");

  private TrueClasses() {}

  /**
   * Those of decisions, in their order: the file has as many, in a list or rows of it, or those of
   * all elements of which some, with their numbers, are decided on.
   *
   * @throws Failure if it has not
   */
  static List<String> of(Path file, String variable, List<Decision> decisions) {
    Data data = InputFiles.data(List.of(file), List.of());
    Optional<DataValue> value = data.find(variable).map(DataEntry::value);
    List<String> all = new ArrayList<>();
    value.ifPresent(v -> collect(v, all));
    if (all.size() == decisions.size()) return all;
    List<String> some = new ArrayList<>();
    for (Decision decision : decisions) {
      Optional<String> found = value.flatMap(v -> at(v, decision.label()));
      if (found.isEmpty()) {
        throw new Failure(
            ExitCode.DATA,
            file
                + ": expected a list `"
                + variable
                + "` of "
                + decisions.size()
                + " classes, and found "
                + all.size());
      }
      some.add(found.get());
    }
    return some;
  }

  /** Rows are one after the other. */
  private static void collect(DataValue value, List<String> all) {
    if (value instanceof DataValue.Sequence list) {
      for (int i = 0; i < list.size(); i++) collect(list.get(i), all);
    } else {
      all.add(text(value));
    }
  }

  /** That of {@code label[4]} or {@code tag[2, 3]}; empty if there is none. */
  private static Optional<String> at(DataValue all, String label) {
    Matcher matcher = NUMBERED.matcher(label);
    if (!matcher.matches()) return Optional.empty();
    DataValue value = all;
    for (String number : matcher.group(1).split(", ", -1)) {
      int place = Integer.parseInt(number);
      if (!(value instanceof DataValue.Sequence list) || place < 1 || place > list.size()) {
        return Optional.empty();
      }
      value = list.get(place - 1);
    }
    return value instanceof DataValue.Sequence ? Optional.empty() : Optional.of(text(value));
  }

  private static String text(DataValue value) {
    return value instanceof DataValue.Text text ? text.value() : value.describe();
  }
}
