package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.Subscript;
import bayes.compiler.syntax.Name;
import bayes.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The left sides of definitions: their indices, and the variables they (partly) define. */
final class Targets {
  private final Frame frame;
  private final Session session;
  private final Expressions expressions;

  Targets(Frame frame) {
    this.frame = frame;
    this.session = frame.session();
    this.expressions = frame.expressions();
  }

  /**
   * A left side.
   *
   * @param scope in which the right side is checked
   * @param binders those that the target brings
   * @param indices one for each subscript
   * @param over the binders, of the target or of loops, among the indices, in order
   * @param extents what each index runs over
   */
  record Place(
      Name name,
      Symbol.Role role,
      Statement.Preamble preamble,
      Scope scope,
      List<Expr.Binder> binders,
      List<Expr> indices,
      List<Expr.Binder> over,
      List<Variable.Extent> extents,
      Span span) {}

  /** Opens the binders of a target; none after a report. */
  Optional<Place> enter(
      Statement.Target target, Symbol.Role role, Statement.Preamble preamble, Scope outer) {
    Scope scope = outer.inner();
    Name name = target.name();
    List<Expr.Binder> binders = new ArrayList<>();
    List<Expr> indices = new ArrayList<>();
    List<Expr.Binder> over = new ArrayList<>();
    List<Variable.Extent> extents = new ArrayList<>();
    boolean failed = isTaken(name, role);
    for (Subscript subscript : target.subscripts()) {
      if (subscript instanceof Subscript.Bind bind) {
        Expr.Binder binder = expressions.sets().bind(bind.binder(), scope);
        failed |= binder.symbol().type() instanceof Type.Unknown;
        binders.add(binder);
        over.add(binder);
        indices.add(new Expr.Variable(binder.symbol(), subscript.span()));
        extents.add(new Variable.Extent.Over(binder.set()));
      } else if (subscript instanceof Subscript.At at) {
        Optional<Expr> index = index(at.index(), name, extents.size(), scope);
        failed |= index.isEmpty();
        if (index.isEmpty()) continue;
        Optional<Expr.Binder> loop = frame.loops().binder(index.get());
        loop.ifPresent(over::add);
        indices.add(index.get());
        extents.add(
            loop.isPresent()
                ? new Variable.Extent.Over(loop.get().set())
                : new Variable.Extent.Point(index.get()));
      } else {
        session.report(ModelProblem.indexNotFixed(subscript.span(), name.text()));
        failed = true;
      }
    }
    if (!failed) checkLoops(target, indices);
    if (failed) {
      if (!isTaken(name, role)) {
        Symbol unknown = session.symbol(name.text(), role, Type.UNKNOWN, name.span());
        if (frame.file().find(name.text()).isEmpty()) {
          frame.file().put(name.text(), new Scope.Entry.OfSymbol(unknown));
        }
      }
      return Optional.empty();
    }
    return Optional.of(
        new Place(name, role, preamble, scope, binders, indices, over, extents, target.span()));
  }

  private boolean isTaken(Name name, Symbol.Role role) {
    Optional<Scope.Entry> entry = frame.file().find(name.text());
    if (entry.isEmpty()) return false;
    Optional<Variable> variable = Optional.ofNullable(frame.variables().get(name.text()));
    boolean part = variable.isPresent() && variable.get().symbol().role() == role;
    boolean unknown =
        entry.get() instanceof Scope.Entry.OfSymbol s && s.symbol().type() instanceof Type.Unknown;
    if (part || unknown) return false;
    boolean drawsData =
        role == Symbol.Role.LATENT
            && entry.get() instanceof Scope.Entry.OfSymbol s
            && s.symbol().role() == Symbol.Role.DATA;
    Span first = entry.get().declared();
    session.report(
        drawsData
            ? new NameProblem.DrawOfData(name, first)
            : new NameProblem.DefinedTwice(name, first));
    return true;
  }

  private Optional<Expr> index(Expression e, Name name, int position, Scope scope) {
    if (e instanceof Expression.StringLiteral label) {
      Optional<Expr> member = new LabelledParts(frame).member(label, name, position, scope);
      if (member.isEmpty()) {
        session.report(ModelProblem.labelOfUnknownSet(e.span(), name.text()));
      }
      return member.filter(m -> !Shapes.isUnknown(m));
    }
    Expr index = expressions.check(e, scope);
    if (Shapes.isUnknown(index)) return Optional.empty();
    boolean isIndex = index.type() instanceof Type.Int || index.type() instanceof Type.Member;
    boolean fixed =
        frame.loops().binder(index).isPresent()
            || (isIndex && session.dependence(index).isDataOnly());
    if (!fixed) {
      session.report(ModelProblem.indexNotFixed(e.span(), name.text()));
      return Optional.empty();
    }
    return Optional.of(index);
  }

  /** Every loop variable is read by one of the indices. */
  private void checkLoops(Statement.Target target, List<Expr> indices) {
    for (Expr.Binder loop : frame.loops().binders()) {
      if (loop.symbol().type() instanceof Type.Unknown) continue;
      long count =
          indices.stream().filter(i -> frame.loops().reads(i).contains(loop.symbol())).count();
      if (count != 1) {
        session.report(
            ModelProblem.missingLoopVariable(
                target.span(),
                target.name().text(),
                loop.symbol().name(),
                target.subscripts().isEmpty(),
                loop.symbol().declared()));
      }
    }
  }

  /** The variable, declared by its first part; {@code element} is the type of one part's value. */
  Optional<Variable> declare(Place place, Type element) {
    String name = place.name().text();
    Optional<Variable> known = Optional.ofNullable(frame.variables().get(name));
    if (known.isPresent()) {
      Variable variable = known.get();
      boolean noted = variable.parts().stream().anyMatch(p -> p.span().equals(place.span()));
      if (!noted) {
        int rank = variable.parts().isEmpty() ? 0 : variable.parts().get(0).extents().size();
        if (rank != place.extents().size()) {
          session.report(
              new TypeProblem.BadSubscripts(
                  place.span(),
                  "the parts of `" + name + "` have different numbers of indices",
                  "the first part has " + rank));
          return Optional.empty();
        }
        variable.parts().add(part(place));
        if (place.role() == Symbol.Role.LATENT) {
          variable.ask(new Annotations(session).ofFurther(place.preamble(), variable.request()));
        }
        if (frame.file().find(name).isEmpty()) {
          frame.file().put(name, new Scope.Entry.OfSymbol(variable.symbol()));
        }
      }
      return known;
    }
    if (frame.file().find(name).isPresent()) return Optional.empty();
    Optional<List<IndexSet>> sets = indexSets(place);
    boolean ragged =
        element.dimensions().stream()
            .flatMap(set -> FreeSymbols.of(set).stream())
            .anyMatch(s -> s.role() == Symbol.Role.BINDER || s.role() == Symbol.Role.LOCAL);
    if (ragged) {
      session.report(
          ModelProblem.unsupported(place.span(), "an array whose rows differ in length"));
    }
    boolean unknown = ragged || sets.isEmpty() || element.element() instanceof Type.Unknown;
    List<IndexSet> dimensions = new ArrayList<>(sets.orElse(List.of()));
    dimensions.addAll(element.dimensions());
    Type scalar = frame.widening().of(name).orElse(element.element());
    Symbol symbol =
        session.symbol(
            name,
            place.role(),
            unknown ? Type.UNKNOWN : Type.array(scalar, dimensions),
            place.name().span());
    frame.file().put(name, new Scope.Entry.OfSymbol(symbol));
    if (unknown) return Optional.empty();
    if (!dimensions.isEmpty()
        && dimensions.get(0) instanceof IndexSet.Declared set
        && set.definition() instanceof IndexSet.Definition.Ragged) {
      session.ragged().declare(symbol, set);
    }
    Annotations.Meaning meaning =
        new Annotations(session).ofDefinition(place.preamble(), place.role() == Symbol.Role.LATENT);
    Variable variable =
        new Variable(
            symbol,
            place.preamble().doc(),
            meaning.recorded().orElse(isRecorded(symbol)),
            meaning.column().orElse(name),
            Optional.empty(),
            meaning.request());
    if (meaning.recorded().orElse(false)) variable.askForRecording();
    variable.parts().add(part(place));
    // What reads an element that is defined later sees the dependence already.
    if (place.role() == Symbol.Role.LATENT) session.depends(symbol, Dependence.LATENTS);
    if (place.role() == Symbol.Role.GENERATED) session.depends(symbol, Dependence.GENERATED);
    frame.variables().put(name, variable);
    return Optional.of(variable);
  }

  /** Unless annotations say otherwise: derived values and plates of discrete latents are not. */
  private static boolean isRecorded(Symbol symbol) {
    if (symbol.role() != Symbol.Role.LATENT) return symbol.role() != Symbol.Role.DERIVED;
    return symbol.type().dimensions().isEmpty() || symbol.type().element() instanceof Type.Real;
  }

  private Variable.Part part(Place place) {
    return new Variable.Part(place.extents(), frame.loops().isConditional(), place.span());
  }

  // ---- the sets that all parts of a name together range over ----

  private Optional<List<IndexSet>> indexSets(Place place) {
    List<Definitions.Part> parts =
        frame.definitions().parts(place.name().text()).stream()
            .filter(p -> p.positions().size() == place.extents().size())
            .toList();
    List<IndexSet> sets = new ArrayList<>();
    boolean isRagged = false;
    for (int i = 0; i < place.extents().size(); i++) {
      Optional<IndexSet> set = indexSet(place, parts, i).map(this::withoutLocals);
      if (set.isEmpty()) return Optional.empty();
      if (dependsOnBinders(set.get())) {
        Optional<IndexSet> rows = isRagged ? Optional.empty() : ragged(place, sets, set.get());
        if (rows.isEmpty()) {
          session.report(
              ModelProblem.unsupported(
                  place.span(), "an array with more than one dimension that depends on another"));
          return Optional.empty();
        }
        isRagged = true;
        sets.clear();
        sets.add(rows.get());
      } else {
        sets.add(set.get());
      }
    }
    return Optional.of(sets);
  }

  private static boolean dependsOnBinders(IndexSet set) {
    return FreeSymbols.of(set).stream().anyMatch(s -> s.role() == Symbol.Role.BINDER);
  }

  /** Locals of an iteration are not known outside it; one may read another. */
  private IndexSet withoutLocals(IndexSet set) {
    IndexSet plain = set;
    Substitution locals = Substitution.ofValues(frame.loops().locals());
    while (FreeSymbols.of(plain).stream().anyMatch(frame.loops().locals()::containsKey)) {
      plain = locals.set(plain);
    }
    return plain;
  }

  /** The elements of rows whose length depends on the indices before: {@code sets}. */
  private Optional<IndexSet> ragged(Place place, List<IndexSet> sets, IndexSet inner) {
    List<Expr.Binder> outer = new ArrayList<>();
    Map<Symbol, Expr> values = new HashMap<>();
    for (int i = 0; i < sets.size(); i++) {
      Expr.Binder binder = session.freshBinder(sets.get(i), place.span());
      outer.add(binder);
      if (place.indices().get(i) instanceof Expr.Variable v) {
        values.put(v.symbol(), new Expr.Variable(binder.symbol(), place.span()));
      }
    }
    IndexSet row = Substitution.ofValues(values).set(inner);
    Set<Symbol> known = new HashSet<>();
    outer.forEach(b -> known.add(b.symbol()));
    boolean isKnown =
        FreeSymbols.of(row).stream()
            .allMatch(s -> s.role() != Symbol.Role.BINDER || known.contains(s));
    if (!isKnown) return Optional.empty();
    return Optional.of(session.ragged().ofBinders(place.name().text(), outer, row, place.span()));
  }

  private Optional<IndexSet> indexSet(Place place, List<Definitions.Part> parts, int at) {
    Scope scope = place.scope();
    for (Definitions.Part part : parts) {
      if (part.positions().get(at) instanceof Definitions.Position.Over over
          && isNamed(over.set())
          && expressions.sets().isSet(over.set(), scope)) {
        return expressions.sets().set(over.set(), scope).map(Targets::whole);
      }
    }
    if (place.extents().get(at) instanceof Variable.Extent.Over over
        && parts.stream().allMatch(p -> p.positions().get(at) instanceof Definitions.Position.Over)
        && parts.size() == 1) {
      return Optional.of(whole(over.set()));
    }
    if (place.extents().get(at) instanceof Variable.Extent.Point point
        && point.index().type() instanceof Type.Member member) {
      return Optional.of(whole(member.set()));
    }
    return new Ends(session, expressions, place).range(parts, at);
  }

  private static boolean isNamed(Expression set) {
    return set instanceof Expression.NameUse
        || (set instanceof Expression.Index index && index.array() instanceof Expression.NameUse);
  }

  private static IndexSet whole(IndexSet set) {
    return set instanceof IndexSet.Part part ? part.whole() : set;
  }
}
