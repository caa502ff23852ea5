package bayes.compiler.stdlib;

import bayes.compiler.BothWays;
import bayes.compiler.stdlib.Declaration.Parameter;
import bayes.runtime.data.DataBuilder;

/**
 * The cdf and the quantile of a distribution in a model each, as its log density: a function of
 * shifts of the real arguments, and of the point or the logit of the probability.
 */
final class CdfModels {
  private final DistributionModels distribution;
  private final Declaration declaration;
  private final Lazily<BothWays> cdf;
  private final Lazily<BothWays> quantile;

  CdfModels(String preamble, Declaration declaration, DistributionModels distribution) {
    this.distribution = distribution;
    this.declaration = declaration;
    this.cdf = new Lazily<>(() -> BothWays.of(preamble + cdfText()));
    this.quantile = new Lazily<>(() -> BothWays.of(preamble + quantileText()));
  }

  private String cdfText() {
    Parameter point = declaration.event();
    String x = point.isReal() ? point.shifted("d_x") : "x";
    return distribution.shiftedText(true)
        + "factor cdf("
        + declaration.call(distribution::shift)
        + ", "
        + x
        + ");\n";
  }

  private String quantileText() {
    String value =
        "quantile("
            + declaration.call(distribution::shift)
            + ", inv_logit(logit(asked_for) + d_asked_for))";
    boolean isMember = declaration.sets().contains(declaration.event().base());
    return distribution.shiftedText(false)
        + "data asked_for : real;\nd_asked_for : real ~ Flat();\n"
        + "factor "
        + (isMember ? "index(" + value + ")" : value)
        + ";\n";
  }

  boolean isDiscrete() {
    return !declaration.event().isReal();
  }

  BothWays.Bound cdf(ReferenceFile.Row row) {
    return cdf.get().bind(distribution.withPoint(row).build());
  }

  BothWays.Bound quantile(ReferenceFile.Row row, double p) {
    DataBuilder data = distribution.withPoint(row);
    return quantile.get().bind(data.put("asked_for", p).build());
  }
}
