package bayes.runtime.draws;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes one chain as CmdStan does, so that whatever reads Stan's files reads ours: comments with
 * the settings, a header, a comment with what was adapted, and one row per draw; but without a
 * comment with the times, which would be others each time. The sampler's columns ({@code lp__}
 * first) come before the variables, whose arrays have the first index fastest ({@code theta.1.1,
 * theta.2.1}). Doubles are written so that they are read back to the last bit.
 *
 * <p>Rows go to the writer as they come: what is cut off can be read up to its last whole row.
 */
public final class StanCsvWriter {
  private final Writer out;
  private final int[] order;
  private final int samplerWidth;

  /**
   * Writes the settings and the header.
   *
   * @param settings by name, one comment line each
   */
  public StanCsvWriter(
      Writer out, Layout layout, List<String> samplerNames, Map<String, ?> settings)
      throws IOException {
    this.out = out;
    this.order = layout.stanOrder().stream().mapToInt(Integer::intValue).toArray();
    this.samplerWidth = samplerNames.size();
    for (Map.Entry<String, ?> setting : settings.entrySet()) {
      comment(setting.getKey() + " = " + oneLine(String.valueOf(setting.getValue())));
    }
    StringBuilder header = new StringBuilder(String.join(",", samplerNames));
    List<String> names = layout.stanNames();
    for (int column : order) {
      if (header.length() > 0) header.append(',');
      header.append(names.get(column));
    }
    out.write(header.append('\n').toString());
  }

  /** Writes what warmup adapted, for samplers that have a step size and a metric. */
  public void adaptation(ChainRecord chain) throws IOException {
    if (chain.stepSize().isEmpty() && chain.inverseMetric().isEmpty()) return;
    comment("Adaptation terminated" + chain.warmup().map(StanCsvWriter::words).orElse(""));
    if (chain.stepSize().isPresent()) {
      comment("Step size = " + text(chain.stepSize().getAsDouble()));
    }
    if (!chain.inverseMetric().isEmpty()) {
      comment("Diagonal elements of inverse mass matrix:");
      comment(
          chain.inverseMetric().stream()
              .map(StanCsvWriter::text)
              .collect(Collectors.joining(", ")));
    }
  }

  /**
   * Writes one draw.
   *
   * @param row in row order, as in {@link Layout}
   */
  public void draw(double[] samplerRow, double[] row) throws IOException {
    StringBuilder line = new StringBuilder(20 * (samplerRow.length + row.length));
    for (int i = 0; i < samplerWidth; i++) line.append(text(samplerRow[i])).append(',');
    for (int column : order) line.append(text(row[column])).append(',');
    if (line.length() > 0) line.setLength(line.length() - 1);
    out.write(line.append('\n').toString());
  }

  private static String words(ChainRecord.Warmup warmup) {
    return " after %d iterations; metric: %s, rank %d"
        .formatted(warmup.iterations(), warmup.metric(), warmup.rank());
  }

  private void comment(String text) throws IOException {
    out.write("# " + text + "\n");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ");
  }

  /** Whole numbers without a point, as {@code divergent__} is read as an integer. */
  private static String text(double value) {
    if (Double.isNaN(value)) return "nan";
    if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
    boolean isNegativeZero = value == 0 && 1 / value < 0;
    return isWhole && !isNegativeZero ? Long.toString((long) value) : Double.toString(value);
  }
}
