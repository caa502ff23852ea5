package bayes.runtime.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Vocabularies as JSON objects, and their digest. */
final class VocabularyJson {
  private VocabularyJson() {}

  static void write(Vocabulary vocabulary, JsonGenerator out) throws IOException {
    out.writeStartObject();
    write(vocabulary.rule(), out);
    write("labels", vocabulary.labels(), out);
    out.writeArrayFieldStart("counts");
    for (long count : vocabulary.counts()) out.writeNumber(count);
    out.writeEndArray();
    write("dropped", vocabulary.dropped(), out);
    out.writeStringField("digest", vocabulary.digest());
    out.writeEndObject();
  }

  private static void write(VocabularyRule rule, JsonGenerator out) throws IOException {
    out.writeStringField("unit", rule.unit().name());
    if (rule.unit() instanceof Unit.Tokens tokens) {
      out.writeStringField("pattern", tokens.pattern());
    }
    out.writeStringField("normalisation", rule.normalisation().name().toLowerCase(Locale.ROOT));
    out.writeBooleanField("lowercase", rule.lowercase());
    out.writeBooleanField("digits", rule.digits());
    out.writeNumberField("min_count", rule.minCount());
    if (rule.maxSize().isPresent()) out.writeNumberField("max_size", rule.maxSize().getAsInt());
    write("stop", rule.stop(), out);
    out.writeBooleanField("unknown", rule.unknown());
    out.writeBooleanField("bos", rule.bos());
    out.writeBooleanField("eos", rule.eos());
  }

  private static void write(String name, Iterable<String> texts, JsonGenerator out)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) out.writeString(text);
    out.writeEndArray();
  }

  static Vocabulary read(JsonParser in) throws IOException {
    if (in.currentToken() == null) in.nextToken();
    Fields fields = new Fields();
    expect(in, JsonToken.START_OBJECT);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      fields.read(name, in);
    }
    Vocabulary vocabulary = fields.vocabulary();
    if (!vocabulary.digest().equals(fields.digest)) {
      throw new IOException("the vocabulary does not have the digest that it was saved with");
    }
    return vocabulary;
  }

  private static void expect(JsonParser in, JsonToken token) throws IOException {
    if (in.currentToken() != token) throw new IOException("this is no vocabulary");
  }

  /** What was read of an object so far. */
  private static final class Fields {
    private String unit = "";
    private String pattern = "";
    private String normalisation = "";
    private boolean lowercase;
    private boolean digits;
    private int minCount;
    private OptionalInt maxSize = OptionalInt.empty();
    private final List<String> stop = new ArrayList<>();
    private boolean unknown;
    private boolean bos;
    private boolean eos;
    private final List<String> labels = new ArrayList<>();
    private long[] counts = new long[0];
    private final List<String> dropped = new ArrayList<>();
    private String digest = "";

    void read(String name, JsonParser in) throws IOException {
      switch (name) {
        case "unit" -> unit = in.getText();
        case "pattern" -> pattern = in.getText();
        case "normalisation" -> normalisation = in.getText();
        case "lowercase" -> lowercase = in.getBooleanValue();
        case "digits" -> digits = in.getBooleanValue();
        case "min_count" -> minCount = in.getIntValue();
        case "max_size" -> maxSize = OptionalInt.of(in.getIntValue());
        case "stop" -> texts(in, stop);
        case "unknown" -> unknown = in.getBooleanValue();
        case "bos" -> bos = in.getBooleanValue();
        case "eos" -> eos = in.getBooleanValue();
        case "labels" -> texts(in, labels);
        case "counts" -> counts = counts(in);
        case "dropped" -> texts(in, dropped);
        case "digest" -> digest = in.getText();
        default -> in.skipChildren();
      }
    }

    private static void texts(JsonParser in, List<String> target) throws IOException {
      expect(in, JsonToken.START_ARRAY);
      while (in.nextToken() == JsonToken.VALUE_STRING) target.add(in.getText());
      expect(in, JsonToken.END_ARRAY);
    }

    private static long[] counts(JsonParser in) throws IOException {
      expect(in, JsonToken.START_ARRAY);
      long[] counts = new long[16];
      int size = 0;
      while (in.nextToken() == JsonToken.VALUE_NUMBER_INT) {
        if (size == counts.length) counts = Arrays.copyOf(counts, size * 2);
        counts[size++] = in.getLongValue();
      }
      expect(in, JsonToken.END_ARRAY);
      return Arrays.copyOf(counts, size);
    }

    Vocabulary vocabulary() throws IOException {
      try {
        VocabularyRule rule =
            new VocabularyRule(
                unit(),
                Normalisation.valueOf(normalisation.toUpperCase(Locale.ROOT)),
                lowercase,
                digits,
                minCount,
                maxSize,
                new HashSet<>(stop),
                unknown,
                bos,
                eos);
        boolean fits =
            counts.length == labels.size()
                && labels.size() >= rule.specials().size()
                && labels.subList(0, rule.specials().size()).equals(rule.specials());
        if (!fits) throw new IOException("the members of the vocabulary do not fit its rule");
        return new Vocabulary(rule, labels, counts, dropped);
      } catch (IllegalArgumentException e) {
        throw new IOException("this is no vocabulary: " + e.getMessage(), e);
      }
    }

    private Unit unit() throws IOException {
      return switch (unit) {
        case "words" -> Unit.WORDS;
        case "chars" -> Unit.CHARACTERS;
        case "graphemes" -> Unit.GRAPHEMES;
        case "lines" -> Unit.LINES;
        case "given" -> Unit.GIVEN;
        case "tokens" -> new Unit.Tokens(pattern);
        default -> throw new IOException("a vocabulary has no unit \"" + unit + "\"");
      };
    }
  }

  /** Of every text its length comes first, so that no two vocabularies are the same bytes. */
  static String digest(Vocabulary vocabulary) {
    MessageDigest sha = sha256();
    Consumer<String> text =
        value -> {
          byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
          sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
          sha.update(bytes);
        };
    VocabularyRule rule = vocabulary.rule();
    text.accept(rule.unit().name());
    text.accept(rule.unit() instanceof Unit.Tokens tokens ? tokens.pattern() : "");
    text.accept(rule.normalisation().name());
    text.accept(
        rule.lowercase()
            + ","
            + rule.digits()
            + ","
            + rule.unknown()
            + ","
            + rule.bos()
            + ","
            + rule.eos());
    for (Iterable<String> texts : List.of(rule.stop(), vocabulary.labels(), vocabulary.dropped())) {
      texts.forEach(text);
      text.accept("");
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
