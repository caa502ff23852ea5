package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.source.SourceText;
import bayes.examples.text.NextCharacter;
import bayes.examples.text.NextToken;
import bayes.runtime.data.Data;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.HeldOutScore;
import bayes.runtime.report.PredictiveTable.Uncertainty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A neural language model against a forward pass by hand, and on text that it has not seen. */
class NeuralLanguageModelTest {
  private static final Path FOLDER = Reference.EXAMPLES.resolve("text/neural_lm");
  private static final Path HELD_OUT =
      Reference.EXAMPLES.resolve("text/corpora/shakespeare/test.txt");
  private static final SourceText SOURCE =
      Example.of(Reference.EXAMPLES, "text/neural_lm/neural_lm").source();

  /** The network of the test is smaller, but not so small that sizes could be mistaken. */
  private static final int AXES = 3;

  private static final int UNITS = 4;

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BoundModel small(String model, String text) {
    return Model.compile(model)
        .bind(Data.builder().put("text", text).put("axes", AXES).put("units", UNITS).build())
        .asWritten();
  }

  // ---- by hand ----

  /** Characters by their first occurrence but as the vocabulary numbers them. */
  private static int[] codes(String text, List<String> members) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String member : members) numbers.put(member, numbers.size());
    return text.chars()
        .map(c -> Objects.requireNonNull(numbers.get(String.valueOf((char) c))))
        .toArray();
  }

  private static double normal(double x, double sd) {
    return -0.5 * Math.log(2 * Math.PI) - Math.log(sd) - x * x / (2 * sd * sd);
  }

  private static double[] of(Map<String, double[]> values, String name) {
    return Objects.requireNonNull(values.get(name));
  }

  /** log p(latents, text), with respect to the latents' own values. */
  private static double byHand(Map<String, double[]> values, int[] text, int chars) {
    double[] scale = of(values, "scale");
    double[] embed = of(values, "embed");
    double[] hidden = of(values, "hidden");
    double[] out = of(values, "out");
    double[] shift = of(values, "shift");
    double[] bias = of(values, "bias");
    double sum = 0;
    for (double s : scale) sum += Math.log(2) + normal(s, 1);
    for (double w : embed) sum += normal(w, scale[0]);
    for (double w : hidden) sum += normal(w, scale[1]);
    for (double w : out) sum += normal(w, scale[2]);
    for (double b : shift) sum += normal(b, 1);
    for (double b : bias) sum += normal(b, 3);
    for (int t = 3; t < text.length; t++) {
      double[] logits = bias.clone();
      for (int u = 0; u < UNITS; u++) {
        double input = shift[u];
        for (int k = 0; k < 3; k++) {
          for (int a = 0; a < AXES; a++) {
            input += embed[text[t - 1 - k] * AXES + a] * hidden[(k * AXES + a) * UNITS + u];
          }
        }
        for (int c = 0; c < chars; c++) logits[c] += Math.tanh(input) * out[u * chars + c];
      }
      double total = 0;
      for (double logit : logits) total += Math.exp(logit);
      sum += logits[text[t]] - Math.log(total);
    }
    return sum;
  }

  private static List<String> members(BoundModel model) {
    return model.variables().stream()
        .filter(variable -> variable.name().equals("bias"))
        .findFirst()
        .orElseThrow()
        .axes()
        .get(0)
        .labels();
  }

  private static Map<String, double[]> values(int chars) {
    Random random = new Random(3);
    Map<String, double[]> values = new LinkedHashMap<>();
    values.put("scale", new double[] {0.7, 1.3, 0.9});
    values.put("embed", random.doubles(chars * AXES, -1, 1).toArray());
    values.put("hidden", random.doubles(3 * AXES * UNITS, -1, 1).toArray());
    values.put("out", random.doubles(UNITS * chars, -1, 1).toArray());
    values.put("shift", random.doubles(UNITS, -1, 1).toArray());
    values.put("bias", random.doubles(chars, -1, 1).toArray());
    return values;
  }

  /** The largest difference of density and slopes to those by hand. */
  private static double difference(String model) {
    String text = text(FOLDER.resolve("beginning.txt")).substring(0, 400);
    BoundModel bound = small(model, text);
    List<String> members = members(bound);
    int[] codes = codes(text, members);
    Map<String, double[]> values = values(members.size());
    LogDensity density = bound.newLogDensityWithoutJacobian();
    double[] gradient = new double[bound.dimension()];
    double logDensity = density.logDensityAndGradient(bound.unconstrain(values), gradient);
    double worst = Math.abs(logDensity - byHand(values, codes, members.size()));
    int coordinate = 0;
    for (Map.Entry<String, double[]> latent : values.entrySet()) {
      double[] elements = latent.getValue();
      for (int i = 0; i < elements.length; i++, coordinate++) {
        double value = elements[i];
        elements[i] = value + 1e-5;
        double ahead = byHand(values, codes, members.size());
        elements[i] = value - 1e-5;
        double slope = (ahead - byHand(values, codes, members.size())) / 2e-5;
        elements[i] = value;
        // Scales are explored on the logarithmic scale.
        if (latent.getKey().equals("scale")) slope *= value;
        worst = Math.max(worst, Math.abs(gradient[coordinate] - slope));
      }
    }
    assertEquals(bound.dimension(), coordinate);
    return worst;
  }

  @Test
  void densityAndGradientAreThoseOfAForwardPassByHand() {
    double difference = difference(SOURCE.text());
    assertTrue(difference < 1e-5, "off by " + difference);
  }

  @Test
  void aContextInAnotherOrderIsSeen() {
    String other = SOURCE.text().replace("text[t - k]", "text[t - 4 + k]");
    assertTrue(!other.equals(SOURCE.text()) && difference(other) > 0.1);
  }

  // ---- what it knows ----

  private static double bits(BoundModel model, Draws draws, String heldOut) {
    HeldOutScore score =
        model
            .heldOut(Data.builder().put("text", heldOut).build(), draws)
            .value()
            .orElseThrow()
            .score();
    return score.bitsPer(heldOut.length());
  }

  private static Uncertainty after(Data data, Draws draws, String context) {
    return new NextCharacter(SOURCE, data, draws).after(context).uncertainty().orElseThrow();
  }

  /** A short chain: how far apart the two are is not for chance to decide. */
  @Test
  void contextsThatWereNeverReadLeaveMoreIgnorance() {
    String text = text(FOLDER.resolve("beginning.txt")).substring(0, 1000);
    Data data = Data.builder().put("text", text).put("axes", 2).put("units", UNITS).build();
    BoundModel model = Model.compile(SOURCE).bind(data).asWritten();
    RunSettings run = RunSettings.defaults(1).withChains(1).withWarmup(60).withDraws(40);
    Draws draws = model.sample(new NutsSettings(run, 0.8, 5)).draws();
    Uncertainty often = after(data, draws, "en ");
    Uncertainty never = after(data, draws, "YkB");
    assertEquals(often.total(), often.aleatoric() + often.epistemic(), 1e-9);
    assertTrue(often.epistemic() > 0);
    assertTrue(never.epistemic() > 1.5 * often.epistemic(), often + " " + never);
    double bits = bits(model, draws, text(FOLDER.resolve("beginning.txt")).substring(1000));
    assertTrue(bits < 5, bits + " bits");
  }

  /** The mode of 3,468 coordinates, given 100,000 characters: a minute or two. */
  @Test
  @Tag("thorough")
  void theModeScoresTextThatItHasNotSeen() {
    String text = text(FOLDER.resolve("speeches.txt"));
    assertEquals(100_000, text.length());
    NextToken mode = new NextToken(Model.compile(SOURCE), Data.builder().put("text", text).build());
    String heldOut = text(HELD_OUT);
    double bits = mode.score(heldOut).bitsPer(heldOut.length());
    assertTrue(bits < 3.6, bits + " bits");
    assertTrue(bits > 2.5, bits + " bits are fewer than any model of three characters has");
  }
}
