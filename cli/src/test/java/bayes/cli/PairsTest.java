package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code bayes topics --pairs}: five documents of two latent classes (T2 of the reference suite for
 * text models), against an enumeration in another program.
 */
class PairsTest {
  private static final Map<String, Double> KNOWN =
      Map.of(
          "label[1] label[2]", 0.9515114866756624,
          "label[1] label[3]", 0.08179985277947643,
          "label[2] label[3]", 0.07545151687863737,
          "label[1] label[4]", 0.06841400839628287,
          "label[2] label[4]", 0.06223701705497443,
          "label[3] label[4]", 0.9634856356144246,
          "label[1] label[5]", 0.5215329986056778,
          "label[2] label[5]", 0.5094108702745936,
          "label[3] label[5]", 0.5360493576176633,
          "label[4] label[5]", 0.5255218520230038);

  private static final String MODEL =
      """
      set Class = 1..2;
      set Doc;
      set Word = 0..3;
      data text : Word[Doc][];
      pi ~ Dirichlet(Class, 1);
      phi[c in Class] ~ Dirichlet(Word, 0.5);
      for d in Doc {
        @record label[d] ~ Categorical(pi);
        for n in 1..len(text[d]) { observe text[d, n] ~ Categorical(phi[label[d]]); }
      }
      """;
  private static final String DATA =
      "{\"text\": [[0, 0, 1], [0, 1, 1], [2, 3, 3], [3, 2, 2, 3], [0, 3]]}";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path path;

  private String verdict = "";

  private record Pair(double probability, double mcse) {}

  private String run(String model, String... options) {
    ModelFolder folder = ModelFolder.in(path);
    String run = folder.file("run");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "sample",
                folder.write("classes.bayes", model),
                "--data",
                folder.write("docs.json", DATA),
                "--seed",
                "4",
                "--out",
                run));
    arguments.addAll(List.of(options));
    Command sampled = Command.run(arguments.toArray(String[]::new));
    assertEquals(0, sampled.exitCode(), sampled.err());
    verdict = sampled.out();
    return run;
  }

  private static Map<String, Pair> pairs(String run, String of) throws IOException {
    Command told = Command.run("topics", run, "--pairs", of, "--json");
    assertEquals(0, told.exitCode(), told.err());
    Map<String, Pair> pairs = new HashMap<>();
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(told.out())) {
      while (json.nextToken() != null) {
        if (json.currentToken().isScalarValue()) fields.put(json.currentName(), json.getText());
        if (json.currentToken() == JsonToken.END_OBJECT && fields.containsKey("one")) {
          pairs.put(
              fields.get("one") + " " + fields.get("other"),
              new Pair(
                  Double.parseDouble(fields.get("probability")),
                  Double.parseDouble(fields.get("mcse"))));
          fields.clear();
        }
      }
    }
    return pairs;
  }

  /** The largest error, in standard errors. */
  private static double worst(Map<String, Pair> pairs) {
    double worst = 0;
    for (Map.Entry<String, Pair> pair : pairs.entrySet()) {
      double known = KNOWN.getOrDefault(pair.getKey(), Double.NaN);
      worst =
          Math.max(worst, Math.abs(pair.getValue().probability() - known) / pair.getValue().mcse());
    }
    return worst;
  }

  @ParameterizedTest
  @ValueSource(strings = {"exact", "gibbs", "mh", "importance"})
  void pairsAreThoseOfTheEnumeration(String method) throws IOException {
    String run =
        method.equals("importance")
            ? run(MODEL, "--method", method, "--proposal", "prior", "--draws", "20000")
            : run(MODEL, "--method", method);
    Map<String, Pair> pairs = pairs(run, "label");
    assertEquals(10, pairs.size());
    assertTrue(worst(pairs) < 5, pairs.toString());
    assertTrue(pairs.values().stream().allMatch(p -> p.mcse() < 0.05), pairs.toString());
  }

  /** A planted fault: other prior counts of words. */
  @Test
  void anotherPriorIsSeen() throws IOException {
    String run = run(MODEL.replace("Dirichlet(Word, 0.5)", "Dirichlet(Word, 1.5)"));
    assertTrue(worst(pairs(run, "label")) > 5);
  }

  /** Classes that chains call by other numbers are matched; where the model names one, not. */
  @Test
  void switchedNumbersAreNoAlarm() throws IOException {
    String run = run(MODEL, "--method", "gibbs");
    assertTrue(verdict.contains("The chains have converged. Nothing tells"), verdict);
    assertTrue(verdict.contains("`Class`"), verdict);
    assertTrue(worst(pairs(run, "label")) < 5);
    Command summary = Command.run("summary", run);
    assertTrue(summary.out().contains("Nothing tells"), summary.out());
  }

  @Test
  void classesThatTheModelNamesAreNotMatched() throws IOException {
    run(MODEL + "factor 0.1 * pi[1];", "--draws", "100");
    assertFalse(verdict.contains("Nothing tells"), verdict);
  }

  @Test
  void pairsOfOneElementAndWhatCannotBeTold() throws IOException {
    String run = run(MODEL, "--draws", "100");
    Map<String, Pair> third = pairs(run, "label[3]");
    assertEquals(4, third.size());
    assertTrue(third.containsKey("label[3] label[4]"), third.toString());
    assertTrue(pairs(run, "label").keySet().containsAll(List.of("label[1] label[2]")));
    Command text = Command.run("topics", run, "--pairs", "label", "--top", "2");
    assertTrue(text.out().contains("(8 more)"), text.out());
    Command wrong = Command.run("topics", run, "--pairs", "phi");
    assertEquals(2, wrong.exitCode());
    assertTrue(wrong.err().contains("it has kept `label`"), wrong.err());
  }
}
