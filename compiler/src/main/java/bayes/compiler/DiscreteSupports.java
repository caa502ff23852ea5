package bayes.compiler;

import bayes.compiler.bind.BoundArray;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.draws.RecordedVariable.Axis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The values that each element of the discrete latents can have, as far as the data tell: a bound
 * that depends on latents is none here.
 */
final class DiscreteSupports {
  private final Axes axes;
  private final Set<Symbol> varying = new HashSet<>();
  private final List<Integer> lower = new ArrayList<>();
  private final List<Integer> upper = new ArrayList<>();

  private DiscreteSupports(Plan plan, Axes axes) {
    this.axes = axes;
    for (VariableDeclaration variable : plan.model().variables()) {
      boolean isLatent = variable.symbol().role() == Symbol.Role.LATENT;
      if (isLatent || variable.dependsOnLatents()) varying.add(variable.symbol());
    }
  }

  /** The sites of the discrete latents, the last ones of {@code dimension} coordinates. */
  static DiscreteSites of(Plan plan, Axes axes, int dimension) {
    DiscreteSupports supports = new DiscreteSupports(plan, axes);
    for (Plan.Block block : plan.blocks()) {
      if (block instanceof Plan.Block.Discrete) {
        block.latents().forEach(latent -> supports.add(latent.variable()));
      }
    }
    int count = supports.lower.size();
    return DiscreteSites.of(
        dimension - count,
        supports.lower.stream().mapToInt(Integer::intValue).toArray(),
        supports.upper.stream().mapToInt(Integer::intValue).toArray());
  }

  private void add(VariableDeclaration variable) {
    Symbol symbol = variable.symbol();
    int count = axes.of(symbol).stream().mapToInt(Axis::size).reduce(1, Math::multiplyExact);
    Type element = symbol.type().element();
    if (element instanceof Type.Bool) {
      for (int i = 0; i < count; i++) site(0, 1);
    } else if (element instanceof Type.Member member) {
      int first = axes.first(member.set());
      int last = first + axes.axis(member.set()).size() - 1;
      for (int i = 0; i < count; i++) site(first, last);
    } else {
      Optional<BoundArray> below = bound(variable.support(), true);
      Optional<BoundArray> above = bound(variable.support(), false);
      for (int i = 0; i < count; i++) {
        site(at(below, i, DiscreteSites.NO_LOWER), at(above, i, DiscreteSites.NO_UPPER));
      }
    }
  }

  /** A site without any value has density zero at the one that is tried. */
  private void site(int from, int to) {
    lower.add(from);
    upper.add(Math.max(from, to));
  }

  private static int at(Optional<BoundArray> bound, int element, int otherwise) {
    return bound.map(b -> (int) b.get(b.length() == 1 ? 0 : element)).orElse(otherwise);
  }

  private Optional<BoundArray> bound(Support support, boolean isLower) {
    if (!(support instanceof Support.Bounds bounds)) return Optional.empty();
    Optional<Support.Bound> bound = isLower ? bounds.lower() : bounds.upper();
    return bound
        .map(Support.Bound::value)
        .filter(this::isFromData)
        .map(axes::evaluate)
        .filter(value -> value.length() > 0);
  }

  private boolean isFromData(Expr value) {
    return FreeSymbols.of(value).stream().noneMatch(varying::contains);
  }
}
