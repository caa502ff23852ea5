package bayes.runtime.text;

import com.ibm.icu.text.Normalizer2;

/** The Unicode normal form (UAX 15) that text is brought to before it is cut into tokens. */
public enum Normalisation {
  /** As it was written. */
  NONE,
  /** Composed: é is one code point, however it was typed. */
  NFC,
  /** Composed and without compatibility variants: ﬁ is fi, Ａ is A, ² is 2. */
  NFKC;

  /** Not for {@link #NONE}. */
  Normalizer2 normalizer() {
    return this == NFKC ? Normalizer2.getNFKCInstance() : Normalizer2.getNFCInstance();
  }
}
