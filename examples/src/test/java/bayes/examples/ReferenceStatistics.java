package bayes.examples;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.convergence.Quantiles;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What was computed elsewhere of a posterior: mean, standard deviation and quantiles of each
 * parameter with their Monte Carlo standard errors.
 *
 * <p>Where only the mean's error is given, it tells how many independent draws the reference is
 * worth; the errors of the other statistics are then those of so many draws from what was sampled.
 */
record ReferenceStatistics(List<Parameter> parameters) {
  ReferenceStatistics {
    parameters = List.copyOf(parameters);
  }

  /** One statistic; its error is NaN if it is not given. */
  record Statistic(double value, double error) {}

  /** A quantile at a probability. */
  record Quantile(double probability, Statistic statistic) {}

  /** The statistics of one parameter, {@code beta[2]}. */
  record Parameter(String name, Statistic mean, Statistic sd, List<Quantile> quantiles) {
    Parameter {
      quantiles = List.copyOf(quantiles);
    }

    /** How many independent draws the reference is worth. */
    double draws() {
      double ratio = sd.value() / mean.error();
      return ratio * ratio;
    }

    private String stanName() {
      return name.replace("[", ".").replace(",", ".").replace("]", "");
    }

    /** Its column among the draws. */
    int column(Layout layout) {
      return layout
          .column(stanName())
          .orElseThrow(() -> new IllegalStateException("the draws have no " + name));
    }
  }

  static ReferenceStatistics read(Path file) {
    try {
      return new ReferenceStatistics(
          Files.readAllLines(file).stream()
              .skip(1)
              .map(line -> parameter(line.split(",", -1)))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** parameter,mean,sd,mcse_mean,mcse_sd,q5,mcse_q5,q50,mcse_q50,q95,mcse_q95 */
  private static Parameter parameter(String[] cells) {
    return new Parameter(
        cells[0],
        statistic(cells[1], cells[3]),
        statistic(cells[2], cells[4]),
        List.of(
            new Quantile(0.05, statistic(cells[5], cells[6])),
            new Quantile(0.5, statistic(cells[7], cells[8])),
            new Quantile(0.95, statistic(cells[9], cells[10]))));
  }

  private static Statistic statistic(String value, String error) {
    return new Statistic(
        Double.parseDouble(value), error.isEmpty() ? Double.NaN : Double.parseDouble(error));
  }

  /** Those of parameters that some draws have. */
  ReferenceStatistics in(Layout layout) {
    return new ReferenceStatistics(
        parameters.stream().filter(p -> layout.column(p.stanName()).isPresent()).toList());
  }

  /** All statistics of chains beside these, with the standard errors of the differences. */
  Agreement agreement(Draws draws) {
    Agreement agreement = new Agreement();
    for (Parameter parameter : parameters) {
      int column = parameter.column(draws.layout());
      double[][] chains = draws.chains(column);
      compareMoments(parameter, chains, agreement);
      for (Quantile quantile : parameter.quantiles()) {
        if (isDiscrete(draws, column)) {
          compareShares(parameter, quantile, chains, agreement);
        } else {
          compareQuantile(parameter, quantile, chains, agreement);
        }
      }
    }
    return agreement;
  }

  private static void compareMoments(Parameter parameter, double[][] chains, Agreement agreement) {
    double[] pooled = pooled(chains);
    agreement.add(
        parameter.name() + " mean",
        mean(pooled),
        parameter.mean().value(),
        Math.hypot(Convergence.mcseMean(chains), parameter.mean().error()));
    double error = parameter.sd().error();
    agreement.add(
        parameter.name() + " sd",
        Math.sqrt(variance(pooled)),
        parameter.sd().value(),
        Math.hypot(
            Convergence.mcseSd(chains),
            Double.isNaN(error) ? independentSdError(pooled, parameter.draws()) : error));
  }

  /** The standard error of the standard deviation of n independent draws. */
  private static double independentSdError(double[] values, double n) {
    double centre = mean(values);
    double[] squares = Arrays.stream(values).map(x -> (x - centre) * (x - centre)).toArray();
    return Math.sqrt(variance(squares) / n / mean(squares) / 4);
  }

  private static void compareQuantile(
      Parameter parameter, Quantile quantile, double[][] chains, Agreement agreement) {
    double p = quantile.probability();
    double own = Convergence.mcseQuantile(chains, p);
    double error = quantile.statistic().error();
    if (Double.isNaN(error)) {
      error = own * Math.sqrt(Convergence.essQuantile(chains, p) / parameter.draws());
    }
    agreement.add(
        label(parameter, quantile),
        Quantiles.of(pooled(chains), p),
        quantile.statistic().value(),
        Math.hypot(own, error));
  }

  /**
   * An integer's quantiles jump: q is that of p if {@code P(x < q) <= p <= P(x <= q)}. What is
   * compared is p with the nearest probability in between.
   */
  private static void compareShares(
      Parameter parameter, Quantile quantile, double[][] chains, Agreement agreement) {
    double p = quantile.probability();
    double q = quantile.statistic().value();
    double[][] below = map(chains, x -> x < q ? 1 : 0);
    double[][] upTo = map(chains, x -> x <= q ? 1 : 0);
    boolean tooFew = mean(pooled(upTo)) < p;
    double[][] nearest = tooFew ? upTo : below;
    double share = mean(pooled(nearest));
    double estimate = tooFew || share > p ? share : p;
    double own = estimate == p ? 0 : Convergence.mcseMean(nearest);
    double error = Math.sqrt(p * (1 - p) / parameter.draws());
    agreement.add(label(parameter, quantile), estimate, p, Math.hypot(own, error));
  }

  private static String label(Parameter parameter, Quantile quantile) {
    return parameter.name() + " q" + Math.round(100 * quantile.probability());
  }

  private static boolean isDiscrete(Draws draws, int column) {
    int at = draws.variables().size() - 1;
    while (draws.layout().offset(at) > column) at--;
    return draws.variables().get(at).kind() != RecordedVariable.Kind.REAL;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1);
  }

  private static double[] pooled(double[][] chains) {
    return Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[][] map(double[][] chains, DoubleUnaryOperator function) {
    return Arrays.stream(chains)
        .map(chain -> Arrays.stream(chain).map(function).toArray())
        .toArray(double[][]::new);
  }

  /** The parameters whose chains disagree or are too short, and how. */
  List<String> unconverged(Draws draws, double rHatLimit, double essLimit) {
    List<String> found = new ArrayList<>();
    for (Parameter parameter : parameters) {
      double[][] chains = draws.chains(parameter.column(draws.layout()));
      double rHat = Convergence.rHat(chains);
      double bulk = Convergence.essBulk(chains);
      double tail = tailDraws(chains);
      if (!(rHat < rHatLimit && bulk > essLimit && tail > essLimit)) {
        found.add(
            "%s: R-hat %.4f, bulk ESS %.0f, tail ESS %.0f"
                .formatted(parameter.name(), rHat, bulk, tail));
      }
    }
    return found;
  }

  /**
   * The tail ESS; of a quantity of which a twentieth or more lies at its least or greatest value,
   * that of the other tail, or of the bulk.
   */
  private static double tailDraws(double[][] chains) {
    double low = Convergence.essQuantile(chains, 0.05);
    double high = Convergence.essQuantile(chains, 0.95);
    if (Double.isNaN(low) && Double.isNaN(high)) return Convergence.essBulk(chains);
    if (Double.isNaN(low)) return high;
    return Double.isNaN(high) ? low : Math.min(low, high);
  }

  /** The smallest bulk ESS of a parameter. */
  double minEss(Draws draws) {
    return parameters.stream()
        .mapToDouble(p -> Convergence.essBulk(draws.chains(p.column(draws.layout()))))
        .min()
        .orElseThrow();
  }
}
