package bayes.compiler.check;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.source.Span;

/** Distributions that are asked for what they do not have, or combined with what does not fit. */
sealed interface DistributionProblem extends Problem {

  /**
   * @param needs what needs the distribution function: {@code `quantile`}
   */
  record NoCdf(Span span, String distribution, String needs, boolean isScalar)
      implements DistributionProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0301;
    }

    @Override
    public Diagnostic explain() {
      Diagnostic diagnostic =
          Diagnostic.error(
              code().code(),
              "`" + distribution + "` has no cdf, which " + needs + " needs",
              span,
              isScalar ? "without a cdf" : "draws arrays");
      return isScalar
          ? diagnostic.withHint("a `dist` of your own has one if you write `cdf(x) = ...;` into it")
          : diagnostic.withNote("only distributions of single numbers and members have one");
    }
  }

  record CannotCombine(Span span, String message, String label, String hint)
      implements DistributionProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0302;
    }

    @Override
    public Diagnostic explain() {
      return Diagnostic.error(code().code(), message, span, label).withHint(hint);
    }
  }

  record LatentWithAtoms(Span span, String name, String distribution)
      implements DistributionProblem {
    @Override
    public CheckCode code() {
      return CheckCode.T0303;
    }

    @Override
    public Diagnostic explain() {
      return Diagnostic.error(
              code().code(),
              "the latent `" + name + "` has single values with a probability of their own",
              span,
              "`" + distribution + "` is neither continuous nor discrete")
          .withNote("no sampler moves between such values and those around them")
          .withHint("`observe` and `generate` take it; a latent can have the distribution inside");
    }
  }
}
