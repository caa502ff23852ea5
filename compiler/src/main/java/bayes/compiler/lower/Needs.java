package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.NonCentred;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which variables a program has to compute: those that its purpose reads, directly or not. */
final class Needs {
  private final Purpose purpose;
  private final Set<Symbol> needed = new HashSet<>();
  private final Set<Symbol> given = new HashSet<>();

  private Needs(Purpose purpose) {
    this.purpose = purpose;
  }

  static Set<Symbol> of(TypedModel model, Purpose purpose) {
    Needs needs = new Needs(purpose);
    for (VariableDeclaration variable : model.variables()) {
      if (purpose.reports(variable)) needs.needed.add(variable.symbol());
      needs.readByBounds(variable);
      variable.symbol().type().dimensions().forEach(set -> needs.add(FreeSymbols.of(set)));
    }
    return needs.closed(model);
  }

  /**
   * What some variables are computed from.
   *
   * @param given those that need not be computed
   */
  static Set<Symbol> of(TypedModel model, Purpose purpose, Set<Symbol> wanted, Set<Symbol> given) {
    Needs needs = new Needs(purpose);
    needs.needed.addAll(wanted);
    needs.given.addAll(given);
    for (VariableDeclaration variable : model.variables()) {
      boolean isRead = purpose.isLocal() && !needs.needed.contains(variable.symbol());
      if (!isRead) needs.readByBounds(variable);
      variable.symbol().type().dimensions().forEach(set -> needs.add(FreeSymbols.of(set)));
    }
    return needs.closed(model);
  }

  /** What some expressions of data read. */
  static Set<Symbol> of(TypedModel model, List<Expr> expressions) {
    Needs needs = new Needs(Purpose.DATA);
    expressions.forEach(needs::read);
    return needs.closed(model);
  }

  private Set<Symbol> closed(TypedModel model) {
    readBySets(model);
    int before;
    do {
      before = needed.size();
      visit(model.statements());
      model.variables().stream().map(VariableDeclaration::symbol).forEach(this::readByRows);
    } while (needed.size() > before);
    return needed;
  }

  /** What is needed of an array whose rows differ in length needs to know where they are. */
  private void readByRows(Symbol symbol) {
    if (!needed.contains(symbol) && symbol.role() != Symbol.Role.LATENT) return;
    if (symbol.role() == Symbol.Role.LATENT && purpose == Purpose.DATA) return;
    // What is defined element by element has room by its sizes, which may be computed, too.
    if (symbol.role() == Symbol.Role.DERIVED) {
      symbol.type().dimensions().forEach(set -> add(FreeSymbols.of(set)));
    }
    for (IndexSet dimension : symbol.type().dimensions()) {
      if (dimension instanceof IndexSet.Declared set
          && set.definition() instanceof IndexSet.Definition.Ragged ragged) {
        read(ragged.total());
      }
    }
  }

  private void readBySets(TypedModel model) {
    model
        .sets()
        .forEach(
            set -> {
              if (set.definition() instanceof IndexSet.Definition.OfRange range) {
                read(range.lower());
                read(range.upper());
              } else if (set.definition() instanceof IndexSet.Definition.Chosen chosen) {
                read(chosen.size());
              }
            });
  }

  /** Whether a definition depends on data alone. */
  static boolean isFromData(VariableDeclaration variable) {
    return variable.symbol().role() == Symbol.Role.DERIVED
        && !variable.dependsOnLatents()
        && !variable.dependsOnGenerated();
  }

  /** The symbols that statements define, in order. */
  static List<Symbol> defined(List<ModelStatement> statements) {
    Set<Symbol> defined = new LinkedHashSet<>();
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.Define define) defined.add(define.symbol());
      if (statement instanceof ModelStatement.Accumulate sum) defined.add(sum.symbol());
      if (statement instanceof ModelStatement.Draw draw) defined.add(draw.symbol());
      if (statement instanceof ModelStatement.For loop) defined.addAll(defined(loop.body()));
      if (statement instanceof ModelStatement.If branch) {
        defined.addAll(defined(branch.then()));
        defined.addAll(defined(branch.otherwise()));
      }
    }
    return new ArrayList<>(defined);
  }

  private void read(Expr expr) {
    needed.addAll(FreeSymbols.of(expr));
  }

  private void add(Set<Symbol> symbols) {
    needed.addAll(symbols);
  }

  /** What is generated is where it is, whatever its bounds. */
  private void readByBounds(VariableDeclaration variable) {
    if (variable.symbol().role() != Symbol.Role.GENERATED) readBy(variable.support());
  }

  private void readBy(Support support) {
    if (support instanceof Support.Bounds bounds) {
      bounds.lower().ifPresent(b -> read(b.value()));
      bounds.upper().ifPresent(b -> read(b.value()));
    }
  }

  private void readBy(NonCentred draw) {
    read(draw.location());
    read(draw.scale());
  }

  /** Adds what the statements that matter read; returns whether any of them matters. */
  private boolean visit(List<ModelStatement> statements) {
    boolean any = false;
    // Readers stand behind what they read: from the last to the first, a chain is one visit.
    for (int i = statements.size() - 1; i >= 0; i--) any |= visit(statements.get(i));
    return any;
  }

  private boolean visit(ModelStatement statement) {
    if (statement instanceof ModelStatement.Define define) {
      if (!needed.contains(define.symbol()) || given.contains(define.symbol())) return false;
      read(define.value());
      define.indices().forEach(this::read);
      return true;
    }
    if (statement instanceof ModelStatement.Accumulate sum) {
      if (!needed.contains(sum.symbol()) || given.contains(sum.symbol())) return false;
      read(sum.value());
      sum.indices().forEach(this::read);
      return true;
    }
    if (statement instanceof ModelStatement.Draw draw) {
      boolean isLatent = draw.symbol().role() == Symbol.Role.LATENT;
      if (!isLatent && !needed.contains(draw.symbol())) return false;
      if (isLatent && purpose == Purpose.DATA) return false;
      draw.indices().forEach(this::read);
      if (!purpose.isLocal()) draw.nonCentred().ifPresent(this::readBy);
      if (isLatent && purpose.isLocal()) return true;
      if (!isLatent || purpose.prior() || purpose.simulates() || purpose.generates()) {
        add(FreeSymbols.of(draw.distribution()));
      }
      return true;
    }
    if (statement instanceof ModelStatement.Observe observe) {
      if (!purpose.likelihood() && !purpose.generates() || purpose.isLocal()) return false;
      // A replication draws what is computed, without a look at what it is computed from.
      if (!purpose.generates() || observe.elements().isPresent()) read(observe.target());
      add(FreeSymbols.of(observe.distribution()));
      return true;
    }
    if (statement instanceof ModelStatement.Factor factor) {
      if (!purpose.likelihood() || purpose.isLocal()) return false;
      read(factor.value());
      return true;
    }
    if (statement instanceof ModelStatement.Marginal marginal) {
      if ((!purpose.likelihood() && !purpose.prior()) || purpose.isLocal()) return false;
      if (purpose.likelihood()) read(marginal.value());
      marginal.prior().ifPresent(this::read);
      return true;
    }
    if (statement instanceof ModelStatement.For loop) {
      if (!visit(loop.body())) return false;
      add(FreeSymbols.of(loop.binder().set()));
      return true;
    }
    ModelStatement.If branch = (ModelStatement.If) statement;
    if (!(visit(branch.then()) | visit(branch.otherwise()))) return false;
    read(branch.condition());
    return true;
  }
}
