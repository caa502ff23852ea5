package bayes.compiler.input;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.Diagnostic.DataPlace;
import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import bayes.runtime.data.DataCode;
import bayes.runtime.data.DataOrigin;
import bayes.runtime.data.DataProblem;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What keeps data from being read, as diagnostics that show the place in the file itself. */
public final class DataFileProblems {
  /** Of one code in one file, as many are shown; a table may have a million wrong rows. */
  private static final int MOST = 5;

  /** The texts of files that were read before, to show the lines that are wrong. */
  public interface Texts {
    /** The text of a source once more, unpacked; empty if it cannot be read again. */
    Optional<Reader> open(String source) throws IOException;
  }

  private final Texts texts;

  public DataFileProblems(Texts texts) {
    this.texts = texts;
  }

  /** A diagnostic per problem, but not more of one kind in one file than anybody reads. */
  public List<Diagnostic> explain(List<DataProblem> problems) {
    record Kind(DataCode code, String source) {}
    Map<Kind, Integer> counts = new HashMap<>();
    for (DataProblem p : problems) counts.merge(new Kind(p.code(), p.source()), 1, Integer::sum);
    Map<Kind, Integer> shown = new HashMap<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (DataProblem problem : problems) {
      Kind kind = new Kind(problem.code(), problem.source());
      int number = shown.merge(kind, 1, Integer::sum);
      if (number > MOST) continue;
      Diagnostic diagnostic = explain(problem);
      int more = counts.getOrDefault(kind, number) - MOST;
      if (number == MOST && more > 0) {
        diagnostic = diagnostic.withNote("there are " + more + " more of this kind in the file");
      }
      diagnostics.add(diagnostic);
    }
    return diagnostics;
  }

  private Diagnostic explain(DataProblem problem) {
    Diagnostic.Code code = new Diagnostic.Code(problem.code().name());
    Diagnostic diagnostic =
        DataWords.explain(
            Diagnostic.error(code, problem.message(), span(problem), DataWords.found(problem)),
            problem);
    if (problem.entry().isEmpty() || problem.line() == 0) return diagnostic;
    String entry = problem.entry().get();
    return diagnostic.withData(
        new DataPlace(
            problem.source(),
            entry,
            entry,
            OptionalInt.of(problem.line()),
            problem.column() == 0 ? OptionalInt.empty() : OptionalInt.of(problem.column()),
            Optional.empty(),
            OptionalInt.empty()));
  }

  private Span span(DataProblem problem) {
    if (problem instanceof DataProblem.BadSetting setting) {
      return FileMistakes.typedValue(setting.source());
    }
    boolean isColumn = false;
    if (problem instanceof DataProblem.DuplicateEntry twice) {
      if (twice.second().origin() instanceof DataOrigin.CommandLine)
        return FileMistakes.typed(twice.source());
      isColumn = twice.second().origin() instanceof DataOrigin.Column;
    }
    int line = isColumn ? 1 : problem.line();
    if (line == 0) return SourceText.of(problem.source(), "").span(0, 0);
    Excerpt excerpt = excerpt(problem, line);
    return excerpt.source().span(start(problem, excerpt), end(problem, excerpt));
  }

  private Excerpt excerpt(DataProblem problem, int line) {
    boolean isInCodePoints = problem instanceof DataProblem.NotUtf8;
    try (Reader text = texts.open(problem.source()).orElse(Reader.nullReader())) {
      Excerpt found = Excerpt.find(problem.source(), text, line, problem.column(), isInCodePoints);
      boolean isThere = found.source().line(0) == line && !found.source().text().isEmpty();
      return isThere ? found : blank(problem, line);
    } catch (IOException e) {
      return blank(problem, line);
    }
  }

  /** The place in a file that cannot be read again. */
  private static Excerpt blank(DataProblem problem, int line) {
    SourceText.Start start = new SourceText.Start(line, Math.max(1, problem.column()), 0);
    return new Excerpt(SourceText.excerpt(problem.source(), "", start), 0);
  }

  private static int start(DataProblem problem, Excerpt excerpt) {
    return cell(problem, excerpt).map(TableCells.Cell::from).orElse(excerpt.at());
  }

  private static int end(DataProblem problem, Excerpt excerpt) {
    String text = excerpt.source().text();
    if (problem instanceof DataProblem.RaggedRow) return text.length();
    Optional<TableCells.Cell> cell = cell(problem, excerpt);
    if (cell.isPresent()) return cell.get().to();
    return problem.column() == 0 ? text.length() : endOfToken(text, excerpt.at());
  }

  /** The cell of a table that is to blame, of what is known only by its row. */
  private static Optional<TableCells.Cell> cell(DataProblem problem, Excerpt excerpt) {
    if (problem.column() > 0) return Optional.empty();
    String text = excerpt.source().text();
    if (problem instanceof DataProblem.RaggedRow row && row.found() > row.expected()) {
      List<TableCells.Cell> cells = TableCells.of(text);
      return cells.size() > row.expected()
          ? Optional.of(cells.get(row.expected()))
          : Optional.empty();
    }
    if (problem instanceof DataProblem.UnnamedColumn unnamed) {
      List<TableCells.Cell> cells = TableCells.of(text);
      return unnamed.number() <= cells.size()
          ? Optional.of(cells.get(unnamed.number() - 1))
          : Optional.empty();
    }
    if (problem instanceof DataProblem.DuplicateKey key) return TableCells.last(text, key.key());
    if (problem instanceof DataProblem.TooLarge n) return TableCells.last(text, n.literal());
    if (problem instanceof DataProblem.DuplicateEntry twice
        && twice.second().origin() instanceof DataOrigin.Column column) {
      return TableCells.last(text, column.header());
    }
    return Optional.empty();
  }

  /** The end of the word, number or quoted text that begins at a place, or of one character. */
  private static int endOfToken(String text, int at) {
    if (at >= text.length()) return at;
    char first = text.charAt(at);
    int end = at + 1;
    if (first == '"') {
      while (end < text.length() && text.charAt(end) != '"')
        end += text.charAt(end) == '\\' ? 2 : 1;
      return Math.min(end + 1, text.length());
    }
    if (!isOfWord(first)) return text.offsetByCodePoints(at, 1);
    while (end < text.length() && isOfWord(text.charAt(end))) end++;
    return end;
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || "_.+-".indexOf(c) >= 0;
  }
}
