package bayes.cli.repl;

import bayes.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What has been typed and given so far. A value: undoing is going back to an earlier one.
 *
 * @param statements texts of one or more statements each, as they were typed
 * @param dataFiles in the order given
 * @param settings {@code NAME=VALUE}; a later one replaces an earlier one of the same name
 */
record Session(List<String> statements, List<Path> dataFiles, List<String> settings) {
  /** What diagnostics call the text of a session. */
  private static final String NAME = "session";

  static final Session EMPTY = new Session(List.of(), List.of(), List.of());

  Session {
    statements = List.copyOf(statements);
    dataFiles = List.copyOf(dataFiles);
    settings = List.copyOf(settings);
  }

  /** The model so far. */
  SourceText source() {
    StringBuilder text = new StringBuilder();
    for (String statement : statements) text.append(statement).append('\n');
    return SourceText.of(NAME, text.toString());
  }

  Session withStatements(String text) {
    return new Session(append(statements, text.stripTrailing()), dataFiles, settings);
  }

  Session withDataFile(Path file) {
    return new Session(statements, append(dataFiles, file), settings);
  }

  Session withSetting(String setting) {
    List<String> others =
        settings.stream().filter(other -> !name(other).equals(name(setting))).toList();
    return new Session(statements, dataFiles, append(others, setting));
  }

  private static String name(String setting) {
    int equals = setting.indexOf('=');
    return equals < 0 ? setting : setting.substring(0, equals).strip();
  }

  private static <T> List<T> append(List<T> list, T element) {
    List<T> longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }
}
