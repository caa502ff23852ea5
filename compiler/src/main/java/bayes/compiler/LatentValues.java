package bayes.compiler;

import bayes.compiler.plan.Plan;
import bayes.runtime.draws.RecordedVariable.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Values of all latents by name; those that are explored, laid one latent after the other as the
 * programs want them.
 */
record LatentValues(Plan plan, Axes axes) {
  double[] inOrder(Map<String, double[]> values) {
    TreeSet<String> unknown = new TreeSet<>(values.keySet());
    List<double[]> rows = new ArrayList<>();
    for (Plan.PlannedLatent latent : plan.latents()) {
      String name = latent.variable().symbol().name();
      double[] row = values.get(name);
      if (row == null) throw new IllegalArgumentException("no values of the latent " + name);
      int size =
          axes.of(latent.variable().symbol()).stream()
              .mapToInt(Axis::size)
              .reduce(1, (a, b) -> a * b);
      if (row.length != size) {
        throw new IllegalArgumentException(
            row.length + " values of the latent " + name + ", which has " + size);
      }
      rows.add(row);
      unknown.remove(name);
    }
    plan.recovered().forEach(latent -> unknown.remove(latent.symbol().name()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("the model has no latent " + unknown.first());
    }
    return rows.stream().flatMapToDouble(Arrays::stream).toArray();
  }
}
