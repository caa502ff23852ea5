package bayes.runtime.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The members that a training text gave a vocabulary, and how text is read with them. Members are
 * numbered from 0: the unknown member, begin and end if the rule has them, then tokens by falling
 * count, then by code point. Immutable.
 */
public final class Vocabulary {
  /**
   * What {@link #idOf} says of a token that is passed over: a stop word, or one that is too rare.
   */
  public static final int DROPPED = -2;

  /** What {@link #idOf} says of a token that the training text did not have. */
  public static final int NEW = -1;

  private final VocabularyRule rule;
  private final List<String> labels;
  private final long[] counts;
  private final List<String> dropped;
  private final String digest;

  /** The members in order, then what is passed over. */
  private final TokenTable known = new TokenTable();

  /**
   * A vocabulary as {@link VocabularyBuilder} makes it.
   *
   * @param labels of all members, distinct, those of {@link VocabularyRule#specials} first
   * @param counts how often each occurred in the training text
   * @param dropped tokens of the training text that are no members, other than stop words; empty if
   *     the rule has an unknown member
   */
  Vocabulary(VocabularyRule rule, List<String> labels, long[] counts, List<String> dropped) {
    this.rule = rule;
    this.labels = List.copyOf(labels);
    this.counts = counts.clone();
    this.dropped = dropped.stream().sorted(CodePointOrder.INSTANCE).toList();
    for (String label : labels) known.add(label, 1);
    if (known.size() != labels.size()) throw new IllegalArgumentException("labels occur twice");
    for (String token : rule.stop()) known.add(token, 1);
    for (String token : dropped) known.add(token, 1);
    this.digest = VocabularyJson.digest(this);
  }

  /**
   * A vocabulary of these members and no others, which no text was counted for.
   *
   * @param labels distinct, those of {@link VocabularyRule#specials} first
   */
  public static Vocabulary of(VocabularyRule rule, List<String> labels) {
    return new Vocabulary(rule, labels, new long[labels.size()], List.of());
  }

  public VocabularyRule rule() {
    return rule;
  }

  /** The number of members, with the unknown member, begin and end. */
  public int size() {
    return labels.size();
  }

  /** The labels of all members, in order. */
  public List<String> labels() {
    return labels;
  }

  public String label(int member) {
    return labels.get(member);
  }

  /** How often the member occurred in the training text; begin and end once per document. */
  public long count(int member) {
    return counts[member];
  }

  /** How often each member occurred in the training text. */
  public long[] counts() {
    return counts.clone();
  }

  /** Tokens of the training text that are passed over because they are rare, by code point. */
  public List<String> dropped() {
    return dropped;
  }

  /** SHA-256, in lower-case hex, of the rule and all that decides how text is read with it. */
  public String digest() {
    return digest;
  }

  /** The member that a token is, from 0; or {@link #DROPPED}; or {@link #NEW}. */
  public int idOf(CharSequence token) {
    return idOf(token, 0, token.length());
  }

  /** The member that a part of a text is, from 0; or {@link #DROPPED}; or {@link #NEW}. */
  public int idOf(CharSequence text, int start, int end) {
    int number = known.find(text, start, end);
    if (number == TokenTable.ABSENT) return rule.unknown() ? 0 : NEW;
    return number < labels.size() ? number : DROPPED;
  }

  /**
   * Reads a whole text: its members from 0, or {@link #NEW} for a token that the training text did
   * not have; within {@link VocabularyRule#BOS} and {@link VocabularyRule#EOS} if the rule says so.
   * Tokens that are passed over are left out.
   *
   * @param tokeniser of this vocabulary's rule
   */
  public void encode(CharSequence text, Tokeniser tokeniser, IntConsumer sink) {
    if (rule.bos()) sink.accept(labels.indexOf(VocabularyRule.BOS));
    tokeniser.tokenise(
        text,
        (chars, start, end) -> {
          int member = idOf(chars, start, end);
          if (member != DROPPED) sink.accept(member);
        });
    if (rule.eos()) sink.accept(labels.indexOf(VocabularyRule.EOS));
  }

  /** Writes rule, members and digest as one JSON object. */
  public void toJson(JsonGenerator out) throws IOException {
    VocabularyJson.write(this, out);
  }

  /**
   * Reads what {@link #toJson} wrote; the parser stands before or at the object.
   *
   * @throws IOException also if the object is no vocabulary, or does not have its digest
   */
  public static Vocabulary fromJson(JsonParser in) throws IOException {
    return VocabularyJson.read(in);
  }

  /** Equal rules, members and counts. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary that
        && digest.equals(that.digest)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return rule.unit().name() + " with " + size() + " members " + digest;
  }
}
