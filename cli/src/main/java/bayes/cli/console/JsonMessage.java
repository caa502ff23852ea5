package bayes.cli.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.OptionalInt;

/**
 * What is told on stderr beside diagnostics, for programs: one object on one line, {@code
 * {"severity": "error", "message": "...", "exitCode": 2}}. Notes have no exit code.
 */
final class JsonMessage {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonMessage() {}

  static String note(String message) {
    return line("note", message, OptionalInt.empty());
  }

  static String error(String message, ExitCode exitCode) {
    return line("error", message, OptionalInt.of(exitCode.code()));
  }

  private static String line(String severity, String message, OptionalInt exitCode) {
    return object(
        json -> {
          json.writeStringField("severity", severity);
          json.writeStringField("message", message);
          if (exitCode.isPresent()) json.writeNumberField("exitCode", exitCode.getAsInt());
        });
  }

  /** Writes the fields of an object. */
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string is always written", e);
    }
    return text.toString();
  }
}
