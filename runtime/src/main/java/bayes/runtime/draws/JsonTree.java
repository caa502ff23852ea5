package bayes.runtime.draws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value of a JSON document and the way to it, so that what is missing can be named. Whole
 * numbers are {@link Long}, others {@link Double}; infinities and NaN are the strings that {@link
 * RunJson} writes.
 */
record JsonTree(String path, String place, @Nullable Object value) {

  static JsonTree read(String path, Reader text) throws RunException, IOException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      return new JsonTree(path, "", value(parser));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new RunException(new RunProblem.Damaged(path, line, "this is not JSON"));
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        object.put(name, value(parser));
      }
      return object;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) list.add(value(parser));
      return list;
    }
    if (token == JsonToken.VALUE_NUMBER_INT) return parser.getLongValue();
    if (token == JsonToken.VALUE_NUMBER_FLOAT) return parser.getDoubleValue();
    if (token == JsonToken.VALUE_STRING) return parser.getText();
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    return null;
  }

  boolean has(String name) {
    return value instanceof Map<?, ?> map && map.containsKey(name);
  }

  JsonTree get(String name) throws RunException {
    if (value instanceof Map<?, ?> map && map.containsKey(name)) {
      return new JsonTree(path, place.isEmpty() ? name : place + "." + name, map.get(name));
    }
    throw wrong("has no \"" + name + "\"");
  }

  List<JsonTree> items() throws RunException {
    List<JsonTree> items = new ArrayList<>();
    for (Object item : as(List.class, "a list")) {
      items.add(new JsonTree(path, place + "[" + items.size() + "]", item));
    }
    return items;
  }

  List<String> strings() throws RunException {
    List<String> strings = new ArrayList<>();
    for (JsonTree item : items()) strings.add(item.string());
    return strings;
  }

  Map<String, JsonTree> members() throws RunException {
    Map<String, JsonTree> members = new LinkedHashMap<>();
    for (Object name : as(Map.class, "an object").keySet()) {
      members.put((String) name, get((String) name));
    }
    return members;
  }

  String string() throws RunException {
    return as(String.class, "a string");
  }

  boolean bool() throws RunException {
    return as(Boolean.class, "true or false");
  }

  long integer() throws RunException {
    return as(Long.class, "an integer");
  }

  int count() throws RunException {
    long count = integer();
    if (count < 0 || count > Integer.MAX_VALUE) throw wrong("should be a count");
    return (int) count;
  }

  double number() throws RunException {
    if (value instanceof String text) return RunJson.number(text);
    return as(Number.class, "a number").doubleValue();
  }

  private <T> T as(Class<T> type, String expected) throws RunException {
    if (!type.isInstance(value)) throw wrong("should be " + expected);
    return type.cast(value);
  }

  RunException wrong(String message) {
    String what = place.isEmpty() ? "the document" : "\"" + place + "\"";
    return new RunException(new RunProblem.Damaged(path, 0, what + " " + message));
  }
}
