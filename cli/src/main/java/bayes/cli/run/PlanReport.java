package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.compiler.diagnostic.TextRenderer;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.Symbol;
import bayes.compiler.plan.Explanation;
import bayes.compiler.plan.Methods;
import bayes.compiler.plan.Obstacle;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.Treatment;
import bayes.compiler.source.Span;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a plan: to people as text, and to programs as
 *
 * <pre>
 * {"model": ..., "exact": false, "latents": [{"name": ..., "type": ..., "line": ..., "column": ...,
 *   "treatment": "summed", "what": ..., "why": [...], "costs": [...],
 *   "obstacles": [{"reason": ..., "line": ..., "column": ..., "label": ...}]}],
 *  "likelihoods": [{"of": [...], "form": "quadratic", "what": ..., ...}], "blocks": [{"block": "gradient", "latents": [...]}],
 *  "methods": [{"method": ..., "applies": true}], "sizes": {"School": 8}}
 * </pre>
 *
 * @param explanation of the plan, in words
 * @param sizes of the sets that are told as {@code |Set|}; empty without data
 */
public record PlanReport(Plan plan, Explanation explanation, Map<String, Integer> sizes) {
  private static final Pattern SIZE = Pattern.compile("\\|([^|]+)\\|");
  private static final int FORMAT = 1;
  private static final int NARROW = 60;

  /** For people. */
  public String text(Console console) {
    Text text = new Text(Math.max(NARROW, console.columns()));
    text.line(0, "Plan of " + plan.written().name());
    if (plan.exact().isPresent()) {
      text.line(
          2,
          "The posterior has a closed form, which --method exact draws from, and so has the"
              + " evidence; other methods explore it.");
    }
    for (Explanation.Entry entry : explanation.latents()) {
      Span place = entry.latent().symbol().declared();
      text.line(0, "");
      text.line(0, entry.name() + " : " + ExprText.of(entry.latent().symbol().type()) + at(place));
      text.line(2, sized(entry.what()));
      for (String cost : entry.costs()) text.line(2, "cost: " + sized(cost));
      for (String why : entry.why()) text.line(2, "because " + sized(why));
      for (Obstacle obstacle : distinct(entry.obstacles())) {
        text.line(2, "in the way of better: " + sized(obstacle.reason()));
        text.excerpt(obstacle);
      }
    }
    if (!explanation.likelihoods().isEmpty()) {
      text.line(0, "");
      text.line(0, "Likelihoods");
      for (Treatment treatment : explanation.likelihoods()) {
        text.line(2, sized(treatment.what()));
        treatment.cost().ifPresent(cost -> text.line(4, "cost: " + sized(cost)));
        if (!treatment.why().isEmpty()) text.line(4, "because " + sized(treatment.why()));
        treatment.obstacles().forEach(text::excerpt);
      }
    }
    text.line(0, "");
    text.line(0, "Blocks");
    for (Plan.Block block : plan.blocks()) {
      List<String> names = names(block);
      if (!names.isEmpty()) text.line(2, word(block) + ": " + String.join(", ", names));
    }
    if (plan.exact().isPresent()) text.line(2, "(of other methods than exact)");
    if (plan.latents().isEmpty()) text.line(2, "none: no latent is left to explore");
    text.line(0, "");
    text.line(0, "Methods");
    for (Methods.Applicability method : plan.methods().all()) {
      text.line(
          2,
          method.method().option()
              + ": "
              + method.whyNot().map(why -> "no, " + why.reason()).orElse("yes"));
    }
    return text.toString();
  }

  private static String at(Span place) {
    return "   (line " + place.line() + ")";
  }

  private static Set<Obstacle> distinct(List<Obstacle> obstacles) {
    return new LinkedHashSet<>(obstacles);
  }

  private static List<String> names(Plan.Block block) {
    List<String> names = new ArrayList<>();
    for (Plan.PlannedLatent latent : block.latents()) names.add(latent.variable().symbol().name());
    return names;
  }

  private static String word(Plan.Block block) {
    return block instanceof Plan.Block.Discrete ? "one by one" : "jointly, by the gradient";
  }

  /** With the size of each set that is known: {@code |School| = 8}. */
  private String sized(String text) {
    StringBuilder filled = new StringBuilder();
    Matcher matcher = SIZE.matcher(text);
    while (matcher.find()) {
      Integer size = sizes.get(matcher.group(1));
      String shown =
          size == null
              ? matcher.group()
              : matcher.group(1).matches("\\d+")
                  ? matcher.group(1)
                  : matcher.group() + " = " + String.format(Locale.ROOT, "%,d", size);
      matcher.appendReplacement(filled, Matcher.quoteReplacement(shown));
    }
    return matcher.appendTail(filled).toString();
  }

  /** Lines that are broken at spaces. */
  private static final class Text {
    private final StringBuilder text = new StringBuilder();
    private final int width;

    Text(int width) {
      this.width = width;
    }

    void line(int indent, String words) {
      String margin = " ".repeat(indent);
      StringBuilder line = new StringBuilder(margin);
      for (String word : words.split("(?<=\\S) ")) {
        boolean isFirst = line.length() <= margin.length();
        if (!isFirst && line.length() + 1 + word.length() > width) {
          text.append(line).append('\n');
          margin = " ".repeat(indent + 2);
          line = new StringBuilder(margin);
          isFirst = true;
        }
        if (!isFirst) line.append(' ');
        line.append(word);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }

    void excerpt(Obstacle obstacle) {
      TextRenderer.plain()
          .below(obstacle.diagnostic())
          .lines()
          .forEach(line -> text.append("    ").append(line).append('\n'));
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  /** For programs. */
  public String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a string is always written", e);
    }
    return text + "\n";
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("format", FORMAT);
    json.writeStringField("model", plan.written().name());
    json.writeBooleanField("exact", plan.exact().isPresent());
    json.writeArrayFieldStart("latents");
    for (Explanation.Entry entry : explanation.latents()) {
      Symbol symbol = entry.latent().symbol();
      json.writeStartObject();
      json.writeStringField("name", symbol.name());
      json.writeStringField("type", ExprText.of(symbol.type()));
      place(json, symbol.declared());
      json.writeStringField("treatment", entry.treatment());
      json.writeStringField("what", entry.what());
      strings(json, "why", entry.why());
      strings(json, "costs", entry.costs());
      obstacles(json, entry.obstacles());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("likelihoods");
    for (Treatment treatment : explanation.likelihoods()) {
      json.writeStartObject();
      strings(json, "of", treatment.of().stream().map(Symbol::name).toList());
      json.writeStringField("form", form(treatment));
      json.writeStringField("what", treatment.what());
      json.writeStringField("why", treatment.why());
      strings(json, "costs", treatment.cost().stream().toList());
      obstacles(json, treatment.obstacles());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("blocks");
    for (Plan.Block block : plan.blocks()) {
      json.writeStartObject();
      json.writeStringField("block", block instanceof Plan.Block.Discrete ? "sampled" : "gradient");
      strings(json, "latents", names(block));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("methods");
    for (Methods.Applicability method : plan.methods().all()) {
      json.writeStartObject();
      json.writeStringField("method", method.method().option());
      json.writeBooleanField("applies", method.whyNot().isEmpty());
      if (method.whyNot().isPresent()) {
        json.writeStringField("why_not", method.whyNot().get().reason());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("sizes");
    for (Map.Entry<String, Integer> size : sizes.entrySet()) {
      json.writeNumberField(size.getKey(), size.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** The form of statistics that a likelihood has, in a word. */
  private static String form(Treatment treatment) {
    boolean isPlain = treatment.kind() == Treatment.Kind.PLAIN;
    return isPlain ? "plain" : treatment.choice().map(c -> c.form().word()).orElse("statistics");
  }

  private static void place(JsonGenerator json, Span span) throws IOException {
    json.writeNumberField("line", span.line());
    json.writeNumberField("column", span.column());
  }

  private static void obstacles(JsonGenerator json, List<Obstacle> obstacles) throws IOException {
    json.writeArrayFieldStart("obstacles");
    for (Obstacle obstacle : distinct(obstacles)) {
      json.writeStartObject();
      json.writeStringField("reason", obstacle.reason());
      place(json, obstacle.place());
      json.writeStringField("label", obstacle.label());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void strings(JsonGenerator json, String name, List<String> strings)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String string : strings) json.writeString(string);
    json.writeEndArray();
  }
}
