package bayes.compiler;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.compiler.program.ProgramInstance;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives the draws of a run the latents that were summed or integrated out, and that it did not
 * record: for each draw, all of them are drawn together from their distribution given what is
 * explored, and the data of the run. Immutable; may be shared by threads.
 */
final class Recovery {
  /** The number of the purpose "recovered latents" among the streams of a seed. */
  private static final int RECOVERED = 13;

  private final HeldLatents held;
  private final List<RecordedVariable> variables;
  private final Layout layout;
  private final Layout run;
  private final Supplier<ProgramInstance> program;

  private Recovery(
      HeldLatents held,
      List<RecordedVariable> variables,
      Layout run,
      Supplier<ProgramInstance> program) {
    this.held = held;
    this.variables = variables;
    this.run = run;
    this.program = program;
    List<RecordedVariable> all = new ArrayList<>();
    for (RecordedVariable variable : run.variables()) if (isKept(variable)) all.add(variable);
    all.addAll(variables);
    this.layout = Layout.of(all);
  }

  private boolean isKept(RecordedVariable variable) {
    return variables.stream().noneMatch(v -> v.name().equals(variable.name()));
  }

  /** Whether a run has all latents that were taken out. */
  static boolean isNeedless(Plan plan, Layout run) {
    Set<String> names = new HashSet<>();
    run.variables().forEach(variable -> names.add(variable.name()));
    return plan.recovered().stream().map(VariableDeclaration::column).allMatch(names::contains);
  }

  /**
   * The recovery for runs of a layout.
   *
   * @param program writes the latents, given those that are explored
   */
  static Checked<Recovery> of(Plan plan, Axes axes, Layout run, Supplier<ProgramInstance> program) {
    List<RecordedVariable> variables = plan.recovered().stream().map(axes::recorded).toList();
    return HeldLatents.of(plan, axes, run)
        .then(held -> Checked.of(new Recovery(held, variables, run, program)));
  }

  /** Whether the run has all that is explored. */
  boolean isOfWholeRuns() {
    return held.firstAbsent().isEmpty();
  }

  /** What {@link #of(Draws, long)} has: the run's variables, then the latents. */
  Layout layout() {
    return layout;
  }

  /** The draws of a run with the latents. */
  Draws of(Draws draws, long seed) {
    Rows from = rows(draws, seed);
    List<double[]> rows = new ArrayList<>();
    List<double[]> none = new ArrayList<>();
    for (int chain = 0; chain < draws.chains(); chain++) {
      double[] all = new double[Math.multiplyExact(draws.draws(), layout.width())];
      for (int draw = 0; draw < draws.draws(); draw++) {
        System.arraycopy(from.next(chain, draw), 0, all, draw * layout.width(), layout.width());
      }
      rows.add(all);
      none.add(new double[0]);
    }
    return Draws.of(layout, List.of(), draws.draws(), rows, none);
  }

  /** The same, one after the other, of which none is kept. */
  Rows rows(Draws draws, long seed) {
    return new Rows(draws, seed);
  }

  /** The draws of a run with the latents, one after the other. */
  final class Rows {
    private final Draws draws;
    private final long seed;
    private final int[] kept;
    private final ProgramInstance instance = program.get();
    private final double[] position = new double[held.size()];
    private final double[] found;
    private final double[] row = new double[layout.width()];
    private @Nullable RandomGenerator random;

    private Rows(Draws draws, long seed) {
      this.draws = draws;
      this.seed = seed;
      int width = 0;
      int[] columns = new int[run.width()];
      for (int i = 0; i < run.variables().size(); i++) {
        if (!isKept(run.variables().get(i))) continue;
        for (int e = 0; e < run.variables().get(i).size(); e++) {
          columns[width++] = run.offset(i) + e;
        }
      }
      this.kept = Arrays.copyOf(columns, width);
      this.found = new double[layout.width() - width];
    }

    /**
     * A draw of {@link #layout()}, valid until the next one. The draws of a chain are taken from
     * the first to the last.
     */
    double[] next(int chain, int draw) {
      RandomGenerator ofChain = random;
      if (ofChain == null || draw == 0) {
        ofChain = Streams.of(seed).purpose(RECOVERED).chain(chain);
        random = ofChain;
      }
      for (int i = 0; i < kept.length; i++) row[i] = draws.value(chain, draw, kept[i]);
      held.copy(draws, chain, draw, position);
      instance.evaluate(position, found, ofChain);
      // A draw of density zero has no conditional distribution.
      if (instance.rejection().isPresent()) Arrays.fill(found, Double.NaN);
      System.arraycopy(found, 0, row, kept.length, found.length);
      return row;
    }
  }
}
