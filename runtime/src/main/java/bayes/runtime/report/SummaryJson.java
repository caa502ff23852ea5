package bayes.runtime.report;

import bayes.runtime.draws.ModelTerm;
import bayes.runtime.draws.RunRecord;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A summary and its verdict as one JSON document, with doubles in full and {@code null} for what is
 * not defined or not finite. Names are stable; {@code format} rises when one changes its meaning.
 */
public final class SummaryJson {
  private static final int FORMAT = 1;

  private SummaryJson() {}

  /** Writes the document as one object; the caller closes the generator. */
  public static void write(RunRecord record, Summary summary, Verdict verdict, JsonGenerator out)
      throws IOException {
    write(record, summary, verdict, out, more -> {});
  }

  /** Further fields of the document. */
  public interface Fields {
    void write(JsonGenerator out) throws IOException;
  }

  /** Writes the document with further fields at its end. */
  public static void write(
      RunRecord record, Summary summary, Verdict verdict, JsonGenerator out, Fields more)
      throws IOException {
    out.writeStartObject();
    out.writeNumberField("format", FORMAT);
    out.writeStringField("program", record.programVersion());
    out.writeStringField("model", record.modelFile());
    out.writeStringField("method", record.method());
    out.writeNumberField("seed", record.seed());
    facts(out, "settings", record.settings());
    out.writeNumberField("chains", summary.chains());
    out.writeNumberField("draws", summary.draws());
    facts(out, "results", record.results());
    write(summary, out);
    verdict(out, verdict);
    more.write(out);
    out.writeEndObject();
    out.flush();
  }

  /** Writes the fields {@code quantities} and {@code members} of the object that is open. */
  public static void write(Summary summary, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("quantities");
    for (Quantity quantity : summary.quantities()) {
      quantity(out, quantity, summary.kind() == Summary.DrawsKind.POINT);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("members");
    for (MemberShares shares : summary.members()) members(out, shares);
    out.writeEndArray();
  }

  private static void quantity(JsonGenerator out, Quantity quantity, boolean isPoint)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("label", quantity.label());
    out.writeStringField("variable", quantity.variable());
    number(out, isPoint ? "mode" : "mean", quantity.mean());
    if (isPoint) {
      number(out, "standard_error", quantity.sd());
    } else {
      number(out, "sd", quantity.sd());
      number(out, "q5", quantity.q5());
      number(out, "q50", quantity.q50());
      number(out, "q95", quantity.q95());
      number(out, "mcse_mean", quantity.mcseMean());
      number(out, "mcse_sd", quantity.precision().sd());
      number(out, "mcse_q5", quantity.precision().q5());
      number(out, "mcse_q50", quantity.precision().q50());
      number(out, "mcse_q95", quantity.precision().q95());
      number(out, "ess_bulk", quantity.essBulk());
      number(out, "ess_tail", quantity.essTail());
      number(out, "r_hat", quantity.rHat());
      if (!Double.isNaN(quantity.paretoK())) {
        number(out, "pareto_k", quantity.paretoK());
        out.writeBooleanField("reliable", quantity.isReliable());
      }
    }
    out.writeEndObject();
  }

  private static void members(JsonGenerator out, MemberShares quantity) throws IOException {
    out.writeStartObject();
    out.writeStringField("label", quantity.label());
    out.writeStringField("variable", quantity.variable());
    out.writeObjectFieldStart("probabilities");
    for (MemberShares.Share share : quantity.shares()) {
      number(out, share.member(), share.probability());
    }
    out.writeEndObject();
    out.writeObjectFieldStart("mcse");
    for (MemberShares.Share share : quantity.shares()) number(out, share.member(), share.mcse());
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void verdict(JsonGenerator out, Verdict verdict) throws IOException {
    out.writeObjectFieldStart("verdict");
    String outcome =
        switch (verdict.outcome()) {
          case GOOD -> "good";
          case DOUBTFUL -> "doubtful";
          case BAD -> "bad";
        };
    out.writeStringField("outcome", outcome);
    out.writeStringField("headline", verdict.headline());
    out.writeArrayFieldStart("findings");
    List<Finding> findings = verdict.findings();
    for (Finding finding : findings) {
      out.writeStartObject();
      out.writeStringField("code", finding.code());
      out.writeBooleanField("serious", finding.isSerious());
      out.writeStringField("message", finding.message());
      out.writeStringField("next", finding.nextStep());
      if (finding.blamed().isPresent()) statement(out, finding.blamed().get().term());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void statement(JsonGenerator out, ModelTerm term) throws IOException {
    out.writeObjectFieldStart("statement");
    out.writeStringField("file", term.file());
    out.writeNumberField("line", term.line());
    out.writeNumberField("column", term.column());
    out.writeStringField("text", term.text());
    out.writeEndObject();
  }

  private static void facts(JsonGenerator out, String name, Map<String, Object> facts)
      throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, Object> fact : facts.entrySet()) {
      if (fact.getKey().startsWith(RunRecord.STANDARD_ERROR)) continue;
      if (fact.getKey().startsWith(RunRecord.PARETO_K)) continue;
      if (fact.getKey().startsWith(RunRecord.PROBABILITY)) continue;
      if (fact.getKey().startsWith(RunRecord.PROBABILITY_ERROR)) continue;
      if (fact.getValue() instanceof Double real) number(out, fact.getKey(), real);
      else out.writePOJOField(fact.getKey(), fact.getValue());
    }
    out.writeEndObject();
  }

  private static void number(JsonGenerator out, String name, double value) throws IOException {
    if (Double.isFinite(value)) out.writeNumberField(name, value);
    else out.writeNullField(name);
  }
}
