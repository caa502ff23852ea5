package bayes.compiler.program;

/** What a value is: a 32-bit integer (also 0 or 1 for a truth value), or a double. */
public enum Kind {
  INT,
  REAL
}
