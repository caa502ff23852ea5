package bayes.runtime.report;

import java.util.Locale;

/** Counts and numbers within sentences. */
final class Words {
  private Words() {}

  static String plural(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
