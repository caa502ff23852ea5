package bayes.compiler.plan;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model on its way through the passes of a plan.
 *
 * @param written as the user wrote it
 * @param model what the passes so far have made of it
 * @param treatments what they did
 * @param marginals of a latent that was summed out, the generated array of the probabilities of its
 *     values: its own dimensions, then its support
 * @param distributions of latents that were integrated out together: for each of them a draw of one
 *     element alone, with the loops around it
 * @param refusals what was asked for and cannot be done
 * @param numbers of symbols and sets that the passes make
 */
public record Rewriting(
    TypedModel written,
    TypedModel model,
    PlanOptions options,
    StandardLibrary library,
    List<Treatment> treatments,
    Map<Symbol, Symbol> marginals,
    List<ModelStatement> distributions,
    List<Diagnostic> refusals,
    AtomicInteger numbers) {
  /** Symbols of a file have smaller numbers, those of the library are negative. */
  private static final int FIRST_NUMBER = 1_000_000;

  public Rewriting {
    treatments = List.copyOf(treatments);
    marginals = Map.copyOf(marginals);
    distributions = List.copyOf(distributions);
    refusals = List.copyOf(refusals);
  }

  /** Before the first pass. */
  public static Rewriting of(TypedModel model, PlanOptions options, StandardLibrary library) {
    return new Rewriting(
        model,
        model,
        options,
        library,
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        new AtomicInteger(FIRST_NUMBER));
  }

  /** A symbol that no other has the number of. */
  public Symbol symbol(String name, Symbol.Role role, Type type, Span span) {
    return new Symbol(numbers.getAndIncrement(), name, role, type, span);
  }

  /** A set with a name that no other has the number of. */
  public IndexSet.Declared set(String name, IndexSet.Definition definition, Span span) {
    return new IndexSet.Declared(
        numbers.getAndIncrement(), name, definition, Optional.empty(), span);
  }

  /** Makes expressions at a place of the text. */
  public Terms terms(Span span) {
    return new Terms(library, span);
  }

  public Rewriting with(TypedModel next) {
    return new Rewriting(
        written, next, options, library, treatments, marginals, distributions, refusals, numbers);
  }

  public Rewriting with(Treatment treatment) {
    List<Treatment> all = new ArrayList<>(treatments);
    all.add(treatment);
    return new Rewriting(
        written, model, options, library, all, marginals, distributions, refusals, numbers);
  }

  /** The probabilities of a latent that was summed out are in a generated array. */
  public Rewriting withMarginals(Symbol latent, Symbol probabilities) {
    Map<Symbol, Symbol> all = new LinkedHashMap<>(marginals);
    all.put(latent, probabilities);
    return new Rewriting(
        written, model, options, library, treatments, all, distributions, refusals, numbers);
  }

  /** The probabilities of a latent, in the place of those of one that stood for it. */
  public Rewriting withMarginals(Symbol latent, Symbol instead, Symbol probabilities) {
    Map<Symbol, Symbol> others = new LinkedHashMap<>(marginals);
    others.remove(instead);
    return new Rewriting(
            written, model, options, library, treatments, others, distributions, refusals, numbers)
        .withMarginals(latent, probabilities);
  }

  /** The distributions of latents that were integrated out together are known one by one. */
  public Rewriting withDistributions(List<ModelStatement> draws) {
    List<ModelStatement> all = new ArrayList<>(draws);
    all.addAll(distributions);
    return new Rewriting(
        written, model, options, library, treatments, marginals, all, refusals, numbers);
  }

  public Rewriting withRefusal(Diagnostic refusal) {
    List<Diagnostic> all = new ArrayList<>(refusals);
    all.add(refusal);
    return new Rewriting(
        written, model, options, library, treatments, marginals, distributions, all, numbers);
  }

  /** The model with other statements and variables. */
  public Rewriting with(List<VariableDeclaration> variables, List<ModelStatement> statements) {
    return with(
        new TypedModel(
            model.name(), model.doc(), model.source(), model.sets(), variables, statements));
  }

  /**
   * The model in which some latents are generated: their symbols have another role everywhere,
   * their draws are gone, and what is generated, or derived from what is generated, stands behind
   * the recovery.
   *
   * @param recovery gives the latents their values, by the symbols that they had; may read what is
   *     not generated, and what it generates itself
   */
  public Rewriting generating(Collection<Symbol> latents, List<ModelStatement> recovery) {
    Map<Symbol, Symbol> roles = new LinkedHashMap<>();
    for (Symbol s : latents) {
      roles.put(s, new Symbol(s.id(), s.name(), Symbol.Role.GENERATED, s.type(), s.declared()));
    }
    StatementRewriter rewriter = StatementRewriter.replacing(roles);
    Set<Symbol> dependents = Dependents.of(model.statements(), latents);
    List<VariableDeclaration> variables = new ArrayList<>();
    Set<Symbol> declared = new HashSet<>();
    Set<Symbol> later = new HashSet<>();
    for (VariableDeclaration v : model.variables()) {
      Symbol symbol = roles.getOrDefault(v.symbol(), v.symbol());
      boolean isOfGenerated = v.dependsOnGenerated() || dependents.contains(symbol);
      variables.add(
          new VariableDeclaration(
              symbol,
              rewriter.support(v.support()),
              v.defaultValue(),
              v.dependsOnLatents(),
              isOfGenerated,
              v.recorded(),
              v.column(),
              v.doc(),
              v.request(),
              v.isRecordingAsked()));
      declared.add(symbol);
      if (isOfGenerated || symbol.role() == Symbol.Role.GENERATED) later.add(symbol);
    }
    List<ModelStatement> all = rewriter.statements(model.statements());
    List<ModelStatement> statements =
        new ArrayList<>(
            new Selection(declared, true, s -> !later.contains(s) && !roles.containsKey(s))
                .of(all));
    statements.addAll(rewriter.statements(recovery));
    statements.addAll(
        new Selection(declared, false, s -> later.contains(s) && !roles.containsKey(s)).of(all));
    return with(variables, statements);
  }
}
