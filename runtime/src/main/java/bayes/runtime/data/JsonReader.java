package bayes.runtime.data;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Turns the tokens of one document into values, and what is wrong with them into problems. */
final class JsonReader {
  private final String source;
  private final List<DataProblem> problems = new ArrayList<>();

  /** Equal strings are one value: labels come a thousand times each. */
  private final Map<String, DataValue.Text> texts = new HashMap<>();

  private Optional<String> entry = Optional.empty();

  JsonReader(String source) {
    this.source = source;
  }

  /** What is wrong so far; what breaks the stream comes as an exception. */
  List<DataProblem> problems() {
    return problems;
  }

  /** The entries of a whole document. */
  List<DataEntry> document(JsonParser parser) throws IOException {
    List<DataEntry> entries = new ArrayList<>();
    JsonToken first = parser.nextToken();
    if (first == null) {
      problems.add(new DataProblem.Empty(source, "a JSON object such as {\"y\": [1, 2]}"));
      return entries;
    }
    if (first != JsonToken.START_OBJECT) {
      notAnObject(parser);
      return entries;
    }
    Set<String> names = new HashSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonLocation key = parser.currentTokenLocation();
      entry = Optional.empty();
      if (!names.add(name)) problems.add(duplicate(key, name));
      entry = Optional.of(name);
      parser.nextToken();
      JsonLocation place = parser.currentTokenLocation();
      DataValue value = value(parser);
      entries.add(
          new DataEntry(
              name,
              value,
              new DataOrigin.Position(source, place.getLineNr(), place.getColumnNr())));
    }
    entry = Optional.empty();
    end(parser);
    return entries;
  }

  /** Tells that the value that begins here should be an object. */
  void notAnObject(JsonParser parser) {
    JsonLocation place = parser.currentTokenLocation();
    problems.add(
        new DataProblem.NotAnObject(
            source, place.getLineNr(), place.getColumnNr(), kind(parser.currentToken())));
  }

  /** The only value of a text. */
  DataValue single(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      problems.add(new DataProblem.Empty(source, "a value"));
      return DataValue.Missing.MISSING;
    }
    DataValue value = value(parser);
    end(parser);
    return value;
  }

  private void end(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      JsonLocation place = parser.currentTokenLocation();
      problems.add(
          new DataProblem.Syntax(
              source,
              place.getLineNr(),
              place.getColumnNr(),
              DataCode.D0001,
              "there is more text after the end of the data",
              "take out what follows, or make it part of the object"));
    }
  }

  private DataValue value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new DataValue.Number(number(parser), isInteger(parser), parser.getText());
      case VALUE_STRING -> texts.computeIfAbsent(parser.getText(), DataValue.Text::new);
      case VALUE_TRUE -> DataValue.Bool.TRUE;
      case VALUE_FALSE -> DataValue.Bool.FALSE;
      case VALUE_NULL -> DataValue.Missing.MISSING;
      case START_ARRAY -> list(parser);
      case START_OBJECT -> labelled(parser);
      case NOT_AVAILABLE, END_ARRAY, END_OBJECT, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("a value cannot start with " + parser.currentToken());
    };
  }

  private DataValue.Sequence list(JsonParser parser) throws IOException {
    SequenceBuilder items = new SequenceBuilder();
    while (parser.nextToken() != JsonToken.END_ARRAY) add(parser, items);
    return items.build();
  }

  /** An object; the parser stands at its brace. */
  DataValue.Labelled labelled(JsonParser parser) throws IOException {
    List<String> labels = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    SequenceBuilder values = new SequenceBuilder();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String label = parser.currentName();
      boolean isNew = seen.add(label);
      if (!isNew) problems.add(duplicate(parser.currentTokenLocation(), label));
      parser.nextToken();
      if (isNew) {
        labels.add(label);
        add(parser, values);
      } else {
        value(parser);
      }
    }
    return new DataValue.Labelled(labels, values.build());
  }

  private void add(JsonParser parser, SequenceBuilder items) throws IOException {
    if (parser.currentToken().isNumeric()) items.addNumber(number(parser), isInteger(parser));
    else items.add(value(parser));
  }

  private static boolean isInteger(JsonParser parser) {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
  }

  private double number(JsonParser parser) throws IOException {
    double value = parser.getDoubleValue();
    if (Double.isInfinite(value) && !parser.getText().contains("I")) {
      JsonLocation place = parser.currentTokenLocation();
      problems.add(
          new DataProblem.TooLarge(
              source, place.getLineNr(), place.getColumnNr(), parser.getText(), entry));
    }
    return value;
  }

  private DataProblem duplicate(JsonLocation place, String key) {
    return new DataProblem.DuplicateKey(source, place.getLineNr(), place.getColumnNr(), key, entry);
  }

  private static String kind(JsonToken first) {
    return switch (first) {
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> first.asString() == null ? "something else" : "`" + first.asString() + "`";
    };
  }

  /** The problem that a broken stream or broken JSON comes down to. */
  DataProblem broken(IOException failure, JsonParser parser) {
    if (failure instanceof Utf8Reader.WrongByte wrong) {
      return wrong.problem(source);
    }
    if (failure instanceof JsonProcessingException syntax) {
      // A limit that is exceeded comes without its place.
      @Nullable JsonLocation known = syntax.getLocation();
      JsonLocation place = known == null ? parser.currentLocation() : known;
      int line = Math.max(place.getLineNr(), 0);
      int column = Math.max(place.getColumnNr(), 0);
      if (syntax instanceof StreamConstraintsException
          && syntax.getOriginalMessage().contains("nesting depth")) {
        return new DataProblem.TooDeep(source, line, column, JsonData.MAX_DEPTH, entry);
      }
      JsonStreamContext context = parser.getParsingContext();
      JsonMistake mistake =
          syntax instanceof JsonEOFException
              ? JsonMistake.ofEnd(entry, context)
              : JsonMistake.of(syntax.getOriginalMessage(), context);
      int from = Math.max(column - mistake.back(), Math.min(column, 1));
      return new DataProblem.Syntax(
          source, line, from, DataCode.D0001, mistake.message(), mistake.fix());
    }
    return unreadable(source, failure);
  }

  /** The problem that a broken stream comes down to, whatever its format. */
  static DataProblem unreadable(String source, IOException failure) {
    String reason =
        failure instanceof EOFException || failure instanceof ZipException
            ? "the gzip file is damaged or cut short"
            : String.valueOf(failure.getMessage());
    return new DataProblem.Unreadable(source, reason);
  }
}
