package bayes.runtime.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;

/** A plain text as an entry: UTF-8 without its byte order mark, lines ended by a line feed. */
public final class TextData {
  private TextData() {}

  /**
   * Reads a text, which may be compressed by gzip.
   *
   * @param name of the entry
   * @param source the name of the stream for messages: the file as the user named it
   * @throws DataException if it is not UTF-8, or breaks off
   */
  public static Data read(String name, String source, InputStream in) throws DataException {
    SourceStream stream = new SourceStream(source, in);
    try {
      DataValue text = new DataValue.Text(withLineFeeds(stream.reader()));
      DataSource read = stream.finish();
      DataOrigin origin = new DataOrigin.Position(source, 1, 1);
      return new Data(List.of(new DataEntry(name, text, origin)), List.of(read));
    } catch (Utf8Reader.WrongByte e) {
      throw new DataException(List.of(new DataProblem.NotUtf8(source, e.line, e.column)));
    } catch (IOException e) {
      throw new DataException(List.of(JsonReader.unreadable(source, e)));
    }
  }

  private static String withLineFeeds(Reader text) throws IOException {
    StringBuilder lines = new StringBuilder();
    char[] buffer = new char[1 << 14];
    boolean afterReturn = false;
    for (int n = text.read(buffer); n >= 0; n = text.read(buffer)) {
      for (int i = 0; i < n; i++) {
        char c = buffer[i];
        if (c == '\r') lines.append('\n');
        else if (c != '\n' || !afterReturn) lines.append(c);
        afterReturn = c == '\r';
      }
    }
    return lines.toString();
  }
}
