package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.program.Program;
import java.util.List;

/**
 * The log density as a program that rejects at the first term which is not finite, and what its
 * rejections mean. It is made for the post-mortem of a position and takes no part in inference.
 *
 * @param program whose rejections of {@link #CODE} have the number of a term as their message
 * @param terms the statements that add to the log density
 */
public record TracedTerms(Program program, List<Term> terms) {
  /** The code of a term that is not finite. */
  public static final String CODE = "R0101";

  public TracedTerms {
    terms = List.copyOf(terms);
  }

  /**
   * A statement that adds to the log density. The arguments of its rejection are the members of the
   * enclosing loops, the term, and what it was computed from.
   *
   * @param binders the enclosing loops, outermost first
   */
  public record Term(ModelStatement statement, List<Expr.Binder> binders, List<Shown> shown) {
    public Term {
      binders = List.copyOf(binders);
      shown = List.copyOf(shown);
    }
  }

  /**
   * A value that went into a term. Of an array: its length, least, greatest, and how many bad.
   *
   * @param isInner whether it is a part of the point or of an argument, and not all of it
   */
  public record Shown(Expr expr, boolean isArray, boolean isInner) {
    /** The number of arguments that it has. */
    public int width() {
      return isArray ? 4 : 1;
    }
  }
}
