package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.cli.console.Console.Terminals;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --error-format} and {@code --color}, which every command has. */
final class ErrorFormatTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static final String JSON = "--error-format=json";

  /** The lines of stderr, each of which is one object. */
  private static List<String> objects(Command command) {
    List<String> lines = command.err().lines().toList();
    for (String line : lines) {
      try (JsonParser parser = new JsonFactory().createParser(line)) {
        assertEquals(JsonToken.START_OBJECT, parser.nextToken(), line);
        parser.skipChildren();
        assertEquals(null, parser.nextToken(), line);
      } catch (IOException e) {
        throw new AssertionError(line, e);
      }
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "describe", "fmt", "sample", "repl", "compile --emit=model"})
  void mistakesInAModelAreObjects(String command) {
    String model = ModelFolder.in(folder).write("wrong.bayes", "a ~ Normal(0, ;\nb ~ ;\n");
    String[] words = (command + " " + JSON + " " + model).split(" ");
    Command run = Command.run(words);
    List<String> lines = objects(run);
    assertTrue(lines.size() >= 2, run.err());
    assertTrue(lines.get(0).startsWith("{\"code\":\"P0001\",\"severity\":\"error\""), run.err());
    assertTrue(lines.get(0).contains("\"line\":1,\"column\":15,"), run.err());
    assertTrue(lines.get(0).contains("\"offset\":14,\"endOffset\":15,"), run.err());
  }

  @Test
  void mistakesInDataHaveTheirPlace() {
    ModelFolder files = ModelFolder.in(folder);
    String model = files.write("m.bayes", "data y : real<lower=0>[3];\nm ~ Normal(0, 1);\n");
    String csv = files.write("bad.csv", "x,y\n1,2\n1,3\n1,-4\n");
    Command run = Command.run("sample", model, "--data", csv, JSON);
    assertEquals(4, run.exitCode());
    String place = "\"entry\":\"y\",\"element\":\"y[3]\",\"header\":\"y\",\"row\":3}";
    assertTrue(objects(run).get(0).contains(place), run.err());
    String json = files.write("bad.json", "{\"z\": 1,\n \"y\": [1, 2, null]}");
    Command other = Command.run("sample", model, "--data", json, JSON);
    assertTrue(objects(other).get(0).contains("\"line\":2,\"column\":7"), other.err());
    String broken = files.write("broken.json", "{\"y\": [1,,]}");
    Command third = Command.run("sample", model, "--data", broken, JSON);
    assertEquals(4, third.exitCode());
    assertTrue(objects(third).get(0).startsWith("{\"code\":\"D0001\""), third.err());
    assertTrue(
        objects(third).get(0).contains("broken.json\",\"line\":1,\"column\":10"), third.err());
    assertTrue(objects(third).get(0).contains("\"line\":1,"), third.err());
  }

  @Test
  void everythingElseIsAnObjectToo() {
    Command missing = Command.run("check", "no/such/model", JSON);
    assertEquals(74, missing.exitCode());
    assertTrue(objects(missing).get(0).contains("{\"code\":\"C0001\""), missing.err());
    Command usage = Command.run("check", JSON, "--frob");
    assertTrue(objects(usage).get(0).contains("\"exitCode\":2"), usage.err());
    String model = ModelFolder.in(folder).write("m.bayes", "m ~ Normal(0, 1);\n");
    Command run = Command.run("sample", model, "--draws=10", "--warmup=10", "--seed=1", JSON);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(objects(run).get(0).startsWith("{\"severity\":\"note\","), run.err());
  }

  @Test
  void coloursAreWhereTheyAreWanted() {
    String model = ModelFolder.in(folder).write("wrong.bayes", "a ~ Normal(0, b);\n");
    String escape = "\u001b[1;31m";
    Terminals all = new Terminals(true, true, true);
    Map<String, String> none = Map.of();
    Map<String, String> plain = Map.of("NO_COLOR", "1");
    assertFalse(Command.run("check", model).err().contains(escape));
    assertTrue(Command.run("check", model, "--color=always").err().contains(escape));
    assertTrue(Command.run("", all, none, "check", model).err().contains(escape));
    assertFalse(Command.run("", all, plain, "check", model).err().contains(escape));
    assertFalse(Command.run("", all, none, "check", model, "--color=never").err().contains(escape));
    String[] wanted = {"check", model, "--color", "always"};
    assertTrue(Command.run("", all, plain, wanted).err().contains(escape), "the option is nearer");
  }

  @Test
  void otherWordsAreRefused() {
    Command format = Command.run("check", "m.bayes", "--error-format=xml");
    assertEquals(2, format.exitCode());
    assertTrue(format.err().contains("expected one of text, json, but found `xml`"), format.err());
    Command colour = Command.run("check", "m.bayes", "--color=red");
    assertTrue(colour.err().contains("expected one of auto, always, never"), colour.err());
  }
}
