package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sets have members that nothing tells apart: one thing at a time that does. */
class InterchangeableTest {
  private static final String TOPICS =
      """
      set Topic = {"a", "b"};
      set Doc;
      set Word = 0..3;
      data text : Word[Doc][];
      data label : Topic[Doc]?;
      data weight : real[Topic];
      pi ~ Dirichlet(Topic, 1);
      phi[k in Topic] ~ Dirichlet(Word, 0.5);
      depth : real[Topic] ~ Normal(0, 1);
      for d in Doc {
        observe label[d] ~ Categorical(pi);
        @record twin[d] ~ Categorical(softmax(depth));
        for n in 1..len(text[d]) { observe text[d, n] ~ Categorical(phi[label[d]]); }
      }
      factor sum(weight[k] * depth[k]^2 for k in Topic);
      factor twin[1] == label[2] ? 0.5 : 0.0;
      generate first = phi["a", 0];
      """;
  private static final String DATA =
      "{\"text\": [[0, 1], [2, 3]], \"label\": null, \"weight\": [0.1, 0.1]}";

  private static Map<String, List<String>> of(String model, String data) {
    try {
      Data entries =
          JsonData.read("data", new ByteArrayInputStream(data.getBytes(StandardCharsets.UTF_8)));
      return Model.compile(model).bind(entries).interchangeable();
    } catch (DataException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "generate first = phi[\"a\", 0]; | factor phi[\"a\", 0];",
        "generate first = phi[\"a\", 0]; | factor depth[1];",
        "generate first = phi[\"a\", 0]; | factor sum(depth[1..1]);",
        "generate first = phi[\"a\", 0]; | factor index(twin[1]) * 0.1;",
        "generate first = phi[\"a\", 0]; | factor twin[1] < twin[2] ? 0.5 : 0.0;",
        "generate first = phi[\"a\", 0]; | factor twin[1] == \"a\" ? 0.5 : 0.0;",
        "generate first = phi[\"a\", 0]; | factor sum(cumsum(depth));",
        "generate first = phi[\"a\", 0]; | factor sum(depth * [1.0, 2.0]);",
        "generate first = phi[\"a\", 0]; | factor depth @ [1.0, 2.0];",
        "depth : real[Topic] ~ Normal(0, 1) | depth : ordered[Topic] ~ Normal(0, 1)",
        "Dirichlet(Topic, 1) | Dirichlet(Topic, [1, 2])",
        "Categorical(softmax(depth)) | Categorical(softmax([depth[k] * index(k) for k in Topic]))"
      })
  void whatTellsThemApartIsSeen(String there, String instead) {
    assertEquals(Map.of("Topic", List.of("label", "twin")), of(TOPICS, DATA));
    String apart = TOPICS.replace(there.strip(), instead.strip());
    assertEquals(Map.of(), of(apart, DATA), instead);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"label\": null | \"label\": [null, \"b\"]",
        "\"weight\": [0.1, 0.1] | \"weight\": [0.1, 0.2]"
      })
  void dataTellThemApart(String there, String instead) {
    assertEquals(Map.of(), of(TOPICS, DATA.replace(there.strip(), instead.strip())));
  }

  /** Schools have data of their own; ranges without latents have nothing to swap. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "set S; data y : real[S]; m[s in S] ~ Normal(0, 1); observe y[s in S] ~ Normal(m[s], 1);"
            + " | {\"y\": [1, 2]} | {}",
        "set S = 1..2; data y : real; m ~ Normal(0, 1); observe y ~ Normal(m, 1);"
            + " | {\"y\": 1} | {}",
        "set S = 1..2; data y : real; m[s in S] ~ Normal(0, 1); observe y ~ Normal(sum(m), 1);"
            + " | {\"y\": 1} | {S=[]}",
        "set S = 1..2; data y : real[3]; w ~ Dirichlet(S, 1); m[s in S] ~ Normal(0, 1);"
            + " for i in 1..3 { observe y[i] ~ Mixture(w, Normal(m[s], 1) for s in S); }"
            + " | {\"y\": [1, 2, 3]} | {S=[]}"
      })
  void ofOtherModels(String model, String data, String expected) {
    assertEquals(expected.strip(), of(model, data.strip()).toString());
  }
}
