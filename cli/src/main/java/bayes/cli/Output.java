package bayes.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A standard stream in UTF-8 that remembers why it could not be written. That the reader of a pipe
 * has seen enough ({@code bayes ... | head}) is no failure.
 */
final class Output extends OutputStream {
  private static final int BUFFER = 1 << 14;

  private final OutputStream to;
  private final PrintStream stream;
  private @Nullable String failure;

  Output(OutputStream to) {
    this.to = to;
    this.stream =
        new PrintStream(new BufferedOutputStream(this, BUFFER), false, StandardCharsets.UTF_8);
  }

  PrintStream stream() {
    return stream;
  }

  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      to.write(bytes, offset, length);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      boolean isClosedPipe = reason.toLowerCase(Locale.ROOT).contains("pipe");
      if (!isClosedPipe && failure == null) failure = reason;
      throw e;
    }
  }
}
