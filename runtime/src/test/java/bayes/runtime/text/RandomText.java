package bayes.runtime.text;

import java.util.Random;

/** Texts made of what boundaries depend on, from alphabets that go from plain to adverse. */
enum RandomText {
  ASCII("abcXYZ019 .,:;'\"_-!@\t\n ab "),
  LATIN("aéßÑzºª·µ\u00AD×÷ŉſĳǆʼˑ09 ,.'’‘“”—…‧_:;\n\u00A0 \u202F‿"),
  ALPHABETS("aбвγδΣςאבג״׳'\"عرب٤٢،ابअनिक्ष한글ⁿ₂0.9, \n’"),
  EAST_ASIAN("我们在北京工作東京タワーに行くーｱﾞ한국어の。、！？「」abc12 .\n〆々〇"),
  SOUTH_EAST_ASIAN("ภาษาไทยสวยงามກຂຄភាសាခမ်းabc .,'0\n "),
  MARKS("aeé\u0301\u0323\u0302 \u200D\u200C\u2060'.:_\u0E31\u093F\u0600٠क\u094Dत"),
  EMOJI("👩🙂❤\uFE0F\u200D👧🏽🇩🇪🇫🇷©®™a1 \n#\u20E3*"),
  ANY("");

  private final int[] alphabet;

  RandomText(String alphabet) {
    this.alphabet = alphabet.codePoints().toArray();
  }

  /** A text of at most so many code points, a function of the seed. */
  String of(long seed, int most) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(most + 1);
    for (int i = 0; i < length; i++) text.appendCodePoint(codePoint(random));
    return text.toString();
  }

  private int codePoint(Random random) {
    if (alphabet.length > 0) return alphabet[random.nextInt(alphabet.length)];
    int codePoint = random.nextInt(3) == 0 ? random.nextInt(0x20000) : random.nextInt(0x3100);
    boolean isText = Character.isDefined(codePoint) && !Character.isSurrogate((char) codePoint);
    return isText && codePoint != '\r' ? codePoint : 'a';
  }
}
