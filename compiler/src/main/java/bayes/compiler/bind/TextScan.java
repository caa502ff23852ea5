package bayes.compiler.bind;

import bayes.runtime.data.DataValue;
import bayes.runtime.text.TokenSink;
import bayes.runtime.text.Tokeniser;
import bayes.runtime.text.Unit;
import bayes.runtime.text.VocabularyRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the texts of an entry into tokens. A string is cut by the rule of the vocabulary; a list has
 * a token in each of its strings, which are normalised as texts are.
 */
final class TextScan {
  /** What becomes of tokens. */
  interface Numbers {
    /** The number of a token; the scan tells where it stands. */
    int of(CharSequence text, int start, int end, TextScan scan);

    /** Tells that a string begins, one document. */
    default void document() {}
  }

  private final Tokeniser texts;
  private final Tokeniser single;
  private final Numbers numbers;
  private final int begin;
  private final int end;
  private TextTokens tokens = new TextTokens();
  private List<Object> path = new ArrayList<>();
  private int found;

  /**
   * @param begin the number of the member that a text begins with, or -1
   * @param end the number of the member that a text ends with, or -1
   */
  TextScan(VocabularyRule rule, Numbers numbers, int begin, int end) {
    this.numbers = numbers;
    this.begin = begin;
    this.end = end;
    texts = Tokeniser.of(rule);
    single =
        Tokeniser.of(
            new VocabularyRule(
                Unit.GIVEN,
                rule.normalisation(),
                rule.lowercase(),
                rule.digits(),
                rule.minCount(),
                rule.maxSize(),
                rule.stop(),
                rule.unknown(),
                rule.bos(),
                rule.eos()));
  }

  /** An element that is no token, or where texts should be and are not. */
  static final class NoText extends Exception {
    private static final long serialVersionUID = 1;

    final transient List<Object> path;
    final transient String found;

    NoText(List<Object> path, String found) {
      super(found);
      this.path = List.copyOf(path);
      this.found = found;
    }
  }

  /**
   * The tokens of a value.
   *
   * @param shape what it should be
   */
  TextTokens scan(DataValue value, TextShape shape) throws NoText {
    tokens = new TextTokens();
    path = new ArrayList<>();
    if (shape.isToken()) {
      token(value);
      tokens.end();
    } else {
      outer(value, shape.outer(), shape.isWhole());
    }
    return tokens;
  }

  /** Where the scan is, by labels and by positions from 1. */
  List<Object> path() {
    return List.copyOf(path);
  }

  private void outer(DataValue value, int depth, boolean isWhole) throws NoText {
    if (depth == 0) {
      text(value, isWhole);
    } else if (value instanceof DataValue.Labelled labelled) {
      for (int i = 0; i < labelled.size(); i++) {
        path.add(labelled.labels().get(i));
        outer(labelled.values().get(i), depth - 1, isWhole);
        path.remove(path.size() - 1);
      }
    } else if (value instanceof DataValue.Sequence list) {
      for (int i = 0; i < list.size(); i++) {
        path.add(i + 1);
        outer(list.get(i), depth - 1, isWhole);
        path.remove(path.size() - 1);
      }
    } else {
      throw new NoText(path, value.describe());
    }
  }

  private void text(DataValue value, boolean isWhole) throws NoText {
    if (value instanceof DataValue.Text text) {
      numbers.document();
      if (isWhole && begin >= 0) tokens.add(begin);
      texts.tokenise(text.value(), adding());
      if (isWhole && end >= 0) tokens.add(end);
    } else if (value instanceof DataValue.Labelled labelled) {
      list(labelled.values(), labelled.labels());
    } else if (value instanceof DataValue.Sequence list) {
      list(list, List.of());
    } else {
      throw new NoText(path, value.describe());
    }
    tokens.end();
  }

  private void list(DataValue.Sequence list, List<String> labels) throws NoText {
    for (int i = 0; i < list.size(); i++) {
      path.add(labels.isEmpty() ? i + 1 : labels.get(i));
      token(list.get(i));
      path.remove(path.size() - 1);
    }
  }

  private void token(DataValue value) throws NoText {
    if (value instanceof DataValue.Missing) {
      tokens.add(TextTokens.MISSING);
      return;
    }
    String text = word(value);
    found = 0;
    single.tokenise(text, counting());
    if (found != 1) throw new NoText(path, value.describe() + ", which is no token");
  }

  private String word(DataValue value) throws NoText {
    if (value instanceof DataValue.Text text) return text.value();
    if (value instanceof DataValue.Number number) return number.literal();
    throw new NoText(path, value.describe());
  }

  private TokenSink adding() {
    return (text, start, end) -> tokens.add(numbers.of(text, start, end, this));
  }

  private TokenSink counting() {
    return (text, start, end) -> {
      tokens.add(numbers.of(text, start, end, this));
      found++;
    };
  }
}
