package bayes.runtime.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;

/**
 * Data as a JSON object with one key per entry. Arrays are nested lists, the first index outermost
 * (Stan's layout), or objects by label: {@code {"y": {"Choate": 28, "Deerfield": 8}}}.
 *
 * <p>What is no finite number is kept as it was written, to be refused with its name later: the
 * bare words {@code NaN}, {@code Infinity} and {@code -Infinity}, and the strings of {@link
 * DataValue.Text#nonFinite()}.
 */
public final class JsonData {
  /** Deep enough for any array, and harmless for what walks the values recursively. */
  static final int MAX_DEPTH = 200;

  static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(1 << 20)
                  .build())
          .build();

  private JsonData() {}

  /**
   * Reads a document, which may be compressed by gzip.
   *
   * @param source the name of the stream for messages: the file as the user named it
   * @throws DataException with every problem that was found
   */
  public static Data read(String source, InputStream in) throws DataException {
    SourceStream stream = new SourceStream(source, in);
    JsonReader reader = new JsonReader(source);
    try {
      Reader text = stream.reader();
      List<DataEntry> entries;
      try (JsonParser parser = JSON.createParser(text)) {
        try {
          entries = reader.document(parser);
        } catch (IOException e) {
          reader.problems().add(reader.broken(e, parser));
          throw new DataException(reader.problems());
        }
      }
      DataSource read = stream.finish();
      if (!reader.problems().isEmpty()) throw new DataException(reader.problems());
      return new Data(entries, List.of(read));
    } catch (IOException e) {
      reader.problems().add(JsonReader.unreadable(source, e));
      throw new DataException(reader.problems());
    }
  }

  /** Reads one value of any kind, as {@code --set} takes it. */
  static DataValue value(String source, String text) throws DataException {
    JsonReader reader = new JsonReader(source);
    try (JsonParser parser = JSON.createParser(new StringReader(text))) {
      DataValue value;
      try {
        value = reader.single(parser);
      } catch (JsonProcessingException e) {
        throw new DataException(reader.broken(e, parser));
      }
      if (!reader.problems().isEmpty()) throw new DataException(reader.problems());
      return value;
    } catch (IOException e) {
      throw new AssertionError("a string does not fail to be read", e);
    }
  }

  /** Writes the entries so that {@link #read} gives equal values. */
  public static void write(Data data, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (DataEntry entry : data.entries()) {
      out.writeFieldName(entry.name());
      write(entry.value(), out);
    }
    out.writeEndObject();
  }

  private static void write(DataValue value, JsonGenerator out) throws IOException {
    if (value instanceof DataValue.Number number) {
      write(number.value(), number.isInteger(), out);
    } else if (value instanceof DataValue.Text text) {
      out.writeString(text.value());
    } else if (value instanceof DataValue.Bool bool) {
      out.writeBoolean(bool.value());
    } else if (value instanceof DataValue.Missing) {
      out.writeNull();
    } else if (value instanceof DataValue.Numbers numbers) {
      int reals = numbers.firstReal().orElse(numbers.size());
      out.writeStartArray();
      for (int i = 0; i < numbers.size(); i++) write(numbers.value(i), i < reals, out);
      out.writeEndArray();
    } else if (value instanceof DataValue.Items items) {
      out.writeStartArray();
      for (DataValue item : items.items()) write(item, out);
      out.writeEndArray();
    } else if (value instanceof DataValue.Labelled labelled) {
      out.writeStartObject();
      for (int i = 0; i < labelled.size(); i++) {
        out.writeFieldName(labelled.labels().get(i));
        write(labelled.values().get(i), out);
      }
      out.writeEndObject();
    }
  }

  private static void write(double value, boolean isInteger, JsonGenerator out) throws IOException {
    if (isInteger && Math.abs(value) < 0x1p63) {
      out.writeNumber((long) value);
    } else if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeString(Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf");
    }
  }
}
