package bayes.compiler.parse;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the functions and distributions of imported files in the place of the {@code import}. Each
 * file is imported once, however many others import it.
 */
public final class ImportedFiles {
  private static final Diagnostic.Code CODE = new Diagnostic.Code("P0019");

  private final SourceText model;
  private final Imports imports;
  private final Map<String, SourceText> imported = new LinkedHashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final List<Diagnostic> problems = new ArrayList<>();

  private ImportedFiles(SourceText model, Imports imports) {
    this.model = model;
    this.imports = imports;
  }

  /** The file with what it imports, directly or not. */
  public static Checked<ModelFile> resolve(ModelFile file, Imports imports) {
    boolean importsNothing =
        file.statements().stream().noneMatch(Statement.Import.class::isInstance);
    if (importsNothing) return Checked.of(file);
    ImportedFiles files = new ImportedFiles(file.source(), imports);
    List<Statement> statements = files.statements(file, "");
    return files.problems.isEmpty()
        ? Checked.of(new ModelFile(file.source(), file.doc(), statements))
        : Checked.failed(files.problems);
  }

  /** The texts that a file imports, by their paths from its folder. */
  public static Map<String, String> texts(ModelFile file, Imports imports) {
    ImportedFiles files = new ImportedFiles(file.source(), imports);
    files.statements(file, "");
    Map<String, String> texts = new LinkedHashMap<>();
    files.imported.forEach((path, text) -> texts.put(path, text.text()));
    return texts;
  }

  /** The statements of a file that lies in {@code folder}, below the model's. */
  private List<Statement> statements(ModelFile file, String folder) {
    List<Statement> all = new ArrayList<>();
    for (Statement statement : file.statements()) {
      if (statement instanceof Statement.Import i) all.addAll(imported(i, folder));
      else all.add(statement);
    }
    return all;
  }

  private List<Statement> imported(Statement.Import statement, String folder) {
    String written = statement.path().value();
    Optional<String> path = path(folder, written);
    if (path.isEmpty()) {
      problems.add(
          problem(
              statement,
              "an import stays in the model's folder",
              "leads out of it, or to no file"));
      return List.of();
    }
    if (open.contains(path.get())) {
      problems.add(
          problem(statement, "files import each other in a circle", "is being imported already"));
      return List.of();
    }
    if (imported.containsKey(path.get())) return List.of();
    Optional<SourceText> text = imports.find(model, path.get());
    if (text.isEmpty()) {
      problems.add(
          problem(statement, "there is no file `" + written + "` to import", "found nothing here")
              .withHint("paths are relative to the file that imports: `\"lib/prior.bayes\"`"));
      return List.of();
    }
    imported.put(path.get(), text.get());
    return library(text.get(), path.get());
  }

  private List<Statement> library(SourceText text, String path) {
    Checked<ModelFile> parsed = Parser.parse(text);
    problems.addAll(parsed.diagnostics());
    if (parsed.value().isEmpty()) return List.of();
    ModelFile file = parsed.value().get();
    for (Statement statement : file.statements()) {
      boolean isLibrary =
          statement instanceof Statement.Import
              || statement instanceof Statement.FunctionDeclaration
              || statement instanceof Statement.DistributionDeclaration;
      if (!isLibrary) {
        problems.add(
            Diagnostic.error(
                    CODE,
                    "only functions and distributions can be imported",
                    statement.span(),
                    "belongs into a model")
                .withHint("move it to the model that imports `" + path + "`"));
        return List.of();
      }
    }
    open.push(path);
    List<Statement> statements = statements(file, folder(path));
    open.pop();
    return statements;
  }

  private static Diagnostic problem(Statement.Import statement, String message, String label) {
    return Diagnostic.error(CODE, message, statement.path().span(), label);
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** The path from the model's folder; empty if it leads out of that, or is no relative path. */
  private static Optional<String> path(String folder, String written) {
    if (written.isEmpty() || written.contains("\\") || written.contains(":")) {
      return Optional.empty();
    }
    if (written.startsWith("/") || written.endsWith("/")) return Optional.empty();
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (folder + written).split("/")) {
      if (part.equals("..")) {
        if (parts.isEmpty()) return Optional.empty();
        parts.removeLast();
      } else if (!part.equals(".") && !part.isEmpty()) {
        parts.addLast(part);
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
  }
}
