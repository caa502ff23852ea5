package bayes.compiler.plan;

import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts beside each draw that gives a summed latent back the probabilities of all its values, unless
 * the pass that summed it has done so: they are those of the distribution that is drawn from, given
 * what was drawn before. Their mean over the draws of a run is the posterior probability, with a
 * smaller error than the frequency of the drawn values (Gelfand and Smith, Journal of the American
 * Statistical Association 85 (1990), section 2.3).
 */
final class Probabilities implements Pass {
  @Override
  public Rewriting apply(Rewriting before) {
    Map<Symbol, Symbol> arrays = new LinkedHashMap<>();
    Map<Symbol, IndexSet> values = new LinkedHashMap<>();
    List<VariableDeclaration> variables = new ArrayList<>(before.model().variables());
    for (VariableDeclaration variable : before.written().variables()) {
      Symbol latent = variable.symbol();
      if (latent.role() != Symbol.Role.LATENT || before.marginals().containsKey(latent)) continue;
      Optional<VariableDeclaration> now = generated(before, latent);
      Optional<IndexSet> set = now.flatMap(v -> values(v, before.terms(latent.declared())));
      if (set.isEmpty()) continue;
      List<IndexSet> dimensions = new ArrayList<>(latent.type().dimensions());
      dimensions.add(set.get());
      Symbol array =
          before.symbol(
              latent.name() + "?probabilities",
              Symbol.Role.GENERATED,
              Type.array(Type.REAL, dimensions),
              latent.declared());
      arrays.put(latent, array);
      values.put(latent, set.get());
    }
    Insertion insertion = new Insertion(before, arrays, values);
    List<ModelStatement> statements = insertion.statements(before.model().statements());
    Rewriting after = before;
    for (Symbol latent : insertion.drawn) {
      Symbol array = arrays.get(latent);
      if (array == null) continue;
      variables.add(
          new VariableDeclaration(
              array,
              Support.WHOLE,
              Optional.empty(),
              true,
              true,
              false,
              array.name(),
              Optional.empty()));
      after = after.withMarginals(latent, array);
    }
    return after == before ? before : after.with(variables, statements);
  }

  /** A latent that is summed out, as the model that is explored has it. */
  private static Optional<VariableDeclaration> generated(Rewriting rewriting, Symbol latent) {
    return rewriting.model().variables().stream()
        .filter(v -> v.symbol().equals(latent) && v.symbol().role() == Symbol.Role.GENERATED)
        .findFirst();
  }

  /** The values that every element can have, if they are finitely many. */
  static Optional<IndexSet> values(VariableDeclaration latent, Terms terms) {
    Type element = latent.symbol().type().element();
    if (element instanceof Type.Member member) return Optional.of(member.set());
    if (element instanceof Type.Bool) {
      return Optional.of(new IndexSet.Range(terms.integer(0), terms.integer(1)));
    }
    if (!(element instanceof Type.Int) || !(latent.support() instanceof Support.Bounds bounds)) {
      return Optional.empty();
    }
    Optional<Expr> lower = bounds.lower().flatMap(bound -> bound(bound, 1, terms));
    Optional<Expr> upper = bounds.upper().flatMap(bound -> bound(bound, -1, terms));
    return lower.isPresent() && upper.isPresent()
        ? Optional.of(new IndexSet.Range(lower.get(), upper.get()))
        : Optional.empty();
  }

  private static Optional<Expr> bound(Support.Bound bound, int inwards, Terms terms) {
    boolean isOfData =
        bound.value().type() instanceof Type.Int
            && FreeSymbols.of(bound.value()).stream().allMatch(s -> s.role() == Symbol.Role.DATA);
    if (!isOfData) return Optional.empty();
    return Optional.of(
        bound.exclusive() ? terms.plus(bound.value(), terms.integer(inwards)) : bound.value());
  }

  /** Puts loops over the values behind draws. */
  static final class Insertion extends StatementRewriter {
    private final Rewriting rewriting;
    private final Map<Symbol, Symbol> arrays;
    private final Map<Symbol, IndexSet> values;
    private final List<Symbol> drawn = new ArrayList<>();

    /** What has draws that loops were put behind. */
    List<Symbol> drawn() {
      return List.copyOf(drawn);
    }

    /**
     * @param arrays for the probabilities
     * @param values that they are of
     */
    Insertion(Rewriting rewriting, Map<Symbol, Symbol> arrays, Map<Symbol, IndexSet> values) {
      this.rewriting = rewriting;
      this.arrays = arrays;
      this.values = values;
    }

    @Override
    protected List<ModelStatement> statement(ModelStatement statement) {
      if (!(statement instanceof ModelStatement.Draw draw)) return parts(statement);
      Symbol latent = draw.symbol();
      Symbol array = arrays.get(latent);
      IndexSet set = values.get(latent);
      boolean isElement = draw.indices().size() == latent.type().dimensions().size();
      if (array == null || set == null || !isElement) return parts(statement);
      if (!drawn.contains(latent)) drawn.add(latent);
      Terms terms = rewriting.terms(draw.span());
      Symbol value =
          rewriting.symbol(
              latent.name() + "?value", Symbol.Role.BINDER, Type.memberOf(set), draw.span());
      Expr number = terms.variable(value);
      boolean isTruth = latent.type().element() instanceof Type.Bool;
      Expr point = isTruth ? terms.apply("==", number, terms.integer(1)) : number;
      List<Expr> indices = new ArrayList<>(draw.indices());
      indices.add(number);
      Expr probability = terms.apply("exp", terms.logDensity(draw.distribution(), point));
      ModelStatement.Define define =
          new ModelStatement.Define(array, indices, probability, draw.span());
      return List.of(
          draw, new ModelStatement.For(new Expr.Binder(value, set), List.of(define), draw.span()));
    }
  }
}
