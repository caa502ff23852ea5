package bayes.compiler.model;

import java.util.List;
import java.util.Locale;

/** The functions of matrices that are no formulas of their elements. */
public enum MatrixOperation {
  CHOLESKY("the lower triangle l with l @ l' = a, of a positive definite a", "a"),
  SOLVE_TRIANGULAR(
      "x with t @ x = b, of the lower triangle of t, or of the upper one", "t", "b", "upper");

  private final String doc;
  private final List<String> parameters;

  MatrixOperation(String doc, String... parameters) {
    this.doc = doc;
    this.parameters = List.of(parameters);
  }

  /** As users call it: {@code solve_triangular}. */
  public String function() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One line on its value. */
  public String doc() {
    return doc;
  }

  /** The names of its parameters, with those that may be left out. */
  public List<String> parameters() {
    return parameters;
  }
}
