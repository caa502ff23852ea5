package bayes.compiler.plan.statistics;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Terms;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Pass;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.Treatment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes likelihoods as functions of statistics of the data, which are computed once when data are
 * bound. Whether that is less work, and loses no digits, the data decide then: the statements as
 * they were stay beside, in a loop that is empty where the statistics are used.
 */
public final class StatisticsPass implements Pass {
  @Override
  public Rewriting apply(Rewriting before) {
    if (!before.options().statistics()) return before;
    Derivations derivations = Derivations.of(before.model());
    Rewriting after = before;
    List<Treatment> plain = new ArrayList<>();
    List<VariableDeclaration> variables = new ArrayList<>(before.model().variables());
    List<ModelStatement> statements = new ArrayList<>();
    for (ModelStatement statement : before.model().statements()) {
      Set<ModelStatement> removed = Collections.newSetFromMap(new IdentityHashMap<>());
      List<ModelStatement> added = new ArrayList<>();
      for (Term term : derivations.terms()) {
        if (!isIn(term, statement)) continue;
        Optional<Compressed> compressed;
        try {
          compressed = compressed(term, derivations, after);
        } catch (NotCompressible reason) {
          plain.addAll(Words.ofPlain(term, derivations, reason.reason()).stream().toList());
          continue;
        }
        if (compressed.isEmpty()) continue;
        removed.add(term.statement());
        variables.addAll(compressed.get().variables());
        added.addAll(compressed.get().statements());
        after = after.with(compressed.get().treatment());
      }
      if (removed.isEmpty()) statements.add(statement);
      else statements.addAll(without(removed, statement));
      statements.addAll(added);
    }
    if (after != before) after = after.with(variables, statements);
    for (Treatment treatment : plain) after = after.with(treatment);
    return after;
  }

  private static boolean isIn(Term term, ModelStatement top) {
    if (term.path().isEmpty()) return false;
    Step first = term.path().get(0);
    if (first instanceof Step.Loop loop) return loop.loop() == top;
    return first instanceof Step.Branch branch && branch.branch() == top;
  }

  /**
   * A term as a function of statistics; empty of the draws of latents.
   *
   * @throws NotCompressible if it is none
   */
  private static Optional<Compressed> compressed(
      Term term, Derivations derivations, Rewriting rewriting) {
    ModelStatement statement = term.statement();
    if (statement instanceof ModelStatement.Draw) return Optional.empty();
    Terms terms = rewriting.terms(statement.span());
    Optional<Compressed> shared = SharedContexts.of(term, derivations, terms, rewriting);
    if (shared.isPresent()) return shared;
    Rows rows = Rows.of(term, derivations, terms);
    Optional<Gaussian> gaussian =
        statement instanceof ModelStatement.Observe observe
            ? Gaussian.of(observe, rewriting.library(), terms)
            : Optional.empty();
    return Optional.of(
        gaussian.isPresent()
            ? GaussianStatistics.of(term, rows, gaussian.get(), rewriting)
            : DistinctTerms.of(term, rows, rewriting));
  }

  private static List<ModelStatement> without(Set<ModelStatement> removed, ModelStatement from) {
    return new StatementRewriter() {
      @Override
      protected List<ModelStatement> statement(ModelStatement statement) {
        return removed.contains(statement) ? List.of() : parts(statement);
      }
    }.statements(List.of(from));
  }
}
