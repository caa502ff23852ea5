package bayes.runtime.data;

import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the form of a JSON text, and what to type instead.
 *
 * @param message what was found and what was expected
 * @param back by how many characters the mistake begins before the place where it was noticed
 */
record JsonMistake(String message, String fix, int back) {
  private static final Pattern CHARACTER =
      Pattern.compile("(?s)Unexpected character \\('(.+?)' \\(code.*");
  private static final Pattern TOKEN = Pattern.compile("(?s)Unrecognized token '(.*?)':.*");
  private static final Pattern CLOSER =
      Pattern.compile("(?s)Unexpected close marker '(.)': expected '(.)'.*");

  /** The mistake that the parser's words, in this place of the document, come down to. */
  static JsonMistake of(String words, JsonStreamContext context) {
    Matcher character = CHARACTER.matcher(words);
    if (character.matches()) return ofCharacter(character.group(1), words, context);
    Matcher token = TOKEN.matcher(words);
    if (token.matches()) return ofToken(token.group(1));
    Matcher closer = CLOSER.matcher(words);
    if (closer.matches()) {
      return new JsonMistake(
          "found `" + closer.group(1) + "`, expected `" + closer.group(2) + "`",
          "write `" + closer.group(2) + "` here",
          0);
    }
    if (words.startsWith("Unexpected close marker")) {
      return new JsonMistake(
          "found a closing bracket, but none is open", "take out the bracket", 0);
    }
    if (words.contains("Leading zeroes")) {
      return new JsonMistake("found a number that begins with a zero", "write `7` for `007`", 1);
    }
    if (words.startsWith("Illegal unquoted character")) {
      return new JsonMistake(
          "found a line end or a tab inside of quotes",
          "close the quotes before it, or write `\\n` or `\\t`",
          0);
    }
    if (words.startsWith("Unrecognized character escape")) {
      return new JsonMistake(
          "found a backslash before a character that needs none",
          "write `\\\\` for a backslash",
          0);
    }
    return new JsonMistake(plain(words), "write the value as JSON does, such as `1.5`", 0);
  }

  /**
   * A document that ends before its time.
   *
   * @param entry the entry that it ends in
   */
  static JsonMistake ofEnd(Optional<String> entry, JsonStreamContext context) {
    StringBuilder closers = new StringBuilder();
    for (@Nullable JsonStreamContext c = context; c != null && !c.inRoot(); c = c.getParent()) {
      closers.append(c.inArray() ? ']' : '}');
    }
    return new JsonMistake(
        "the text ends too early" + entry.map(n -> ", in the value of `" + n + "`").orElse(""),
        closers.length() == 0
            ? "give the file once more, whole"
            : "if nothing else is missing, write `" + closers + "` at the end",
        0);
  }

  private static JsonMistake ofCharacter(String found, String words, JsonStreamContext context) {
    String expected;
    String fix;
    if (words.contains("comma to separate")) {
      expected = context.inArray() ? "`,` or `]`" : "`,` or `}`";
      fix = "put a comma before it, or close the bracket before it";
    } else if (words.contains("field name and value") || words.contains("a colon")) {
      expected = "`:` between key and value";
      fix = "write `:` before it";
    } else if (words.contains("field name")) {
      expected = "a key in double quotes";
      fix =
          found.equals("}")
              ? "take out the comma before it"
              : found.equals("'")
                  ? "use double quotes, as in `\"y\"`"
                  : remark(found, "write the key in double quotes, as in `\"y\"`");
    } else {
      expected = words.contains("oot-level") ? "the end of the number" : "a value";
      fix = remark(found, "write a number, a text in double quotes, a list or an object");
    }
    String shown = found.isBlank() ? "white space" : "`" + found + "`";
    return new JsonMistake("found " + shown + ", expected " + expected, fix, 0);
  }

  private static String remark(String found, String otherwise) {
    return switch (found) {
      case "]", "}", "," -> "take out the comma, or write the value that is missing";
      case "'" -> "use double quotes, as in `\"Choate\"`";
      case "#", "/" -> "take the comment out: JSON has none";
      case "." -> "write a digit before the point, as in `0.5`";
      case "+" -> "take out the `+`";
      default -> otherwise;
    };
  }

  private static JsonMistake ofToken(String token) {
    String lower = token.toLowerCase(Locale.ROOT);
    String fix =
        switch (lower) {
          case "na", "nan", "n", "none", "nil", "nul", "null", "undefined" ->
              "write `null` for a value that is missing";
          case "true", "false" -> "write `" + lower + "`";
          default -> "write a text in double quotes, `\"" + token + "\"`";
        };
    return new JsonMistake("found `" + token + "`, expected a value", fix, token.length());
  }

  /** The parser's words without its numbers of characters and its addresses of sources. */
  private static String plain(String words) {
    String text =
        words
            .replaceAll(" \\(code \\d+[^)]*\\)\\)?", "")
            .replaceAll("\\('(.)'", "`$1`")
            .replaceAll("(?s) ?\\((start marker|for )[^)]*\\).*", "")
            .strip();
    return text.isEmpty()
        ? "this is not JSON"
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
