package bayes.runtime.draws;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Says that a process writes to a run's folder, as long as it lives: the system lets go of the lock
 * when the process ends, however that happens.
 */
final class RunLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock; empty if another has it. */
  static Optional<RunLock> take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) return Optional.of(new RunLock(file, channel));
    } catch (OverlappingFileLockException e) {
      // Another run of this process.
    } catch (IOException e) {
      // Some network file systems have no locks; runs go on without.
      return Optional.of(new RunLock(file, channel));
    }
    channel.close();
    return Optional.empty();
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      channel.close();
    } catch (IOException e) {
      // An empty file stays, which the next one takes.
    }
  }
}
