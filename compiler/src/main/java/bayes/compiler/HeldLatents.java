package bayes.compiler;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.plan.Plan;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Axis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Where the draws of a run hold the latents of a bound model: each element by its label, so that
 * the data may be others than those of the run. An element that the run does not have has no value.
 */
final class HeldLatents {
  private static final Diagnostic.Code PART = new Diagnostic.Code("D0203");

  private final int[] columns;
  private final List<Predictor.Latent> latents;

  private HeldLatents(List<Integer> columns, List<Predictor.Latent> latents) {
    this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
    this.latents = List.copyOf(latents);
  }

  /** Finds the latents in the rows of a run; fails if a vector is there in part. */
  static Checked<HeldLatents> of(Plan plan, Axes axes, Layout run) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < run.labels().size(); i++) places.put(run.labels().get(i), i);
    Map<Symbol, Integer> plates = plates(plan.model().statements());
    List<Integer> columns = new ArrayList<>();
    List<Predictor.Latent> latents = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    for (Plan.PlannedLatent latent : plan.latents()) {
      RecordedVariable variable = axes.recorded(latent.variable());
      List<Integer> found = new ArrayList<>();
      List<String> absent = new ArrayList<>();
      for (String label : Layout.of(List.of(variable)).labels()) {
        int column = places.getOrDefault(label, -1);
        found.add(column);
        if (column < 0) absent.add(label);
      }
      Symbol symbol = latent.variable().symbol();
      int event = 1;
      int plate = plates.getOrDefault(symbol, 0);
      // What says only that the latent exists is a dimension, but has no axis.
      plate -= symbol.type().dimensions().size() - variable.axes().size();
      for (Axis axis : variable.axes().subList(plate, variable.axes().size())) event *= axis.size();
      if (isInPart(found, event)) problems.add(inPart(symbol, absent.get(0)));
      columns.addAll(found);
      latents.add(new Predictor.Latent(variable.name(), found.size() - absent.size(), absent));
    }
    return problems.isEmpty()
        ? Checked.of(new HeldLatents(columns, latents))
        : Checked.failed(problems);
  }

  private static boolean isInPart(List<Integer> columns, int event) {
    if (event == 0) return false;
    for (int first = 0; first < columns.size(); first += event) {
      long held = columns.subList(first, first + event).stream().filter(c -> c >= 0).count();
      if (held > 0 && held < event) return true;
    }
    return false;
  }

  private static Diagnostic inPart(Symbol symbol, String absent) {
    return Diagnostic.error(
            PART,
            "the run has only a part of a draw of `" + symbol.name() + "`: `" + absent + "` is new",
            symbol.declared(),
            "drawn as a whole")
        .withHint("give the sets that one draw ranges over the members that they had in the run");
  }

  /** How many dimensions of a latent are a plate, by the statements that draw it. */
  private static Map<Symbol, Integer> plates(List<ModelStatement> statements) {
    Map<Symbol, Integer> plates = new HashMap<>();
    visit(statements, (symbol, plate) -> plates.merge(symbol, plate, Math::min));
    return plates;
  }

  private static void visit(List<ModelStatement> statements, BiConsumer<Symbol, Integer> drawn) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.For loop) {
        visit(loop.body(), drawn);
      } else if (statement instanceof ModelStatement.If branch) {
        visit(branch.then(), drawn);
        visit(branch.otherwise(), drawn);
      } else if (statement instanceof ModelStatement.Draw draw) {
        drawn.accept(draw.symbol(), draw.indices().size());
      }
    }
  }

  /** What is held of each latent. */
  List<Predictor.Latent> latents() {
    return latents;
  }

  /** The first element that the run does not have, if there is one. */
  Optional<String> firstAbsent() {
    return latents.stream().flatMap(latent -> latent.drawn().stream()).findFirst();
  }

  /** The number of elements. */
  int size() {
    return columns.length;
  }

  /** Copies the values of a draw, NaN where there are none. */
  void copy(Draws draws, int chain, int draw, double[] valuesOut) {
    for (int i = 0; i < columns.length; i++) {
      valuesOut[i] = columns[i] < 0 ? Double.NaN : draws.value(chain, draw, columns[i]);
    }
  }

  /** The values in the draws of a run, one draw after the other. */
  @FunctionalInterface
  interface Source {
    /** Copies the values of a draw, NaN where there are none; those of a chain come in order. */
    void copy(int chain, int draw, double[] valuesOut);
  }

  /**
   * The values in the draws of a run.
   *
   * @param recovery gives the run latents that it does not have; this is of its layout then
   */
  Source in(Draws run, Optional<Recovery> recovery, long seed) {
    if (recovery.isEmpty()) return (chain, draw, out) -> copy(run, chain, draw, out);
    Recovery.Rows rows = recovery.get().rows(run, seed);
    return (chain, draw, out) -> {
      double[] row = rows.next(chain, draw);
      for (int i = 0; i < columns.length; i++) {
        out[i] = columns[i] < 0 ? Double.NaN : row[columns[i]];
      }
    };
  }
}
