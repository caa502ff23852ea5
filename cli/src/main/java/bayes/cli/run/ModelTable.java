package bayes.cli.run;

import bayes.compiler.model.Constraint;
import bayes.compiler.model.Description;
import bayes.compiler.model.Description.Bound;
import bayes.compiler.model.Description.Entry;
import bayes.compiler.model.Description.SetEntry;
import bayes.compiler.model.Symbol.Role;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows the description of a model: as tables to people, and to programs as
 *
 * <pre>
 * {"model": ..., "doc": ..., "sets": [{"name": ..., "members": ..., "doc": ...}],
 *  "data": [{"name": ..., "type": "real[School]", "element": "real", "dimensions": ["School"],
 *            "lower": {"value": "0.0", "exclusive": true}, "default": ..., "doc": ...}],
 *  "latents": [{..., "plates": [...]}], "derived": [...], "generated": [...]}
 * </pre>
 *
 * <p>What there is not is left out.
 */
public final class ModelTable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final List<Part> PARTS =
      List.of(
          new Part("data", Role.DATA),
          new Part("latents", Role.LATENT),
          new Part("derived", Role.DERIVED),
          new Part("generated", Role.GENERATED));

  private record Part(String name, Role role) {}

  private ModelTable() {}

  /** Tables, with a line end. */
  public static String text(Description description) {
    StringBuilder text = new StringBuilder("Model ").append(description.model()).append('\n');
    description.doc().ifPresent(doc -> doc.lines().forEach(l -> line(text, "  " + l)));
    table(text, "sets", description.sets().stream().map(ModelTable::row).toList());
    for (Part part : PARTS) {
      List<Entry> entries = description.entries(part.role());
      table(text, part.name(), entries.stream().map(ModelTable::row).toList());
    }
    return text.toString();
  }

  private static List<String> row(SetEntry set) {
    return List.of(set.name(), set.members().orElse("from the data"), firstLine(set.doc()));
  }

  private static List<String> row(Entry entry) {
    List<String> facts = new ArrayList<>();
    entry.support().ifPresent(facts::add);
    if (!entry.plates().isEmpty()) facts.add("for each " + String.join(", ", entry.plates()));
    entry.defaultValue().ifPresent(value -> facts.add("default " + value));
    return List.of(entry.name(), entry.type(), String.join("; ", facts), firstLine(entry.doc()));
  }

  private static String firstLine(Optional<String> doc) {
    return doc.flatMap(text -> text.lines().findFirst()).orElse("");
  }

  private static void table(StringBuilder text, String title, List<List<String>> rows) {
    if (rows.isEmpty()) return;
    line(text, "");
    line(text, Character.toUpperCase(title.charAt(0)) + title.substring(1));
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) widths[c] = Math.max(widths[c], length(row.get(c)));
    }
    for (List<String> row : rows) {
      StringBuilder cells = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        if (widths[c] == 0) continue;
        cells.append("  ").append(row.get(c)).append(" ".repeat(widths[c] - length(row.get(c))));
      }
      line(text, cells.toString());
    }
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  /** A JSON document, with a line end. */
  public static String json(Description description) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("model", description.model());
      write(json, "doc", description.doc());
      json.writeArrayFieldStart("sets");
      for (SetEntry set : description.sets()) {
        json.writeStartObject();
        json.writeStringField("name", set.name());
        write(json, "members", set.members());
        write(json, "doc", set.doc());
        json.writeEndObject();
      }
      json.writeEndArray();
      for (Part part : PARTS) {
        json.writeArrayFieldStart(part.name());
        for (Entry entry : description.entries(part.role())) write(json, entry);
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter has none
    }
    return text + "\n";
  }

  private static void write(JsonGenerator json, Entry entry) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", entry.name());
    json.writeStringField("type", entry.type());
    json.writeStringField("element", entry.element());
    write(json, "dimensions", entry.dimensions());
    if (entry.role() == Role.LATENT) write(json, "plates", entry.plates());
    write(json, "constraint", entry.constraint().map(Constraint::typeName));
    writeBound(json, "lower", entry.lower());
    writeBound(json, "upper", entry.upper());
    write(json, "default", entry.defaultValue());
    write(json, "doc", entry.doc());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) json.writeStringField(name, value.get());
  }

  private static void write(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) json.writeString(value);
    json.writeEndArray();
  }

  private static void writeBound(JsonGenerator json, String name, Optional<Bound> bound)
      throws IOException {
    if (bound.isEmpty()) return;
    json.writeObjectFieldStart(name);
    json.writeStringField("value", bound.get().value());
    json.writeBooleanField("exclusive", bound.get().exclusive());
    json.writeEndObject();
  }
}
