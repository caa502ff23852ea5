package bayes.runtime.report;

import bayes.runtime.draws.Divergence;
import bayes.runtime.draws.Run;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What a diagnosis adds to the document of a summary: the chains, and their divergences. */
public final class DiagnosisJson {
  private DiagnosisJson() {}

  /** Writes the fields {@code chain_figures} and {@code divergences} of the object that is open. */
  public static void write(Run run, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("chain_figures");
    for (ChainFigures chain : ChainFigures.of(run)) {
      out.writeStartObject();
      out.writeNumberField("chain", chain.chain());
      number(out, "step_size", chain.stepSize());
      number(out, "accept_stat", chain.acceptance());
      number(out, "e_bfmi", chain.eBfmi());
      number(out, "divergences", chain.divergences());
      number(out, "gradients", chain.gradients());
      number(out, "log_density", chain.logDensity());
      number(out, "warmup_seconds", chain.warmupSeconds());
      number(out, "sampling_seconds", chain.samplingSeconds());
      out.writeArrayFieldStart("tree_depths");
      for (int count : chain.treeDepths()) out.writeNumber(count);
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("divergences");
    for (Divergence divergence : run.divergences()) {
      out.writeStartObject();
      out.writeNumberField("chain", divergence.chain());
      out.writeNumberField("draw", divergence.draw());
      if (divergence.blame().isPresent()) {
        out.writeStringField("statement", divergence.blame().get().term().text());
        out.writeStringField("place", divergence.blame().get().term().place());
        out.writeStringField("element", divergence.blame().get().element());
        number(out, "change", divergence.blame().get().change());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void number(JsonGenerator out, String name, double value) throws IOException {
    if (Double.isFinite(value)) out.writeNumberField(name, value);
    else out.writeNullField(name);
  }
}
