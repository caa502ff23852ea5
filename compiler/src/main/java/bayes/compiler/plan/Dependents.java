package bayes.compiler.plan;

import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The variables that are defined from some others by {@code let}, directly or not. */
public final class Dependents {
  private final Set<Symbol> sources;
  private final Set<Symbol> found = new LinkedHashSet<>();

  private Dependents(Collection<Symbol> sources) {
    this.sources = new HashSet<>(sources);
  }

  public static Set<Symbol> of(List<ModelStatement> statements, Collection<Symbol> sources) {
    Dependents dependents = new Dependents(sources);
    int before;
    do {
      before = dependents.found.size();
      dependents.visit(statements, false);
    } while (dependents.found.size() > before);
    return dependents.found;
  }

  private void visit(List<ModelStatement> statements, boolean within) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.Define define) {
        boolean reads = within || isReadBy(FreeSymbols.of(define.value()));
        for (var index : define.indices()) reads |= isReadBy(FreeSymbols.of(index));
        if (reads) found.add(define.symbol());
      } else if (statement instanceof ModelStatement.Accumulate sum) {
        boolean reads = within || isReadBy(FreeSymbols.of(sum.value()));
        for (var index : sum.indices()) reads |= isReadBy(FreeSymbols.of(index));
        if (reads) found.add(sum.symbol());
      } else if (statement instanceof ModelStatement.For loop) {
        visit(loop.body(), within || isReadBy(FreeSymbols.of(loop.binder().set())));
      } else if (statement instanceof ModelStatement.If branch) {
        boolean reads = within || isReadBy(FreeSymbols.of(branch.condition()));
        visit(branch.then(), reads);
        visit(branch.otherwise(), reads);
      }
    }
  }

  private boolean isReadBy(Set<Symbol> read) {
    return read.stream().anyMatch(s -> sources.contains(s) || found.contains(s));
  }
}
