package bayes.runtime.report;

import java.util.List;
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

  /** {@code chain 3}, {@code chains 1 and 3}, {@code chains 1, 3 and 4}. */
  static String chains(List<Integer> numbers) {
    if (numbers.size() == 1) return "chain " + numbers.get(0);
    StringBuilder text = new StringBuilder("chains ");
    for (int i = 0; i < numbers.size(); i++) {
      text.append(i == 0 ? "" : i == numbers.size() - 1 ? " and " : ", ").append(numbers.get(i));
    }
    return text.toString();
  }
}
