package bayes.runtime.draws;

import bayes.runtime.draws.RecordedVariable.Axis;
import bayes.runtime.draws.RecordedVariable.Kind;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code run.json}: the record of a run, its variables, and which file holds what. */
final class RunJson {
  /** Raised when an older program could misread what is written. */
  static final long FORMAT = 2;

  /**
   * What a {@code run.json} tells.
   *
   * @param modelFiles their paths relative to the model's folder
   * @param draws the number of draws per chain
   * @param isWeighted whether the chains have a column of weights
   */
  record Content(
      RunRecord record,
      ChainColumns columns,
      List<String> modelFiles,
      int draws,
      boolean isWeighted) {}

  private RunJson() {}

  static void write(Writer text, Run run, Map<String, String> digests) throws IOException {
    JsonGenerator out = begin(text);
    RunRecord record = run.record();
    Draws draws = run.draws();
    out.writeStringField("program", record.programVersion());
    out.writeStringField("method", record.method());
    out.writeNumberField("seed", record.seed());
    facts(out, "settings", record.settings());
    facts(out, "results", record.results());
    origin(out, record.modelFile(), digests, record.data());
    out.writeNumberField("draws", draws.draws());
    out.writeBooleanField("weighted", draws.weights().isPresent());
    out.writeArrayFieldStart("chains");
    for (ChainRecord chain : record.chains()) chain(out, chain);
    out.writeEndArray();
    columns(out, new ChainColumns(draws.samplerNames(), draws.layout()));
    end(out, text);
  }

  /** An open document with its format. */
  static JsonGenerator begin(Writer text) throws IOException {
    JsonGenerator out = new JsonFactory().createGenerator(text);
    out.setPrettyPrinter(
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
    out.writeStartObject();
    out.writeNumberField("format", FORMAT);
    return out;
  }

  static void end(JsonGenerator out, Writer text) throws IOException {
    out.writeEndObject();
    out.flush();
    text.write('\n');
    text.flush();
  }

  /** Model and data, with the digests of the model's files. */
  static void origin(
      JsonGenerator out, String modelFile, Map<String, String> digests, List<RunRecord.Source> data)
      throws IOException {
    out.writeObjectFieldStart("model");
    out.writeStringField("file", modelFile);
    out.writeObjectFieldStart("sha256");
    for (Map.Entry<String, String> digest : digests.entrySet()) {
      out.writeStringField(digest.getKey(), digest.getValue());
    }
    out.writeEndObject();
    out.writeEndObject();
    out.writeArrayFieldStart("data");
    for (RunRecord.Source source : data) {
      out.writeStartObject();
      out.writeStringField("name", source.name());
      out.writeStringField("sha256", source.sha256());
      out.writeNumberField("size", source.size());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void chain(JsonGenerator out, ChainRecord chain) throws IOException {
    out.writeStartObject();
    out.writeNumberField("number", chain.number());
    if (chain.stepSize().isPresent()) {
      out.writeFieldName("step_size");
      number(out, chain.stepSize().getAsDouble());
    }
    out.writeArrayFieldStart("inverse_metric");
    for (double element : chain.inverseMetric()) number(out, element);
    out.writeEndArray();
    if (chain.warmup().isPresent()) {
      ChainRecord.Warmup warmup = chain.warmup().get();
      out.writeNumberField("warmup_iterations", warmup.iterations());
      out.writeStringField("metric", warmup.metric());
      out.writeNumberField("metric_rank", warmup.rank());
    }
    out.writeEndObject();
  }

  static void columns(JsonGenerator out, ChainColumns columns) throws IOException {
    strings(out, "sampler_columns", columns.samplerNames());
    out.writeArrayFieldStart("variables");
    for (int i = 0; i < columns.layout().variables().size(); i++) {
      variable(out, columns.layout(), i);
    }
    out.writeEndArray();
  }

  private static void variable(JsonGenerator out, Layout layout, int position) throws IOException {
    RecordedVariable variable = layout.variables().get(position);
    out.writeStartObject();
    out.writeStringField("name", variable.name());
    out.writeStringField("kind", variable.kind().name());
    out.writeArrayFieldStart("axes");
    for (Axis axis : variable.axes()) {
      out.writeStartObject();
      out.writeStringField("set", axis.set());
      out.writeBooleanField("quoted", axis.quoted());
      strings(out, "labels", axis.labels());
      out.writeEndObject();
    }
    out.writeEndArray();
    strings(out, "members", variable.members());
    out.writeObjectFieldStart("columns");
    int offset = layout.offset(position);
    for (int column = offset; column < offset + variable.size(); column++) {
      out.writeStringField(layout.stanNames().get(column), layout.labels().get(column));
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  static void strings(JsonGenerator out, String name, List<String> strings) throws IOException {
    out.writeArrayFieldStart(name);
    for (String string : strings) out.writeString(string);
    out.writeEndArray();
  }

  static void facts(JsonGenerator out, String name, Map<String, Object> facts) throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, Object> fact : facts.entrySet()) {
      out.writeFieldName(fact.getKey());
      if (fact.getValue() instanceof String text) out.writeString(text);
      else if (fact.getValue() instanceof Boolean bool) out.writeBoolean(bool);
      else if (fact.getValue() instanceof Long integer) out.writeNumber(integer);
      else number(out, (Double) fact.getValue());
    }
    out.writeEndObject();
  }

  /** JSON has no word for what is no finite number: a string takes its place. */
  static void number(JsonGenerator out, double value) throws IOException {
    if (Double.isFinite(value)) out.writeNumber(value);
    else out.writeString(Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf");
  }

  static double number(String text) {
    return switch (text) {
      case "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }

  static Content read(JsonTree document) throws RunException {
    checkFormat(document);
    List<ChainRecord> chains = new ArrayList<>();
    for (JsonTree chain : document.get("chains").items()) {
      chains.add(chain(chain, chains.size() + 1));
    }
    ChainColumns columns = columns(document);
    JsonTree model = document.get("model");
    RunRecord record =
        new RunRecord(
            document.get("program").string(),
            document.get("method").string(),
            document.get("seed").integer(),
            facts(document.get("settings")),
            model.get("file").string(),
            sources(document),
            chains,
            facts(document.get("results")));
    return new Content(
        record,
        columns,
        List.copyOf(model.get("sha256").members().keySet()),
        document.get("draws").count(),
        document.get("weighted").bool());
  }

  static void checkFormat(JsonTree document) throws RunException {
    long format = document.get("format").integer();
    if (format > FORMAT) {
      throw new RunException(new RunProblem.NewerFormat(document.path(), format, FORMAT));
    }
  }

  static List<RunRecord.Source> sources(JsonTree document) throws RunException {
    List<RunRecord.Source> data = new ArrayList<>();
    for (JsonTree source : document.get("data").items()) {
      data.add(
          new RunRecord.Source(
              source.get("name").string(),
              source.get("sha256").string(),
              source.get("size").integer()));
    }
    return data;
  }

  static ChainColumns columns(JsonTree document) throws RunException {
    List<RecordedVariable> variables = new ArrayList<>();
    for (JsonTree variable : document.get("variables").items()) variables.add(variable(variable));
    return new ChainColumns(document.get("sampler_columns").strings(), Layout.of(variables));
  }

  /** Up to format 1, all chains of a run had files, and their times stood here. */
  private static ChainRecord chain(JsonTree chain, int position) throws RunException {
    List<Double> metric = new ArrayList<>();
    for (JsonTree element : chain.get("inverse_metric").items()) metric.add(element.number());
    return new ChainRecord(
        chain.has("number") ? chain.get("number").count() : position,
        chain.has("warmup_seconds") ? chain.get("warmup_seconds").number() : 0,
        chain.has("sampling_seconds") ? chain.get("sampling_seconds").number() : 0,
        chain.has("step_size")
            ? OptionalDouble.of(chain.get("step_size").number())
            : OptionalDouble.empty(),
        metric,
        warmup(chain));
  }

  private static Optional<ChainRecord.Warmup> warmup(JsonTree chain) throws RunException {
    if (!chain.has("warmup_iterations")) return Optional.empty();
    return Optional.of(
        new ChainRecord.Warmup(
            chain.get("warmup_iterations").count(),
            chain.get("metric").string(),
            chain.get("metric_rank").count()));
  }

  private static RecordedVariable variable(JsonTree variable) throws RunException {
    List<Axis> axes = new ArrayList<>();
    for (JsonTree axis : variable.get("axes").items()) {
      axes.add(
          new Axis(
              axis.get("set").string(), axis.get("labels").strings(), axis.get("quoted").bool()));
    }
    JsonTree kind = variable.get("kind");
    for (Kind known : Kind.values()) {
      if (known.name().equals(kind.string())) {
        return new RecordedVariable(
            variable.get("name").string(), known, axes, variable.get("members").strings());
      }
    }
    throw kind.wrong("is no kind of variable");
  }

  static Map<String, Object> facts(JsonTree facts) throws RunException {
    Map<String, Object> read = new LinkedHashMap<>();
    for (Map.Entry<String, JsonTree> fact : facts.members().entrySet()) {
      Object value = fact.getValue().value();
      if (value instanceof String text && List.of("NaN", "Inf", "-Inf").contains(text)) {
        read.put(fact.getKey(), number(text));
      } else if (value == null) {
        throw fact.getValue().wrong("should not be null");
      } else {
        read.put(fact.getKey(), value);
      }
    }
    return read;
  }
}
