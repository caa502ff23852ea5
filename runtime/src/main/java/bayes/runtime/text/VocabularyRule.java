package bayes.runtime.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * How text becomes tokens, and which of the tokens are members of a vocabulary. Text is normalised,
 * then put in lower case, then its digits are replaced, then it is cut.
 *
 * @param unit what a token is
 * @param normalisation of the text
 * @param lowercase whether the text is put in lower case, by the rules of no particular language
 * @param digits whether every decimal digit, of any script, reads as 0
 * @param minCount how often a token must occur in the training text to become a member; at least 1
 * @param maxSize how many tokens of the training text become members at most, the most frequent;
 *     the unknown member and those that mark begin and end are not counted
 * @param stop tokens that are passed over wherever they occur, as they read after normalisation
 * @param unknown whether tokens that are no members read as the member {@link #UNKNOWN}
 * @param bos whether a text begins with the member {@link #BOS}
 * @param eos whether a text ends with the member {@link #EOS}
 */
public record VocabularyRule(
    Unit unit,
    Normalisation normalisation,
    boolean lowercase,
    boolean digits,
    int minCount,
    OptionalInt maxSize,
    Set<String> stop,
    boolean unknown,
    boolean bos,
    boolean eos) {
  /** The label of the member that all unknown tokens are. */
  public static final String UNKNOWN = "<unk>";

  /** The label of the member that a text begins with. */
  public static final String BOS = "<bos>";

  /** The label of the member that a text ends with. */
  public static final String EOS = "<eos>";

  public VocabularyRule {
    if (minCount < 1) throw new IllegalArgumentException("min_count must be at least 1");
    if (maxSize.isPresent() && maxSize.getAsInt() < 1) {
      throw new IllegalArgumentException("max_size must be at least 1");
    }
    stop = Collections.unmodifiableSet(new TreeSet<>(stop));
  }

  /** All tokens of this unit are members; the text is in normal form NFC and else as it is. */
  public static VocabularyRule of(Unit unit) {
    return new VocabularyRule(
        unit,
        Normalisation.NFC,
        false,
        false,
        1,
        OptionalInt.empty(),
        Set.of(),
        false,
        false,
        false);
  }

  /** The members that are no tokens of the text, in the order in which they come first. */
  public List<String> specials() {
    List<String> specials = new ArrayList<>();
    if (unknown) specials.add(UNKNOWN);
    if (bos) specials.add(BOS);
    if (eos) specials.add(EOS);
    return specials;
  }

  /** This rule with the normal form. */
  public VocabularyRule withNormalisation(Normalisation form) {
    return new VocabularyRule(
        unit, form, lowercase, digits, minCount, maxSize, stop, unknown, bos, eos);
  }

  /** This rule in lower case, or not. */
  public VocabularyRule withLowercase(boolean on) {
    return new VocabularyRule(
        unit, normalisation, on, digits, minCount, maxSize, stop, unknown, bos, eos);
  }

  /** This rule with all digits as 0, or not. */
  public VocabularyRule withDigits(boolean on) {
    return new VocabularyRule(
        unit, normalisation, lowercase, on, minCount, maxSize, stop, unknown, bos, eos);
  }

  /** This rule for tokens that occur at least so often. */
  public VocabularyRule withMinCount(int count) {
    return new VocabularyRule(
        unit, normalisation, lowercase, digits, count, maxSize, stop, unknown, bos, eos);
  }

  /** This rule for at most so many tokens. */
  public VocabularyRule withMaxSize(int size) {
    OptionalInt most = OptionalInt.of(size);
    return new VocabularyRule(
        unit, normalisation, lowercase, digits, minCount, most, stop, unknown, bos, eos);
  }

  /** This rule without these tokens. */
  public VocabularyRule withStop(Set<String> tokens) {
    return new VocabularyRule(
        unit, normalisation, lowercase, digits, minCount, maxSize, tokens, unknown, bos, eos);
  }

  /** This rule with a member for unknown tokens, or without. */
  public VocabularyRule withUnknown(boolean on) {
    return new VocabularyRule(
        unit, normalisation, lowercase, digits, minCount, maxSize, stop, on, bos, eos);
  }

  /** This rule with or without members that mark the begin and the end of a text. */
  public VocabularyRule withEnds(boolean begin, boolean end) {
    return new VocabularyRule(
        unit, normalisation, lowercase, digits, minCount, maxSize, stop, unknown, begin, end);
  }
}
