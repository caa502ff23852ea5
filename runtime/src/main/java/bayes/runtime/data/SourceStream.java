package bayes.runtime.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** One named stream: digested as it lies on disk, unpacked if it is gzip, decoded as UTF-8. */
public final class SourceStream {
  private static final int BUFFER = 1 << 14;

  private final String name;
  private final Digesting digesting;
  private final BufferedInputStream raw;

  /**
   * Begins to read a stream.
   *
   * @param name of the stream for messages: the file as the user named it
   */
  public SourceStream(String name, InputStream in) {
    this.name = name;
    this.digesting = new Digesting(in, sha256());
    this.raw = new BufferedInputStream(digesting, BUFFER);
  }

  /**
   * The text, without a byte order mark; gzip is known by its first two bytes. What {@link
   * #problem} tells of is thrown where it stands.
   */
  public Reader reader() throws IOException {
    raw.mark(2);
    boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return new Utf8Reader(gzip ? new GZIPInputStream(raw, BUFFER) : raw);
  }

  /** Reads what is left, and tells what was read. */
  public DataSource finish() throws IOException {
    byte[] rest = new byte[BUFFER];
    int read = 0;
    while (read >= 0) read = raw.read(rest);
    String digest = HexFormat.of().formatHex(digesting.digest.digest());
    return new DataSource(name, digest, digesting.size);
  }

  /** Why a stream cannot be read: bytes that are not UTF-8, or what breaks it. */
  public static DataProblem problem(String name, IOException failure) {
    return failure instanceof Utf8Reader.WrongByte wrong
        ? wrong.problem(name)
        : JsonReader.unreadable(name, failure);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Digests and counts what a buffer above it reads. */
  private static final class Digesting extends InputStream {
    private final InputStream in;
    private final MessageDigest digest;
    private long size;

    Digesting(InputStream in, MessageDigest digest) {
      this.in = in;
      this.digest = digest;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      if (read > 0) {
        digest.update(target, offset, read);
        size += read;
      }
      return read;
    }
  }
}
