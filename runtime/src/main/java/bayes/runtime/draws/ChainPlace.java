package bayes.runtime.draws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the files of a chain are.
 *
 * @param number of the chain, from 1
 */
record ChainPlace(Path folder, int number) {
  Path csv() {
    return folder.resolve("chain-" + number + ".csv");
  }

  Path checkpoint() {
    return folder.resolve("chain-" + number + ".checkpoint");
  }

  /** The draws of a chain that did not come to its end while others did. */
  Path failed() {
    return folder.resolve("failed-" + number + ".csv");
  }

  /**
   * What was saved of a chain.
   *
   * @param position the length of its CSV file
   */
  record Before(Journal.SavedChain chain, long position) {}

  /** What was saved; empty if that is nothing. */
  Optional<Before> before(ChainColumns columns) throws RunException {
    if (!Files.exists(checkpoint())) return Optional.empty();
    Checkpoint state;
    try {
      state = Checkpoint.read(Files.readAllBytes(checkpoint()));
    } catch (IOException e) {
      throw new RunException(
          new RunProblem.BadCheckpoint(checkpoint().toString(), WholeFile.reason(e)));
    }
    StanCsvReader.Table table = written(state.position());
    String name = csv().toString();
    if (table.rows().size() != state.draws()) {
      throw gone(table.rows().size() + " draws, where " + state.draws() + " were written");
    }
    double[] samplerRows = StanCsvReader.arrange(name, table, columns.samplerNames());
    double[] rows = StanCsvReader.arrange(name, table, columns.layout().stanNames());
    var chain = new Journal.SavedChain(state.state(), state.draws(), samplerRows, rows);
    return Optional.of(new Before(chain, state.position()));
  }

  private StanCsvReader.Table written(long position) throws RunException {
    try (FileChannel file = FileChannel.open(csv())) {
      if (file.size() < position) throw gone("it is shorter than what was written");
      return read(file, position);
    } catch (IOException e) {
      throw gone(WholeFile.reason(e));
    }
  }

  private RunException gone(String reason) {
    return new RunException(
        new RunProblem.BadCheckpoint(
            checkpoint().toString(), "it does not fit " + csv().getFileName() + ": " + reason));
  }

  /** All whole rows that the file has; empty if there are none. */
  Optional<StanCsvReader.Table> readSoFar() throws RunException {
    if (!Files.isRegularFile(csv())) return Optional.empty();
    try (FileChannel file = FileChannel.open(csv())) {
      long end = afterLastLine(file);
      if (!hasHeader(file, end)) return Optional.empty();
      StanCsvReader.Table table = read(file, end);
      return table.rows().isEmpty() ? Optional.empty() : Optional.of(table);
    } catch (IOException e) {
      throw new RunException(new RunProblem.Unreadable(csv().toString(), WholeFile.reason(e)));
    }
  }

  private static long afterLastLine(FileChannel file) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (long end = file.size(); end > 0; end--) {
      one.clear();
      file.read(one, end - 1);
      if (one.get(0) == '\n') return end;
    }
    return 0;
  }

  private static boolean hasHeader(FileChannel file, long end) throws IOException {
    BufferedReader text = reader(file, end);
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      if (!line.startsWith("#")) return true;
    }
    return false;
  }

  private StanCsvReader.Table read(FileChannel file, long end) throws RunException, IOException {
    return StanCsvReader.read(csv().toString(), reader(file, end));
  }

  /** The first bytes of a file as text; whoever opened the file closes it. */
  private static BufferedReader reader(FileChannel file, long end) throws IOException {
    file.position(0);
    InputStream bytes = Channels.newInputStream(file);
    InputStream first =
        new InputStream() {
          private long left = end;

          @Override
          public int read() throws IOException {
            return left-- > 0 ? bytes.read() : -1;
          }

          @Override
          public int read(byte[] to, int from, int length) throws IOException {
            if (left <= 0) return -1;
            int n = bytes.read(to, from, (int) Math.min(length, left));
            left -= Math.max(0, n);
            return n;
          }
        };
    return new BufferedReader(new InputStreamReader(first, StandardCharsets.UTF_8));
  }
}
