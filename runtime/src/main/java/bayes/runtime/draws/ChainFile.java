package bayes.runtime.draws;

import static java.nio.charset.StandardCharsets.UTF_8;

import bayes.runtime.state.Resumable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A chain's CSV file as it grows, and its checkpoint.
 *
 * <p>Draws wait in memory until some seconds have passed. Then they are appended and the checkpoint
 * is replaced, in this order and each seen on the disk: at any moment, the checkpoint speaks of
 * draws that are in the file. What the file has beyond them is of a process that ended since, and
 * is written over. What cannot be written waits and is tried again.
 */
final class ChainFile implements Journal.Chain {
  private final Path csv;
  private final Path checkpoint;
  private final Optional<Journal.SavedChain> saved;
  private final long interval;
  private final Consumer<RunProblem> onTrouble;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private final Writer text = new OutputStreamWriter(waiting, UTF_8);
  private final StanCsvWriter writer;
  private long position;
  private int draws;
  private long last = System.nanoTime();
  private Optional<RunProblem> trouble = Optional.empty();

  /**
   * A chain's file that begins, or goes on.
   *
   * @param before what was saved of the chain, if it goes on
   * @param interval the nanoseconds between checkpoints
   * @param onTrouble told of what cannot be written, from the chain's thread
   */
  ChainFile(
      ChainPlace place,
      Journal.Heading heading,
      RunRecord record,
      Optional<ChainPlace.Before> before,
      long interval,
      Consumer<RunProblem> onTrouble) {
    this.csv = place.csv();
    this.checkpoint = place.checkpoint();
    this.saved = before.map(ChainPlace.Before::chain);
    this.interval = interval;
    this.onTrouble = onTrouble;
    try {
      writer = ChainText.begin(text, record, place.number(), heading.draws(), heading.columns());
      text.flush();
    } catch (IOException e) {
      throw inMemory(e);
    }
    before.ifPresent(
        b -> {
          // The file has its beginning already.
          waiting.reset();
          position = b.position();
          draws = b.chain().draws();
        });
  }

  @Override
  public Optional<Journal.SavedChain> saved() {
    return saved;
  }

  @Override
  public void adapted(ChainRecord record) {
    try {
      writer.adaptation(record);
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  @Override
  public void draw(double[] samplerRow, double[] row) {
    try {
      writer.draw(samplerRow, row);
    } catch (IOException e) {
      throw inMemory(e);
    }
    draws++;
  }

  @Override
  public void passed(Resumable state) {
    if (System.nanoTime() - last >= interval) stopped(state);
  }

  @Override
  public void stopped(Resumable state) {
    try {
      append(true);
      Checkpoint now = Checkpoint.of(draws, position, state);
      WholeFile.replace(checkpoint, now::writeTo);
    } catch (IOException e) {
      report(e);
    }
    last = System.nanoTime();
  }

  @Override
  public void ended() {
    try {
      append(false);
    } catch (IOException e) {
      report(e);
    }
  }

  /** The draws written; some may wait. */
  int draws() {
    return draws;
  }

  /** Tries once more to write what waits; why that does not work, if so. */
  Optional<RunProblem> complete() {
    trouble = Optional.empty();
    ended();
    return trouble;
  }

  private void append(boolean seesItOnDisk) throws IOException {
    text.flush();
    // A file that was there before and is no longer is not begun anew in its middle.
    StandardOpenOption[] options =
        position > 0
            ? new StandardOpenOption[] {StandardOpenOption.WRITE}
            : new StandardOpenOption[] {StandardOpenOption.WRITE, StandardOpenOption.CREATE};
    try (FileChannel file = FileChannel.open(csv, options)) {
      if (file.size() < position) throw new IOException("its draws are gone");
      file.truncate(position);
      ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
      long end = position;
      while (bytes.hasRemaining()) end += file.write(bytes, end);
      if (seesItOnDisk) file.force(true);
      position = end;
      waiting.reset();
    }
  }

  private void report(IOException e) {
    RunProblem problem = new RunProblem.Unwritable(csv.toString(), WholeFile.reason(e));
    trouble = Optional.of(problem);
    onTrouble.accept(problem);
  }

  private static UncheckedIOException inMemory(IOException e) {
    return new UncheckedIOException("memory is always written", e);
  }
}
