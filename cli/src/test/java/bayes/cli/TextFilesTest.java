package bayes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same three documents, however they lie in files. */
class TextFilesTest {
  private static final String MODEL =
      """
      vocab Word = words(lowercase: true);
      set Doc;
      data text : Word[Doc][];
      p[d in Doc] ~ Dirichlet(Word, 1);
      for d in Doc, n in 1..len(text[d]) { observe text[d, n] ~ Categorical(p[d]); }
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    write("model.bayes", MODEL);
    write("papers/one.txt", "To be, or\r\nnot to be.");
    write("papers/three.txt", "");
    write("papers/two.txt", "\uFEFFBe!");
    write("papers/notes.md", "not this");
    write("lines.txt", "To be, or not to be.\n\nBe!\n");
    write("table.tsv", "id\ttext\n1\tTo be, or not to be.\n2\tBe!\n");
    write("rows.jsonl", "{\"body\": \"To be, or not to be.\"}\n{\"body\": \"Be!\"}\n");
    write("given.txt", "to\tX\nbe\tY\nor\tZ\nnot\tX\nto\tX\nbe\tY\n\nbe\tY\n");
  }

  /** Of counts 2, 2, 1, 1 and of one token, with four words: 3! 2! 2! / 9! and 1 / 4. */
  private static final String EVIDENCE = evidence(24.0 / 362_880 / 4);

  private static final String OF_THE_FIRST = evidence(24.0 / 362_880);

  private static String evidence(double probability) {
    return String.format(Locale.ROOT, "Log evidence: %.6f", Math.log(probability)).substring(0, 21);
  }

  @Test
  void aFolderIsDocumentsByTheNamesOfItsTexts() {
    for (String named : List.of("papers", "papers/*.txt", "*/{one,two,three}.t?t")) {
      String out = sample("text=" + folder.resolve(named));
      assertTrue(out.contains(EVIDENCE), out);
      for (String label : List.of("one", "two", "three")) {
        assertTrue(out.contains("p[\"" + label + "\", \"be\"]"), out);
      }
      assertFalse(out.contains("this"), out);
    }
  }

  @Test
  void aFileIsADocumentOrItsLinesOrParagraphs() {
    assertTrue(sample(folder + "/papers/one.txt").contains(OF_THE_FIRST));
    assertTrue(sample("text=" + folder + "/papers/one.txt").contains(OF_THE_FIRST));
    for (String part : List.of("lines", "paragraphs")) {
      String out = sample("text=" + folder + "/lines.txt:" + part);
      assertTrue(out.contains(EVIDENCE), out);
    }
    Command wrong = run("text=" + folder + "/lines.txt:words");
    assertTrue(wrong.err().contains("error[C0005]"), wrong.err());
  }

  @Test
  void columnsAndKeysAreDocuments() {
    for (String data : List.of("/table.tsv", "/table.tsv:text", "/rows.jsonl:body", "/given.txt")) {
      String name = data.contains("given") ? "text,tag=" : "text=";
      String out = sample((data.equals("/table.tsv") ? "" : name) + folder + data);
      assertTrue(out.contains(EVIDENCE), out);
    }
  }

  @Test
  void whatIsNotUtf8IsRefusedWithFileAndByte() throws IOException {
    Files.write(folder.resolve("papers/bad.txt"), new byte[] {'a', '\n', 'b', (byte) 0xE9});
    Command refused = run("text=" + folder.resolve("papers"));
    assertEquals(4, refused.exitCode());
    assertTrue(
        refused.err().contains("error[D0003]: the file is not UTF-8 from its byte 4 on"),
        refused.err());
    assertTrue(refused.err().contains("bad.txt:2:2"), refused.err());
  }

  private String sample(String data) {
    Command command = run(data);
    assertEquals(0, command.exitCode(), command.err());
    return command.out();
  }

  private Command run(String data) {
    String model = folder.resolve("model.bayes").toString();
    return Command.run("sample", model, "--method", "exact", "--draws", "10", "--data", data);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
