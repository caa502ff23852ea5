package bayes.runtime.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Counts the tokens of the training text, and makes the vocabulary of them. Tokens are numbered
 * provisionally as they first appear, so that a text need be read only once: {@link #members} tells
 * which member each of them has become.
 */
public final class VocabularyBuilder {
  private final VocabularyRule rule;
  private final Tokeniser tokeniser;
  private final TokenTable tokens = new TokenTable();
  private long documents;

  public VocabularyBuilder(VocabularyRule rule) {
    this.rule = rule;
    this.tokeniser = Tokeniser.of(rule);
  }

  public VocabularyRule rule() {
    return rule;
  }

  /** Counts the tokens of a text, one document. */
  public void document(CharSequence text) {
    document();
    tokeniser.tokenise(text, tokens::add);
  }

  /** Tells that a document begins whose tokens come one by one. */
  public void document() {
    documents++;
  }

  /** Counts a token that is cut and normalised already; its provisional number, from 0. */
  public int token(CharSequence text, int start, int end) {
    return tokens.add(text, start, end);
  }

  /** The tokens so far, by provisional number. */
  public TokenTable tokens() {
    return tokens;
  }

  /**
   * The vocabulary of all that was counted: special members first, then by falling count, then by
   * code point.
   */
  public Vocabulary build() {
    int[] members = members();
    int specials = rule.specials().size();
    int size = specials;
    for (int member : members) size = Math.max(size, member + 1);
    String[] labels = rule.specials().toArray(new String[size]);
    long[] counts = new long[size];
    List<String> dropped = new ArrayList<>();
    for (int number = 0; number < members.length; number++) {
      int member = members[number];
      if (member >= 0) {
        counts[member] += tokens.count(number);
        if (member >= specials) labels[member] = tokens.token(number);
      } else if (!rule.unknown() && !rule.stop().contains(tokens.token(number))) {
        dropped.add(tokens.token(number));
      }
    }
    if (rule.bos()) counts[Arrays.asList(labels).indexOf(VocabularyRule.BOS)] += documents;
    if (rule.eos()) counts[Arrays.asList(labels).indexOf(VocabularyRule.EOS)] += documents;
    return new Vocabulary(rule, List.of(labels), counts, dropped);
  }

  /**
   * For every provisional number the member that its token becomes, from 0, or {@link
   * Vocabulary#DROPPED}.
   */
  public int[] members() {
    List<String> specials = rule.specials();
    int[] members = new int[tokens.size()];
    List<Integer> kept = new ArrayList<>();
    for (int number = 0; number < members.length; number++) {
      String token = tokens.token(number);
      int special = specials.indexOf(token);
      if (special >= 0) {
        members[number] = special;
      } else if (rule.stop().contains(token)) {
        members[number] = Vocabulary.DROPPED;
      } else {
        members[number] = rule.unknown() ? 0 : Vocabulary.DROPPED;
        if (tokens.count(number) >= rule.minCount()) kept.add(number);
      }
    }
    kept.sort(
        Comparator.comparingLong((Integer number) -> -tokens.count(number))
            .thenComparing(tokens::token, CodePointOrder.INSTANCE));
    int most = Math.min(kept.size(), rule.maxSize().orElse(Integer.MAX_VALUE));
    for (int i = 0; i < most; i++) members[kept.get(i)] = specials.size() + i;
    return members;
  }
}
