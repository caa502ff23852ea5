package bayes.compiler.plan.sum;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Obstacle;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.sum.Factors.Factor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Whether a latent can be summed out of a model, element by element, and what the sum of one
 * element reads.
 */
final class Analysis {
  /** The most cells of a table for one element of a latent, where the text tells their number. */
  static final long MOST_CELLS = 1_000_000;

  /** The most latents that the sum over another may depend on. */
  static final int MOST_OTHERS = 3;

  private final Rewriting rewriting;
  private final Derivations derivations;
  private final Symbol latent;
  private final Map<Symbol, Values> values;
  private final List<Obstacle> obstacles = new ArrayList<>();
  private boolean hasChildren;

  /**
   * @param values of the latents that may be summed out
   */
  Analysis(
      Rewriting rewriting, Derivations derivations, Symbol latent, Map<Symbol, Values> values) {
    this.rewriting = rewriting;
    this.derivations = derivations;
    this.latent = latent;
    this.values = values;
  }

  /**
   * A term that reads the latent.
   *
   * @param read the element, in the term's own loop variables
   * @param renamed for the term's loop variables: those of the plate
   * @param isInner whether it is part of the sum where it is; others are added up before
   */
  record Part(Factor factor, Element read, Map<Symbol, Expr> renamed, boolean isInner) {
    boolean isDraw() {
      return factor.drawn().isPresent();
    }
  }

  /**
   * What summing a latent out takes.
   *
   * @param others the elements of other latents that the sum over one element depends on, in the
   *     loop variables of the plate
   * @param ofOuter those that the terms depend on which are added up before
   */
  record Result(
      Symbol latent,
      Plate plate,
      List<Part> parts,
      List<Element> others,
      List<Element> ofOuter,
      OptionalLong cells) {
    List<Part> draws() {
      return parts.stream().filter(Part::isDraw).toList();
    }

    /** Whether nothing but its own distribution mentions it. */
    boolean isBarren() {
      return parts.stream().allMatch(Part::isDraw);
    }
  }

  List<Obstacle> obstacles() {
    return obstacles;
  }

  /** Whether other latents that can be summed are drawn given it: they go first. */
  boolean hasChildren() {
    return hasChildren;
  }

  /** How it is summed out, if it can be. */
  Optional<Result> of(List<Factor> factors) {
    List<Factor> own = new ArrayList<>();
    for (Factor factor : factors) {
      if (hides(factor) || !factor.of(latent).isEmpty() || factor.several().contains(latent)) {
        own.add(factor);
        check(factor);
      }
    }
    if (!obstacles.isEmpty() || hasChildren) return Optional.empty();
    List<Factor> draws = own.stream().filter(f -> f.drawn().isPresent()).toList();
    Plate plate = draws.size() == 1 ? Plate.of(draws.get(0)) : Plate.over(latent, rewriting);
    List<Part> parts = own.stream().map(factor -> part(factor, plate)).toList();
    List<Element> others = new ArrayList<>();
    List<Element> ofOuter = new ArrayList<>();
    for (Part part : parts) {
      for (Element element : part.factor().elements()) {
        if (element.symbol().equals(latent)) continue;
        Optional<Element> other = other(part, element);
        if (other.isEmpty()) return Optional.empty();
        add(other.get(), others);
        if (!part.isInner()) add(other.get(), ofOuter);
      }
    }
    OptionalLong cells = cells(others);
    if (others.size() > MOST_OTHERS || cells.orElse(0) > MOST_CELLS) {
      obstacles.add(tooLarge(draws.get(0), others));
      return Optional.empty();
    }
    return Optional.of(new Result(latent, plate, parts, others, ofOuter, cells));
  }

  private static void add(Element element, List<Element> to) {
    if (to.stream().noneMatch(element::isSame)) to.add(element);
  }

  private boolean hides(Factor factor) {
    return factor.opaque().stream()
        .anyMatch(s -> s.equals(latent) || derivations.latentsOf(s).contains(latent));
  }

  private void check(Factor factor) {
    if (hides(factor)) {
      Symbol by = factor.opaque().iterator().next();
      obstacle(factor, "`" + by + "` may depend on any element of it", "reads `" + by + "`");
    } else if (factor.several().contains(latent)) {
      obstacle(factor, "a term reads many of its elements at once", "reads many of them");
    } else if (factor.of(latent).size() > 1) {
      obstacle(factor, "a term reads two of its elements", "reads two of them");
    } else if (factor.of(latent).get(0).indices().stream()
        .anyMatch(index -> !derivations.latentsOf(index).isEmpty())) {
      obstacle(
          factor, "which element a term reads is not known from the data", "reads one of them");
    } else if (factor.drawn().isPresent() && !factor.drawn().get().equals(latent)) {
      Symbol child = factor.drawn().get();
      if (values.containsKey(child)) {
        hasChildren = true;
      } else if (child.type().element() instanceof Type.Real) {
        obstacle(factor, "the latent `" + child + "` is drawn given it", "is continuous");
      } else {
        obstacle(factor, "`" + child + "` is drawn given it, and is not summed out", "stays");
      }
    }
  }

  private void obstacle(Factor factor, String reason, String label) {
    obstacles.add(new Obstacle(reason, factor.term().statement().span(), label));
  }

  private Part part(Factor factor, Plate plate) {
    Element read = factor.of(latent).get(0);
    Optional<Map<Symbol, Expr>> aligned = plate.aligned(factor, read);
    return aligned.isPresent()
        ? new Part(factor, read, aligned.get(), true)
        : new Part(factor, read, plate.inOwnTerms(read), false);
  }

  /** An element of another latent that a term reads, in the loop variables of the plate. */
  private Optional<Element> other(Part part, Element element) {
    Factor factor = part.factor();
    Symbol symbol = element.symbol();
    Set<Symbol> foreign = new HashSet<>();
    factor.binders().forEach(binder -> foreign.add(binder.symbol()));
    foreign.removeAll(part.renamed().keySet());
    boolean isFixed =
        element.free().stream().noneMatch(foreign::contains)
            && element.indices().stream().allMatch(i -> derivations.latentsOf(i).isEmpty());
    if (!isFixed || factor.several().contains(symbol)) {
      obstacle(
          factor,
          "the terms of one of its elements read many of `" + symbol + "`",
          "reads `" + symbol + "`, too");
      return Optional.empty();
    }
    return Optional.of(element.with(part.renamed()));
  }

  private OptionalLong cells(List<Element> others) {
    long cells = 1;
    List<Symbol> all = new ArrayList<>(List.of(latent));
    others.forEach(other -> all.add(other.symbol()));
    for (Symbol symbol : all) {
      OptionalLong count =
          Optional.ofNullable(values.get(symbol)).map(Values::count).orElse(OptionalLong.empty());
      if (count.isEmpty()) return OptionalLong.empty();
      cells = Math.min(cells * Math.max(1, count.getAsLong()), Long.MAX_VALUE / (1L << 32));
    }
    return OptionalLong.of(cells);
  }

  private Obstacle tooLarge(Factor draw, List<Element> others) {
    Map<Symbol, Boolean> names = new HashMap<>();
    others.forEach(other -> names.put(other.symbol(), true));
    return new Obstacle(
        "its sum depends on " + others.size() + " other discrete latents, too many for a table",
        draw.term().statement().span(),
        "meets " + String.join(", ", names.keySet().stream().map(Symbol::name).sorted().toList()));
  }

  /** The statements of a model that draw a latent. */
  static boolean isDrawOf(ModelStatement statement, Symbol latent) {
    return statement instanceof ModelStatement.Draw draw && draw.symbol().equals(latent);
  }
}
