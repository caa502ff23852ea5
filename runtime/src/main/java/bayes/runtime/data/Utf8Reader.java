package bayes.runtime.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 strictly and knows where it stands, so that a wrong byte is reported with its line,
 * its column and its position in the file. Drops a byte order mark.
 */
final class Utf8Reader extends Reader {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** A byte that is not part of UTF-8 text. */
  static final class WrongByte extends CharacterCodingException {
    private static final long serialVersionUID = 1;
    final int line;
    final int column;

    /** The place of the byte, from 1; in the unpacked file, if it was packed. */
    final long offset;

    WrongByte(int line, int column, long offset) {
      this.line = line;
      this.column = column;
      this.offset = offset;
    }

    DataProblem problem(String source) {
      return new DataProblem.NotUtf8(source, line, column, offset);
    }
  }

  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 14).limit(0);
  private final CharBuffer chars = CharBuffer.allocate(1 << 14).limit(0);
  private boolean started;
  private boolean ended;
  private long bytesRead;
  private int line = 1;
  private int column = 1;

  /** A line feed after a carriage return ends no further line. */
  private boolean afterReturn;

  Utf8Reader(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) return 0;
    if (!chars.hasRemaining() && !fill()) return -1;
    int count = Math.min(length, chars.remaining());
    chars.get(target, offset, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Decodes until there are characters; false at the end. */
  private boolean fill() throws IOException {
    while (true) {
      chars.clear();
      CoderResult result = decoder.decode(bytes, chars, ended);
      chars.flip();
      if (chars.hasRemaining()) {
        count();
        if (!started && chars.charAt(0) == BYTE_ORDER_MARK) {
          chars.get();
          column--;
        }
        started = true;
        if (chars.hasRemaining()) return true;
      }
      if (result.isError()) throw new WrongByte(line, column, bytesRead - bytes.remaining() + 1);
      if (ended) return false;
      bytes.compact();
      int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
      ended = read < 0;
      bytesRead += Math.max(read, 0);
      bytes.position(bytes.position() + Math.max(read, 0)).flip();
    }
  }

  private void count() {
    char[] decoded = chars.array();
    int at = column;
    for (int i = chars.position(); i < chars.limit(); i++) {
      char c = decoded[i];
      if (c > '\r') {
        if (!Character.isLowSurrogate(c)) at++;
        afterReturn = false;
      } else if (c == '\r' || c == '\n') {
        if (c == '\r' || !afterReturn) line++;
        afterReturn = c == '\r';
        at = 1;
      } else {
        at++;
        afterReturn = false;
      }
    }
    column = at;
  }
}
