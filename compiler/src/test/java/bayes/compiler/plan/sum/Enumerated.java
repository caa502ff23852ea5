package bayes.compiler.plan.sum;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LogDensity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All states of the discrete latents of a model that is explored as it is written. */
final class Enumerated {
  private static final int MOST_VALUES = 20;

  private final LogDensity density;
  private final DiscreteSites sites;
  private final int continuous;
  private final int dimension;

  /** A state, the values of the sites in order, and its probability. */
  record State(int[] values, double probability) {}

  private Enumerated(BoundModel model) {
    density = model.newLogDensity();
    sites = model.discreteSites();
    dimension = model.dimension();
    continuous = sites.continuous(dimension);
  }

  static Enumerated of(String text, Data data) {
    SourceText source = SourceText.of("model.bayes", text);
    return new Enumerated(Model.compile(source, Imports.NONE, PlanOptions.asWritten()).bind(data));
  }

  static Data data(String json) {
    try {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      return JsonData.read("data", new ByteArrayInputStream(bytes));
    } catch (DataException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** The number of continuous coordinates. */
  int continuous() {
    return continuous;
  }

  /** The number of states. */
  long count() {
    long count = 1;
    for (int site = 0; site < sites.count(); site++) {
      count = Math.multiplyExact(count, size(site));
    }
    return count;
  }

  /** The log density of the continuous coordinates. */
  double logDensity(double[] position) {
    double largest = Double.NEGATIVE_INFINITY;
    List<Double> all = new ArrayList<>();
    for (double logDensity : logDensities(position)) {
      all.add(logDensity);
      largest = Math.max(largest, logDensity);
    }
    if (largest == Double.NEGATIVE_INFINITY) return largest;
    double sum = 0;
    for (double logDensity : all) sum += Math.exp(logDensity - largest);
    return largest + Math.log(sum);
  }

  /** The probabilities of the states given the continuous coordinates. */
  List<State> states(double[] position) {
    double total = logDensity(position);
    double[] logDensities = logDensities(position);
    List<State> states = new ArrayList<>();
    int[] values = first();
    for (double logDensity : logDensities) {
      states.add(new State(values.clone(), Math.exp(logDensity - total)));
      next(values);
    }
    return states;
  }

  /** Bounds that change with other latents are none to a site: the states beyond them have none. */
  private int size(int site) {
    return (int) Math.min(sites.size(site), MOST_VALUES);
  }

  private int[] first() {
    int[] values = new int[sites.count()];
    for (int site = 0; site < values.length; site++) values[site] = sites.lower(site);
    return values;
  }

  private void next(int[] values) {
    for (int site = values.length - 1; site >= 0; site--) {
      if (++values[site] < sites.lower(site) + size(site)) return;
      values[site] = sites.lower(site);
    }
  }

  private double[] logDensities(double[] position) {
    double[] all = new double[Math.toIntExact(count())];
    double[] full = Arrays.copyOf(position, dimension);
    int[] values = first();
    for (int i = 0; i < all.length; i++) {
      for (int site = 0; site < values.length; site++) full[continuous + site] = values[site];
      all[i] = density.logDensity(full);
      next(values);
    }
    return all;
  }
}
