package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bayes describe}. */
final class DescribeCommandTest {
  private static final String MODEL =
      """
      /// Topics of documents.

      set Word;
      set Topic = 1..K;
      /// Those who write.
      set Author = {"Hamilton", "Madison"};
      data n : int<lower=0>[Word];
      /// How spread out.
      data alpha : real<above=0> = 0.5;
      mu ~ Normal(0, 1);
      phi[a in Author] ~ Dirichlet(Topic, alpha);
      let twice = 2 * mu;
      generate sign = mu > 0;
      """
          .replace("set Topic", "data K : int<lower=1, upper=9>;\nset Topic");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void tables() {
    Command describe = Command.run("describe", ModelFolder.in(folder).write("topics.bayes", MODEL));
    assertEquals(0, describe.exitCode(), describe.err());
    assertEquals(
        """
        Model topics
          Topics of documents.

        Sets
          Word    from the data
          Topic   1..K
          Author  "Hamilton", "Madison"  Those who write.

        Data
          K      int        at least 1, at most 9
          n      int[Word]  at least 0
          alpha  real       above 0.0; default 0.5  How spread out.

        Latents
          mu   real
          phi  real[Author, Topic]  simplex; for each Author

        Derived
          twice  real

        Generated
          sign  bool
        """,
        describe.out());
  }

  @Test
  void json() {
    Command describe =
        Command.run("describe", "--json", ModelFolder.in(folder).write("topics.bayes", MODEL));
    assertEquals(0, describe.exitCode(), describe.err());
    String flat = describe.out().replaceAll("\\s+", " ");
    for (String part :
        new String[] {
          "{ \"model\" : \"topics\", \"doc\" : \"Topics of documents.\", \"sets\" : [ {"
              + " \"name\" : \"Word\" }",
          "\"name\" : \"alpha\", \"type\" : \"real\", \"element\" : \"real\", \"dimensions\" : [ ],"
              + " \"lower\" : { \"value\" : \"0.0\", \"exclusive\" : true },"
              + " \"default\" : \"0.5\", \"doc\" : \"How spread out.\" }",
          "\"dimensions\" : [ \"Author\", \"Topic\" ], \"plates\" : [ \"Author\" ],"
              + " \"constraint\" : \"simplex\" }",
          "\"generated\" : [ { \"name\" : \"sign\"",
        }) {
      assertTrue(flat.contains(part), describe.out());
    }
  }

  @Test
  void aWrongModelIsNotDescribed() {
    String model = ModelFolder.in(folder).write("wrong.bayes", "mu ~ Normal(0, b);\n");
    Command describe = Command.run("describe", model);
    assertEquals(1, describe.exitCode());
    assertEquals("", describe.out());
    assertTrue(describe.err().contains("N0101"), describe.err());
  }
}
