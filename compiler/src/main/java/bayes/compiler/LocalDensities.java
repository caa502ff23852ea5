package bayes.compiler;

import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.compiler.program.ProgramInstance;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.RecordedVariable.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The local densities of a bound model: one set of constants for the workspaces of all of them. */
final class LocalDensities {
  private final List<ProgramLocalDensity.Latent> latents = new ArrayList<>();
  private final ProgramInstance values;
  private final int nValues;
  private final int nDerived;

  /**
   * The densities' constants.
   *
   * @param coordinates the number of each latent's coordinates
   * @param bind makes an instance on the model's data, and on tables by the numbers of their arrays
   */
  LocalDensities(
      Plan plan,
      Axes axes,
      List<Integer> coordinates,
      LocalExecutables executables,
      BiFunction<LinkedExecutable, Map<Integer, int[]>, ProgramInstance> bind) {
    int coordinate = 0;
    int value = 0;
    for (int k = 0; k < plan.latents().size(); k++) {
      Symbol symbol = plan.latents().get(k).variable().symbol();
      int count = coordinates.get(k);
      int size = count(axes.of(symbol));
      LocalExecutables.OfLatent of = executables.latents().get(symbol);
      int eventSize = size;
      int events = size == 0 ? 0 : 1;
      Map<Integer, int[]> tables = Map.of();
      if (of != null) {
        List<Axis> all = axes.of(symbol);
        eventSize = count(all.subList(all.size() - of.event(), all.size()));
        events = eventSize == 0 ? 0 : size / eventSize;
        int plate = symbol.type().dimensions().size() - of.event();
        tables = IndexTables.of(of.tables(), symbol, plate, axes);
      }
      latents.add(
          new ProgramLocalDensity.Latent(
              !(symbol.type().element() instanceof Type.Real),
              coordinate,
              count,
              events == 0 ? 1 : Math.max(1, count / events),
              value,
              eventSize,
              place(of, bind),
              of == null ? Optional.empty() : Optional.of(bind.apply(of.terms(), tables))));
      coordinate += count;
      value += size;
    }
    this.nValues = value;
    this.nDerived = executables.derived().stream().mapToInt(d -> size(d, axes)).sum();
    this.values = bind.apply(executables.values(), Map.of());
  }

  private static Optional<ProgramInstance> place(
      LocalExecutables.@Nullable OfLatent of,
      BiFunction<LinkedExecutable, Map<Integer, int[]>, ProgramInstance> bind) {
    return of == null ? Optional.empty() : of.place().map(p -> bind.apply(p, Map.of()));
  }

  private static int count(List<Axis> axes) {
    return axes.stream().mapToInt(Axis::size).reduce(1, Math::multiplyExact);
  }

  private static int size(VariableDeclaration variable, Axes axes) {
    return variable.symbol().type().dimensions().stream()
        .mapToInt(set -> axes.axis(set).size())
        .reduce(1, Math::multiplyExact);
  }

  /** A density with a workspace of its own. */
  LocalDensity newInstance(LogDensity whole) {
    List<ProgramLocalDensity.Latent> own =
        latents.stream()
            .map(
                latent ->
                    new ProgramLocalDensity.Latent(
                        latent.isDiscrete(),
                        latent.coordinate(),
                        latent.nCoordinates(),
                        latent.perEvent(),
                        latent.value(),
                        latent.eventSize(),
                        latent.place().map(ProgramInstance::fork),
                        latent.terms().map(ProgramInstance::fork)))
            .toList();
    return new ProgramLocalDensity(own, values.fork(), whole, nValues, nDerived);
  }
}
