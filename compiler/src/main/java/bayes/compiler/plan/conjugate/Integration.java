package bayes.compiler.plan.conjugate;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Request;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.Treatment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Integrates one latent after the other, the last that was declared first. */
final class Integration {
  /** Models with more declarations of latents than this are not looked at for a closed form. */
  private static final int MOST_LATENTS = 200;

  private Integration() {}

  /** Which of the latents that can be integrated out are. */
  enum Extent {
    /** All of them. */
    ALL,
    /**
     * Those of which it is asked, those around discrete latents that are sampled, and tables that
     * are as large as data make them.
     */
    ASKED;

    boolean takes(VariableDeclaration variable, List<Reading> readings, Workspace workspace) {
      return this == ALL
          || isAsked(variable)
          || OpenTables.isOne(variable)
          || readings.stream().anyMatch(workspace::isUnderGibbs);
    }
  }

  /** The model without the latents that have been integrated out. */
  static Rewriting of(Rewriting before, Extent extent) {
    Rewriting after = before;
    List<VariableDeclaration> latents =
        new ArrayList<>(before.model().variables().stream().filter(Integration::isLatent).toList());
    boolean hasGibbs = before.treatments().stream().anyMatch(t -> t.kind() == Treatment.Kind.GIBBS);
    // What is declared later may depend on what is declared before.
    for (int i = latents.size() - 1; i >= 0; i--) {
      VariableDeclaration latent = latents.get(i);
      if (extent == Extent.ASKED && !hasGibbs && !isAsked(latent) && !OpenTables.isOne(latent)) {
        continue;
      }
      after = without(latent, after, extent).orElse(after);
    }
    return after;
  }

  /** The model without any latent, if all of them can be integrated out. */
  static Optional<Rewriting> ofAll(Rewriting before) {
    return ofAll(before, List.of());
  }

  /** The model without any latent but those that are given, if all others can be integrated out. */
  static Optional<Rewriting> ofAll(Rewriting before, List<VariableDeclaration> given) {
    List<VariableDeclaration> latents =
        before.model().variables().stream()
            .filter(Integration::isLatent)
            .filter(v -> !given.contains(v))
            .toList();
    // Each one rewrites the whole model.
    if (latents.size() > MOST_LATENTS) return Optional.empty();
    Rewriting after = before;
    List<VariableDeclaration> left = new ArrayList<>(latents);
    boolean isSmaller = true;
    // One may stand in the way of another, whatever their order.
    while (isSmaller && !left.isEmpty()) {
      isSmaller = false;
      for (int i = left.size() - 1; i >= 0; i = Math.min(i, left.size()) - 1) {
        Optional<Rewriting> next = without(left.get(i), after, Extent.ALL);
        if (next.isEmpty() && !isOfFamily(left.get(i), after)) return Optional.empty();
        if (next.isEmpty()) continue;
        after = next.get();
        left.removeIf(isGone(after));
        isSmaller = true;
      }
    }
    return left.isEmpty() ? Optional.of(after) : Optional.empty();
  }

  /** Whether the prior is of a family that has closed forms. */
  private static boolean isOfFamily(VariableDeclaration variable, Rewriting before) {
    return Cell.of(variable, Derivations.of(before.model()))
        .filter(cell -> family(cell, before).isPresent())
        .isPresent();
  }

  /** The family of a prior, if it is of one. */
  static Optional<Family> family(Cell cell, Rewriting before) {
    return families(before.library()).stream()
        .filter(f -> f.isOf(cell, before.terms(cell.draw().span())))
        .findFirst();
  }

  /** Whether a latent can be integrated out of what is left, whether it is asked for or not. */
  static boolean isPossible(VariableDeclaration variable, Rewriting before) {
    return without(variable, before, Extent.ALL).isPresent();
  }

  private static Predicate<VariableDeclaration> isGone(Rewriting after) {
    return v ->
        after.model().variables().stream()
            .noneMatch(now -> now.symbol().equals(v.symbol()) && isLatent(now));
  }

  private static boolean isAsked(VariableDeclaration variable) {
    return variable.request().filter(r -> r.kind() == Request.Kind.MARGINALIZE).isPresent();
  }

  /** Whether no latent is left. */
  static boolean isComplete(Rewriting after) {
    return after.model().variables().stream().noneMatch(Integration::isLatent);
  }

  private static boolean isLatent(VariableDeclaration variable) {
    return variable.symbol().role() == Symbol.Role.LATENT;
  }

  /** The model without a latent, if it can be integrated out. */
  private static Optional<Rewriting> without(
      VariableDeclaration variable, Rewriting before, Extent extent) {
    Derivations derivations = Derivations.of(before.model());
    Predicate<VariableDeclaration> mayGo =
        v ->
            v.request().filter(r -> r.kind() == Request.Kind.SAMPLE).isEmpty()
                && boundedBy(v.symbol(), derivations, before).isEmpty();
    if (!mayGo.test(variable)) return Optional.empty();
    Predicate<VariableDeclaration> isWanted = v -> extent == Extent.ALL || isAsked(v);
    return alone(variable, before, extent, derivations)
        .or(() -> JointNormals.without(variable, before, mayGo.and(isWanted)));
  }

  private static Optional<Rewriting> alone(
      VariableDeclaration variable, Rewriting before, Extent extent, Derivations derivations) {
    Optional<Cell> cell = Cell.of(variable, derivations);
    if (cell.isEmpty()) return Optional.empty();
    Set<Symbol> gibbs = given(before);
    Optional<List<Reading>> readings = readings(cell.get(), derivations, gibbs, before);
    if (readings.isEmpty()) return Optional.empty();
    for (Family family : families(before.library())) {
      Workspace workspace = new Workspace(before, derivations, cell.get(), gibbs);
      Optional<List<ModelStatement>> recovery = family.integrate(readings.get(), workspace);
      if (recovery.isPresent()) {
        if (!extent.takes(variable, readings.get(), workspace)) return Optional.empty();
        return Optional.of(rewritten(before, workspace, recovery.get(), readings.get()));
      }
    }
    return Optional.empty();
  }

  /** The discrete latents given which all else is integrated out. */
  static Set<Symbol> given(Rewriting before) {
    Set<Symbol> given = new HashSet<>();
    for (Treatment treatment : before.treatments()) {
      boolean isGiven =
          treatment.kind() == Treatment.Kind.GIBBS || treatment.kind() == Treatment.Kind.ENUMERATED;
      if (isGiven) given.addAll(treatment.of());
    }
    return given;
  }

  /** What has a latent in its bounds, if anything has. */
  static Optional<VariableDeclaration> boundedBy(
      Symbol latent, Derivations derivations, Rewriting before) {
    for (VariableDeclaration variable : before.model().variables()) {
      if (!(variable.support() instanceof Support.Bounds bounds)) continue;
      List<Support.Bound> all = new ArrayList<>();
      bounds.lower().ifPresent(all::add);
      bounds.upper().ifPresent(all::add);
      for (Support.Bound bound : all) {
        if (derivations.latentsOf(bound.value()).contains(latent)) return Optional.of(variable);
      }
    }
    return Optional.empty();
  }

  private static List<Family> families(StandardLibrary library) {
    return List.of(
        new PairFamily(library), new DirichletFamily(library), new NormalFamily(library));
  }

  /**
   * The terms that read a latent; empty if one of them has no closed form, or something else does.
   */
  private static Optional<List<Reading>> readings(
      Cell cell, Derivations derivations, Set<Symbol> gibbs, Rewriting before) {
    List<Reading> readings = new ArrayList<>();
    for (Term term : derivations.terms()) {
      if (term.statement() == cell.draw() || !reads(term, cell.symbol(), derivations)) continue;
      Optional<Reading> reading =
          Reading.of(term, cell, derivations, gibbs, before.terms(cell.draw().span()));
      if (reading.isEmpty()) return Optional.empty();
      readings.add(reading.get());
    }
    return Optional.of(readings);
  }

  static boolean reads(Term term, Symbol latent, Derivations derivations) {
    Set<Symbol> read = new LinkedHashSet<>();
    ModelStatement statement = term.statement();
    if (statement instanceof ModelStatement.Draw draw) {
      draw.indices().forEach(i -> read.addAll(FreeSymbols.of(i)));
      read.addAll(FreeSymbols.of(draw.distribution()));
    } else if (statement instanceof ModelStatement.Observe observe) {
      read.addAll(FreeSymbols.of(observe.target()));
      read.addAll(FreeSymbols.of(observe.distribution()));
    } else if (statement instanceof ModelStatement.Factor factor) {
      read.addAll(FreeSymbols.of(factor.value()));
    } else if (statement instanceof ModelStatement.Marginal marginal) {
      read.addAll(FreeSymbols.of(marginal.value()));
      marginal.prior().ifPresent(p -> read.addAll(FreeSymbols.of(p)));
    }
    return read.stream().anyMatch(s -> derivations.latentsOf(s).contains(latent))
        || new Surroundings(term.path(), derivations).reads(latent);
  }

  /** What its integral costs, and when. */
  private static String cost(Workspace workspace, List<Reading> readings, boolean isCollapsed) {
    if (readings.isEmpty()) return "1 draw for each draw that is kept";
    if (workspace.isSparse()) {
      return "a term for each cell and each row that occur, or for those that differ";
    }
    List<String> sizes = new ArrayList<>();
    for (IndexSet set : workspace.cell().plate()) sizes.add("|" + ExprText.of(set) + "|");
    String terms = sizes.isEmpty() ? "1 term" : String.join(" * ", sizes) + " terms";
    boolean changes =
        isCollapsed
            || workspace.variables().stream().anyMatch(VariableDeclaration::dependsOnLatents);
    String sums = changes ? "sums that are made in each evaluation" : "sums that are made once";
    return terms + ", of " + sums;
  }

  private static Rewriting rewritten(
      Rewriting before,
      Workspace workspace,
      List<ModelStatement> recovery,
      List<Reading> readings) {
    Cell cell = workspace.cell();
    List<ModelStatement> statements =
        new ArrayList<>(
            new StatementRewriter() {
              @Override
              protected List<ModelStatement> statement(ModelStatement statement) {
                return workspace.replaced().contains(statement) ? List.of() : parts(statement);
              }

              @Override
              public IndexSet set(IndexSet set) {
                return set;
              }
            }.statements(before.model().statements()));
    statements.addAll(workspace.statements());
    List<VariableDeclaration> variables = new ArrayList<>(before.model().variables());
    variables.addAll(workspace.variables());
    boolean isCollapsed = readings.stream().anyMatch(workspace::isUnderGibbs);
    Treatment treatment =
        new Treatment(
            isCollapsed ? Treatment.Kind.COLLAPSED : Treatment.Kind.INTEGRATED,
            List.of(cell.symbol()),
            readings.isEmpty()
                ? "drawn from its distribution: nothing that is observed depends on it"
                : "integrated out in closed form",
            readings.isEmpty()
                ? "its posterior, given all others, is its prior"
                : cell.prior().definition().name()
                    + " is conjugate to every term that reads it, and what they tell of it is kept"
                    + (workspace.isSparse()
                        ? " as counts of the cells that occur in the data"
                        : " as sums"),
            Optional.of(cost(workspace, readings, isCollapsed)),
            List.of());
    Rewriting after =
        before
            .with(variables, statements)
            .generating(List.of(cell.symbol()), recovery)
            .with(treatment);
    return workspace
        .onDemand()
        .map(o -> after.with(after.model().variables(), o.statements(after.model().statements())))
        .orElse(after);
  }
}
