package bayes.examples.text;

import bayes.compiler.Model;
import bayes.compiler.source.SourceText;
import bayes.examples.Example;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RunException;
import bayes.runtime.draws.RunFolder;
import bayes.runtime.report.PredictiveTable;
import bayes.runtime.report.PredictiveTable.Uncertainty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How uncertain the next character is by the neural language model, and how much of that is noise
 * and how much ignorance; draws the picture of the page.
 */
public final class NextCharacter {
  private static final List<String> CONTEXTS =
      List.of(" th", "the", "you", " qu", "nt ", "TIO", "zzz", "k&k");

  private static final int ROW = 24;
  private static final int LEFT = 70;
  private static final double PER_BIT = 80;

  private final Model model;
  private final Data text;
  private final Draws draws;

  /** The answers of draws that learnt from this text. */
  public NextCharacter(SourceText source, Data text, Draws draws) {
    this.model = Model.compile(source);
    this.text = text;
    this.draws = draws;
  }

  /** A context and the uncertainty after it. */
  record Answer(String context, Uncertainty bits) {}

  /**
   * @param arguments the folder of the examples, and that of a run on {@code speeches.txt}
   */
  public static void main(String[] arguments) throws IOException, RunException {
    Path examples = Path.of(arguments[0]);
    Path folder = examples.resolve("text/neural_lm");
    NextCharacter next =
        new NextCharacter(
            Example.of(examples, "text/neural_lm/neural_lm").source(),
            Data.builder().put("text", Files.readString(folder.resolve("speeches.txt"))).build(),
            RunFolder.at(Path.of(arguments[1])).read().draws());
    List<Answer> answers = new ArrayList<>();
    for (String context : CONTEXTS) {
      Uncertainty bits = next.after(context).uncertainty().orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "%-5s %.3f bits: %.3f noise, %.3f ignorance%n",
          shown(context),
          bits.total(),
          bits.aleatoric(),
          bits.epistemic());
      answers.add(new Answer(shown(context), bits));
    }
    Files.writeString(folder.resolve("neural_lm.svg"), svg(answers));
  }

  /** The distribution of the character after three others. */
  public PredictiveTable after(String context) {
    Data asked = text.overriddenBy(Data.builder().put("context", context).build());
    return model
        .tryPosteriorPredictive(asked, draws, text, false)
        .value()
        .orElseThrow()
        .tables(1, 20)
        .get(0);
  }

  private static String shown(String context) {
    return context.replace(' ', '_').replace("\n", "\\n");
  }

  private static String svg(List<Answer> answers) {
    int height = 70 + ROW * answers.size();
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 560 %d' font-family='sans-serif'"
            + " font-size='12'>",
        height);
    line(svg, "<rect width='560' height='%d' fill='#ffffff'/>", height);
    line(
        svg,
        "<text x='12' y='22' font-size='14'>Bits of uncertainty about the next character</text>");
    for (int bits = 0; bits <= 6; bits++) {
      double x = LEFT + PER_BIT * bits;
      line(svg, "<line x1='%.1f' y1='34' x2='%.1f' y2='%d' stroke='#dddddd'/>", x, x, height - 32);
      line(svg, "<text x='%.1f' y='%d' text-anchor='middle'>%d</text>", x, height - 16, bits);
    }
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      int y = 38 + ROW * i;
      double noise = PER_BIT * answer.bits().aleatoric();
      String context = answer.context().replace("&", "&amp;");
      line(
          svg,
          "<text x='%d' y='%d' text-anchor='end' font-family='monospace'>%s</text>",
          LEFT - 8,
          y + 13,
          context);
      bar(svg, LEFT, y, noise, "#7f9fc4");
      bar(svg, LEFT + noise, y, PER_BIT * answer.bits().epistemic(), "#c2552d");
    }
    line(svg, "<text x='400' y='22' fill='#4f6f94'>noise</text>");
    line(svg, "<text x='450' y='22' fill='#c2552d'>ignorance</text>");
    return svg.append("</svg>\n").toString();
  }

  private static void bar(StringBuilder svg, double x, int y, double width, String colour) {
    line(
        svg,
        "<rect x='%.1f' y='%d' width='%.1f' height='%d' fill='%s'/>",
        x,
        y,
        width,
        ROW - 6,
        colour);
  }

  private static void line(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values).replace('\'', '"')).append('\n');
  }
}
