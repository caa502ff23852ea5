package bayes.compiler.plan.sum;

import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.plan.Obstacle;
import bayes.compiler.plan.Treatment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What happens to discrete latents, in words. */
final class Explained {
  private Explained() {}

  /** A latent that is summed out. */
  static Treatment summed(Analysis.Result of, Map<Symbol, Values> values) {
    Symbol latent = of.latent();
    if (of.isBarren()) {
      return new Treatment(
          Treatment.Kind.SUMMED,
          List.of(latent),
          "left out, and drawn from its distribution afterwards",
          "no term but its own distribution reads it",
          Optional.of("1 draw for each draw that is kept"),
          List.of());
    }
    boolean isPlate = !latent.type().dimensions().isEmpty();
    Set<Symbol> others = new LinkedHashSet<>();
    of.others().forEach(other -> others.add(other.symbol()));
    String what = isPlate ? "summed out, element by element" : "summed out";
    if (!others.isEmpty()) what += ", for all values of " + names(others);
    String why = "its values are known from the data, and no term reads two of its elements";
    return new Treatment(
        Treatment.Kind.SUMMED,
        List.of(latent),
        what,
        isPlate ? why : "its values are known from the data",
        Optional.of(cost(of, values)),
        List.of());
  }

  private static String names(Set<Symbol> symbols) {
    return symbols.stream().map(s -> "`" + s.name() + "`").collect(Collectors.joining(", "));
  }

  /** How many values are summed over in an evaluation. */
  private static String cost(Analysis.Result of, Map<Symbol, Values> values) {
    List<String> factors = new ArrayList<>();
    factors.add(count(of.latent(), values));
    of.others().forEach(other -> factors.add(count(other.symbol(), values)));
    String cost = String.join(" x ", factors) + " sums of terms";
    List<IndexSet> plate = of.latent().type().dimensions();
    if (plate.isEmpty()) return cost;
    return cost
        + " for each of "
        + plate.stream().map(ExprText::of).collect(Collectors.joining(" x "));
  }

  private static String count(Symbol symbol, Map<Symbol, Values> values) {
    Values of = Objects.requireNonNull(values.get(symbol), symbol::name);
    if (of.count().isPresent()) return Long.toString(of.count().getAsLong());
    return "|" + ExprText.of(of.whole()) + "|";
  }

  /** A latent that stays. */
  static Treatment kept(Symbol latent, List<Obstacle> obstacles) {
    return new Treatment(
        Treatment.Kind.KEPT,
        List.of(latent),
        "not summed out",
        obstacles.get(0).reason(),
        Optional.empty(),
        obstacles);
  }
}
