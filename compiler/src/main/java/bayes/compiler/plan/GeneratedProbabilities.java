package bayes.compiler.plan;

import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts beside each random {@code generate} of finitely many values the probabilities of all of
 * them: {@code generate x ~ D} has, given a draw of the latents, the probabilities {@code
 * exp(log_density(D, v))}, whose mean over the posterior is the posterior predictive distribution.
 */
public final class GeneratedProbabilities {
  private final TypedModel model;
  private final List<Generate> generates;

  private GeneratedProbabilities(TypedModel model, List<Generate> generates) {
    this.model = model;
    this.generates = List.copyOf(generates);
  }

  /**
   * A variable that is generated, and its probabilities.
   *
   * @param array over the variable's own dimensions, then its values
   * @param readsDraws whether its distribution depends on what else is generated, so that the
   *     probabilities are those given that, and not given the latents alone
   */
  public record Generate(
      VariableDeclaration variable, VariableDeclaration array, boolean readsDraws) {}

  /** The model with the probabilities, which are recorded; the model itself if there are none. */
  public TypedModel model() {
    return model;
  }

  /** In the order of the model. */
  public List<Generate> generates() {
    return generates;
  }

  /**
   * Those of a model as it is written.
   *
   * @param replicates whether what is observed is drawn anew, too, so that what reads it depends on
   *     draws; else nothing is observed, and data are as they are given
   */
  public static GeneratedProbabilities of(
      TypedModel written, StandardLibrary library, boolean replicates) {
    TypedModel model = replicates ? written : withoutTerms(written);
    Rewriting rewriting = Rewriting.of(model, PlanOptions.asWritten(), library);
    Set<Symbol> computed = new HashSet<>();
    Map<Symbol, Set<Symbol>> reads = new LinkedHashMap<>();
    visit(written.statements(), Set.of(), computed, reads);
    Map<Symbol, Symbol> arrays = new LinkedHashMap<>();
    Map<Symbol, IndexSet> values = new LinkedHashMap<>();
    for (VariableDeclaration variable : written.variables()) {
      Symbol symbol = variable.symbol();
      boolean isDrawn = reads.containsKey(symbol) && !computed.contains(symbol);
      if (symbol.role() != Symbol.Role.GENERATED || !variable.recorded() || !isDrawn) continue;
      Optional<IndexSet> set = Probabilities.values(variable, rewriting.terms(symbol.declared()));
      if (set.isEmpty()) continue;
      List<IndexSet> dimensions = new ArrayList<>(symbol.type().dimensions());
      dimensions.add(set.get());
      values.put(symbol, set.get());
      arrays.put(
          symbol,
          rewriting.symbol(
              symbol.name() + "?probabilities",
              Symbol.Role.GENERATED,
              Type.array(Type.REAL, dimensions),
              symbol.declared()));
    }
    return of(rewriting, arrays, values, reads);
  }

  private static TypedModel withoutTerms(TypedModel model) {
    Set<Symbol> declared = new HashSet<>();
    model.variables().forEach(v -> declared.add(v.symbol()));
    List<ModelStatement> statements =
        new Selection(declared, false, s -> true).of(model.statements());
    return new TypedModel(
        model.name(), model.doc(), model.source(), model.sets(), model.variables(), statements);
  }

  private static GeneratedProbabilities of(
      Rewriting rewriting,
      Map<Symbol, Symbol> arrays,
      Map<Symbol, IndexSet> values,
      Map<Symbol, Set<Symbol>> reads) {
    Probabilities.Insertion insertion = new Probabilities.Insertion(rewriting, arrays, values);
    List<ModelStatement> statements = insertion.statements(rewriting.model().statements());
    Set<Symbol> generated = generated(rewriting.model());
    List<VariableDeclaration> variables = new ArrayList<>(rewriting.model().variables());
    List<Generate> all = new ArrayList<>();
    for (VariableDeclaration variable : rewriting.model().variables()) {
      Symbol array = arrays.get(variable.symbol());
      if (array == null || !insertion.drawn().contains(variable.symbol())) continue;
      VariableDeclaration declaration =
          new VariableDeclaration(
              array,
              Support.WHOLE,
              Optional.empty(),
              true,
              true,
              true,
              array.name(),
              Optional.empty());
      variables.add(declaration);
      Set<Symbol> read = reads.getOrDefault(variable.symbol(), Set.of());
      all.add(new Generate(variable, declaration, read.stream().anyMatch(generated::contains)));
    }
    return all.isEmpty()
        ? new GeneratedProbabilities(rewriting.model(), List.of())
        : new GeneratedProbabilities(rewriting.with(variables, statements).model(), all);
  }

  /** What is drawn beside the latents, or defined from it. */
  private static Set<Symbol> generated(TypedModel model) {
    Set<Symbol> all = new HashSet<>();
    for (VariableDeclaration variable : model.variables()) {
      boolean isGenerated = variable.symbol().role() == Symbol.Role.GENERATED;
      if (isGenerated || variable.dependsOnGenerated()) all.add(variable.symbol());
    }
    all.addAll(Simulation.of(model).written());
    all.addAll(Dependents.of(model.statements(), all));
    return all;
  }

  /** What draws read, with all that they stand in, and what is computed rather than drawn. */
  private static void visit(
      List<ModelStatement> statements,
      Set<Symbol> around,
      Set<Symbol> computed,
      Map<Symbol, Set<Symbol>> reads) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.For loop) {
        visit(loop.body(), with(around, FreeSymbols.of(loop.binder().set())), computed, reads);
      } else if (statement instanceof ModelStatement.If branch) {
        Set<Symbol> within = with(around, FreeSymbols.of(branch.condition()));
        visit(branch.then(), within, computed, reads);
        visit(branch.otherwise(), within, computed, reads);
      } else if (statement instanceof ModelStatement.Define define) {
        computed.add(define.symbol());
      } else if (statement instanceof ModelStatement.Draw draw) {
        Set<Symbol> read = reads.computeIfAbsent(draw.symbol(), s -> new LinkedHashSet<>());
        read.addAll(around);
        read.addAll(FreeSymbols.of(draw.distribution()));
      }
    }
  }

  private static Set<Symbol> with(Set<Symbol> some, Set<Symbol> more) {
    Set<Symbol> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return all;
  }
}
