package bayes.compiler.plan.sum;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.Request;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Obstacle;
import bayes.compiler.plan.Pass;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.Treatment;
import bayes.compiler.plan.sum.Factors.Factor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sums finite discrete latents out, one after the other: first those on which no other depends, of
 * those the one whose sum depends on the fewest others (variable elimination, Koller and Friedman,
 * Probabilistic Graphical Models (2009), chapter 9).
 */
public final class SumPass implements Pass {
  @Override
  public Rewriting apply(Rewriting before) {
    return new Summation(before).run();
  }

  private static final class Summation {
    private final Rewriting before;
    private final Map<Symbol, VariableDeclaration> latents = new LinkedHashMap<>();
    private final Map<Symbol, Values> values = new LinkedHashMap<>();
    private final Map<Symbol, List<Obstacle>> obstacles = new LinkedHashMap<>();

    Summation(Rewriting before) {
      this.before = before;
    }

    Rewriting run() {
      for (VariableDeclaration variable : before.model().variables()) {
        if (isWanted(variable)) latents.put(variable.symbol(), variable);
      }
      findValues();
      if (values.isEmpty()) return explained(before);
      Rewriting now = Normalised.of(before, values.keySet());
      boolean any = false;
      while (!values.isEmpty()) {
        Optional<Rewriting> next = next(now);
        if (next.isEmpty()) break;
        now = next.get();
        any = true;
      }
      return explained(any ? now : before);
    }

    private boolean isWanted(VariableDeclaration variable) {
      Symbol symbol = variable.symbol();
      if (symbol.role() != Symbol.Role.LATENT || symbol.type().element() instanceof Type.Real) {
        return false;
      }
      Optional<Request.Kind> request = variable.request().map(Request::kind);
      boolean isSampled =
          before.treatments().stream()
              .anyMatch(t -> t.kind() == Treatment.Kind.GIBBS && t.of().contains(symbol));
      if (isSampled || request.filter(k -> k == Request.Kind.SAMPLE).isPresent()) return false;
      return before.options().sums();
    }

    /** The values of the latents, as far as they are finite. */
    private void findValues() {
      Derivations derivations = Derivations.of(before.model());
      boolean again = true;
      while (again) {
        again = false;
        for (VariableDeclaration latent : latents.values()) {
          Symbol symbol = latent.symbol();
          if (values.containsKey(symbol)) continue;
          Values.Found found = Values.of(latent, derivations, values, before);
          if (found.values().isPresent()) {
            values.put(symbol, found.values().get());
            obstacles.remove(symbol);
            again = true;
          } else {
            obstacles.put(
                symbol,
                List.of(new Obstacle(found.whyNot(), symbol.declared(), "has no end of values")));
          }
        }
      }
    }

    /** The model without one more latent; none if no other can be summed out. */
    private Optional<Rewriting> next(Rewriting now) {
      while (true) {
        Derivations derivations = Derivations.of(now.model());
        List<Factor> factors = Factors.of(now, derivations, values.keySet());
        Optional<Analysis.Result> best = Optional.empty();
        List<Symbol> hopeless = new ArrayList<>();
        for (Symbol latent : values.keySet()) {
          Analysis analysis = new Analysis(now, derivations, latent, values);
          Optional<Analysis.Result> result = analysis.of(factors);
          if (result.isPresent() && (best.isEmpty() || isBetter(result.get(), best.get()))) {
            best = result;
          }
          if (!analysis.obstacles().isEmpty()) {
            obstacles.put(latent, List.copyOf(analysis.obstacles()));
            hopeless.add(latent);
          }
        }
        if (best.isPresent()) {
          Symbol latent = best.get().latent();
          Elimination elimination = new Elimination(now, best.get(), values);
          Rewriting next = elimination.apply().with(Explained.summed(best.get(), values));
          values.remove(latent);
          obstacles.remove(latent);
          return Optional.of(next);
        }
        if (hopeless.isEmpty()) return Optional.empty();
        hopeless.forEach(values::remove);
      }
    }

    private static boolean isBetter(Analysis.Result one, Analysis.Result other) {
      int byOthers = Integer.compare(one.others().size(), other.others().size());
      if (byOthers != 0) return byOthers < 0;
      return one.cells().orElse(Long.MAX_VALUE) < other.cells().orElse(Long.MAX_VALUE);
    }

    private Rewriting explained(Rewriting now) {
      Rewriting explained = now;
      for (Map.Entry<Symbol, List<Obstacle>> entry : obstacles.entrySet()) {
        explained = explained.with(Explained.kept(entry.getKey(), entry.getValue()));
      }
      return explained;
    }
  }
}
