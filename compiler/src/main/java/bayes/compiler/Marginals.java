package bayes.compiler;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.compiler.program.ProgramInstance;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Axis;
import bayes.runtime.report.MemberShares;
import bayes.runtime.report.MemberShares.Share;
import bayes.runtime.report.PredictiveTable.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The posterior probabilities of the values of discrete latents that are summed out: the mean over
 * a run's draws of their probabilities given each draw and the data. The Monte Carlo standard
 * errors are those of batch means (Flegal and Jones, Annals of Statistics 38 (2010), with batches
 * as long as they are many), of weighted draws that of a weighted mean.
 */
final class Marginals {
  private final HeldLatents held;
  private final Optional<Recovery> recovery;
  private final List<Probabilities> all;
  private final int width;

  /** The elements of one latent, and what their values are called. */
  private record Probabilities(String variable, List<String> elements, List<String> values) {
    int size() {
      return elements.size() * values.size();
    }
  }

  private Marginals(HeldLatents held, List<Probabilities> all, Optional<Recovery> recovery) {
    this.held = held;
    this.recovery = recovery;
    this.all = List.copyOf(all);
    this.width = all.stream().mapToInt(Probabilities::size).sum();
  }

  /** Those of runs of a layout. */
  static Checked<Marginals> of(Plan plan, Axes axes, Layout run, boolean onlyScalars) {
    List<Probabilities> all = new ArrayList<>();
    for (VariableDeclaration latent : plan.summed(onlyScalars)) {
      Optional<Symbol> array = Optional.ofNullable(plan.marginals().get(latent.symbol()));
      RecordedVariable variable = axes.recorded(latent);
      List<Axis> dimensions = axes.of(array.orElseThrow());
      boolean isTruth = latent.symbol().type().element() instanceof Type.Bool;
      List<String> values =
          isTruth ? List.of("false", "true") : dimensions.get(dimensions.size() - 1).labels();
      all.add(
          new Probabilities(
              variable.name(), Layout.of(List.of(variable)).labels(), List.copyOf(values)));
    }
    return HeldLatents.of(plan, axes, run)
        .then(held -> Checked.of(new Marginals(held, all, Optional.empty())));
  }

  /** The same for runs that do not have all latents: what gives them the others. */
  Marginals recovering(Optional<Recovery> others) {
    return new Marginals(held, all, others);
  }

  /** The elements, each with what its values are called, in the order of their probabilities. */
  List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    for (Probabilities of : all) {
      for (String element : of.elements()) {
        questions.add(new Question(element, of.variable(), of.values(), Optional.empty(), false));
      }
    }
    return questions;
  }

  /** Hands out the probabilities in each draw, one element after the other. */
  void each(Draws draws, ProgramInstance program, Consumer<double[]> taker) {
    HeldLatents.Source latents = held.in(draws, recovery, BoundModel.SEED_OF_LATENTS);
    double[] row = new double[width];
    for (int chain = 0; chain < draws.chains(); chain++) {
      for (int draw = 0; draw < draws.draws(); draw++) {
        if (evaluate(latents, chain, draw, program, row)) taker.accept(row);
      }
    }
  }

  /** The probabilities of every element, in the order of the model. */
  List<MemberShares> of(Draws draws, ProgramInstance program) {
    double[] means = new double[width];
    double[] errors = new double[width];
    if (draws.weights().isPresent()) weighted(draws, program, means, errors);
    else byBatches(draws, program, means, errors);
    List<MemberShares> shares = new ArrayList<>();
    int at = 0;
    for (Probabilities of : all) {
      for (String element : of.elements()) {
        List<Share> values = new ArrayList<>();
        for (String value : of.values()) {
          values.add(new Share(value, means[at], errors[at]));
          at++;
        }
        values.sort(Comparator.comparingDouble(Share::probability).reversed());
        shares.add(new MemberShares(element, of.variable(), values));
      }
    }
    return shares;
  }

  private void byBatches(Draws draws, ProgramInstance program, double[] means, double[] errors) {
    HeldLatents.Source latents = held.in(draws, recovery, BoundModel.SEED_OF_LATENTS);
    int length = Math.max(1, (int) Math.sqrt(draws.draws()));
    double[] row = new double[width];
    // What the draws have in common would take the digits of the squares.
    double[] first = new double[width];
    double[] batch = new double[width];
    double[] squares = new double[width];
    double[] sums = new double[width];
    int count = 0;
    int batches = 0;
    for (int chain = 0; chain < draws.chains(); chain++) {
      Arrays.fill(batch, 0);
      int inBatch = 0;
      for (int draw = 0; draw < draws.draws(); draw++) {
        if (!evaluate(latents, chain, draw, program, row)) continue;
        if (count == 0) System.arraycopy(row, 0, first, 0, width);
        count++;
        inBatch++;
        for (int i = 0; i < width; i++) {
          means[i] += row[i] - first[i];
          batch[i] += row[i] - first[i];
        }
        if (inBatch < length) continue;
        batches++;
        for (int i = 0; i < width; i++) {
          double mean = batch[i] / length;
          sums[i] += mean;
          squares[i] += mean * mean;
          batch[i] = 0;
        }
        inBatch = 0;
      }
    }
    for (int i = 0; i < width; i++) {
      means[i] = first[i] + means[i] / count;
      double spread = squares[i] - sums[i] * sums[i] / batches;
      errors[i] =
          batches < 2 ? Double.NaN : Math.sqrt(Math.max(0, spread) / ((batches - 1.0) * batches));
    }
  }

  private void weighted(Draws draws, ProgramInstance program, double[] means, double[] errors) {
    HeldLatents.Source latents = held.in(draws, recovery, BoundModel.SEED_OF_LATENTS);
    double[][] weights = draws.weights().orElseThrow();
    double[] row = new double[width];
    double[] crossed = new double[width];
    double total = 0;
    double squares = 0;
    for (int chain = 0; chain < draws.chains(); chain++) {
      for (int draw = 0; draw < draws.draws(); draw++) {
        double w = weights[chain][draw];
        // A chain's draws are looked at in order, whether they count or not.
        if (!evaluate(latents, chain, draw, program, row) || !(w > 0)) continue;
        total += w;
        squares += w * w;
        for (int i = 0; i < width; i++) {
          means[i] += w * row[i];
          crossed[i] += w * w * row[i];
          errors[i] += w * w * row[i] * row[i];
        }
      }
    }
    for (int i = 0; i < width; i++) {
      means[i] /= total;
      double sum = errors[i] - 2 * means[i] * crossed[i] + means[i] * means[i] * squares;
      errors[i] = Math.sqrt(Math.max(0, sum)) / total;
    }
  }

  /** Whether there are probabilities: a draw of density zero has none. */
  private boolean evaluate(
      HeldLatents.Source latents, int chain, int draw, ProgramInstance program, double[] row) {
    double[] position = new double[held.size()];
    latents.copy(chain, draw, position);
    program.evaluate(position, row, BoundModel.NO_RANDOMNESS);
    return program.rejection().isEmpty() && Arrays.stream(row).allMatch(Double::isFinite);
  }
}
