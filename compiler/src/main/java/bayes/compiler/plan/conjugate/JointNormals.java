package bayes.compiler.plan.conjugate;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.Treatment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Normal latents that the means of normal terms are linear in, several at a time: the coefficients
 * of a regression, intercepts with the mean that they are around. Variances are known, or are all a
 * multiple of one that is a latent.
 */
final class JointNormals {
  private final Rewriting before;
  private final Derivations derivations;
  private final Map<Symbol, Cell> members = new LinkedHashMap<>();

  private JointNormals(Rewriting before) {
    this.before = before;
    this.derivations = Derivations.of(before.model());
  }

  /**
   * The model without a latent and those that go with it, if that can be done.
   *
   * @param mayGo what latents may be integrated out
   */
  static Optional<Rewriting> without(
      VariableDeclaration latent, Rewriting before, Predicate<VariableDeclaration> mayGo) {
    JointNormals joint = new JointNormals(before);
    return joint.collect(latent, mayGo) ? joint.rewritten() : Optional.empty();
  }

  /** Finds the latents that are to go together; false if one of them cannot. */
  private boolean collect(VariableDeclaration first, Predicate<VariableDeclaration> mayGo) {
    Deque<Symbol> open = new ArrayDeque<>(List.of(first.symbol()));
    while (!open.isEmpty()) {
      Symbol next = open.remove();
      if (members.containsKey(next)) continue;
      Optional<VariableDeclaration> declaration =
          before.model().variables().stream().filter(v -> v.symbol().equals(next)).findFirst();
      Optional<Cell> cell =
          declaration
              .filter(mayGo)
              .filter(JointNormals::isUnbounded)
              .flatMap(v -> Cell.of(v, derivations));
      if (cell.isEmpty() || !cell.get().event().isEmpty()) return false;
      if (NormalRow.variance(cell.get().prior(), before.library()).isEmpty()) return false;
      members.put(next, cell.get());
      for (Term term : derivations.terms()) {
        if (!reads(term, next)) continue;
        Optional<NormalRow.Written> written =
            NormalRow.Written.of(term, Set.of(next), derivations, before);
        if (written.isEmpty()) return false;
        open.addAll(written.get().latents(derivations));
        if (term.statement() instanceof ModelStatement.Draw draw) open.add(draw.symbol());
      }
    }
    return true;
  }

  private static boolean isUnbounded(VariableDeclaration variable) {
    return variable.support() instanceof Support.Whole
        || (variable.support() instanceof Support.Bounds bounds
            && bounds.lower().isEmpty()
            && bounds.upper().isEmpty());
  }

  private boolean reads(Term term, Symbol latent) {
    return term.statement() instanceof ModelStatement.Draw draw && draw.symbol().equals(latent)
        || Integration.reads(term, latent, derivations);
  }

  private Optional<Rewriting> rewritten() {
    Set<Symbol> latents = members.keySet();
    List<NormalRow> rows = new ArrayList<>();
    for (Term term : derivations.terms()) {
      if (latents.stream().noneMatch(latent -> reads(term, latent))) continue;
      Optional<NormalRow> row = NormalRow.of(term, latents, derivations, before);
      if (row.isEmpty()) return Optional.empty();
      rows.add(row.get());
      if (!row.get().scale().isSame(rows.get(0).scale())) return Optional.empty();
    }
    List<Cell> cells = new ArrayList<>();
    for (VariableDeclaration variable : before.model().variables()) {
      Optional.ofNullable(members.get(variable.symbol())).ifPresent(cells::add);
    }
    NormalEquations equations = new NormalEquations(cells, before);
    Monomial scale = rows.get(0).scale();
    equations.write(rows, scale);
    List<ModelStatement> recovery = equations.recovery(scale);
    Set<ModelStatement> gone = new LinkedHashSet<>();
    rows.forEach(row -> gone.add(row.statement()));
    List<ModelStatement> statements = new ArrayList<>(remaining(gone));
    statements.addAll(equations.statements());
    List<VariableDeclaration> variables = new ArrayList<>(before.model().variables());
    variables.addAll(equations.variables());
    return Optional.of(
        before
            .with(variables, statements)
            .generating(latents, recovery)
            .withDistributions(equations.single(scale))
            .with(treatment(cells)));
  }

  private List<ModelStatement> remaining(Set<ModelStatement> gone) {
    return new StatementRewriter() {
      @Override
      protected List<ModelStatement> statement(ModelStatement statement) {
        return gone.contains(statement) ? List.of() : parts(statement);
      }

      @Override
      public IndexSet set(IndexSet set) {
        return set;
      }
    }.statements(before.model().statements());
  }

  private Treatment treatment(List<Cell> cells) {
    return new Treatment(
        Treatment.Kind.INTEGRATED,
        cells.stream().map(Cell::symbol).toList(),
        "integrated out in closed form, together",
        "they are normal, and the means of all normal terms that read them are linear in them",
        Optional.of("the cube of their number, once when data are bound"),
        List.of());
  }
}
