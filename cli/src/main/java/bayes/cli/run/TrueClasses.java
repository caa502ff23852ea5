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
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The classes that a file says are right, to hold decisions against. */
final class TrueClasses {
  private static final Pattern NUMBERED = Pattern.compile(".*\\[(\\d{1,9})]");

  private TrueClasses() {}

  /**
   * Those of decisions, in their order: the file has as many, or those of all elements of which
   * some, with their numbers, are decided on.
   *
   * @throws Failure if it has not
   */
  static List<String> of(Path file, String variable, List<Decision> decisions) {
    List<String> all = list(InputFiles.data(List.of(file), List.of()), variable);
    if (all.size() == decisions.size()) return all;
    List<String> some = new ArrayList<>();
    for (Decision decision : decisions) {
      OptionalInt number = number(decision.label());
      if (number.isEmpty() || number.getAsInt() < 1 || number.getAsInt() > all.size()) {
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
      some.add(all.get(number.getAsInt() - 1));
    }
    return some;
  }

  private static List<String> list(Data data, String variable) {
    Optional<DataEntry> entry = data.find(variable);
    List<String> labels = new ArrayList<>();
    if (entry.isPresent() && entry.get().value() instanceof DataValue.Sequence list) {
      for (int i = 0; i < list.size(); i++) {
        labels.add(
            list.get(i) instanceof DataValue.Text text ? text.value() : list.get(i).describe());
      }
    }
    return labels;
  }

  /** Of {@code label[4]}. */
  private static OptionalInt number(String label) {
    Matcher matcher = NUMBERED.matcher(label);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
