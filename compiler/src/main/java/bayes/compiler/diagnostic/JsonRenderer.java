package bayes.compiler.diagnostic;

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
 * Shows diagnostics to programs, as an array of objects by position. Lines and columns count from
 * 1, columns in code points, the end exclusive.
 *
 * <pre>
 * [{"code": "P0002", "severity": "error", "message": "...",
 *   "file": "a.bayes", "line": 1, "column": 6, "endLine": 1, "endColumn": 7, "label": "...",
 *   "others": [{"file": ..., "line": ..., ..., "label": "..."}],
 *   "notes": ["..."],
 *   "hints": [{"text": "...", "replacement": {"file": ..., "line": ..., ..., "text": ";"}}]}]
 * </pre>
 */
public final class JsonRenderer {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonRenderer() {}

  public static String render(Collection<Diagnostic> diagnostics) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
      write(diagnostics, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter has none
    }
    return text.toString();
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
  }
}
