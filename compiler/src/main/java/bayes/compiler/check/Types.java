package bayes.compiler.check;

import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.model.Constraint;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.TypeSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Types as users write them. */
final class Types {
  private static final Set<String> SCALARS = Set.of("bool", "int", "real");

  private final Session session;
  private final Expressions expressions;

  Types(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
  }

  /** A type with where its values live. */
  record Declared(Type type, Support support, Span span) {}

  /**
   * The type that is written; none after a report.
   *
   * @param dimensions in a function or distribution, receives the new names among the dimensions
   */
  Optional<Declared> check(
      TypeSyntax syntax, Scope scope, Optional<List<IndexSet.Parameter>> dimensions) {
    if (syntax.admitsMissing()) {
      session.report(
          ModelProblem.misplaced(syntax.span(), "`?`", "here: only elements of data are missing"));
      return Optional.empty();
    }
    Optional<List<IndexSet>> sets = sets(syntax, scope, dimensions);
    Optional<Constraint> constraint = Constraint.named(syntax.name().text());
    if (constraint.isPresent()) {
      return sets.flatMap(s -> constrained(syntax, s, constraint.get()));
    }
    Optional<Type> element = element(syntax, scope);
    if (sets.isEmpty() || element.isEmpty()) return Optional.empty();
    Type type = Type.array(element.get(), sets.get());
    Optional<Support> support = support(syntax, type, scope);
    return support.map(s -> new Declared(type, s, syntax.span()));
  }

  /** A matrix is over its last set twice. */
  private Optional<Declared> constrained(
      TypeSyntax syntax, List<IndexSet> sets, Constraint constraint) {
    String name = constraint.typeName();
    if (sets.isEmpty()) {
      session.report(
          new TypeProblem.BadSubscripts(
              syntax.span(), "`" + name + "` needs a dimension", "write `" + name + "[S]`"));
      return Optional.empty();
    }
    if (!syntax.bounds().isEmpty()) return notAllowed(syntax.bounds().get(0).span(), name);
    List<IndexSet> dimensions = new ArrayList<>(sets);
    if (constraint.isMatrix()) dimensions.add(sets.get(sets.size() - 1));
    return Optional.of(
        new Declared(
            Type.array(Type.REAL, dimensions), new Support.Constrained(constraint), syntax.span()));
  }

  /** The type of data, whose rows may differ in length. */
  Optional<Declared> ofData(TypeSyntax syntax, String name, Scope scope) {
    List<List<TypeSyntax.Dimension>> groups = syntax.dimensions();
    boolean isRagged = groups.stream().anyMatch(Types::isRagged);
    if (!isRagged) return check(syntax, scope, Optional.empty());
    if (groups.size() == 1 && isOpen(groups.get(0))) return list(syntax, name, scope);
    if (groups.size() != 2 || isRagged(groups.get(0)) || !isOpen(groups.get(1))) {
      session.report(
          new TypeProblem.BadSubscripts(
              syntax.span(),
              "only the last dimension can be of any length",
              "write `" + syntax.name() + "[]`, or `" + syntax.name() + "[I, J][]`"));
      return Optional.empty();
    }
    List<List<TypeSyntax.Dimension>> outer = List.of(groups.get(0));
    Optional<Declared> rows =
        check(
            new TypeSyntax(syntax.name(), syntax.bounds(), outer, false, syntax.span()),
            scope,
            Optional.empty());
    if (rows.isEmpty()) return Optional.empty();
    if (!isScalar(rows.get().support())) {
      session.report(
          ModelProblem.unsupported(
              syntax.span(), "a ragged array of vectors or with array bounds"));
      return Optional.empty();
    }
    Type type = rows.get().type();
    IndexSet.Declared set = session.ragged().ofData(name, type.dimensions(), syntax.span());
    return Optional.of(
        new Declared(
            Type.array(type.element(), List.of(set)), rows.get().support(), syntax.span()));
  }

  /** A list of any length: a vector of as many elements as the data have. */
  private Optional<Declared> list(TypeSyntax syntax, String name, Scope scope) {
    Optional<Declared> element =
        check(
            new TypeSyntax(syntax.name(), syntax.bounds(), List.of(), false, syntax.span()),
            scope,
            Optional.empty());
    if (element.isEmpty()) return Optional.empty();
    IndexSet.Size size = session.ragged().lengthOfData(name, syntax.span());
    Type type = Type.array(element.get().type(), List.of(size));
    return Optional.of(new Declared(type, element.get().support(), syntax.span()));
  }

  /** Whether a support is that of single values, all alike. */
  static boolean isScalar(Support support) {
    return support instanceof Support.Whole
        || support instanceof Support.Bounds bounds && !LatentSupports.isArray(bounds);
  }

  private static boolean isRagged(List<TypeSyntax.Dimension> group) {
    return group.isEmpty() || group.stream().anyMatch(d -> d.extent().isEmpty());
  }

  private static boolean isOpen(List<TypeSyntax.Dimension> group) {
    return group.stream().allMatch(d -> d.extent().isEmpty()) && group.size() <= 1;
  }

  private Optional<Type> element(TypeSyntax syntax, Scope scope) {
    String name = syntax.name().text();
    switch (name) {
      case "bool":
        return Optional.of(Type.BOOL);
      case "int":
        return Optional.of(Type.INT);
      case "real":
        return Optional.of(Type.REAL);
      default:
        break;
    }
    if (scope.find(name).orElse(null) instanceof Scope.Entry.OfSet set) {
      return Optional.of(Type.memberOf(set.set()));
    }
    Set<String> known = new TreeSet<>(SCALARS);
    known.addAll(Constraint.typeNames());
    for (String visible : scope.visible()) {
      if (scope.find(visible).orElse(null) instanceof Scope.Entry.OfSet) known.add(visible);
    }
    if (scope.find(name).orElse(null) instanceof Scope.Entry.OfSymbol s
        && s.symbol().type() instanceof Type.Unknown) {
      return Optional.empty();
    }
    session.report(
        new NameProblem.UnknownType(
            syntax.name(), Suggestions.nearest(name, known, 3), StanNames.typeInstead(name)));
    return Optional.empty();
  }

  private Optional<List<IndexSet>> sets(
      TypeSyntax syntax, Scope scope, Optional<List<IndexSet.Parameter>> dimensions) {
    if (syntax.dimensions().stream().anyMatch(Types::isRagged)) {
      session.report(
          ModelProblem.misplaced(
              syntax.span(), "`[]`", "here: only data bring rows of any length"));
      return Optional.empty();
    }
    if (syntax.dimensions().size() > 1) {
      session.report(
          new TypeProblem.BadSubscripts(
              syntax.span(),
              "an array has one pair of brackets",
              "write all dimensions in one: `[I, J]`"));
      return Optional.empty();
    }
    List<IndexSet> sets = new ArrayList<>();
    boolean failed = false;
    for (List<TypeSyntax.Dimension> group : syntax.dimensions()) {
      for (TypeSyntax.Dimension dimension : group) {
        Optional<IndexSet> set = set(dimension.extent().orElseThrow(), scope, dimensions);
        failed |= set.isEmpty();
        set.ifPresent(sets::add);
      }
    }
    return failed ? Optional.empty() : Optional.of(sets);
  }

  private Optional<IndexSet> set(
      Expression extent, Scope scope, Optional<List<IndexSet.Parameter>> dimensions) {
    if (dimensions.isPresent()
        && extent instanceof Expression.NameUse use
        && scope.find(use.name().text()).isEmpty()) {
      Symbol symbol =
          session.symbol(use.name().text(), Symbol.Role.PARAMETER, Type.INT, use.span());
      IndexSet.Parameter parameter = new IndexSet.Parameter(symbol);
      scope.put(use.name().text(), new Scope.Entry.OfSet(parameter, use.span()));
      dimensions.get().add(parameter);
      return Optional.of(parameter);
    }
    Optional<IndexSet> set = expressions.sets().dimension(extent, scope);
    if (set.isPresent() && set.get() instanceof IndexSet.Part) {
      session.report(ModelProblem.unsupported(extent.span(), "an array over a part of a set"));
      return Optional.empty();
    }
    return set;
  }

  // ---- bounds ----

  private Optional<Support> support(TypeSyntax syntax, Type type, Scope scope) {
    Optional<Support.Bound> lower = Optional.empty();
    Optional<Support.Bound> upper = Optional.empty();
    for (TypeSyntax.Bound bound : syntax.bounds()) {
      String keyword = bound.keyword().text();
      boolean low = keyword.equals("lower") || keyword.equals("above");
      boolean high = keyword.equals("upper") || keyword.equals("below");
      boolean taken = low ? lower.isPresent() : upper.isPresent();
      boolean number = type.element() instanceof Type.Int || type.element() instanceof Type.Real;
      if ((!low && !high) || taken || !number) {
        return notAllowed(bound.span(), syntax.name().text());
      }
      Expr value = boundValue(bound, type, scope);
      if (Shapes.isUnknown(value)) return Optional.empty();
      boolean exclusive = keyword.equals("above") || keyword.equals("below");
      if (low) lower = Optional.of(new Support.Bound(value, exclusive));
      if (high) upper = Optional.of(new Support.Bound(value, exclusive));
    }
    if (lower.isEmpty() && upper.isEmpty()) return Optional.of(Support.WHOLE);
    Support.Bounds bounds = new Support.Bounds(lower, upper);
    Span place = syntax.bounds().get(0).span();
    return new EmptySupports(session).report(bounds, Type.INT, place)
        ? Optional.empty()
        : Optional.of(bounds);
  }

  private <T> Optional<T> notAllowed(Span span, String type) {
    session.report(new TypeProblem.BoundsNotAllowed(span, type));
    return Optional.empty();
  }

  private Expr boundValue(TypeSyntax.Bound bound, Type type, Scope scope) {
    Expr value =
        expressions
            .conversions()
            .require(expressions.check(bound.value(), scope), type.element(), "a bound");
    List<IndexSet> dimensions = value.type().dimensions();
    if (!Shapes.isUnknown(value)
        && !dimensions.isEmpty()
        && !Shapes.match(dimensions, type.dimensions())) {
      session.report(
          new TypeProblem.ShapesDiffer(
              value.span(),
              "the bound and what it bounds",
              ExprText.of(value.type()),
              ExprText.of(type)));
      return session.unknown(value.span());
    }
    return value;
  }
}
