package bayes.compiler.diagnostic;

import bayes.compiler.diagnostic.Diagnostic.DataPlace;
import bayes.compiler.diagnostic.Diagnostic.Hint;
import bayes.compiler.diagnostic.Diagnostic.Label;
import bayes.compiler.diagnostic.Diagnostic.Replacement;
import bayes.compiler.source.Span;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;

/**
 * Shows diagnostics to programs, as objects by position. Lines and columns count from 1, columns in
 * code points; offsets count UTF-16 units from 0; ends are exclusive. {@code data} is there where
 * data are to blame: of a text its line and column, of a table its header and row.
 *
 * <pre>
 * {"code": "P0002", "severity": "error", "message": "...",
 *  "file": "a.bayes", "line": 1, "column": 6, "endLine": 1, "endColumn": 7,
 *  "offset": 5, "endOffset": 6, "label": "...",
 *  "others": [{"file": ..., "line": ..., ..., "label": "..."}],
 *  "notes": ["..."],
 *  "hints": [{"text": "...", "replacement": {"file": ..., "line": ..., ..., "text": ";"}}],
 *  "data": {"file": "y.csv", "entry": "y", "element": "y[3]", "header": "y", "row": 3}}
 * </pre>
 */
public final class JsonRenderer {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonRenderer() {}

  /** All diagnostics as one array, for readers of a whole document. */
  public static String render(Collection<Diagnostic> diagnostics) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
      write(diagnostics, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter has none
    }
    return text.toString();
  }

  /** One line per diagnostic, each an object of its own, for readers of a stream. */
  public static String lines(Collection<Diagnostic> diagnostics) {
    StringBuilder lines = new StringBuilder();
    for (Diagnostic diagnostic : Diagnostic.sorted(diagnostics)) {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = FACTORY.createGenerator(text)) {
        write(diagnostic, json);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // a StringWriter has none
      }
      lines.append(text).append('\n');
    }
    return lines.toString();
  }

  /** Writes the array into a document that has further parts. */
  public static void write(Collection<Diagnostic> diagnostics, JsonGenerator json)
      throws IOException {
    json.writeStartArray();
    for (Diagnostic diagnostic : Diagnostic.sorted(diagnostics)) write(diagnostic, json);
    json.writeEndArray();
  }

  private static void write(Diagnostic d, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", d.code().id());
    json.writeStringField("severity", d.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringField("message", d.message());
    label(d.primary(), json);
    json.writeArrayFieldStart("others");
    for (Label other : d.others()) {
      json.writeStartObject();
      label(other, json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notes");
    for (String note : d.notes()) json.writeString(note);
    json.writeEndArray();
    json.writeArrayFieldStart("hints");
    for (Hint hint : d.hints()) write(hint, json);
    json.writeEndArray();
    if (d.data().isPresent()) write(d.data().get(), json);
    json.writeEndObject();
  }

  private static void write(Hint hint, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("text", hint.text());
    if (hint.replacement().isPresent()) {
      Replacement replacement = hint.replacement().get();
      json.writeObjectFieldStart("replacement");
      place(replacement.span(), json);
      json.writeStringField("text", replacement.text());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(DataPlace place, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("data");
    json.writeStringField("file", place.source());
    json.writeStringField("entry", place.entry());
    json.writeStringField("element", place.element());
    if (place.line().isPresent()) json.writeNumberField("line", place.line().getAsInt());
    if (place.column().isPresent()) json.writeNumberField("column", place.column().getAsInt());
    if (place.header().isPresent()) json.writeStringField("header", place.header().get());
    if (place.row().isPresent()) json.writeNumberField("row", place.row().getAsInt());
    json.writeEndObject();
  }

  private static void label(Label label, JsonGenerator json) throws IOException {
    place(label.span(), json);
    json.writeStringField("label", label.text());
  }

  private static void place(Span span, JsonGenerator json) throws IOException {
    json.writeStringField("file", span.source().name());
    json.writeNumberField("line", span.line());
    json.writeNumberField("column", span.column());
    json.writeNumberField("endLine", span.source().line(span.end()));
    json.writeNumberField("endColumn", span.source().column(span.end()));
    json.writeNumberField("offset", span.source().fileOffset(span.start()));
    json.writeNumberField("endOffset", span.source().fileOffset(span.end()));
  }
}
