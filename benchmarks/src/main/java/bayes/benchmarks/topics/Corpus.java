package bayes.benchmarks.topics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Documents as numbers of words, those to learn from and those held out. A word is a run of letters
 * in lower case; the vocabulary is that of the documents to learn from, and other words of held-out
 * documents are left out.
 */
record Corpus(String name, int[][] documents, int[][] heldOut, List<String> vocabulary) {
  /** Every tenth document is held out. */
  private static final int HELD_OUT = 10;

  /**
   * Reads a table with a column {@code text}, a document in each line; or plain text, whose
   * documents are separated by empty lines. It is called by its folder.
   */
  static Corpus read(Path file) throws IOException {
    String text = Files.readString(file);
    String name = file.toAbsolutePath().getParent().getFileName().toString();
    boolean isTable = file.toString().endsWith(".tsv");
    List<String> documents = isTable ? column(text) : List.of(text.split("\n\\s*\n"));
    return of(name, documents);
  }

  private static List<String> column(String table) {
    List<String> lines = table.lines().toList();
    int column = Arrays.asList(lines.get(0).split("\t")).indexOf("text");
    return lines.stream().skip(1).map(line -> line.split("\t")[column]).toList();
  }

  private static Corpus of(String name, List<String> texts) {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> vocabulary = new ArrayList<>();
    List<int[]> documents = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (int d = 0; d < texts.size(); d++) {
      if (d % HELD_OUT == HELD_OUT - 1) {
        rest.add(texts.get(d));
        continue;
      }
      int[] document =
          words(texts.get(d)).stream()
              .mapToInt(word -> number(word, numbers, vocabulary))
              .toArray();
      if (document.length > 0) documents.add(document);
    }
    List<int[]> heldOut = new ArrayList<>();
    for (String text : rest) {
      int[] known =
          words(text).stream().filter(numbers::containsKey).mapToInt(numbers::get).toArray();
      if (known.length >= 2) heldOut.add(known);
    }
    return new Corpus(
        name, documents.toArray(int[][]::new), heldOut.toArray(int[][]::new), vocabulary);
  }

  private static int number(String word, Map<String, Integer> numbers, List<String> vocabulary) {
    Integer known = numbers.get(word);
    if (known != null) return known;
    numbers.put(word, vocabulary.size());
    vocabulary.add(word);
    return vocabulary.size() - 1;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The number of words to learn from. */
  int tokens() {
    return Arrays.stream(documents).mapToInt(document -> document.length).sum();
  }
}
