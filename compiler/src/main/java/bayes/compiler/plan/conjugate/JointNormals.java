package bayes.compiler.plan.conjugate;

import static java.util.stream.Collectors.joining;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Obstacle;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.Treatment;
import bayes.compiler.source.Span;
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
  private Optional<Obstacle> obstacle = Optional.empty();

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

  /** What keeps a latent from being integrated out with those that go with it, if anything does. */
  static Optional<Obstacle> whyNot(VariableDeclaration latent, Rewriting before) {
    JointNormals joint = new JointNormals(before);
    if (joint.collect(latent, v -> true)) joint.rewritten();
    return joint.obstacle;
  }

  private boolean stop(String reason, Span place, String label) {
    obstacle = Optional.of(new Obstacle(reason, place, label));
    return false;
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
      boolean isNormal =
          cell.isPresent()
              && cell.get().event().isEmpty()
              && NormalRow.variance(cell.get().prior(), before.library()).isPresent();
      if (!isNormal) {
        boolean isFirst = next.equals(first.symbol());
        String with = isFirst ? "it" : "it goes together with `" + next.name() + "`, which";
        return stop(
            with + " is not drawn from an unbounded `Normal`, one element at a time",
            next.declared(),
            "declared here");
      }
      members.put(next, cell.get());
      for (Term term : derivations.terms()) {
        if (!reads(term, next)) continue;
        Optional<NormalRow.Written> written =
            NormalRow.Written.of(term, Set.of(next), derivations, before);
        if (written.isEmpty()) {
          return stop(
              name(next, first) + " is read by " + reader(term) + ", not by `Normal` alone",
              term.statement().span(),
              "reads it");
        }
        open.addAll(written.get().latents(derivations));
        if (term.statement() instanceof ModelStatement.Draw draw) open.add(draw.symbol());
      }
    }
    return true;
  }

  private static String name(Symbol symbol, VariableDeclaration first) {
    return symbol.equals(first.symbol()) ? "it" : "`" + symbol.name() + "`, which goes with it,";
  }

  private static String reader(Term term) {
    ModelStatement statement = term.statement();
    if (statement instanceof ModelStatement.Observe observe) {
      return "`" + observe.distribution().definition().name() + "`";
    }
    if (statement instanceof ModelStatement.Draw draw) {
      return "`" + draw.distribution().definition().name() + "`";
    }
    boolean isFactor = statement instanceof ModelStatement.Factor;
    return isFactor ? "a `factor`" : "what is left of other latents";
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
      Span place = term.statement().span();
      String all = latents.stream().map(s -> "`" + s.name() + "`").collect(joining(", "));
      if (row.isEmpty()) {
        stop("its mean is not linear in " + all + ", with what is known", place, "reads them");
        return Optional.empty();
      }
      rows.add(row.get());
      if (!row.get().scale().isSame(rows.get(0).scale())) {
        stop(
            "the variances of what reads " + all + " are not known multiples of one",
            place,
            "has another variance");
        return Optional.empty();
      }
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
