package bayes.runtime.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Intervals, one below the other, as an SVG picture: the bar covers 90% of the posterior, the dot
 * is its median. Plain shapes and text, so that it shows in a browser and on a page of
 * documentation.
 */
public final class IntervalPlot {
  private static final int ROW = 22;
  private static final int TOP = 44;
  private static final int BOTTOM = 34;
  private static final int PLOT_WIDTH = 460;
  private static final int RIGHT = 24;
  private static final double PIXELS_PER_CHARACTER = 7.4;

  private IntervalPlot() {}

  /** A labelled interval: 5% quantile, median and 95% quantile of one quantity. */
  public record Interval(String label, double q5, double median, double q95) {}

  /** The picture as SVG text. Intervals with a bound that is not finite show only their label. */
  public static String svg(String title, List<Interval> intervals) {
    return svg(title, intervals, OptionalDouble.empty());
  }

  /** The same with a value to compare with: the axis reaches it, and a line marks it. */
  public static String svg(String title, List<Interval> intervals, OptionalDouble reference) {
    int longest = intervals.stream().mapToInt(i -> TextWidth.of(i.label())).max().orElse(0);
    int left = (int) Math.ceil(longest * PIXELS_PER_CHARACTER) + 24;
    int width = left + PLOT_WIDTH + RIGHT;
    int height = TOP + ROW * intervals.size() + BOTTOM;
    Scale scale = Scale.covering(intervals, reference, left);
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"12\">",
        width,
        height,
        width,
        height);
    line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
    line(
        svg,
        "<text x=\"%d\" y=\"24\" font-size=\"14\" font-weight=\"bold\" fill=\"#222222\">%s</text>",
        12,
        escape(title));
    axis(svg, scale, height);
    reference.ifPresent(value -> mark(svg, scale.x(value), height - BOTTOM));
    for (int i = 0; i < intervals.size(); i++) {
      row(svg, intervals.get(i), scale, left, TOP + ROW * i + ROW / 2);
    }
    svg.append("</svg>\n");
    return svg.toString();
  }

  private static void axis(StringBuilder svg, Scale scale, int height) {
    int bottom = height - BOTTOM;
    for (double tick = scale.firstTick(); tick <= scale.upper; tick += scale.step) {
      // Ticks are whole multiples of the step: kill the rounding error around zero.
      double value = Math.abs(tick) < scale.step * 1e-9 ? 0 : tick;
      double x = scale.x(value);
      line(
          svg,
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>",
          x,
          TOP,
          x,
          bottom,
          value == 0 ? "#888888" : "#e4e4e4");
      line(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555555\">%s</text>",
          x,
          bottom + 18,
          scale.tickLabel(value));
    }
  }

  private static void mark(StringBuilder svg, double x, int bottom) {
    line(
        svg,
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#b04a2a\""
            + " stroke-dasharray=\"4 3\"/>",
        x,
        TOP,
        x,
        bottom);
  }

  private static void row(StringBuilder svg, Interval interval, Scale scale, int left, int y) {
    line(
        svg,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#222222\">%s</text>",
        left - 10,
        y + 4,
        escape(interval.label()));
    if (!isFinite(interval)) return;
    line(
        svg,
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#2a6fb0\" stroke-width=\"4\""
            + " stroke-linecap=\"round\"/>",
        scale.x(interval.q5()),
        y,
        scale.x(interval.q95()),
        y);
    line(
        svg,
        "<circle cx=\"%.1f\" cy=\"%d\" r=\"3.5\" fill=\"#ffffff\" stroke=\"#2a6fb0\""
            + " stroke-width=\"2\"/>",
        scale.x(interval.median()),
        y);
  }

  private static boolean isFinite(Interval i) {
    return Double.isFinite(i.q5()) && Double.isFinite(i.median()) && Double.isFinite(i.q95());
  }

  /** A linear scale with round ticks. */
  private record Scale(double lower, double upper, double step, int left) {
    static Scale covering(List<Interval> intervals, OptionalDouble reference, int left) {
      double lower = reference.orElse(Double.POSITIVE_INFINITY);
      double upper = reference.orElse(Double.NEGATIVE_INFINITY);
      for (Interval interval : intervals) {
        if (!IntervalPlot.isFinite(interval)) continue;
        lower = Math.min(lower, interval.q5());
        upper = Math.max(upper, interval.q95());
      }
      if (lower > upper) return new Scale(0, 1, 0.5, left);
      double span = upper > lower ? upper - lower : Math.max(1, Math.abs(upper));
      double power = Math.pow(10, Math.floor(Math.log10(span / 5)));
      double step = power;
      for (double nice : new double[] {2, 5, 10}) {
        if (span / step > 7) step = nice * power;
      }
      return new Scale(lower - 0.04 * span, upper + 0.04 * span, step, left);
    }

    double firstTick() {
      return Math.ceil(lower / step) * step;
    }

    double x(double value) {
      return left + PLOT_WIDTH * (value - lower) / (upper - lower);
    }

    String tickLabel(double value) {
      int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
      return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
  }

  private static void line(StringBuilder svg, String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
