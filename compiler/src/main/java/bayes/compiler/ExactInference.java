package bayes.compiler;

import bayes.compiler.plan.Plan;
import bayes.compiler.plan.conjugate.ClosedForm;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.EnumeratedPosterior;
import bayes.runtime.inference.ExactPosterior;
import bayes.runtime.inference.ExactSettings;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.Recorder;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.Target;
import bayes.runtime.random.Streams;
import bayes.runtime.report.MemberShares;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A posterior that is known in closed form: independent draws, evidence and figures. */
public final class ExactInference {
  private static final double[] NONE = {};

  /** A run's record tells no more probabilities than this. */
  private static final int MOST_TOLD = 10_000;

  private final BoundModel posterior;
  private final BoundModel figures;
  private final List<ClosedForm> forms;
  private @Nullable EnumeratedPosterior enumerated;

  ExactInference(BoundModel posterior, BoundModel figures, List<ClosedForm> forms) {
    this.posterior = posterior;
    this.figures = figures;
    this.forms = List.copyOf(forms);
  }

  /** Looks at the states once somebody asks; empty if there are none. */
  private synchronized Optional<EnumeratedPosterior> enumerated() {
    if (posterior.dimension() == 0) return Optional.empty();
    EnumeratedPosterior known = enumerated;
    if (known == null) enumerated = known = EnumeratedPosterior.of(posterior);
    return Optional.of(known);
  }

  /**
   * A target without coordinates: its log density is the log evidence, and each row that it records
   * is an independent draw of the posterior.
   */
  public Target target() {
    return enumerated().<Target>map(e -> e).orElse(posterior);
  }

  /** Its posterior: without latents, what it records are draws. */
  BoundModel posterior() {
    return posterior;
  }

  /** The latents that draws do not keep, as they are large, and nobody asks for them. */
  public List<String> leftOut() {
    return posterior.leftOut();
  }

  /** The logarithm of the probability (density) of the data, without error. */
  public double logEvidence() {
    return target().newLogDensity().logDensity(NONE);
  }

  /** Independent draws. */
  public Fit sample(RunSettings settings) {
    return Inference.sample(target(), ExactSettings.of(settings));
  }

  /** The distributions of the latents' elements, as far as they have a name. */
  public ExactPosterior figures() {
    return new ExactPosterior(marginals(), toldProbabilities());
  }

  /** Those that are few enough for a run's record. */
  private List<ExactPosterior.Probability> toldProbabilities() {
    List<ExactPosterior.Probability> all = new ArrayList<>();
    for (MemberShares of : probabilities()) {
      for (MemberShares.Share share : of.shares()) {
        all.add(new ExactPosterior.Probability(of.label(), share.member(), share.probability()));
      }
    }
    return all.size() > MOST_TOLD ? List.of() : all;
  }

  /**
   * The probabilities of the values of discrete latents, without error: those of every element.
   * Empty if the posterior has none, or if they were summed out by the model's form.
   */
  public List<MemberShares> probabilities() {
    if (enumerated().isEmpty()) return List.of();
    List<MemberShares> all = new ArrayList<>();
    int site = 0;
    for (Plan.PlannedLatent latent : posterior.model().plan().latents()) {
      RecordedVariable variable = posterior.recorded(latent.variable());
      for (String label : Layout.of(List.of(variable)).labels()) {
        all.add(shares(variable, label, site));
        site++;
      }
    }
    return all;
  }

  private MemberShares shares(RecordedVariable variable, String label, int site) {
    double[] probabilities = enumerated().orElseThrow().probabilities(site);
    return shares(variable, label, posterior.discreteSites().lower(site), probabilities);
  }

  /**
   * The probabilities of the values of an element.
   *
   * @param lowest the first value
   */
  static MemberShares shares(
      RecordedVariable variable, String label, int lowest, double[] probabilities) {
    List<MemberShares.Share> shares = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      String value = value(variable, lowest + i);
      shares.add(new MemberShares.Share(value, probabilities[i], 0));
    }
    shares.sort(Comparator.comparingDouble(MemberShares.Share::probability).reversed());
    return new MemberShares(label, variable.name(), shares);
  }

  private static String value(RecordedVariable variable, int value) {
    return switch (variable.kind()) {
      case MEMBER -> variable.members().get(value - 1);
      case BOOL -> value == 1 ? "true" : "false";
      case INT, REAL -> Integer.toString(value);
    };
  }

  private List<ExactPosterior.Marginal> marginals() {
    if (forms.isEmpty()) return List.of();
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
    return marginals;
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
