package bayes.examples.text;

import bayes.examples.text.Tagging.Token;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** How uncertain the tags of known and of unknown words are, as two histograms. */
final class TaggingPicture {
  private static final int BINS = 14;
  private static final double WIDTH = 0.25;

  private final StringBuilder svg = new StringBuilder();

  private TaggingPicture() {}

  static String svg(List<Token> tokens) {
    TaggingPicture picture = new TaggingPicture();
    picture.draw(tokens);
    return picture.svg.toString();
  }

  private void draw(List<Token> tokens) {
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 390" font-family="sans-serif" font-size="12">
        <rect width="640" height="390" fill="#ffffff"/>
        <text x="20" y="22" font-size="14">Entropy of the tags of held-out words, in bits</text>
        """);
    bars(tokens, Token::isKnown, "that were known", "#1f5fa8", 180);
    bars(tokens, token -> !token.isKnown(), "that were unknown", "#b8461b", 340);
    for (int bin = 0; bin <= BINS; bin += 2) {
      line("<text x='%.1f' y='358' text-anchor='middle'>%.1f</text>", x(bin), bin * WIDTH);
    }
    line("<text x='340' y='378' text-anchor='middle'>bits</text>");
    svg.append("</svg>\n");
  }

  /** The share of the words in each bin; the last has what is above, too. */
  private void bars(
      List<Token> tokens, Predicate<Token> of, String name, String colour, double bottom) {
    int[] counts = new int[BINS];
    int total = 0;
    for (Token token : tokens) {
      if (!of.test(token)) continue;
      counts[Math.min((int) (token.bits() / WIDTH), BINS - 1)]++;
      total++;
    }
    for (int percent = 0; percent <= 75; percent += 25) {
      double y = bottom - percent * 1.7;
      line("<line x1='60' y1='%.1f' x2='620' y2='%.1f' stroke='#dddddd'/>", y, y);
      line("<text x='52' y='%.1f' text-anchor='end'>%d%%</text>", y + 4, percent);
    }
    for (int bin = 0; bin < BINS; bin++) {
      double height = 170. * counts[bin] / total;
      line(
          "<rect x='%.1f' y='%.1f' width='36' height='%.1f' fill='%s'/>",
          x(bin) + 2, bottom - height, height, colour);
    }
    line(
        "<text x='620' y='%.1f' text-anchor='end' fill='%s'>%,d words %s</text>",
        bottom - 110, colour, total, name);
  }

  private static double x(int bin) {
    return 60 + bin * 40;
  }

  private void line(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values).replace('\'', '"')).append('\n');
  }
}
