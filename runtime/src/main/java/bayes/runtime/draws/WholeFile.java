package bayes.runtime.draws;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there as a whole or not at all, even if the machine crashes meanwhile. */
final class WholeFile {
  /** The end of the name of a file that is not whole yet. */
  static final String PART = ".part";

  private WholeFile() {}

  /**
   * Writes a file beside its place, sees it on the disk, and then moves it there at once, in place
   * of what was there. Its folders are made.
   */
  static void put(Path file, RunFolder.Content content) throws RunException {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) Files.createDirectories(parent);
      replace(file, content);
    } catch (IOException e) {
      throw new RunException(new RunProblem.Unwritable(file.toString(), reason(e)));
    }
  }

  /** The same in a folder that has to be there. */
  static void replace(Path file, RunFolder.Content content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + PART);
    try {
      write(part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }

  private static void write(Path part, RunFolder.Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      OutputStream out = Channels.newOutputStream(channel);
      content.writeTo(out);
      out.flush();
      // Else a crash could leave the name without the content.
      channel.force(true);
    }
  }

  /** The JDK's file exceptions say no more than the name of the file. */
  static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) return "there is no such file";
    if (failure instanceof AccessDeniedException) return "permission denied";
    if (failure instanceof FileAlreadyExistsException) return "a file of this name is in the way";
    String reason =
        failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }
}
