package bayes.runtime.text;

import bayes.runtime.data.DataException;
import bayes.runtime.data.DataSource;
import bayes.runtime.data.SourceStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;

/**
 * A named stream of UTF-8 text, which may be packed by gzip, and can be read again and again.
 *
 * @param name for messages and for the record of a run: the file as the user named it
 * @param opener opens it at its start
 */
public record TextSource(String name, Opener opener) {
  /** Opens a stream at its start. */
  @FunctionalInterface
  public interface Opener {
    InputStream open() throws IOException;
  }

  /** What is done with the text of a source. */
  @FunctionalInterface
  interface Use {
    void of(Reader text) throws IOException, DataException;
  }

  /** The name without folders and without its endings. */
  public String stem() {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String unpacked = last.endsWith(".gz") ? last.substring(0, last.length() - 3) : last;
    int dot = unpacked.lastIndexOf('.');
    return dot > 0 ? unpacked.substring(0, dot) : unpacked;
  }

  /** Opens, reads and closes the source; all of it is held against UTF-8. */
  DataSource read(Use use) throws DataException {
    try (InputStream in = opener.open()) {
      SourceStream stream = new SourceStream(name, in);
      Reader text = stream.reader();
      use.of(text);
      char[] rest = new char[1 << 12];
      int read = 0;
      while (read >= 0) read = text.read(rest);
      return stream.finish();
    } catch (IOException e) {
      throw new DataException(List.of(SourceStream.problem(name, e)));
    }
  }
}
