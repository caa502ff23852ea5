package bayes.runtime.draws;

import bayes.runtime.state.Resumable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Where a chain stands, as its file {@code chain-1.checkpoint} has it: a mark, a version, the draws
 * made and the bytes that they take in the chain's CSV file, the state, and a checksum of all of
 * that.
 *
 * @param draws the draws made
 * @param position the length of the CSV file after them
 * @param state what {@link Resumable#save} wrote
 */
record Checkpoint(int draws, long position, byte[] state) {
  private static final int MARK = 0x42617965;
  private static final int VERSION = 1;

  /** The state as it is now. */
  static Checkpoint of(int draws, long position, Resumable resumable) throws IOException {
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    resumable.save(new DataOutputStream(state));
    return new Checkpoint(draws, position, state.toByteArray());
  }

  void writeTo(OutputStream file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MARK);
    out.writeInt(VERSION);
    out.writeInt(draws);
    out.writeLong(position);
    out.writeInt(state.length);
    out.write(state);
    CRC32 sum = new CRC32();
    sum.update(bytes.toByteArray());
    out.writeLong(sum.getValue());
    file.write(bytes.toByteArray());
  }

  /**
   * Reads a file's bytes.
   *
   * @throws IOException if they are not as they were written, with the reason
   */
  static Checkpoint read(byte[] file) throws IOException {
    if (file.length < Long.BYTES) throw new IOException("this is no checkpoint");
    byte[] content = Arrays.copyOf(file, file.length - Long.BYTES);
    CRC32 sum = new CRC32();
    sum.update(content);
    var end = new ByteArrayInputStream(file, content.length, Long.BYTES);
    if (new DataInputStream(end).readLong() != sum.getValue()) {
      throw new IOException("its checksum is another than when it was written");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    if (in.readInt() != MARK || in.readInt() != VERSION) {
      throw new IOException("this is no checkpoint of this version");
    }
    int draws = in.readInt();
    long position = in.readLong();
    return new Checkpoint(draws, position, in.readNBytes(in.readInt()));
  }
}
