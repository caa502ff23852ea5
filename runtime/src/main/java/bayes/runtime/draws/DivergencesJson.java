package bayes.runtime.draws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code divergences.json}: the statements that divergences are blamed on, and the diverging steps,
 * each on a line of its own.
 */
final class DivergencesJson {
  private DivergencesJson() {}

  static void write(Writer text, List<Divergence> divergences) throws IOException {
    Map<ModelTerm, Integer> terms = new LinkedHashMap<>();
    for (Divergence divergence : divergences) {
      divergence.blame().ifPresent(blame -> terms.putIfAbsent(blame.term(), terms.size()));
    }
    JsonGenerator out = new JsonFactory().createGenerator(text);
    out.writeStartObject();
    line(out, "\n");
    out.writeArrayFieldStart("statements");
    for (ModelTerm term : terms.keySet()) {
      line(out, "\n ");
      term(out, term);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("divergences");
    for (Divergence divergence : divergences) {
      line(out, "\n ");
      divergence(out, divergence, terms);
    }
    out.writeEndArray();
    out.writeEndObject();
    line(out, "\n");
    out.flush();
  }

  /** White space between values, which stands behind the comma that comes next. */
  private static void line(JsonGenerator out, String space) throws IOException {
    out.writeRaw(space);
  }

  private static void term(JsonGenerator out, ModelTerm term) throws IOException {
    out.writeStartObject();
    out.writeStringField("file", term.file());
    out.writeNumberField("line", term.line());
    out.writeNumberField("column", term.column());
    out.writeNumberField("length", term.length());
    out.writeStringField("source_line", term.sourceLine());
    out.writeStringField("text", term.text());
    out.writeArrayFieldStart("reads");
    for (String name : term.reads()) out.writeString(name);
    out.writeEndArray();
    out.writeStringField("next", term.nextStep());
    out.writeEndObject();
  }

  private static void divergence(
      JsonGenerator out, Divergence divergence, Map<ModelTerm, Integer> terms) throws IOException {
    out.writeStartObject();
    out.writeNumberField("chain", divergence.chain());
    out.writeNumberField("draw", divergence.draw());
    if (divergence.blame().isPresent()) {
      TermChange blame = divergence.blame().get();
      out.writeNumberField("statement", terms.getOrDefault(blame.term(), 0));
      out.writeStringField("element", blame.element());
      out.writeFieldName("change");
      RunJson.number(out, blame.change());
    }
    numbers(out, "from", divergence.from());
    numbers(out, "to", divergence.to());
    numbers(out, "values", divergence.values());
    out.writeEndObject();
  }

  private static void numbers(JsonGenerator out, String name, List<Double> numbers)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (double number : numbers) RunJson.number(out, number);
    out.writeEndArray();
  }

  static List<Divergence> read(JsonTree document) throws RunException {
    List<ModelTerm> terms = new ArrayList<>();
    for (JsonTree term : document.get("statements").items()) {
      terms.add(
          new ModelTerm(
              term.get("file").string(),
              term.get("line").count(),
              term.get("column").count(),
              term.get("length").count(),
              term.get("source_line").string(),
              term.get("text").string(),
              term.get("reads").strings(),
              term.get("next").string()));
    }
    List<Divergence> divergences = new ArrayList<>();
    for (JsonTree divergence : document.get("divergences").items()) {
      Optional<TermChange> blame = Optional.empty();
      if (divergence.has("statement")) {
        JsonTree statement = divergence.get("statement");
        if (statement.count() >= terms.size()) throw statement.wrong("is none of the statements");
        blame =
            Optional.of(
                new TermChange(
                    terms.get(statement.count()),
                    divergence.get("element").string(),
                    divergence.get("change").number()));
      }
      divergences.add(
          new Divergence(
              divergence.get("chain").count(),
              divergence.get("draw").count(),
              numbers(divergence.get("from")),
              numbers(divergence.get("to")),
              numbers(divergence.get("values")),
              blame));
    }
    return divergences;
  }

  private static List<Double> numbers(JsonTree list) throws RunException {
    List<Double> numbers = new ArrayList<>();
    for (JsonTree item : list.items()) numbers.add(item.number());
    return numbers;
  }
}
