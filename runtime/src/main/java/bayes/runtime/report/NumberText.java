package bayes.runtime.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for tables, with as many digits as their Monte Carlo error supports. */
public final class NumberText {
  /** What stands for a value that is not defined. */
  public static final String UNDEFINED = "–";

  private static final int WITHOUT_ERROR = 4;
  private static final int MOST_DECIMALS = 6;
  private static final double LARGE = 1e7;

  private NumberText() {}

  /**
   * A value whose last digit is of the size of the error: 4.41 with error 0.06, 4.4 with 0.2. With
   * no error known (NaN or 0) it has four significant digits.
   */
  public static String withError(double value, double error) {
    if (!(error > 0) || Double.isInfinite(error)) return significant(value, WITHOUT_ERROR);
    if (!Double.isFinite(value)) return special(value);
    int decimals = -(int) Math.floor(Math.log10(error));
    if (Math.abs(value) < LARGE && decimals <= MOST_DECIMALS) {
      return fixed(value, Math.max(decimals, 0));
    }
    int magnitude = value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
    return scientific(value, Math.max(magnitude + decimals + 1, 1));
  }

  /** A value with this many significant digits. */
  public static String significant(double value, int digits) {
    if (!Double.isFinite(value)) return special(value);
    if (value == 0) return "0";
    if (!isPlain(value)) return scientific(value, digits);
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    return fixed(value, Math.max(rounded.scale(), 0));
  }

  /** A value with this many decimals. */
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) return special(value);
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return rounded.toPlainString();
  }

  private static boolean isPlain(double value) {
    double size = Math.abs(value);
    return size == 0 || (size >= 1e-4 && size < LARGE);
  }

  private static String scientific(double value, int digits) {
    return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
  }

  private static String special(double value) {
    return Double.isNaN(value) ? UNDEFINED : value > 0 ? "inf" : "-inf";
  }
}
