package bayes.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts words in the Federalist papers and writes the data of two examples: {@code
 * federalist/authorship.json} and {@code dirichlet_unigram/dirichlet_unigram.json}.
 *
 * <p>A token is a run of the letters a to z in the lower-cased text. The thirty words are those of
 * Mosteller and Wallace (1964), table 3.1, some of them with two forms; the disputed papers are 49
 * to 58, 62 and 63.
 */
public final class FederalistCounts {
  /** Each word by the forms that are counted as it. */
  private static final Map<String, List<String>> WORD_FORMS = wordForms();

  private static final Pattern TOKEN = Pattern.compile("[a-z]+");
  private static final int NAMED_WORDS = 500;

  /** A paper: its number, its author as the source names him, its tokens. */
  record Paper(String number, String author, List<String> tokens) {
    /** How often each of the thirty words occurs. */
    Map<String, Object> counts() {
      Map<String, Long> byForm =
          tokens.stream().collect(Collectors.groupingBy(t -> t, Collectors.counting()));
      Map<String, Object> counts = new LinkedHashMap<>();
      WORD_FORMS.forEach(
          (word, forms) ->
              counts.put(word, forms.stream().mapToLong(f -> byForm.getOrDefault(f, 0L)).sum()));
      return counts;
    }

    double thousands() {
      return tokens.size() / 1000.0;
    }
  }

  private FederalistCounts() {}

  /**
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) throws IOException {
    Path examples = Path.of(arguments[0]);
    List<Paper> papers = read(examples.resolve("federalist/federalist.tsv"));
    Files.writeString(examples.resolve("federalist/authorship.json"), authorship(papers));
    Files.writeString(
        examples.resolve("dirichlet_unigram/dirichlet_unigram.json"), unigrams(papers));
  }

  /** Reads the papers: a header line, then number, author and text, separated by tabs. */
  static List<Paper> read(Path tsv) {
    try (var lines = Files.lines(tsv)) {
      return lines.skip(1).map(line -> line.split("\t", 3)).map(FederalistCounts::paper).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Paper paper(String[] cells) {
    List<String> tokens = new ArrayList<>();
    var matcher = TOKEN.matcher(cells[2].toLowerCase(Locale.ROOT));
    while (matcher.find()) tokens.add(matcher.group());
    return new Paper(cells[0], cells[1], tokens);
  }

  /** The data of {@code authorship.bayes}. */
  static String authorship(List<Paper> papers) {
    Map<String, Object> author = new LinkedHashMap<>();
    Map<String, Object> length = new LinkedHashMap<>();
    Map<String, Object> count = new LinkedHashMap<>();
    Map<String, Object> disputedLength = new LinkedHashMap<>();
    Map<String, Object> disputedCount = new LinkedHashMap<>();
    for (Paper paper : papers) {
      switch (paper.author()) {
        case "HAMILTON", "MADISON" -> {
          author.put(paper.number(), paper.author().equals("HAMILTON") ? "Hamilton" : "Madison");
          length.put(paper.number(), paper.thousands());
          count.put(paper.number(), paper.counts());
        }
        case "HAMILTON OR MADISON" -> {
          disputedLength.put(paper.number(), paper.thousands());
          disputedCount.put(paper.number(), paper.counts());
        }
        default -> {
          // Jay's papers, and three that both wrote: not part of the question.
        }
      }
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("author", author);
    data.put("length", length);
    data.put("count", count);
    data.put("disputed_length", disputedLength);
    data.put("disputed_count", disputedCount);
    return json(data, "");
  }

  /** The data of {@code dirichlet_unigram.bayes}: Hamilton's words among those of all papers. */
  static String unigrams(List<Paper> papers) {
    Map<String, Long> vocabulary = new TreeMap<>();
    for (Paper paper : papers) {
      long mine = paper.author().equals("HAMILTON") ? 1 : 0;
      for (String token : paper.tokens()) vocabulary.merge(token, mine, Long::sum);
    }
    List<Map.Entry<String, Long>> byCount =
        vocabulary.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .toList();
    Map<String, Object> types = new LinkedHashMap<>();
    Map<String, Object> count = new LinkedHashMap<>();
    for (var entry : byCount.subList(0, NAMED_WORDS)) {
      types.put(entry.getKey(), 1);
      count.put(entry.getKey(), entry.getValue());
    }
    var rest = byCount.subList(NAMED_WORDS, byCount.size());
    types.put("(the rest)", rest.size());
    count.put("(the rest)", rest.stream().mapToLong(Map.Entry::getValue).sum());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("types", types);
    data.put("count", count);
    return json(data, "");
  }

  /** JSON with one entry per line at the outer levels and innermost objects on one line. */
  private static String json(Map<String, Object> object, String indent) {
    boolean flat = object.values().stream().noneMatch(v -> v instanceof Map) && !indent.isEmpty();
    String inner = flat ? " " : "\n" + indent + "  ";
    return object.entrySet().stream()
            .map(e -> quote(e.getKey()) + ": " + value(e.getValue(), indent + "  "))
            .collect(Collectors.joining("," + inner, "{" + (flat ? "" : inner), ""))
        + (flat ? "}" : "\n" + indent + "}")
        + (indent.isEmpty() ? "\n" : "");
  }

  private static String value(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> object = new LinkedHashMap<>();
      map.forEach((k, v) -> object.put((String) k, v));
      return json(object, indent);
    }
    return value instanceof String text ? quote(text) : value.toString();
  }

  private static String quote(String text) {
    return '"' + text + '"';
  }

  /** Each of the thirty words by the forms that are counted as it. */
  static Map<String, List<String>> wordForms() {
    Map<String, List<String>> forms = new LinkedHashMap<>();
    for (String word :
        List.of(
            "upon",
            "also",
            "an",
            "by",
            "of",
            "on",
            "there",
            "this",
            "to",
            "although",
            "both",
            "enough",
            "while",
            "whilst",
            "always",
            "though",
            "commonly",
            "consequently",
            "considerable(ly)",
            "according",
            "apt",
            "direction",
            "innovation(s)",
            "language",
            "vigor(ous)",
            "kind",
            "matter(s)",
            "particularly",
            "probability",
            "work(s)")) {
      int bracket = word.indexOf('(');
      if (bracket < 0) {
        forms.put(word, List.of(word));
      } else {
        String stem = word.substring(0, bracket);
        String ending = word.substring(bracket + 1, word.length() - 1);
        // "considerable(ly)" is considerable and considerably: the ending replaces the e.
        String other =
            stem.endsWith("e") ? stem.substring(0, stem.length() - 1) + "y" : stem + ending;
        forms.put(word, List.of(stem, other));
      }
    }
    return forms;
  }
}
