package bayes.runtime.text;

import bayes.runtime.data.DataException;
import bayes.runtime.data.DataProblem;
import bayes.runtime.data.DataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Tagged text: a token and its tags on a line, with a tab between, and a blank line after each
 * sentence. There is no header and there are no quotes.
 */
public final class TaggedText {
  private TaggedText() {}

  /** Takes the sentences of a tagged text. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a sentence: for every column, the entries of its lines, in order; as long as each
     * other.
     */
    void sentence(List<List<String>> columns);
  }

  /**
   * Gives all sentences to the sink, in order.
   *
   * @param columns how many entries a line has
   * @return what was read, for the record of a run
   * @throws DataException if the stream is not UTF-8, or a line has another number of entries
   */
  public static DataSource read(TextSource source, int columns, Sink sink) throws DataException {
    List<DataProblem> problems = new ArrayList<>();
    DataSource read = source.read(text -> sentences(source, columns, text, problems, sink));
    if (!problems.isEmpty()) throw new DataException(problems);
    return read;
  }

  private static void sentences(
      TextSource source, int columns, Reader text, List<DataProblem> problems, Sink sink)
      throws IOException {
    BufferedReader lines = new BufferedReader(text, 1 << 14);
    List<List<String>> sentence = empty(columns);
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
      if (!line.isBlank()) {
        String[] entries = line.split("\t", -1);
        if (entries.length == columns) {
          for (int i = 0; i < columns; i++) sentence.get(i).add(entries[i].strip());
        } else if (problems.size() < 10) {
          problems.add(new DataProblem.TaggedLine(source.name(), number, columns, entries.length));
        }
      } else if (!sentence.get(0).isEmpty()) {
        sink.sentence(sentence);
        sentence = empty(columns);
      }
    }
    if (!sentence.get(0).isEmpty()) sink.sentence(sentence);
  }

  private static List<List<String>> empty(int columns) {
    List<List<String>> sentence = new ArrayList<>();
    for (int i = 0; i < columns; i++) sentence.add(new ArrayList<>());
    return sentence;
  }
}
