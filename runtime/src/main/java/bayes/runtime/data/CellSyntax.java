package bayes.runtime.data;

/** Whether a cell is a number: {@code 12}, {@code -1.5}, {@code .5e-3}; by hand, for long files. */
enum CellSyntax {
  INTEGER,
  REAL,
  NO_NUMBER;

  static CellSyntax of(String cell) {
    int start = sign(cell, 0);
    int point = digits(cell, start);
    int digits = point - start;
    int end = point;
    if (end < cell.length() && cell.charAt(end) == '.') {
      end = digits(cell, point + 1);
      digits += end - point - 1;
    }
    if (digits == 0) return NO_NUMBER;
    if (end == cell.length()) return end == point ? INTEGER : REAL;
    if (cell.charAt(end) != 'e' && cell.charAt(end) != 'E') return NO_NUMBER;
    int exponent = sign(cell, end + 1);
    end = digits(cell, exponent);
    return end > exponent && end == cell.length() ? REAL : NO_NUMBER;
  }

  private static int sign(String cell, int at) {
    boolean isSigned = at < cell.length() && (cell.charAt(at) == '+' || cell.charAt(at) == '-');
    return isSigned ? at + 1 : at;
  }

  private static int digits(String cell, int from) {
    int at = from;
    while (at < cell.length() && cell.charAt(at) >= '0' && cell.charAt(at) <= '9') at++;
    return at;
  }
}
