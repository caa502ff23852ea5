package bayes.compiler;

import bayes.compiler.plan.conjugate.ClosedForm;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.ExactPosterior;
import bayes.runtime.inference.ExactSettings;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.Recorder;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.Target;
import bayes.runtime.random.Streams;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** A posterior that is known in closed form: independent draws, evidence and figures. */
public final class ExactInference {
  private static final double[] NONE = {};

  private final BoundModel posterior;
  private final BoundModel figures;
  private final List<ClosedForm> forms;

  ExactInference(BoundModel posterior, BoundModel figures, List<ClosedForm> forms) {
    this.posterior = posterior;
    this.figures = figures;
    this.forms = List.copyOf(forms);
  }

  /**
   * A target without coordinates: its log density is the log evidence, and each row that it records
   * is an independent draw of the posterior.
   */
  public Target target() {
    return posterior;
  }

  /** The logarithm of the probability (density) of the data, without error. */
  public double logEvidence() {
    return posterior.newLogDensity().logDensity(NONE);
  }

  /** Independent draws. */
  public Fit sample(RunSettings settings) {
    return Inference.sample(posterior, ExactSettings.of(settings));
  }

  /** The distributions of the latents' elements, as far as they have a name. */
  public ExactPosterior figures() {
    Recorder recorder = figures.newRecorder();
    double[] row = new double[recorder.width()];
    recorder.record(NONE, Streams.of(0).chain(0), row);
    List<ExactPosterior.Marginal> marginals = new ArrayList<>();
    int at = 0;
    for (ClosedForm form : forms) {
      List<String> labels = labels(form);
      for (int i = 0; i < labels.size(); i++) {
        double[] values = new double[form.figures()];
        for (int f = 0; f < values.length; f++) values[f] = row[at + f * labels.size() + i];
        marginals.add(marginal(form, labels.get(i), values));
      }
      at += form.figures() * labels.size();
    }
    return new ExactPosterior(marginals);
  }

  private List<String> labels(ClosedForm form) {
    for (RecordedVariable variable : posterior.variables()) {
      if (variable.name().equals(form.column())) {
        return Layout.of(List.of(variable)).labels();
      }
    }
    throw new IllegalStateException(form.column() + " is not recorded");
  }

  private static ExactPosterior.Marginal marginal(ClosedForm form, String label, double[] values) {
    int parameters = form.parameters().size();
    StringBuilder text = new StringBuilder(form.family()).append('(');
    for (int p = 0; p < parameters; p++) {
      text.append(p == 0 ? "" : ", ").append(form.parameters().get(p)).append(": ");
      text.append(text(values[p]));
    }
    List<Double> quantiles = new ArrayList<>();
    for (int q = parameters + 2; q < values.length; q++) quantiles.add(values[q]);
    return new ExactPosterior.Marginal(
        label, text.append(')').toString(), values[parameters], values[parameters + 1], quantiles);
  }

  /** To ten digits, which are more than anybody reads. */
  private static String text(double value) {
    if (!Double.isFinite(value)) return Double.toString(value);
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(10)).stripTrailingZeros();
    return Math.abs(rounded.scale()) > 10 ? rounded.toString() : rounded.toPlainString();
  }
}
