package bayes.compiler.input;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import java.util.Collection;
import java.util.List;

/** What is wrong with the files that somebody names, before they are read. */
public final class FileMistakes {
  private static final String PLACE = "command line";

  private FileMistakes() {}

  /** The whole of what was typed. */
  static Span typed(String text) {
    return SourceText.of(PLACE, text).span(0, text.length());
  }

  /** What stands after the equals sign, or all that stands after the option. */
  static Span typedValue(String option) {
    int equals = option.indexOf('=');
    int from = equals < 0 ? option.indexOf(' ') + 1 : equals + 1;
    return SourceText.of(PLACE, option).span(from, option.length());
  }

  /** The part of what was typed that names something; all of it if it has no such part. */
  private static Span typed(String text, String part) {
    int at = text.lastIndexOf(part);
    if (at < 0) return typed(text);
    return SourceText.of(PLACE, text).span(at, at + part.length());
  }

  /**
   * A file that is not there.
   *
   * @param beside the names of the files of its folder
   */
  public static Diagnostic missing(String file, Collection<String> beside) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    String folder = file.substring(0, file.length() - name.length());
    List<String> near = Suggestions.nearest(name, beside, 1);
    Diagnostic d =
        Diagnostic.error(
            FileCode.C0001.code(),
            "there is no file `" + file + "`",
            typed(file),
            "expected the path of a file");
    return near.isEmpty()
        ? d.withHint("give its path as seen from the folder that you are in: `ls` shows its files")
        : d.withHint("did you mean `" + folder + near.get(0) + "`?");
  }

  /** A folder, or a file that the system does not give. */
  public static Diagnostic unreadable(String file, String reason, boolean isFolder) {
    Diagnostic d =
        Diagnostic.error(
            FileCode.C0002.code(),
            "`" + file + "` cannot be read: " + reason,
            typed(file),
            isFolder ? "expected a file" : "expected a file that you may read");
    return d.withHint(
        isFolder
            ? "name a file in it, such as `" + file + "/NAME`"
            : "see who may read it with `ls -l " + file + "`; `chmod u+r " + file + "` lets you");
  }

  /** A model that is no text. */
  public static Diagnostic modelIsNotUtf8(String file) {
    return Diagnostic.error(
            FileCode.C0003.code(),
            "`" + file + "` is not UTF-8 text",
            typed(file),
            "expected a model, which is UTF-8 text")
        .withHint(
            "if it is text, convert it, from Western European say: `iconv -f WINDOWS-1252 -t UTF-8 "
                + file
                + " > NEW.bayes`");
  }

  /** A folder without a finished run. */
  public static Diagnostic notARun(String folder, String why) {
    return Diagnostic.error(
            FileCode.C0004.code(),
            "`" + folder + "` is not the folder of a finished run",
            typed(folder),
            why)
        .withHint("write a run with `bayes sample MODEL --out " + folder + "`, or name another");
  }

  /** {@code NAME=FILE:ENTRY} of an entry that the file does not have. */
  public static Diagnostic noSuchEntry(
      String given, String file, String entry, List<String> entries) {
    List<String> near = Suggestions.nearest(entry, entries, 1);
    Diagnostic d =
        Diagnostic.error(
            FileCode.C0005.code(),
            "there is no `" + entry + "` in " + file,
            typed(given, entry),
            "expected a column or key of the file");
    if (!near.isEmpty()) return d.withHint("did you mean `" + near.get(0) + "`?");
    String some = String.join("`, `", entries.subList(0, Math.min(entries.size(), 10)));
    return d.withHint(entries.isEmpty() ? "the file has none" : "the file has `" + some + "`");
  }

  /** A part of a text that is none. */
  public static Diagnostic noSuchPart(String given, String file, String part) {
    return Diagnostic.error(
            FileCode.C0005.code(),
            "a text has no `" + part + "`: " + file,
            typed(given, part),
            "expected `lines` or `paragraphs`")
        .withHint("a text is one document without this, and one per line with `:lines`");
  }

  /** A folder without texts, or wildcards that no file matches. */
  public static Diagnostic noTexts(String given, String named, boolean isFolder) {
    return Diagnostic.error(
            FileCode.C0014.code(),
            isFolder ? "the folder " + named + " has no texts" : "no file matches " + named,
            typed(given, named),
            isFolder ? "expected files that end in .txt" : "expected files")
        .withHint(
            isFolder
                ? "name the files: `--data '" + given + "/*'`"
                : "in a shell, put wildcards into single quotes: it expands them itself else");
  }

  /** A text without a name, for a model with several texts. */
  public static Diagnostic unnamedText(String file, List<String> texts) {
    return Diagnostic.error(
            FileCode.C0015.code(),
            "which data the text " + file + " is has to be said",
            typed("--data " + file, file),
            "this could be `" + String.join("`, `", texts) + "`")
        .withHint("write `--data " + texts.get(0) + "=" + file + "`");
  }

  /** More files than one that could be the data of a model. */
  public static Diagnostic several(String model, List<String> found) {
    return Diagnostic.error(
            FileCode.C0006.code(),
            "several files beside the model have its name: " + String.join(", ", found),
            typed(model),
            "which of them has its data is not said")
        .withHint("say it: `--data " + found.get(0) + "`");
  }

  /** {@code --set} of what the model does not declare. */
  public static Diagnostic noSuchInput(String setting, String name, List<String> inputs) {
    List<String> near = Suggestions.nearest(name, inputs, 1);
    Diagnostic d =
        Diagnostic.error(
            FileCode.C0007.code(),
            "the model has no data `" + name + "`",
            typedSetting(setting, name),
            "expected the name of a `data` variable or of a set");
    if (!near.isEmpty()) return d.withHint("did you mean `" + near.get(0) + "`?");
    return d.withHint(
        inputs.isEmpty()
            ? "the model needs no data: leave it out"
            : "the model has `" + String.join("`, `", inputs) + "`");
  }

  /**
   * {@code --require} with something that is none.
   *
   * @param start of what is wrong in {@code requirements}
   * @param end of it, exclusive
   */
  public static Diagnostic badRequirement(
      String requirements, int start, int end, String message, String found, String expected) {
    String text = "--require " + requirements;
    int at = text.length() - requirements.length();
    return Diagnostic.error(
            FileCode.C0021.code(),
            message,
            SourceText.of(PLACE, text).span(at + start, at + end),
            "expected " + expected + ", but found " + found)
        .withHint("for example `--require 'rhat<1.01,ess>400'`");
  }

  private static Span typedSetting(String setting, String name) {
    String text = "--set " + setting;
    int at = text.length() - setting.length() + setting.indexOf(name);
    return SourceText.of(PLACE, text).span(at, at + name.length());
  }

  /** A run that cannot be read. */
  public static Diagnostic damagedRun(String folder, String what) {
    return Diagnostic.error(FileCode.C0008.code(), what, typed(folder), "this run cannot be read")
        .withHint("run `bayes sample MODEL --out FOLDER` once more");
  }

  /** A run that has no place. */
  public static Diagnostic unwritableRun(String folder, String what) {
    return Diagnostic.error(
            FileCode.C0009.code(), what, typed(folder), "expected a new folder, or an empty one")
        .withHint("name another folder, such as `--out " + folder + "-2`");
  }
}
