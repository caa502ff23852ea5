package bayes.runtime.report;

import bayes.runtime.calibration.Calibration;
import bayes.runtime.calibration.Calibration.Remark;
import bayes.runtime.calibration.CalibrationSettings;
import bayes.runtime.calibration.RankedQuantity;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What came of a calibration, as JSON for programs. */
public final class CalibrationJson {
  private CalibrationJson() {}

  /** Writes the fields into the object that is open. Simulations are counted from 1. */
  public static void write(Calibration calibration, JsonGenerator out) throws IOException {
    CalibrationSettings settings = calibration.settings();
    out.writeStringField("method", calibration.method());
    out.writeNumberField("seed", settings.seed());
    out.writeNumberField("simulations", calibration.simulations());
    out.writeNumberField("ranked_draws", settings.ranked());
    out.writeNumberField("false_alarms", settings.falseAlarms());
    out.writeBooleanField("interrupted", calibration.cancelled());
    out.writeBooleanField("calibrated", calibration.isCalibrated());
    out.writeNumberField("p_limit", calibration.level());
    out.writeArrayFieldStart("quantities");
    for (RankedQuantity quantity : calibration.quantities()) {
      out.writeStartObject();
      out.writeStringField("label", quantity.label());
      out.writeNumberField("p", quantity.pValue());
      out.writeNumberField("p_ecdf", quantity.ecdfPValue());
      out.writeNumberField("p_chi_squared", quantity.chiSquaredPValue());
      out.writeBooleanField("uniform", !calibration.isBlamed(quantity));
      out.writeStringField("bias", word(quantity.bias()));
      out.writeStringField("spread", word(quantity.spread()));
      numbers(out, "ranks", quantity.ranks(), 0);
      numbers(out, "of_simulations", quantity.simulations(), 1);
      out.writeEndObject();
    }
    out.writeEndArray();
    remarks(out, "failures", calibration.failures());
    remarks(out, "doubts", calibration.doubts());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void numbers(JsonGenerator out, String name, int[] values, int more)
      throws IOException {
    out.writeFieldName(name);
    int[] shifted = values.clone();
    for (int i = 0; i < shifted.length; i++) shifted[i] += more;
    out.writeArray(shifted, 0, shifted.length);
  }

  private static void remarks(JsonGenerator out, String name, List<Remark> remarks)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (Remark remark : remarks) {
      out.writeStartObject();
      out.writeNumberField("simulation", remark.simulation() + 1);
      out.writeStringField("reason", remark.text());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
