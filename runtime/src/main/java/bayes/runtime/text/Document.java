package bayes.runtime.text;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Map;

/**
 * One text of a corpus, which can be read once, while it is given to a {@link Corpus.Sink}: a long
 * one streams.
 */
public final class Document {
  private final String name;
  private final Map<String, String> covariates;
  private final Reader text;

  Document(String name, Map<String, String> covariates, Reader text) {
    this.name = name;
    this.covariates = covariates;
    this.text = text;
  }

  Document(String name, Map<String, String> covariates, String text) {
    this(name, covariates, new StringReader(text));
  }

  /**
   * What it is called: its file's name without ending, or the number of its row or line, from 1.
   */
  public String name() {
    return name;
  }

  /** What else is known of it, by the name of the column or key: author, year, class. */
  public Map<String, String> covariates() {
    return covariates;
  }

  /** Gives its tokens to the sink, in order. */
  public void tokenise(Tokeniser tokeniser, TokenSink sink) throws IOException {
    tokeniser.tokenise(text, sink);
  }

  /** The whole text; its lines end by LF. */
  public String text() throws IOException {
    StringBuilder whole = new StringBuilder();
    char[] buffer = new char[1 << 13];
    boolean afterReturn = false;
    for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
      for (int i = 0; i < read; i++) {
        char c = buffer[i];
        if (c == '\r') whole.append('\n');
        else if (c != '\n' || !afterReturn) whole.append(c);
        afterReturn = c == '\r';
      }
    }
    return whole.toString();
  }
}
