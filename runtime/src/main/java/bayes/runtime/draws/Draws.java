package bayes.runtime.draws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The draws of one run: for every chain the same number of rows of recorded values, and beside them
 * the columns of the sampler ({@code lp__}, {@code divergent__}, ...). Immutable.
 *
 * <p>The draws of importance sampling have weights; all others count equally.
 */
public final class Draws {
  private final Layout layout;
  private final List<String> samplerNames;
  private final int draws;
  private final List<double[]> rows;
  private final List<double[]> samplerRows;
  private final List<double[]> weights;

  private Draws(
      Layout layout,
      List<String> samplerNames,
      int draws,
      List<double[]> rows,
      List<double[]> samplerRows,
      List<double[]> weights) {
    this.layout = layout;
    this.samplerNames = List.copyOf(samplerNames);
    this.draws = draws;
    this.rows = List.copyOf(rows);
    this.samplerRows = List.copyOf(samplerRows);
    this.weights = List.copyOf(weights);
    if (rows.size() != samplerRows.size()) {
      throw new IllegalArgumentException("values and sampler columns of different chains");
    }
    for (int chain = 0; chain < rows.size(); chain++) {
      if (rows.get(chain).length != draws * layout.width()
          || samplerRows.get(chain).length != draws * samplerNames.size()) {
        throw new IllegalArgumentException("chain " + (chain + 1) + " does not hold whole rows");
      }
    }
  }

  /**
   * Draws that count equally. The arrays become the property of the result.
   *
   * @param layout what a row holds
   * @param samplerNames the names of the sampler's columns, as in Stan's files
   * @param draws the number of rows per chain
   * @param rows per chain, row after row, {@code draws * layout.width()} values
   * @param samplerRows per chain, row after row, {@code draws * samplerNames.size()} values
   */
  public static Draws of(
      Layout layout,
      List<String> samplerNames,
      int draws,
      List<double[]> rows,
      List<double[]> samplerRows) {
    return new Draws(layout, samplerNames, draws, rows, samplerRows, List.of());
  }

  /** One draw of no variables. */
  public static Draws ofNothing() {
    List<double[]> empty = List.of(new double[0]);
    return of(Layout.of(List.of()), List.of(), 1, empty, empty);
  }

  /** These draws with weights, per chain and draw; they are scaled to sum to one over all draws. */
  public Draws weighted(List<double[]> newWeights) {
    if (newWeights.size() != rows.size()) {
      throw new IllegalArgumentException("weights of different chains");
    }
    double sum = 0;
    for (double[] chain : newWeights) {
      if (chain.length != draws) throw new IllegalArgumentException("weights of other draws");
      for (double weight : chain) sum += weight;
    }
    var scaled = new ArrayList<double[]>();
    for (double[] chain : newWeights) {
      double[] copy = chain.clone();
      for (int i = 0; i < copy.length; i++) copy[i] /= sum;
      scaled.add(copy);
    }
    return new Draws(layout, samplerNames, draws, rows, samplerRows, scaled);
  }

  /** What a row holds. */
  public Layout layout() {
    return layout;
  }

  /** The variables of a row, in order. */
  public List<RecordedVariable> variables() {
    return layout.variables();
  }

  /** The number of chains. */
  public int chains() {
    return rows.size();
  }

  /** The number of draws of each chain. */
  public int draws() {
    return draws;
  }

  /** The values of one column of {@link #layout()}, as {@code [chain][draw]}. */
  public double[][] chains(int column) {
    return column(rows, layout.width(), column);
  }

  /** The names of the sampler's columns. */
  public List<String> samplerNames() {
    return samplerNames;
  }

  /** The values of a sampler's column as {@code [chain][draw]}, if the sampler has it. */
  public Optional<double[][]> sampler(String name) {
    int column = samplerNames.indexOf(name);
    return column < 0
        ? Optional.empty()
        : Optional.of(column(samplerRows, samplerNames.size(), column));
  }

  /** One value. */
  public double value(int chain, int draw, int column) {
    return rows.get(chain)[draw * layout.width() + column];
  }

  /** One value of a sampler's column. */
  public double samplerValue(int chain, int draw, int column) {
    return samplerRows.get(chain)[draw * samplerNames.size() + column];
  }

  /** The weights as {@code [chain][draw]}, summing to one; empty if all draws count equally. */
  public Optional<double[][]> weights() {
    if (weights.isEmpty()) return Optional.empty();
    return Optional.of(weights.stream().map(double[]::clone).toArray(double[][]::new));
  }

  private double[][] column(List<double[]> source, int width, int column) {
    if (column < 0 || column >= width) {
      throw new IndexOutOfBoundsException("column " + column + " of " + width);
    }
    double[][] values = new double[source.size()][draws];
    for (int chain = 0; chain < values.length; chain++) {
      double[] from = source.get(chain);
      double[] to = values[chain];
      for (int draw = 0, at = column; draw < draws; draw++, at += width) to[draw] = from[at];
    }
    return values;
  }
}
