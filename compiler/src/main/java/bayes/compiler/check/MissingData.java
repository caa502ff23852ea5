package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.program.Kind;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Name;
import bayes.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Data of which elements may be missing, {@code data y : real[S]?}. To the model they are three
 * things: the data themselves, for each element the number of the missing one that it is (0 if it
 * is there), and a latent over a set of the missing ones. Where {@code y} is read, an element is
 * the one or the other; where it is observed, it is observed or drawn.
 */
final class MissingData {
  private final Session session;
  private final Map<Symbol, Entry> entries = new LinkedHashMap<>();
  private final Set<Symbol> attempted = new HashSet<>();
  private Optional<Symbol> observed = Optional.empty();

  /**
   * Data with missing elements.
   *
   * @param declared the type that their elements have
   * @param places an integer per element: 0, or which of the missing ones it is
   * @param latent the missing elements
   */
  record Entry(
      Symbol data,
      Types.Declared declared,
      IndexSet.Declared set,
      Variable places,
      Variable latent) {}

  MissingData(Session session) {
    this.session = session;
  }

  /** Makes the places and the latent for data of this type. */
  Entry declare(Variable variable, Types.Declared declared) {
    Symbol data = variable.symbol();
    Type type = data.type();
    Symbol places =
        session.symbol(
            data.name() + "?",
            Symbol.Role.DATA,
            Type.array(Type.INT, type.dimensions()),
            data.declared());
    IndexSet.Declared set =
        new IndexSet.Declared(
            session.nextId(),
            data.name() + "__missing",
            new IndexSet.Definition.Missing(data, places),
            Optional.empty(),
            data.declared());
    Symbol latent =
        session.symbol(
            data.name(),
            Symbol.Role.LATENT,
            Type.array(type.element(), List.of(set)),
            data.declared());
    Variable placed =
        new Variable(places, Optional.empty(), false, places.name(), Optional.empty());
    placed.liveIn(Support.WHOLE);
    Variable drawn =
        new Variable(latent, Optional.empty(), true, variable.column(), Optional.empty());
    session.depends(latent, Dependence.LATENTS);
    session.intervals().declare(latent, declared.support());
    Entry entry = new Entry(data, declared, set, placed, drawn);
    entries.put(data, entry);
    return entry;
  }

  Optional<Entry> of(Symbol data) {
    return Optional.ofNullable(entries.get(data));
  }

  /** Reports the data that no statement observes: nothing says what their missing elements are. */
  void requireObserved() {
    for (Entry entry : entries.values()) {
      if (!entry.latent().hasSupport() && !attempted.contains(entry.data())) {
        session.report(
            ModelProblem.missingNotObserved(entry.declared().span(), entry.data().name()));
      }
    }
  }

  /** The name of the data whose missing elements an observed expression reads, if it reads any. */
  Optional<String> readBy(Expr target) {
    Set<Symbol> read = FreeSymbols.of(target);
    Optional<Symbol> data =
        entries.values().stream()
            .filter(e -> read.contains(e.latent().symbol()))
            .map(Entry::data)
            .findFirst();
    data.ifPresent(attempted::add);
    return data.map(Symbol::name);
  }

  /** Runs an action in which the name of {@code data} means what is there alone. */
  <T> T observing(Symbol data, Supplier<T> action) {
    observed = Optional.of(data);
    T result = action.get();
    observed = Optional.empty();
    return result;
  }

  /** The data that an observed expression is, or is a part of, if elements may be missing. */
  Optional<Entry> bare(Expression target, Scope scope) {
    Expression array = target instanceof Expression.Index index ? index.array() : target;
    return array instanceof Expression.NameUse use
            && scope.find(use.name().text()).orElse(null) instanceof Scope.Entry.OfSymbol symbol
        ? of(symbol.symbol())
        : Optional.empty();
  }

  // ---- reading ----

  /** A name as it is read: every element is the one that is there, or the one that is drawn. */
  Expr read(Symbol symbol, Span span) {
    Expr.Variable plain = new Expr.Variable(symbol, span);
    Optional<Entry> entry = of(symbol).filter(e -> observed.filter(symbol::equals).isEmpty());
    return entry.isEmpty() ? plain : completed(entry.get(), plain, 0, List.of(), span);
  }

  private Expr completed(
      Entry entry, Expr.Variable data, int dimension, List<Expr> indices, Span span) {
    List<IndexSet> dimensions = data.type().dimensions();
    if (dimension == dimensions.size()) {
      Expr value = element(data, indices, data.type().element());
      Expr place = place(entry, indices, span);
      Expr drawn = drawn(entry, place, span);
      return new Expr.Conditional(isThere(place), value, drawn, value.type(), span);
    }
    Expr.Binder binder = session.freshBinder(dimensions.get(dimension), span);
    List<Expr> inner = new ArrayList<>(indices);
    inner.add(new Expr.Variable(binder.symbol(), span));
    List<IndexSet> rest = dimensions.subList(dimension, dimensions.size());
    return new Expr.Comprehension(
        List.of(binder),
        Optional.empty(),
        completed(entry, data, dimension + 1, inner, span),
        Type.array(data.type().element(), rest),
        span);
  }

  private static Expr element(Expr.Variable array, List<Expr> indices, Type type) {
    if (indices.isEmpty()) return array;
    List<Expr.Subscript> subscripts =
        indices.stream().<Expr.Subscript>map(Expr.Subscript.At::new).toList();
    return new Expr.Index(array, subscripts, type, array.span());
  }

  private static Expr place(Entry entry, List<Expr> indices, Span span) {
    return element(new Expr.Variable(entry.places().symbol(), span), indices, Type.INT);
  }

  private static Expr drawn(Entry entry, Expr place, Span span) {
    Expr.Variable latent = new Expr.Variable(entry.latent().symbol(), span);
    return element(latent, List.of(place), latent.type().element());
  }

  private Expr isThere(Expr place) {
    Expr zero = new Expr.IntConstant(0, place.span());
    return session.library().catalog().scalarFunctions("==").stream()
        .filter(f -> f.parameters().stream().allMatch(k -> k == Kind.INT))
        .findFirst()
        .<Expr>map(f -> new Expr.Apply(f, List.of(place, zero), Type.BOOL, place.span()))
        .orElseThrow();
  }

  // ---- observing ----

  /** An observed element: the statement if it is there, a draw if it is not. */
  Optional<ModelStatement> observed(
      Entry entry, Frame frame, Expr element, DistributionCall call, ModelStatement observe) {
    attempted.add(entry.data());
    Span span = observe.span();
    Type type = entry.data().type().element();
    if (!call.event().equals(type)) {
      session.report(
          ModelProblem.unsupported(
              element.span(),
              "an observation of missing data of type `"
                  + ExprText.of(type)
                  + "` by `"
                  + call.definition().name()
                  + "`, which draws `"
                  + ExprText.of(call.event())
                  + "`,"));
      return Optional.empty();
    }
    List<Expr> indices = new ArrayList<>();
    Expr written = element;
    while (written instanceof Expr.Convert convert) written = convert.operand();
    if (written instanceof Expr.Index index) {
      for (Expr.Subscript subscript : index.subscripts()) {
        indices.add(((Expr.Subscript.At) subscript).index());
      }
    }
    Expr place = place(entry, indices, element.span());
    Targets.Place drawn =
        new Targets.Place(
            new Name(entry.data().name(), span),
            Symbol.Role.LATENT,
            Statement.Preamble.NONE,
            frame.file(),
            List.of(),
            List.of(place),
            List.of(),
            List.of(),
            span);
    Optional<Truncation.Narrowed> narrowed =
        new LatentSupports(frame)
            .narrow(entry.latent(), drawn, Optional.of(entry.declared()), call, List.of(), span);
    return narrowed.map(
        n ->
            new ModelStatement.If(
                isThere(place),
                List.of(observe),
                List.of(
                    new ModelStatement.Draw(
                        entry.latent().symbol(), List.of(place), n.call(), span)),
                span));
  }
}
