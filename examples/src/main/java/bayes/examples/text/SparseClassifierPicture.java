package bayes.examples.text;

import bayes.compiler.BoundModel;
import bayes.examples.Example;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RunException;
import bayes.runtime.draws.RunFolder;
import bayes.runtime.report.PredictiveTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Draws the weights of all words under a horseshoe beside those under a normal prior, and how often
 * held-out sentences of some probability are reviews.
 */
public final class SparseClassifierPicture {
  private static final String FOLDER = "text/sparse_classifier/";
  private static final int WIDTH = 860;
  private static final int HEIGHT = 430;
  private static final int BINS = 10;
  private static final int NAMED = 7;

  private SparseClassifierPicture() {}

  /** A held-out sentence: its probability of being a review, and whether it is one. */
  record Judged(double probability, boolean isReview) {}

  private record Weight(String word, double low, double median, double high) {}

  /**
   * @param arguments the folder of the examples, that of a run of sparse_classifier, and one of
   *     ridge
   */
  public static void main(String[] arguments) throws IOException, RunException {
    Path examples = Path.of(arguments[0]);
    Draws horseshoe = RunFolder.at(Path.of(arguments[1])).read().draws();
    Draws ridge = RunFolder.at(Path.of(arguments[2])).read().draws();
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"11\">",
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT);
    line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    weights(svg, weights(horseshoe), weights(ridge));
    reliability(svg, judged(examples, horseshoe));
    svg.append("</svg>\n");
    Files.writeString(examples.resolve(FOLDER + "sparse_classifier.svg"), svg.toString());
  }

  private static List<Weight> weights(Draws draws) {
    List<Weight> weights = new ArrayList<>();
    List<String> labels = draws.layout().labels();
    for (int column = 0; column < labels.size(); column++) {
      String label = labels.get(column);
      if (!label.startsWith("weight[")) continue;
      double[] values =
          Arrays.stream(draws.chains(column)).flatMapToDouble(Arrays::stream).sorted().toArray();
      weights.add(
          new Weight(
              label.substring("weight[\"".length(), label.length() - 2),
              at(values, 0.05),
              at(values, 0.5),
              at(values, 0.95)));
    }
    return weights;
  }

  private static double at(double[] sorted, double p) {
    return sorted[(int) Math.round(p * (sorted.length - 1))];
  }

  /** The probabilities of the held-out sentences. */
  static List<Judged> judged(Path examples, Draws draws) throws IOException {
    List<String> texts = new ArrayList<>();
    List<Boolean> areReviews = new ArrayList<>();
    List<String> lines = Files.readAllLines(examples.resolve(FOLDER + "held_out.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      texts.add(line.substring(line.indexOf('\t') + 1));
      areReviews.add(line.startsWith("subjective\t"));
    }
    BoundModel posterior = Example.of(examples, FOLDER + "sparse_classifier").bind();
    Data unread = Data.builder().put("text", texts).build();
    List<PredictiveTable> tables =
        posterior.heldOut(unread, draws).value().orElseThrow().latents(1);
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      double review = 0;
      for (PredictiveTable.Row row : tables.get(i).rows()) {
        if (row.value().equals("subjective")) review = row.probability();
      }
      judged.add(new Judged(review, areReviews.get(i)));
    }
    return judged;
  }

  // ---- weights ----

  private static void weights(StringBuilder svg, List<Weight> horseshoe, List<Weight> ridge) {
    int left = 46;
    int right = 520;
    int top = 50;
    int bottom = 390;
    title(svg, 12, 24, "Weights of 1,041 words (90%), and under a normal prior (grey)");
    double most = 0;
    for (Weight w : horseshoe) most = Math.max(most, Math.max(w.high(), -w.low()));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < horseshoe.size(); i++) order.add(i);
    order.sort(Comparator.comparingDouble(i -> horseshoe.get(i).median()));
    for (int tick = -(int) most; tick <= most; tick++) {
      double y = y(tick, most, top, bottom);
      String grey = tick == 0 ? "#888888" : "#e4e4e4";
      rule(svg, left, y, right, y, grey, 1);
      line(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>", left - 6, y + 4, tick);
    }
    int n = order.size();
    StringBuilder dense = new StringBuilder();
    StringBuilder intervals = new StringBuilder();
    StringBuilder medians = new StringBuilder();
    for (int rank = 0; rank < n; rank++) {
      double x = left + (right - left) * (rank + 0.5) / n;
      Weight w = horseshoe.get(order.get(rank));
      move(dense, x, y(ridge.get(order.get(rank)).median(), most, top, bottom), "h0");
      String down = String.format(Locale.ROOT, "V%.1f", y(w.low(), most, top, bottom));
      move(intervals, x, y(w.high(), most, top, bottom), down);
      move(medians, x, y(w.median(), most, top, bottom), "h0");
    }
    path(svg, intervals, "#2a6fb0", 0.35);
    path(svg, dense, "#c0b8a8", 1.8);
    path(svg, medians, "#12406e", 2.4);
    for (int k = 0; k < NAMED; k++) {
      name(svg, left + 30, bottom - 12 * (NAMED - k), horseshoe.get(order.get(k)), "start");
      name(svg, right - 30, top + 10 + 12 * k, horseshoe.get(order.get(n - 1 - k)), "end");
    }
    line(svg, "<text x=\"%d\" y=\"%d\">plot</text>", left, bottom + 20);
    line(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">review</text>", right, bottom + 20);
  }

  private static void name(StringBuilder svg, int x, int y, Weight weight, String anchor) {
    line(
        svg,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"#222222\">%s %.1f</text>",
        x,
        y,
        anchor,
        weight.word().replace("<", "&lt;").replace(">", "&gt;"),
        weight.median());
  }

  private static void move(StringBuilder path, double x, double y, String then) {
    path.append(String.format(Locale.ROOT, "M%.1f %.1f%s", x, y, then));
  }

  private static void path(StringBuilder svg, StringBuilder path, String colour, double width) {
    line(
        svg,
        "<path d=\"%s\" stroke=\"%s\" stroke-width=\"%s\" stroke-linecap=\"round\" fill=\"none\"/>",
        path,
        colour,
        width);
  }

  private static double y(double value, double most, int top, int bottom) {
    return top + (bottom - top) * (most - value) / (2 * most);
  }

  // ---- reliability ----

  private static void reliability(StringBuilder svg, List<Judged> judged) {
    int left = 590;
    int size = 240;
    int top = 100;
    int bottom = top + size;
    title(svg, left - 30, 24, "Held-out sentences that are");
    title(svg, left - 30, 42, "reviews, by their probability");
    for (int tick = 0; tick <= 4; tick++) {
      double share = tick / 4.0;
      double at = size * share;
      rule(svg, left, bottom - at, left + size, bottom - at, "#e4e4e4", 1);
      line(
          svg,
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.2f</text>",
          left - 6,
          bottom - at + 4,
          share);
      line(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.2f</text>",
          left + at,
          bottom + 18,
          share);
    }
    rule(svg, left, bottom, left + size, top, "#b04a2a", 1);
    for (int bin = 0; bin < BINS; bin++) {
      int count = 0;
      double probability = 0;
      double reviews = 0;
      for (Judged one : judged) {
        if (Math.min(BINS - 1, (int) (one.probability() * BINS)) != bin) continue;
        count++;
        probability += one.probability();
        if (one.isReview()) reviews++;
      }
      if (count == 0) continue;
      double share = reviews / count;
      double x = left + size * probability / count;
      // Two standard errors of Agresti and Coull, which no bin has without width.
      double centre = (reviews + 2) / (count + 4);
      double error = 2 * Math.sqrt(centre * (1 - centre) / (count + 4));
      rule(
          svg,
          x,
          bottom - size * Math.max(0, centre - error),
          x,
          bottom - size * Math.min(1, centre + error),
          "#2a6fb0",
          2);
      line(
          svg,
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"#ffffff\" stroke=\"#2a6fb0\""
              + " stroke-width=\"2\"/>",
          x,
          bottom - size * share);
    }
  }

  // ---- shapes ----

  private static void title(StringBuilder svg, int x, int y, String text) {
    line(
        svg,
        "<text x=\"%d\" y=\"%d\" font-size=\"13\" font-weight=\"bold\" fill=\"#222222\">%s</text>",
        x,
        y,
        text);
  }

  private static void rule(
      StringBuilder svg,
      double fromX,
      double fromY,
      double toX,
      double toY,
      String colour,
      double width) {
    line(
        svg,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%s\"/>",
        fromX,
        fromY,
        toX,
        toY,
        colour,
        width);
  }

  private static void line(StringBuilder svg, String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
