package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.Model;
import bayes.compiler.input.FileMistakes;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.DataProblem;
import bayes.runtime.data.DataSetting;
import bayes.runtime.data.JsonData;
import bayes.runtime.data.JsonLinesData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the user names on the command line; failures say which file and why. */
public final class InputFiles {
  private static final List<String> DATA_ENDINGS =
      List.of(".json", ".json.gz", ".csv", ".csv.gz", ".tsv", ".tsv.gz");

  private InputFiles() {}

  /** The text of a model. */
  public static SourceText model(Path path) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (IOException e) {
      throw InputProblems.unreadable(path, e);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return SourceText.of(path.toString(), text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw InputProblems.failure(ExitCode.MODEL, FileMistakes.modelIsNotUtf8(path.toString()));
    }
  }

  /**
   * The files named, or else the file that lies beside the model under its name. Says so if it is
   * the latter.
   */
  public static List<Path> dataFiles(Console console, Path model, List<Path> named) {
    if (!named.isEmpty()) return named;
    String name = stem(model);
    List<Path> found = new ArrayList<>();
    for (String ending : DATA_ENDINGS) {
      Path candidate = model.resolveSibling(name + ending);
      if (Files.isRegularFile(candidate)) found.add(candidate);
    }
    if (found.size() > 1) {
      List<String> names = found.stream().map(Path::toString).toList();
      throw InputProblems.failure(ExitCode.USAGE, FileMistakes.several(model.toString(), names));
    }
    if (found.size() == 1) console.say("Data: " + found.get(0) + " (beside the model)");
    return found;
  }

  /**
   * The entries of files, then those of {@code --set}, which override them. A text without a name
   * is the only data of the model that are text.
   */
  public static Data data(TypedModel model, List<Path> files, List<String> settings) {
    List<Path> named = new ArrayList<>();
    for (Path file : files) {
      boolean isUnnamed = !NAMED.matcher(file.toString()).matches() || Files.exists(file);
      named.add(isUnnamed && TextFiles.isText(file.toString()) ? asText(model, file) : file);
    }
    return data(named, settings);
  }

  private static Path asText(TypedModel model, Path file) {
    List<String> texts =
        model.variables().stream()
            .filter(VariableDeclaration::isText)
            .map(variable -> variable.symbol().name())
            .toList();
    if (texts.isEmpty()) return file;
    if (texts.size() == 1) return Path.of(texts.get(0) + "=" + file);
    throw InputProblems.failure(ExitCode.DATA, FileMistakes.unnamedText(file.toString(), texts));
  }

  /** The entries of files, then those of {@code --set}, which override them. */
  public static Data data(List<Path> files, List<String> settings) {
    try {
      List<Data> parts = new ArrayList<>();
      for (Path file : files) parts.add(named(file));
      List<Data> set = new ArrayList<>();
      for (String setting : settings) set.add(DataSetting.parse(setting));
      return Data.merge(parts).overriddenBy(Data.merge(set));
    } catch (DataException e) {
      throw InputProblems.data(e);
    }
  }

  /**
   * The entries of a file; or one of them under another name, {@code NAME=FILE:ENTRY}, where the
   * entry of the same name need not be written.
   */
  private static Data named(Path given) throws DataException {
    Matcher parts = NAMED.matcher(given.toString());
    if (Files.exists(given) || !parts.matches()) return read(given);
    List<String> names = List.of(parts.group("name").split(",", -1));
    String rest = parts.group("rest");
    if (names.size() > 1) return TextFiles.tagged(names, Path.of(rest));
    String name = names.get(0);
    Optional<Data> texts = TextFiles.find(name, rest);
    if (texts.isPresent()) return texts.get();
    int colon = rest.lastIndexOf(':');
    boolean isWhole = colon < 0 || Files.exists(Path.of(rest));
    String file = isWhole ? rest : rest.substring(0, colon);
    String entry = isWhole ? name : rest.substring(colon + 1);
    Data data = read(Path.of(file));
    if (data.find(entry).isPresent()) return data.only(entry, name);
    throw InputProblems.failure(
        ExitCode.DATA, FileMistakes.noSuchEntry("--data " + given, file, entry, data.names()));
  }

  /**
   * What a command is given by {@code --data} and {@code --set}, files and values.
   *
   * @throws Failure if a value is of no data or set of the model
   */
  public static Data given(Arguments arguments, Model model) {
    List<String> settings = new ArrayList<>(arguments.all("--set"));
    arguments.all("--data").stream().filter(InputFiles::isValue).forEach(settings::add);
    refuseUnknown(settings, model);
    return data(model.typed(), filesGiven(arguments), settings);
  }

  /** The files among what is given by {@code --data}. */
  public static List<Path> filesGiven(Arguments arguments) {
    return arguments.all("--data").stream().filter(given -> !isValue(given)).map(Path::of).toList();
  }

  /**
   * A file may hold more than a model needs; a setting that has no effect is a mistake.
   *
   * @throws Failure if there is one
   */
  public static void refuseUnknown(List<String> settings, Model model) {
    List<String> inputs = new ArrayList<>();
    model.typed().sets().forEach(set -> inputs.add(set.name()));
    model.typed().variables().stream()
        .map(VariableDeclaration::symbol)
        .filter(symbol -> symbol.role() == Symbol.Role.DATA)
        .forEach(symbol -> inputs.add(symbol.name()));
    for (String setting : settings) {
      String name = setting.substring(0, setting.indexOf('=')).strip();
      if (inputs.contains(name)) continue;
      throw Failure.of(ExitCode.USAGE, List.of(FileMistakes.noSuchInput(setting, name, inputs)));
    }
  }

  /**
   * Whether what is given for {@code --data} is a value under a name rather than a file: {@code
   * context="to be or"}. A file that is not there is still one if its name ends as those of data.
   */
  public static boolean isValue(String given) {
    Matcher parts = NAMED.matcher(given);
    if (!parts.matches()) return false;
    String rest = parts.group("rest");
    int colon = rest.lastIndexOf(':');
    return !isFile(rest) && (colon < 0 || !isFile(rest.substring(0, colon))) && !isFile(given);
  }

  private static boolean isFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (FILE_ENDINGS.stream().anyMatch(lower::endsWith)) return true;
    if (name.indexOf('/') >= 0 && name.matches(".*[*?\\[{].*")) return true;
    try {
      return Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static final List<String> FILE_ENDINGS =
      List.of(".json", ".jsonl", ".csv", ".tsv", ".txt", ".text", ".gz");

  private static final Pattern NAMED =
      Pattern.compile(
          "(?<name>[\\p{L}_][\\p{L}\\p{N}_]*(?:,[\\p{L}_][\\p{L}\\p{N}_]*)*)=(?<rest>.+)",
          Pattern.DOTALL);

  /** The entries of a data file, by its ending: a table with a header, JSON Lines, else JSON. */
  private static Data read(Path path) throws DataException {
    if (Files.isDirectory(path)) {
      throw InputProblems.unreadable(path, new IOException("this is a folder"));
    }
    String name = path.toString();
    String lower = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    try (InputStream in = Files.newInputStream(path)) {
      boolean isTable = lower.endsWith(".csv") || lower.endsWith(".tsv");
      if (isTable) return CsvData.read(name, in);
      if (lower.endsWith(".jsonl") || lower.endsWith(".ndjson")) {
        return JsonLinesData.read(name, in);
      }
      return lower.endsWith(".json") ? JsonData.read(name, in) : unnamed(path, in);
    } catch (IOException e) {
      throw InputProblems.unreadable(path, e);
    }
  }

  /**
   * A file whose name does not say what it holds is JSON, if its text begins so; a pipe has no name
   * that says it.
   */
  private static Data unnamed(Path path, InputStream in) throws DataException {
    try {
      return JsonData.read(path.toString(), in);
    } catch (DataException e) {
      DataProblem first = e.problems().get(0);
      boolean isOther =
          first instanceof DataProblem.NotAnObject
              || ((first instanceof DataProblem.Syntax || first instanceof DataProblem.NotUtf8)
                  && first.line() == 1
                  && first.column() <= 1);
      if (!isOther) throw e;
      String name = fileName(path);
      int dot = name.lastIndexOf('.');
      throw new DataException(
          List.of(
              new DataProblem.UnknownFormat(
                  path.toString(), dot > 0 ? name.substring(dot) : "", 1, 1)));
    }
  }

  /** The file's name without its extension. */
  public static String stem(Path path) {
    String name = fileName(path);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The last part of a path. */
  public static String fileName(Path path) {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }

  /** Why a file cannot be read or written; the JDK's exceptions mostly repeat its name. */
  public static String reason(Path path, IOException e) {
    if (e instanceof NoSuchFileException) return "there is no such file";
    if (e instanceof FileAlreadyExistsException) return "a file is in the way of its folder";
    if (e instanceof AccessDeniedException) return "permission denied";
    if (Files.isDirectory(path)) return "this is a folder";
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
