package bayes.compiler.plan;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a part of a model cannot be without: the variables that it names, and the sets. */
final class Reads extends StatementRewriter {
  private final Set<Symbol> symbols = new LinkedHashSet<>();
  private final Set<IndexSet.Declared> sets = new LinkedHashSet<>();

  private Reads() {}

  /** What a simple statement reads, or the head of a loop or branch. */
  static Reads of(ModelStatement statement) {
    Reads reads = new Reads();
    if (statement instanceof ModelStatement.For loop) {
      reads.set(loop.binder().set());
    } else if (statement instanceof ModelStatement.If branch) {
      reads.rewrite(branch.condition());
    } else {
      reads.parts(statement);
    }
    return reads;
  }

  /** What a whole list of statements reads. */
  static Reads of(List<ModelStatement> statements) {
    Reads reads = new Reads();
    reads.statements(statements);
    return reads;
  }

  /** What a declaration reads. */
  static Reads of(VariableDeclaration variable) {
    Reads reads = new Reads();
    reads.type(variable.symbol().type());
    reads.support(variable.support());
    variable.defaultValue().ifPresent(reads::rewrite);
    return reads;
  }

  Set<Symbol> symbols() {
    return symbols;
  }

  Set<IndexSet.Declared> sets() {
    return sets;
  }

  boolean any(Set<Symbol> of) {
    return symbols.stream().anyMatch(of::contains);
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    symbols.add(variable.symbol());
    // The type says what it ranges over.
    type(variable.symbol().type());
    return variable;
  }

  @Override
  public IndexSet set(IndexSet set) {
    if (!(set instanceof IndexSet.Declared declared)) return super.set(set);
    if (!sets.add(declared)) return set;
    if (declared.definition() instanceof IndexSet.Definition.OfRange range) {
      rewrite(range.lower());
      rewrite(range.upper());
    } else if (declared.definition() instanceof IndexSet.Definition.Ragged ragged) {
      ragged.outer().forEach(binder -> set(binder.set()));
      set(ragged.inner());
      symbols.add(ragged.starts());
      rewrite(ragged.total());
      ragged.lengths().ifPresent(symbols::add);
    } else if (declared.definition() instanceof IndexSet.Definition.Missing missing) {
      symbols.add(missing.data());
      symbols.add(missing.places());
    } else if (declared.definition() instanceof IndexSet.Definition.Chosen chosen) {
      rewrite(chosen.size());
    }
    return set;
  }
}
