package bayes.runtime.report;

import bayes.runtime.draws.Divergence;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.ModelTerm;
import bayes.runtime.draws.RecordedVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statement that most divergences are blamed on, and where they happen.
 *
 * @param term the statement
 * @param count the divergences that are blamed on it
 * @param of the divergences that were looked at
 * @param element the element of its plate that most of them share; empty if they do not
 * @param region where they begin, if that is a place of its own
 */
public record DivergenceBlame(
    ModelTerm term, int count, int of, String element, Optional<Region> region) {
  /** Half of the steps begin beyond this distance of the mean rank from the middle. */
  private static final double APART = 0.25;

  /** A share of the divergences that counts as most of them. */
  private static final double MOST = 0.5;

  /**
   * Values of one quantity.
   *
   * @param isSmall whether the divergences begin where it is small, or else large
   * @param there its median where they begin
   * @param overall its median over all draws
   */
  public record Region(String quantity, boolean isSmall, double there, double overall) {}

  /** What the divergences of a run have in common; empty if none was blamed on a statement. */
  static Optional<DivergenceBlame> of(List<Divergence> divergences, Draws draws) {
    Map<ModelTerm, List<Divergence>> byTerm = new LinkedHashMap<>();
    for (Divergence divergence : divergences) {
      divergence
          .blame()
          .ifPresent(
              blame ->
                  byTerm.computeIfAbsent(blame.term(), t -> new ArrayList<>()).add(divergence));
    }
    Optional<Map.Entry<ModelTerm, List<Divergence>>> first = Optional.empty();
    for (Map.Entry<ModelTerm, List<Divergence>> entry : byTerm.entrySet()) {
      if (first.isEmpty() || entry.getValue().size() > first.get().getValue().size()) {
        first = Optional.of(entry);
      }
    }
    return first.map(
        entry ->
            new DivergenceBlame(
                entry.getKey(),
                entry.getValue().size(),
                divergences.size(),
                element(entry.getValue()),
                region(entry.getKey(), entry.getValue(), draws)));
  }

  private static String element(List<Divergence> divergences) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Divergence divergence : divergences) {
      divergence.blame().ifPresent(blame -> counts.merge(blame.element(), 1, Integer::sum));
    }
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > MOST * divergences.size()) return entry.getKey();
    }
    return "";
  }

  /** Of the scalars that the term reads, the one whose values there are most apart. */
  private static Optional<Region> region(
      ModelTerm term, List<Divergence> divergences, Draws draws) {
    Optional<Region> found = Optional.empty();
    double farthest = APART;
    Layout layout = draws.layout();
    for (int i = 0; i < layout.variables().size(); i++) {
      RecordedVariable variable = layout.variables().get(i);
      boolean isScalar = variable.axes().isEmpty() && variable.kind() == RecordedVariable.Kind.REAL;
      if (!isScalar || !term.reads().contains(variable.name())) continue;
      int column = layout.offset(i);
      double[] there = divergences.stream().mapToDouble(d -> d.values().get(column)).toArray();
      double[] all =
          Arrays.stream(draws.chains(column)).flatMapToDouble(Arrays::stream).sorted().toArray();
      double rank = Arrays.stream(there).map(x -> rank(x, all)).average().orElse(0.5);
      if (Math.abs(rank - 0.5) <= farthest) continue;
      farthest = Math.abs(rank - 0.5);
      Arrays.sort(there);
      found =
          Optional.of(
              new Region(
                  variable.name(), rank < 0.5, there[there.length / 2], all[all.length / 2]));
    }
    return found;
  }

  /** The share of values below. */
  private static double rank(double value, double[] sorted) {
    int at = Arrays.binarySearch(sorted, value);
    return (double) (at < 0 ? -at - 1 : at) / sorted.length;
  }

  /** What is known, as a sentence. */
  String message() {
    StringBuilder text = new StringBuilder();
    text.append("along the diverging step, the term of `").append(term.text()).append('`');
    if (!element.isEmpty()) text.append(" (mostly of ").append(element).append(')');
    text.append(" changes most");
    if (count < of) text.append(", in ").append(count).append(" of ").append(of).append(" of them");
    region.ifPresent(
        r ->
            text.append(", where ")
                .append(r.quantity())
                .append(r.isSmall() ? " is small (" : " is large (")
                .append(NumberText.significant(r.there(), 2))
                .append("; its median is ")
                .append(NumberText.significant(r.overall(), 2))
                .append(')'));
    return text.toString();
  }
}
