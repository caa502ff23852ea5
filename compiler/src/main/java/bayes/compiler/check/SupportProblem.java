package bayes.compiler.check;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.source.Span;
import java.util.Optional;

/** Values outside where they must be. */
sealed interface SupportProblem extends Problem {

  /**
   * @param required what the parameter allows, in words: {@code positive}
   * @param found where the argument is, in words
   * @param declared the declaration that allows it
   */
  record OutsideSupport(
      Span span,
      String parameter,
      String callee,
      String required,
      String found,
      Optional<Declared> declared,
      Optional<String> hint)
      implements SupportProblem {
    /** A declared name whose type does not keep it inside. */
    record Declared(Span span, String label) {}

    @Override
    public CheckCode code() {
      return CheckCode.T0203;
    }

    @Override
    public Diagnostic explain() {
      Diagnostic d =
          Diagnostic.error(
              code().code(),
              parameter + " of `" + callee + "` must be " + required,
              span,
              "this " + found);
      if (declared.isPresent()) d = d.withOther(declared.get().span(), declared.get().label());
      return hint.isPresent() ? d.withHint(hint.get()) : d;
    }
  }

  record CannotTruncate(Span span, String distribution, boolean dependsOnLatents)
      implements SupportProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0204;
    }

    @Override
    public Diagnostic explain() {
      return Diagnostic.error(
              code().code(),
              "`" + distribution + "` cannot be truncated to this type",
              span,
              "narrower than `" + distribution + "`")
          .withNote(
              "a narrower type renormalises the distribution, and `"
                  + distribution
                  + "` has no cdf to do it with")
          .withHint(
              dependsOnLatents
                  ? "draw it with `Flat()` on this type, and write the density as `factor"
                      + " log_density(...)`"
                  : "draw it with `Flat()` on this type, and write `factor log_density(...)`:"
                      + " without its constant");
    }
  }

  /**
   * Elements of a scalar distribution together on a constrained type.
   *
   * @param why there is no density of the whole
   */
  record NoJointDensity(Span span, String distribution, String why) implements SupportProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0204;
    }

    @Override
    public Diagnostic explain() {
      return Diagnostic.error(
              code().code(),
              "draws of `" + distribution + "` cannot be renormalised on this type",
              span,
              "all elements together")
          .withNote(why)
          .withHint(
              "draw it with `Flat()` on this type, and write the density as `factor"
                  + " log_density(...)`");
    }
  }

  /** Bounds of a type or of a distribution's support. */
  record NothingBetween(Span span, double lower, double upper) implements SupportProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0206;
    }

    @Override
    public Diagnostic explain() {
      return Diagnostic.error(
              code().code(),
              "there is nothing between the bounds " + text(lower) + " and " + text(upper),
              span,
              "from " + text(lower) + " to " + text(upper))
          .withHint("the lower bound must be below the upper one");
    }

    private static String text(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }
  }

  record SupportsDiffer(Span span, String name, Span first) implements SupportProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0205;
    }

    @Override
    public Diagnostic explain() {
      return Diagnostic.error(
              code().code(),
              "the parts of `" + name + "` have different supports",
              span,
              "lives elsewhere than the part above")
          .withOther(first, "first part")
          .withHint("use one type and one kind of distribution for all parts");
    }
  }
}
