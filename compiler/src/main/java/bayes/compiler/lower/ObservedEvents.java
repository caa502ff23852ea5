package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements by which a model observes events, in program order: an event is what one draw of
 * the distribution is, a number or a vector.
 */
public final class ObservedEvents {
  private final List<Statement> statements = new ArrayList<>();
  private final List<Expr.Binder> binders = new ArrayList<>();
  private final List<Expr> reads = new ArrayList<>();

  private final Optional<MarginalNames> names;

  private ObservedEvents(Optional<MarginalNames> names) {
    this.names = names;
  }

  /**
   * A statement.
   *
   * @param target what it observes
   * @param data the variable whose elements it observes; empty if what it observes is computed
   * @param derived the {@code let} whose value, or elements of it, it observes
   * @param keys what tells its events apart: the indices of the elements, or the variables of the
   *     loops around it
   */
  public record Statement(
      Expr target, Optional<Symbol> data, Optional<Symbol> derived, List<Key> keys) {
    public Statement {
      keys = List.copyOf(keys);
    }

    /** The variable whose elements it observes, data or not. */
    public Optional<Symbol> variable() {
      return data.or(() -> derived);
    }
  }

  /** A number, and the set that it is a member of. */
  public record Key(Expr value, IndexSet set) {}

  /** The statements of a model. */
  public static ObservedEvents of(TypedModel model) {
    ObservedEvents events = new ObservedEvents(Optional.empty());
    events.visit(model.statements());
    return events;
  }

  /**
   * The observations of what is explored: what was summed or integrated out together is one, and
   * called as its observed element, if it has only that, or else as the latent's.
   */
  public static ObservedEvents ofExplored(TypedModel written, TypedModel explored) {
    if (written == explored) return of(written);
    ObservedEvents events = new ObservedEvents(Optional.of(MarginalNames.of(written, explored)));
    events.visit(explored.statements());
    return events;
  }

  public List<Statement> statements() {
    return List.copyOf(statements);
  }

  /** The most keys that a statement has. */
  public int width() {
    return statements.stream().mapToInt(s -> s.keys().size()).max().orElse(0);
  }

  /** The number of a statement, and the most keys and indices that tell elements apart. */
  public int computedWidth() {
    return 1
        + statements.stream()
            .filter(s -> s.data().isEmpty())
            .mapToInt(s -> s.keys().size() + s.target().type().dimensions().size())
            .max()
            .orElse(0);
  }

  /** All that running the statements over the data reads. */
  List<Expr> reads() {
    return reads;
  }

  private void visit(List<ModelStatement> all) {
    for (ModelStatement statement : all) {
      if (statement instanceof ModelStatement.For loop) {
        reads.add(new Expr.Size(loop.binder().set(), loop.span()));
        binders.add(loop.binder());
        visit(loop.body());
        binders.remove(binders.size() - 1);
      } else if (statement instanceof ModelStatement.If branch) {
        if (observes(branch.then()) || observes(branch.otherwise())) reads.add(branch.condition());
        visit(branch.then());
        visit(branch.otherwise());
      } else if (statement instanceof ModelStatement.Observe observe) {
        Statement one =
            observe.elements().isPresent()
                ? new Statement(
                    observe.target(),
                    observe.variable(),
                    Optional.empty(),
                    indices(observe.elements().get()))
                : computed(observe);
        one.keys().forEach(key -> reads.add(key.value()));
        statements.add(one);
      } else if (statement instanceof ModelStatement.Marginal marginal && names.isPresent()) {
        statements.add(names.get().statement(marginal, binders));
      }
    }
  }

  /** A {@code let} by its own indices, or by the loops around it if it is defined in them. */
  private Statement computed(ModelStatement.Observe observe) {
    Expr plain = observe.target();
    while (plain instanceof Expr.Convert convert) plain = convert.operand();
    if (plain instanceof Expr.Variable variable) {
      boolean isLocal = variable.symbol().role() == Symbol.Role.LOCAL;
      return new Statement(
          observe.target(),
          Optional.empty(),
          Optional.of(variable.symbol()),
          isLocal ? loops() : List.of());
    }
    if (plain instanceof Expr.Index index
        && index.array() instanceof Expr.Variable array
        && array.symbol().role() == Symbol.Role.DERIVED
        && !isRagged(array.symbol())) {
      return new Statement(
          observe.target(), Optional.empty(), Optional.of(array.symbol()), indices(index));
    }
    return new Statement(observe.target(), Optional.empty(), Optional.empty(), loops());
  }

  private static boolean isRagged(Symbol symbol) {
    return symbol.type().dimensions().get(0) instanceof IndexSet.Declared set
        && set.definition() instanceof IndexSet.Definition.Ragged;
  }

  static boolean observes(List<ModelStatement> statements) {
    return statements.stream().anyMatch(ObservedEvents::observes);
  }

  static boolean observes(ModelStatement statement) {
    if (statement instanceof ModelStatement.For loop) return observes(loop.body());
    if (statement instanceof ModelStatement.If branch) {
      return observes(branch.then()) || observes(branch.otherwise());
    }
    return statement instanceof ModelStatement.Observe
        || statement instanceof ModelStatement.Marginal;
  }

  private List<Key> indices(Expr.Index index) {
    List<IndexSet> dimensions = index.array().type().dimensions();
    List<Key> keys = new ArrayList<>();
    for (int d = 0; d < index.subscripts().size(); d++) {
      if (index.subscripts().get(d) instanceof Expr.Subscript.At at
          && at.index().type().dimensions().isEmpty()) {
        keys.add(new Key(at.index(), dimensions.get(d)));
      }
    }
    return keys;
  }

  private List<Key> loops() {
    return binders.stream()
        .map(b -> new Key(new Expr.Variable(b.symbol(), b.symbol().declared()), b.set()))
        .toList();
  }
}
