package bayes.compiler.plan.conjugate;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The posterior distributions of the latents of a model that is known in closed form, and the model
 * that computes their figures from data.
 *
 * @param figures records, for each of the forms, its parameters, mean, sd and quantiles
 */
public record ClosedForms(List<ClosedForm> forms, TypedModel figures) {
  public ClosedForms {
    forms = List.copyOf(forms);
  }

  /** The forms of a model whose latents are all integrated out. */
  public static ClosedForms of(Rewriting known) {
    TypedModel model = known.model();
    Set<Symbol> declared = new HashSet<>();
    Set<Symbol> drawn = new HashSet<>();
    List<VariableDeclaration> kept = new ArrayList<>();
    for (VariableDeclaration variable : model.variables()) {
      declared.add(variable.symbol());
      boolean isGenerated = variable.symbol().role() == Symbol.Role.GENERATED;
      if (isGenerated || variable.dependsOnGenerated()) drawn.add(variable.symbol());
      else kept.add(withRecorded(variable, false));
    }
    List<ModelStatement> statements =
        new ArrayList<>(
            new Selection(declared, false, s -> !drawn.contains(s)).of(model.statements()));
    List<ClosedForm> forms = new ArrayList<>();
    Marginals marginals = new Marginals(drawn, known);
    List<Recovery> recoveries = new ArrayList<>(Recovery.all(model.statements(), known.library()));
    recoveries.addAll(Recovery.all(known.distributions(), known.library()));
    for (Recovery recovery : recoveries) {
      Optional<MarginalForm> form = marginals.of(recovery);
      Optional<String> column = column(recovery.draw().symbol(), known.written());
      if (form.isEmpty() || column.isEmpty()) continue;
      forms.add(new ClosedForm(column.get(), form.get().family(), form.get().names()));
      Terms t = known.terms(recovery.draw().span());
      for (Expr figure : form.get().figures(t, known.library())) {
        Symbol symbol = figure(recovery.draw().symbol(), kept.size(), known);
        kept.add(declaration(symbol));
        statements.addAll(recovery.defining(symbol, form.get().simplex(), figure, known));
      }
    }
    return new ClosedForms(
        forms,
        new TypedModel(model.name(), model.doc(), model.source(), model.sets(), kept, statements));
  }

  /** The name of a latent in draws, if it is recorded. */
  private static Optional<String> column(Symbol symbol, TypedModel written) {
    return written.variables().stream()
        .filter(v -> v.symbol().equals(symbol) && v.symbol().role() == Symbol.Role.LATENT)
        .filter(VariableDeclaration::recorded)
        .map(VariableDeclaration::column)
        .findFirst();
  }

  private static Symbol figure(Symbol latent, int number, Rewriting names) {
    Type type = Type.array(Type.REAL, latent.type().dimensions());
    return names.symbol(
        latent.name() + "?figure" + number, Symbol.Role.DERIVED, type, latent.declared());
  }

  private static VariableDeclaration declaration(Symbol symbol) {
    return new VariableDeclaration(
        symbol,
        Support.WHOLE,
        Optional.empty(),
        false,
        false,
        true,
        symbol.name(),
        Optional.empty());
  }

  private static VariableDeclaration withRecorded(VariableDeclaration v, boolean recorded) {
    return new VariableDeclaration(
        v.symbol(),
        v.support(),
        v.defaultValue(),
        v.dependsOnLatents(),
        v.dependsOnGenerated(),
        recorded,
        v.column(),
        v.doc(),
        v.request());
  }
}
