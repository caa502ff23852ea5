package bayes.runtime.report;

import bayes.runtime.report.PredictiveTable.Row;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Posterior predictive distributions for programs, with doubles in full. */
public final class PredictiveJson {
  private PredictiveJson() {}

  /** Writes the field {@code predictives} of the object that is open. */
  public static void write(List<PredictiveTable> tables, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("predictives");
    for (PredictiveTable table : tables) {
      out.writeStartObject();
      out.writeStringField("label", table.question().label());
      out.writeStringField("variable", table.question().variable());
      if (table.uncertainty().isPresent()) {
        number("total_bits", table.uncertainty().get().total(), out);
        number("aleatoric_bits", table.uncertainty().get().aleatoric(), out);
        number("epistemic_bits", table.uncertainty().get().epistemic(), out);
      } else {
        out.writeNullField("total_bits");
        out.writeNullField("aleatoric_bits");
        out.writeNullField("epistemic_bits");
      }
      if (table.unseen().isPresent()) {
        out.writeFieldName("unseen");
        row(table.unseen().get(), out);
      } else {
        out.writeNullField("unseen");
      }
      out.writeArrayFieldStart("values");
      for (Row row : table.rows()) row(row, out);
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void number(String name, double value, JsonGenerator out) throws IOException {
    if (Double.isNaN(value)) out.writeNullField(name);
    else out.writeNumberField(name, value);
  }

  private static void row(Row row, JsonGenerator out) throws IOException {
    out.writeStartObject();
    if (!row.value().isEmpty()) out.writeStringField("value", row.value());
    out.writeNumberField("probability", row.probability());
    for (int i = 0; i < row.quantiles().size(); i++) {
      String level = NumberText.significant(100 * PredictiveTable.LEVELS.get(i), 3);
      out.writeNumberField("q" + level.replaceFirst("\\.0+$", ""), row.quantiles().get(i));
    }
    out.writeEndObject();
  }
}
