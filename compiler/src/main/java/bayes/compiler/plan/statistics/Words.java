package bayes.compiler.plan.statistics;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.plan.Obstacle;
import bayes.compiler.plan.Treatment;
import bayes.compiler.plan.Treatment.Form;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a plan says of likelihoods that are functions of statistics. */
final class Words {
  private Words() {}

  /**
   * The variables by which the data decide whether statistics are used.
   *
   * @param groups of the rows
   */
  record Decision(Symbol isUsed, Symbol rows, Symbol groups) {
    Treatment.Choice of(Form form, String otherwise) {
      return new Treatment.Choice(form, isUsed, rows, groups, otherwise);
    }
  }

  /**
   * A likelihood that is a quadratic form.
   *
   * @param choice the variables by which the data decide
   */
  static Treatment ofQuadraticForm(
      Term term, Rows rows, int own, boolean scaleDiffers, Decision choice) {
    String what = of(term) + " is a quadratic form of sums over the data";
    String why =
        own == 0
            ? "its mean is linear in coefficients that all data share"
            : "its mean is linear in coefficients, some of which differ between groups of data";
    if (scaleDiffers) why += ", as does its scale";
    String cost = own == 0 ? "the square of the number of coefficients" : "1 row for each group";
    if (own > 1) cost = own + " rows for each group";
    cost += ", however many data there are; as it is written where that is less";
    return treatment(term, rows, what, why, cost, choice.of(Form.QUADRATIC, plain(term)));
  }

  static Treatment ofDistinctTerms(Term term, Rows rows, List<Keys.Key> keys, Decision choice) {
    String what = of(term) + " is computed once for equal data, times their count";
    String text =
        keys.stream().map(key -> ExprText.of(key.ofRow())).collect(Collectors.joining(", "));
    boolean isOfTable = keys.stream().anyMatch(key -> CellTable.isOfOne(key.ofRow()));
    String why =
        isOfTable
            ? "parts of a table that have the same count and the same prior have the same term"
            : "data that have the same " + text + " have the same density";
    String cost = "1 term for each distinct one; as it is written where most are distinct";
    return treatment(term, rows, what, why, cost, choice.of(Form.MERGED, plain(term)));
  }

  static Treatment ofSharedContexts(Term term, Rows rows, List<Keys.Key> keys, Decision choice) {
    String what = of(term) + " is computed once for each context, then once for each datum in it";
    String text =
        keys.stream().map(key -> ExprText.of(key.ofRow())).collect(Collectors.joining(", "));
    String why =
        keys.isEmpty()
            ? "all data have the same distribution"
            : "data that have the same " + text + " have the same distribution";
    String cost = "1 distribution for each context; as it is written where most are distinct";
    return treatment(term, rows, what, why, cost, choice.of(Form.CONTEXTS, plain(term)));
  }

  /** Why an observed likelihood stays as it is; empty of other terms, and of a single datum's. */
  static Optional<Treatment> ofPlain(Term term, Derivations derivations, String reason) {
    if (!(term.statement() instanceof ModelStatement.Observe observe)) return Optional.empty();
    Set<Symbol> latents = new LinkedHashSet<>();
    for (Symbol symbol : FreeSymbols.of(observe.distribution())) {
      latents.addAll(derivations.latentsOf(symbol));
    }
    if (latents.isEmpty() || reason.equals(NotCompressible.ONE_DATUM)) return Optional.empty();
    return Optional.of(
        new Treatment(
            Treatment.Kind.PLAIN,
            List.copyOf(latents),
            plain(term),
            reason,
            Optional.empty(),
            List.of(new Obstacle(reason, observe.span(), "computed datum by datum"))));
  }

  private static String plain(Term term) {
    return of(term) + " is computed datum by datum";
  }

  private static Treatment treatment(
      Term term, Rows rows, String what, String why, String cost, Treatment.Choice choice) {
    List<Symbol> of = List.copyOf(latents(term, rows));
    return new Treatment(
        Treatment.Kind.COMPRESSED,
        of,
        what,
        why,
        Optional.of(cost),
        List.of(),
        Optional.of(choice));
  }

  private static String of(Term term) {
    ModelStatement statement = term.statement();
    if (statement instanceof ModelStatement.Observe observe) {
      String name = observe.distribution().definition().name();
      String of = observe.variable().map(v -> "`" + v.name() + "`").orElse("what is computed");
      return "the likelihood of " + of + ", `" + name + "`,";
    }
    boolean isFactor = statement instanceof ModelStatement.Factor;
    return isFactor ? "the factor at " + statement.span().place() : "the sum over latents";
  }

  private static Set<Symbol> latents(Term term, Rows rows) {
    Set<Symbol> read = new LinkedHashSet<>();
    ModelStatement statement = term.statement();
    if (statement instanceof ModelStatement.Observe observe) {
      DistributionCall call = observe.distribution();
      read.addAll(FreeSymbols.of(call));
    } else if (statement instanceof ModelStatement.Factor factor) {
      read.addAll(FreeSymbols.of(factor.value()));
    } else if (statement instanceof ModelStatement.Marginal marginal) {
      read.addAll(FreeSymbols.of(marginal.value()));
    }
    Set<Symbol> latents = new LinkedHashSet<>();
    for (Symbol symbol : read) {
      Expr local = rows.locals().get(symbol);
      if (local != null) latents.addAll(rows.derivations().latentsOf(local));
      latents.addAll(rows.derivations().latentsOf(symbol));
    }
    return latents;
  }
}
