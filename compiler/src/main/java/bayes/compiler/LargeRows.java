package bayes.compiler;

import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.Treatment;
import bayes.runtime.draws.RecordedVariable.Axis;
import java.util.List;

/**
 * Tables of rows that are integrated out, and so large that draws keep them only where someone asks
 * for them: the probabilities of ten thousand words in twenty topics are 1.6 MB in each draw.
 */
final class LargeRows {
  /** As many numbers are kept in each draw. */
  private static final int MOST = 1000;

  private LargeRows() {}

  static List<Symbol> of(Plan plan, Axes axes) {
    return plan.written().variables().stream()
        .filter(v -> v.recorded() && !v.isRecordingAsked())
        .map(VariableDeclaration::symbol)
        .filter(symbol -> isIntegrated(plan, symbol) && size(axes, symbol) > MOST)
        .toList();
  }

  private static boolean isIntegrated(Plan plan, Symbol symbol) {
    return plan.treatments().stream()
        .filter(t -> t.of().contains(symbol))
        .map(Treatment::kind)
        .anyMatch(kind -> kind == Treatment.Kind.COLLAPSED || kind == Treatment.Kind.INTEGRATED);
  }

  private static long size(Axes axes, Symbol symbol) {
    return axes.of(symbol).stream().mapToLong(Axis::size).reduce(1, (a, b) -> a * b);
  }
}
