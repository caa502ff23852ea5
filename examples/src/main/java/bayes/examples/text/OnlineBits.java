package bayes.examples.text;

import bayes.compiler.ExactInference;
import bayes.compiler.Model;
import bayes.compiler.model.IndexSet;
import bayes.examples.Example;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.text.Corpus;
import bayes.runtime.text.TextSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many bits a character carries, as a text streams in. By the chain rule the evidence of a text
 * is the product of the probabilities of its characters, each given all before it; so the bits of
 * the characters from the m-th to the n-th are the difference of the log2 evidence of the first m
 * and of the first n. The alphabet is that of the whole text.
 */
public final class OnlineBits {
  /** The mean bits of the characters after the one point and up to this. */
  public record Point(int characters, double bits) {}

  private final Model model;
  private final List<String> alphabet;
  private final String text;
  private final int[] ends;

  private OnlineBits(Model model, List<String> alphabet, String text) {
    this.model = model;
    this.alphabet = alphabet;
    this.text = text;
    this.ends = codePoints(text);
  }

  /**
   * @param model the example
   * @param text what streams in
   */
  public static OnlineBits of(Model model, String text) {
    String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
    List<String> alphabet = normal.codePoints().distinct().mapToObj(Character::toString).toList();
    return new OnlineBits(model, alphabet, normal);
  }

  /** Where each code point ends. */
  private static int[] codePoints(String text) {
    int[] ends = new int[text.codePointCount(0, text.length())];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end = text.offsetByCodePoints(end, 1);
      ends[i] = end;
    }
    return ends;
  }

  /** The log evidence of the first so many characters, given the first, in nats. */
  public double logEvidence(int characters) {
    IndexSet.Declared set = model.typed().sets().get(0);
    Data data =
        Data.builder()
            .put("text", text.substring(0, ends[characters - 1]))
            .put(set.name(), alphabet)
            .build();
    return model.bind(data).exact().map(ExactInference::logEvidence).orElseThrow();
  }

  /** The bits between numbers of characters that grow by a half each. */
  public List<Point> curve() {
    List<Point> points = new ArrayList<>();
    int from = 1;
    double before = 0;
    for (double next = 100; from < ends.length; next *= 1.5) {
      int to = (int) Math.min(Math.round(next), ends.length);
      double evidence = logEvidence(to);
      points.add(new Point(to, (before - evidence) / (to - from) / Math.log(2)));
      before = evidence;
      from = to;
    }
    return points;
  }

  /**
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) throws IOException, DataException {
    Path examples = Path.of(arguments[0]);
    Model model = Model.compile(Example.of(examples, "text/online_bits/online_bits").source());
    String english = Files.readString(examples.resolve("text/corpora/shakespeare/train.txt"));
    StringBuilder chinese = new StringBuilder();
    Path novel = examples.resolve("text/change_point/hongloumeng.tsv");
    TextSource source = new TextSource("hongloumeng.tsv", () -> Files.newInputStream(novel));
    Corpus.table(source, "text").read(document -> chinese.append(document.text()));
    List<Point> shakespeare = of(model, english).curve();
    List<Point> honglou = of(model, chinese.toString()).curve();
    print("Shakespeare", shakespeare);
    print("紅樓夢", honglou);
    Files.writeString(
        examples.resolve("text/online_bits/online_bits.svg"), svg(shakespeare, honglou));
  }

  private static void print(String name, List<Point> points) {
    System.out.println(name);
    for (Point point : points) {
      System.out.printf(Locale.ROOT, "%,12d  %6.3f%n", point.characters(), point.bits());
    }
  }

  private static String svg(List<Point> shakespeare, List<Point> honglou) {
    StringBuilder svg =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 330" font-family="sans-serif" font-size="12">
            <rect width="640" height="330" fill="#ffffff"/>
            <text x="20" y="22" font-size="14">Bits per character, as a text streams in</text>
            """);
    for (int bits = 0; bits <= 14; bits += 2) {
      line(svg, "<line x1='60' y1='%.1f' x2='530' y2='%.1f' stroke='#dddddd'/>", y(bits), y(bits));
      line(svg, "<text x='52' y='%.1f' text-anchor='end'>%d</text>", y(bits) + 4, bits);
    }
    for (int power = 2; power <= 6; power++) {
      int characters = (int) Math.round(Math.pow(10, power));
      line(
          svg, "<text x='%.1f' y='306' text-anchor='middle'>%,d</text>", x(characters), characters);
    }
    line(svg, "<text x='295' y='324' text-anchor='middle'>characters read</text>");
    curve(svg, "Shakespeare", "#1f5fa8", shakespeare);
    curve(svg, "紅樓夢", "#b8461b", honglou);
    return svg.append("</svg>\n").toString();
  }

  private static void curve(StringBuilder svg, String name, String colour, List<Point> points) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      line(path, "%.1f,%.1f", x(point.characters()), y(point.bits()));
    }
    String places = path.toString().strip().replace('\n', ' ');
    line(svg, "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>", places, colour);
    Point last = points.get(points.size() - 1);
    double y = y(last.bits()) + 4;
    line(svg, "<text x='%.1f' y='%.1f' fill='%s'>%s</text>", 536.0, y, colour, name);
  }

  private static void line(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values).replace('\'', '"')).append('\n');
  }

  private static double x(int characters) {
    return 60 + (Math.log10(characters) - 2) * 470 / 4.02;
  }

  private static double y(double bits) {
    return 290 - bits * 250 / 14;
  }
}
