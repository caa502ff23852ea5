package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.diagnostic.Explanations;
import bayes.compiler.input.FileCode;
import bayes.runtime.data.DataCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The pages about codes of files: the wrong files and command of each give its code and no other,
 * the right ones none. {@code -Dgolden.update=true} writes the messages anew.
 */
final class WrongFilesTest {
  /** Relative, so that messages are the same everywhere. */
  private static final Path FOLDER = Path.of("target/wrong");

  private static final Path EXPECTED = Path.of("src/test/resources/golden/wrong-files.txt");
  private static final String MODEL =
      "data y : real[2];\nmu ~ Normal(0, 10);\nobserve y[i in 1..2] ~ Normal(mu, 1);\n";
  private static final Pattern FILE =
      Pattern.compile("`([\\w./-]+)`(?:, in Base64)?:\\n\\n```(\\w+)\\n([\\s\\S]*?)```");
  private static final Pattern COMMANDS = Pattern.compile("```console\\n([\\s\\S]*?)```");
  private static final Pattern NAME =
      Pattern.compile(
          "(?<![\\w./-])(?:data|run(?:-2)?|[\\w/-]+\\.(?:bayes|json|csv|txt)(?:\\.gz)?)\\b");
  private static final Pattern CODE = Pattern.compile("(?m)^\\w+\\[(\\w+)]");

  /** Files by their names, and what is run on them. */
  private record Part(Map<String, byte[]> files, List<String> commands) {
    static Part of(String text) {
      Map<String, byte[]> files = new LinkedHashMap<>();
      files.put("model.bayes", MODEL.getBytes(StandardCharsets.UTF_8));
      Matcher file = FILE.matcher(text);
      while (file.find()) {
        String content = file.group(3);
        files.put(
            file.group(1),
            file.group(2).equals("base64")
                ? Base64.getMimeDecoder().decode(content)
                : content.getBytes(StandardCharsets.UTF_8));
      }
      Matcher commands = COMMANDS.matcher(text);
      assertTrue(commands.find(), text);
      return new Part(files, commands.group(1).lines().toList());
    }

    /** What the last command says; those before it succeed. */
    Command run(Path folder) throws IOException {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.write(path, file.getValue());
      }
      List<Command> ended = new ArrayList<>();
      for (String command : commands) {
        ended.forEach(before -> assertEquals(0, before.exitCode(), before.err()));
        String[] words = command.split(" ");
        assertEquals("bayes", words[0]);
        List<String> arguments = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
          boolean isName = !words[i].startsWith("--");
          arguments.add(isName ? NAME.matcher(words[i]).replaceFirst(folder + "/$0") : words[i]);
        }
        ended.add(Command.run(arguments.toArray(String[]::new)));
      }
      return ended.get(ended.size() - 1);
    }
  }

  private static final Map<String, Command> wrong = new TreeMap<>();
  private static final Map<String, Command> right = new TreeMap<>();

  @BeforeAll
  static void run() throws IOException {
    if (Files.exists(FOLDER)) {
      try (Stream<Path> old = Files.walk(FOLDER)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
      }
    }
    for (String code : codes()) {
      String[] parts = Explanations.page(code).orElseThrow().split("## (Wrong|Right)\n");
      assertEquals(3, parts.length, code);
      wrong.put(code, Part.of(parts[1]).run(FOLDER.resolve(code)));
      right.put(code, Part.of(parts[2]).run(FOLDER.resolve(code + "-right")));
    }
  }

  private static List<String> codes() {
    List<String> codes = new ArrayList<>();
    for (DataCode code : DataCode.values()) codes.add(code.name());
    for (FileCode code : FileCode.values()) codes.add(code.name());
    return codes;
  }

  @Test
  void wrongFilesGiveTheirCodeAndRightOnesNone() {
    for (String code : codes()) {
      Command said = Objects.requireNonNull(wrong.get(code));
      Set<String> found = new TreeSet<>();
      CODE.matcher(said.err()).results().forEach(r -> found.add(r.group(1)));
      assertEquals(Set.of(code), found, said.err());
      assertFalse(said.exitCode() == 0, code);
      assertTrue(said.err().contains("= help: "), said.err());
      Command fine = Objects.requireNonNull(right.get(code));
      assertEquals(0, fine.exitCode(), code + " " + fine.err());
    }
  }

  @Test
  void messagesAreAsExpected() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String code : codes()) {
      Command said = Objects.requireNonNull(wrong.get(code));
      text.append("=== " + code + ", exit code " + said.exitCode() + "\n" + said.err());
    }
    if (Boolean.getBoolean("golden.update")) {
      assertFalse(System.getenv().containsKey("CI"), "no build blesses its own output");
      Files.writeString(EXPECTED, text);
    }
    assertEquals(
        Files.exists(EXPECTED) ? Files.readString(EXPECTED) : "",
        text.toString(),
        "-Dgolden.update=true accepts it");
  }
}
