package bayes.compiler.lower;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.graph.Mention;
import bayes.compiler.graph.Mentions;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.Plan.PlannedLatent;
import bayes.compiler.program.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a plan to the programs of its single latents. */
final class LocalLowering {
  private final Plan plan;
  private final List<Input> inputs;
  private final Derivations derivations;
  private final Set<Symbol> discrete = new HashSet<>();
  private final Set<Symbol> continuous = new HashSet<>();
  private final List<VariableDeclaration> kept = new ArrayList<>();

  LocalLowering(Plan plan, List<Input> inputs) {
    this.plan = plan;
    this.inputs = inputs;
    this.derivations = Derivations.of(plan.model());
    for (PlannedLatent latent : plan.latents()) {
      Symbol symbol = latent.variable().symbol();
      (symbol.type().element() instanceof Type.Real ? continuous : discrete).add(symbol);
    }
    for (VariableDeclaration variable : plan.model().variables()) {
      if (isKept(variable)) kept.add(variable);
    }
  }

  /** Whether it changes with one kind of latents alone, and so not while the others move. */
  private boolean isKept(VariableDeclaration variable) {
    if (variable.symbol().role() != Symbol.Role.DERIVED) return false;
    if (!variable.dependsOnLatents() || variable.dependsOnGenerated()) return false;
    Set<Symbol> latents = derivations.latentsOf(variable.symbol());
    return !latents.isEmpty()
        && ((continuous.containsAll(latents) && !discrete.isEmpty())
            || discrete.containsAll(latents));
  }

  LocalPrograms lower() {
    Map<Symbol, LocalPrograms.OfLatent> latents = new LinkedHashMap<>();
    for (PlannedLatent latent : plan.latents()) {
      Symbol symbol = latent.variable().symbol();
      Optional<Integer> plate = plate(symbol);
      if (plate.isPresent() && !movesOthers(symbol)) {
        tryOfLatent(latent, plate.get()).ifPresent(programs -> latents.put(symbol, programs));
      }
    }
    return new LocalPrograms(kept, values(), latents);
  }

  /** The number of dimensions of a plate, if all draws of the latent agree. */
  private Optional<Integer> plate(Symbol latent) {
    Set<Integer> plates = new HashSet<>();
    for (Term term : derivations.terms()) {
      if (term.statement() instanceof ModelStatement.Draw draw && draw.symbol().equals(latent)) {
        if (draw.nonCentred().isPresent()) return Optional.empty();
        plates.add(draw.indices().size());
      }
    }
    return plates.size() == 1 ? Optional.of(plates.iterator().next()) : Optional.empty();
  }

  /** Whether the values of other latents change with it while their coordinates stay. */
  private boolean movesOthers(Symbol latent) {
    for (PlannedLatent other : plan.latents()) {
      if (other.variable().support() instanceof Support.Bounds bounds
          && other.variable().symbol().type().element() instanceof Type.Real) {
        if (bounds.lower().filter(b -> reads(b.value(), latent)).isPresent()) return true;
        if (bounds.upper().filter(b -> reads(b.value(), latent)).isPresent()) return true;
      }
    }
    for (Term term : derivations.terms()) {
      if (term.statement() instanceof ModelStatement.Draw draw && draw.nonCentred().isPresent()) {
        if (reads(draw.nonCentred().get().location(), latent)) return true;
        if (reads(draw.nonCentred().get().scale(), latent)) return true;
      }
    }
    return false;
  }

  private boolean reads(Expr expr, Symbol latent) {
    return derivations.latentsOf(expr).contains(latent);
  }

  private Program values() {
    Purpose purpose = Purpose.VALUES;
    List<VariableDeclaration> written = new ArrayList<>();
    plan.latents().forEach(latent -> written.add(latent.variable()));
    written.addAll(kept);
    Set<Symbol> wanted = new LinkedHashSet<>();
    written.forEach(variable -> wanted.add(variable.symbol()));
    Set<Symbol> needed = Needs.of(plan.model(), purpose, wanted, Set.of());
    return DataChecks.without(new ModelLowering(plan, inputs, purpose, needed).values(written));
  }

  /** None where the number of a term's iterations is not known before: then all terms are run. */
  private Optional<LocalPrograms.OfLatent> tryOfLatent(PlannedLatent latent, int plate) {
    try {
      return Optional.of(ofLatent(latent, plate));
    } catch (Unsupported e) {
      return Optional.empty();
    }
  }

  private LocalPrograms.OfLatent ofLatent(PlannedLatent latent, int plate) {
    Symbol symbol = latent.variable().symbol();
    int event = symbol.type().dimensions().size() - plate;
    boolean isPlain = latent.transform() == Plan.Transform.IDENTITY;
    ModelLowering.TermsOfOne terms = terms(symbol, plate);
    return new LocalPrograms.OfLatent(
        event,
        isPlain ? Optional.empty() : Optional.of(place(symbol, plate)),
        DataChecks.without(terms.program()),
        terms.tables());
  }

  private Program place(Symbol latent, int plate) {
    Purpose purpose = Purpose.PLACE;
    Set<Symbol> needed = Needs.of(plan.model(), purpose, Set.of(), Set.of());
    return DataChecks.without(
        new ModelLowering(plan, inputs, purpose, needed).place(latent, plate));
  }

  private ModelLowering.TermsOfOne terms(Symbol latent, int plate) {
    List<Blanket> blankets = new ArrayList<>();
    Set<Symbol> read = new LinkedHashSet<>();
    for (Term term : derivations.terms()) {
      List<Mention> mentions = Mentions.of(latent, plate, term, derivations);
      if (mentions.isEmpty()) continue;
      blankets.add(new Blanket(term, mentions));
      readBy(term, mentions, read);
    }
    Set<Symbol> moving = discrete.contains(latent) ? discrete : continuous;
    Set<Symbol> still = new HashSet<>();
    for (VariableDeclaration variable : kept) {
      Set<Symbol> latents = derivations.latentsOf(variable.symbol());
      if (latents.stream().noneMatch(moving::contains)) still.add(variable.symbol());
    }
    Purpose purpose = Purpose.TERMS_OF_ONE;
    Set<Symbol> needed = new HashSet<>(Needs.of(plan.model(), purpose, read, still));
    List<Derivations.Definition> byElement = new ArrayList<>();
    for (VariableDeclaration variable : plan.model().variables()) {
      Symbol symbol = variable.symbol();
      if (!needed.contains(symbol) || still.contains(symbol)) continue;
      if (derivations.latentsOf(symbol).isEmpty()) continue;
      derivations.byElement(symbol).ifPresent(byElement::add);
    }
    byElement.forEach(definition -> needed.remove(definition.define().symbol()));
    return new ModelLowering(plan, inputs, purpose, needed)
        .terms(new Neighbourhood(latent, plate, blankets, kept, still, byElement));
  }

  /** What computing a term reads. */
  private static void readBy(Term term, List<Mention> mentions, Set<Symbol> read) {
    for (Step step : term.path()) {
      if (step instanceof Step.Loop loop) {
        read.addAll(FreeSymbols.of(loop.loop().binder().set()));
      } else if (step instanceof Step.Branch branch) {
        read.addAll(FreeSymbols.of(branch.branch().condition()));
      }
    }
    if (term.statement() instanceof ModelStatement.Draw draw) {
      draw.indices().forEach(index -> read.addAll(FreeSymbols.of(index)));
      read.addAll(FreeSymbols.of(draw.distribution()));
    } else if (term.statement() instanceof ModelStatement.Observe observe) {
      read.addAll(FreeSymbols.of(observe.target()));
      read.addAll(FreeSymbols.of(observe.distribution()));
    } else if (term.statement() instanceof ModelStatement.Factor factor) {
      read.addAll(FreeSymbols.of(factor.value()));
    } else if (term.statement() instanceof ModelStatement.Marginal marginal) {
      read.addAll(FreeSymbols.of(marginal.value()));
    }
    for (Mention mention : mentions) {
      mention.indices().forEach(i -> i.ifPresent(index -> read.addAll(FreeSymbols.of(index))));
    }
  }
}
