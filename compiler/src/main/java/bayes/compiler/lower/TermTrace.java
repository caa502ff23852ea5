package bayes.compiler.lower;

import bayes.compiler.lower.TracedTerms.Shown;
import bayes.compiler.lower.TracedTerms.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the checks of a {@link TracedTerms}: one after each term. */
final class TermTrace {
  private static final int MOST_SHOWN = 8;

  private final List<Term> terms = new ArrayList<>();
  private final List<Value> added = new ArrayList<>();
  private final Map<Symbol, Optional<ModelStatement.Define>> definitions = new HashMap<>();

  /** A term has been added by the statement that is being lowered. */
  void added(Value term) {
    added.add(term);
  }

  /** A definition, which tells what a value is computed from unless it is one of several. */
  void defined(ModelStatement.Define define) {
    Optional<ModelStatement.Define> known = definitions.get(define.symbol());
    boolean isOnly = known == null || (known.isPresent() && known.get() == define);
    definitions.put(define.symbol(), isOnly ? Optional.of(define) : Optional.empty());
  }

  TracedTerms of(Program program) {
    return new TracedTerms(program, terms);
  }

  /** Checks what a statement has added. */
  void check(
      ModelStatement statement,
      List<Expr.Binder> binders,
      Emitter emitter,
      ExpressionLowering expressions,
      Environment scope) {
    List<Value> finished = new ArrayList<>(added);
    added.clear();
    // What was computed within a loop over the elements of an event is out of reach.
    finished.removeIf(term -> emitter.level(term) > emitter.level());
    if (finished.isEmpty()) return;
    List<Shown> shown = new ArrayList<>();
    List<Value> arguments = new ArrayList<>();
    Map<String, Expr> outer = outer(statement);
    for (Map.Entry<String, Expr> entry : withParts(statement, outer).entrySet()) {
      Expr expr = entry.getValue();
      if (!isBound(expr, scope)) continue;
      View view = expressions.view(expr, scope);
      shown.add(new Shown(expr, !view.isScalar(), !outer.containsKey(entry.getKey())));
      if (view.isScalar()) arguments.add(view.scalar());
      else arguments.addAll(summary(view, emitter));
    }
    String number = Integer.toString(terms.size());
    terms.add(new Term(statement, binders, shown));
    for (Value term : finished) {
      List<Value> all = new ArrayList<>();
      for (Expr.Binder binder : binders) {
        View member = scope.find(binder.symbol());
        if (member == null) throw new IllegalStateException("unbound " + binder.symbol());
        all.add(member.scalar());
      }
      all.add(term);
      all.addAll(arguments);
      Value isFinite = emitter.op(Operation.IS_FINITE, term);
      emitter.check(
          isFinite, TracedTerms.CODE, number, statement.span(), all.toArray(Value[]::new));
    }
  }

  private static boolean isBound(Expr expr, Environment scope) {
    return FreeSymbols.of(expr).stream()
        .allMatch(s -> scope.find(s) != null || scope.findDimension(s) != null);
  }

  /** The point and the arguments of a term, by their texts. */
  private static Map<String, Expr> outer(ModelStatement statement) {
    Map<String, Expr> outer = new LinkedHashMap<>();
    if (statement instanceof ModelStatement.Observe observe) {
      add(observe.target(), outer);
      add(observe.distribution(), outer);
    } else if (statement instanceof ModelStatement.Draw draw) {
      add(element(draw), outer);
      add(draw.distribution(), outer);
    }
    return outer;
  }

  private static void add(DistributionCall call, Map<String, Expr> shown) {
    for (DistributionCall.Argument argument : call.arguments()) {
      if (argument instanceof DistributionCall.Argument.OfValue of) add(of.value(), shown);
    }
  }

  private static void add(Expr expr, Map<String, Expr> shown) {
    if (!FreeSymbols.of(expr).isEmpty()) shown.putIfAbsent(ExprText.of(expr), expr);
  }

  /** These, and after them the variables that they read. */
  private Map<String, Expr> withParts(ModelStatement statement, Map<String, Expr> outer) {
    Map<String, Expr> all = new LinkedHashMap<>(outer);
    List<Expr> composed = new ArrayList<>(outer.values());
    if (statement instanceof ModelStatement.Factor factor) addSum(factor.value(), composed);
    if (statement instanceof ModelStatement.Marginal marginal) addSum(marginal.value(), composed);
    for (int i = 0; i < composed.size() && all.size() < MOST_SHOWN; i++) {
      for (Expr leaf : Leaves.of(composed.get(i))) {
        if (all.size() < MOST_SHOWN && isWritten(leaf)) all.putIfAbsent(ExprText.of(leaf), leaf);
        definition(leaf).ifPresent(composed::add);
      }
    }
    return all;
  }

  /** An expression, and what it reads within sums; a loop is told with the element. */
  private static void addSum(Expr value, List<Expr> composed) {
    composed.add(value);
    if (!(value instanceof Expr.Reduce) && !(value instanceof Expr.Apply)) return;
    for (Symbol symbol : FreeSymbols.of(value)) {
      if (symbol.role() == Symbol.Role.LATENT && symbol.type().dimensions().isEmpty()) {
        composed.add(new Expr.Variable(symbol, value.span()));
      }
    }
  }

  /** What a plan has made has a name that nobody wrote. */
  private static boolean isWritten(Expr leaf) {
    return FreeSymbols.of(leaf).stream().noneMatch(s -> s.name().indexOf('?') >= 0);
  }

  /** What a variable or an element is defined as. */
  private Optional<Expr> definition(Expr leaf) {
    boolean isIndexed = leaf instanceof Expr.Index;
    Expr whole = leaf instanceof Expr.Index index ? index.array() : leaf;
    if (!(whole instanceof Expr.Variable variable)) return Optional.empty();
    Optional<ModelStatement.Define> define =
        definitions.getOrDefault(variable.symbol(), Optional.empty());
    if (define.isEmpty()) return Optional.empty();
    List<Expr> indices = define.get().indices();
    if (!isIndexed) {
      return indices.isEmpty() ? Optional.of(define.get().value()) : Optional.empty();
    }
    List<Expr.Subscript> subscripts = ((Expr.Index) leaf).subscripts();
    if (subscripts.size() != indices.size()) return Optional.empty();
    Map<Symbol, Expr> members = new HashMap<>();
    for (int i = 0; i < indices.size(); i++) {
      if (!(indices.get(i) instanceof Expr.Variable binder)) return Optional.empty();
      if (!(subscripts.get(i) instanceof Expr.Subscript.At at)) return Optional.empty();
      members.put(binder.symbol(), at.index());
    }
    return Optional.of(Substitution.ofValues(members).rewrite(define.get().value()));
  }

  /** The element that a statement draws, as an expression. */
  static Expr element(ModelStatement.Draw draw) {
    Symbol symbol = draw.symbol();
    Expr whole = new Expr.Variable(symbol, draw.span());
    int rank = symbol.type().dimensions().size();
    if (draw.indices().isEmpty()) return whole;
    List<Expr.Subscript> subscripts = new ArrayList<>();
    for (Expr index : draw.indices()) subscripts.add(new Expr.Subscript.At(index));
    while (subscripts.size() < rank) subscripts.add(new Expr.Subscript.All());
    Type type =
        draw.indices().size() == rank
            ? symbol.type().element()
            : Type.array(
                symbol.type().element(),
                symbol.type().dimensions().subList(draw.indices().size(), rank));
    return new Expr.Index(whole, subscripts, type, draw.span());
  }

  /** Length, least, greatest, and the number of those that are not finite. */
  private static List<Value> summary(View view, Emitter emitter) {
    Value infinity = emitter.real(Double.POSITIVE_INFINITY);
    Register count = emitter.constantRegister(Kind.REAL);
    Register least = emitter.constantRegister(Kind.REAL);
    Register greatest = emitter.constantRegister(Kind.REAL);
    Register bad = emitter.constantRegister(Kind.REAL);
    emitter.set(count, emitter.real(0));
    emitter.set(bad, emitter.real(0));
    emitter.set(least, infinity);
    emitter.set(greatest, emitter.real(Double.NEGATIVE_INFINITY));
    emitter.loops(
        view.extents(),
        positions -> {
          Value element = view.at(positions);
          Value x =
              element.kind() == Kind.INT ? emitter.op(Operation.INT_TO_REAL, element) : element;
          Value one = emitter.real(1);
          emitter.set(count, emitter.op(Operation.ADD, emitter.get(count), one));
          Value isFinite = emitter.op(Operation.IS_FINITE, x);
          Value more = emitter.op(Operation.SELECT, isFinite, emitter.real(0), one);
          emitter.set(bad, emitter.op(Operation.ADD, emitter.get(bad), more));
          keep(emitter, least, x, true);
          keep(emitter, greatest, x, false);
        });
    return List.of(emitter.get(count), emitter.get(least), emitter.get(greatest), emitter.get(bad));
  }

  /** NaN is never less nor greater. */
  private static void keep(Emitter emitter, Register best, Value x, boolean isLeast) {
    Value old = emitter.get(best);
    Value isBetter = emitter.op(Operation.LT, isLeast ? x : old, isLeast ? old : x);
    emitter.set(best, emitter.op(Operation.SELECT, isBetter, x, old));
  }

  /** The variables and elements that an expression always reads, whatever its conditions say. */
  private static final class Leaves extends ExprRewriter {
    private final List<Expr> found = new ArrayList<>();

    static List<Expr> of(Expr expr) {
      Leaves leaves = new Leaves();
      leaves.rewrite(expr);
      return leaves.found;
    }

    @Override
    public Expr rewrite(Expr expr) {
      if (expr instanceof Expr.Index index && index.array() instanceof Expr.Variable) {
        found.add(index);
        return expr;
      }
      if (expr instanceof Expr.Conditional conditional) {
        rewrite(conditional.condition());
        return expr;
      }
      boolean isScope = expr instanceof Expr.LetIn || expr instanceof Expr.Comprehension;
      return isScope ? expr : super.rewrite(expr);
    }

    @Override
    protected Expr variable(Expr.Variable variable) {
      found.add(variable);
      return variable;
    }
  }
}
