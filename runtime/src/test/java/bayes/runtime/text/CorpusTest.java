package bayes.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.data.DataException;
import bayes.runtime.data.DataProblem;
import bayes.runtime.data.DataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents of files, tables and JSON Lines, and what cannot be read. */
class CorpusTest {
  @Test
  void aFileIsADocumentOrManyByLinesAndParagraphs() throws DataException {
    TextSource source = source("papers/one.txt", "\uFEFFto be\r\nor not\r\n \r\n\r\nto be\r");
    assertEquals(
        List.of("one {}: to be\nor not\n \n\nto be\n"), documents(Corpus.files(List.of(source))));
    assertEquals(
        List.of("1 {}: to be", "2 {}: or not", "5 {}: to be"), documents(Corpus.lines(source)));
    assertEquals(
        List.of("1 {}: to be\nor not\n", "5 {}: to be\n"), documents(Corpus.paragraphs(source)));
  }

  @Test
  void rowsOfTablesAreDocumentsWithCovariates() throws DataException {
    String rows = "id,text,class\n7,\"a, \"\"b\"\"\",ham\n8,NA,spam\n9,c,\n";
    assertEquals(
        List.of("1 {id=7, class=ham}: a, \"b\"", "3 {id=9, class=}: c"),
        documents(Corpus.table(source("m.csv", rows), "text")));
    String tabs = "class\ttext\nham\t\"No\" he said, \"no\"\nspam\t\"a \"\"b\"\" c\"\n";
    assertEquals(
        List.of("1 {class=ham}: \"No\" he said, \"no\"", "2 {class=spam}: a \"b\" c"),
        documents(Corpus.table(source("m.tsv", tabs), "text")));
  }

  @Test
  void linesOfJsonAreDocumentsWithCovariates() throws DataException {
    String lines = "{\"year\": 1789, \"text\": \"a\\nb\"}\n{\"text\": null}\n{\"text\": \"語\"}\n";
    assertEquals(
        List.of("1 {year=1789}: a\nb", "3 {}: 語"),
        documents(Corpus.jsonLines(source("a.jsonl", lines), "text")));
  }

  @Test
  void taggedTextIsSentencesInParallel() throws DataException {
    List<String> sentences = new ArrayList<>();
    String text = "The\tDET\r\ncat\tNOUN\r\n\r\n\r\nSat\tVERB";
    TaggedText.read(source("t.tsv", text), 2, columns -> sentences.add(columns.toString()));
    assertEquals(List.of("[[The, cat], [DET, NOUN]]", "[[Sat], [VERB]]"), sentences);
    DataException e =
        assertThrows(
            DataException.class, () -> TaggedText.read(source("t.tsv", text), 3, columns -> {}));
    assertEquals(new DataProblem.TaggedLine("t.tsv", 1, 3, 2), e.problems().get(0));
  }

  @Test
  void whatIsNotUtf8IsRefusedWithFileAndByte() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("語 fine\n".repeat(9_000).getBytes(StandardCharsets.UTF_8));
    int before = bytes.size();
    bytes.write(new byte[] {'a', (byte) 0xC3, 'b'});
    TextSource source = source("bad.txt", bytes.toByteArray());
    DataProblem expected = new DataProblem.NotUtf8("bad.txt", 9_001, 2, before + 2);
    for (Corpus corpus :
        List.of(Corpus.files(List.of(source)), Corpus.lines(source), Corpus.paragraphs(source))) {
      DataException e = assertThrows(DataException.class, () -> corpus.read(d -> {}));
      assertEquals(List.of(expected), e.problems());
    }
    // Surrogates written as UTF-8, and a character that is cut off.
    for (byte[] wrong : new byte[][] {{(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xE8}}) {
      Corpus corpus = Corpus.files(List.of(source("w.txt", wrong)));
      DataException e = assertThrows(DataException.class, () -> corpus.read(d -> {}));
      assertEquals(new DataProblem.NotUtf8("w.txt", 1, 1, 1), e.problems().get(0));
    }
  }

  @Test
  void anEmptyFileIsADocumentWithoutTokens() throws DataException {
    Corpus corpus = Corpus.files(List.of(source("empty.txt", "")));
    assertEquals(List.of("empty {}: "), documents(corpus));
    TokenTable tokens = new TokenTable();
    Tokeniser tokeniser = Tokeniser.of(VocabularyRule.of(Unit.WORDS));
    corpus.read(document -> document.tokenise(tokeniser, tokens::add));
    assertEquals(0, tokens.size());
  }

  @Test
  void packedFilesAreUnpackedAndDigestedAsTheyLie() throws IOException, DataException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("to be".getBytes(StandardCharsets.UTF_8));
    }
    TextSource source = source("folder/a.b.txt.gz", packed.toByteArray());
    assertEquals(List.of("a.b {}: to be"), documents(Corpus.files(List.of(source))));
    List<DataSource> read = Corpus.files(List.of(source)).read(d -> {});
    assertEquals(packed.size(), read.get(0).size());
  }

  @Test
  @Tag("thorough")
  void aLineOfAHundredMegabytesStreams() throws DataException {
    lineOf(100_000_000);
  }

  @Test
  void aLongLineStreams() throws DataException {
    lineOf(2_000_000);
  }

  private static void lineOf(long size) throws DataException {
    byte[] unit = "the quick brown fox, naïve 語言 ".repeat(500).getBytes(StandardCharsets.UTF_8);
    TextSource source = new TextSource("long.txt", () -> new Repeated(unit, size));
    for (Unit words : List.of(Unit.WORDS, Unit.CHARACTERS)) {
      TokenTable tokens = new TokenTable();
      Tokeniser tokeniser = Tokeniser.of(VocabularyRule.of(words));
      Corpus.files(List.of(source)).read(d -> d.tokenise(tokeniser, tokens::add));
      String once = words == Unit.WORDS ? "quick" : "q";
      long times = size / unit.length * 500;
      assertEquals(times, tokens.count(tokens.find(once, 0, once.length())));
      assertTrue(tokens.size() < 40, () -> tokens.size() + " tokens");
    }
  }

  private static List<String> documents(Corpus corpus) throws DataException {
    List<String> documents = new ArrayList<>();
    corpus.read(d -> documents.add(d.name() + " " + d.covariates() + ": " + d.text()));
    return documents;
  }

  private static TextSource source(String name, String text) {
    return source(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static TextSource source(String name, byte[] bytes) {
    return new TextSource(name, () -> new ByteArrayInputStream(bytes));
  }

  /** Bytes over and over, never held at once. */
  private static final class Repeated extends InputStream {
    private final byte[] unit;
    private final long size;
    private long at;

    Repeated(byte[] unit, long size) {
      this.unit = unit;
      this.size = size / unit.length * unit.length;
    }

    @Override
    public int read() {
      return at == size ? -1 : unit[(int) (at++ % unit.length)] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (at == size) return -1;
      int from = (int) (at % unit.length);
      int count = Math.min(length, unit.length - from);
      System.arraycopy(unit, from, target, offset, count);
      at += count;
      return count;
    }
  }
}
