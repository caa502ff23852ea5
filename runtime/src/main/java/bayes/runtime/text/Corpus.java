package bayes.runtime.text;

import bayes.runtime.data.DataException;
import bayes.runtime.data.DataSource;
import java.io.IOException;
import java.util.List;

/**
 * Texts that are read one after the other from named streams, as often as wanted, and never held
 * all at once.
 */
public interface Corpus {
  /** Takes the documents of a corpus. */
  @FunctionalInterface
  interface Sink {
    /** Takes a document, which can be read until this returns. */
    void document(Document document) throws IOException;
  }

  /**
   * Gives all documents to the sink, in order.
   *
   * @return what was read, for the record of a run
   * @throws DataException if a stream is not UTF-8, with its name and the position of the byte; or
   *     is not of its format
   */
  List<DataSource> read(Sink sink) throws DataException;

  /** Every source is a document, named by its stem. */
  static Corpus files(List<TextSource> sources) {
    return new PlainTexts(sources, PlainTexts.Part.FILE);
  }

  /** Every line that is not blank is a document, named by its number. */
  static Corpus lines(TextSource source) {
    return new PlainTexts(List.of(source), PlainTexts.Part.LINE);
  }

  /**
   * Every stretch of lines between blank ones is a document, named by the number of its first line.
   */
  static Corpus paragraphs(TextSource source) {
    return new PlainTexts(List.of(source), PlainTexts.Part.PARAGRAPH);
  }

  /**
   * Every row of a table with a header (CSV, or TSV) that has text in a column is a document, named
   * by the number of its row; the other columns are its covariates.
   */
  static Corpus table(TextSource source, String column) {
    return new TableTexts(source, column);
  }

  /**
   * Every line of JSON Lines whose object has a text under a key is a document, named by the number
   * of its line; its other keys with texts, numbers or truth values are its covariates.
   */
  static Corpus jsonLines(TextSource source, String key) {
    return new JsonLinesTexts(source, key);
  }
}
