package bayes.compiler.check;

import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.Subscript;
import bayes.compiler.syntax.Name;
import java.util.List;
import java.util.Optional;

/** Index sets: named ones, ranges, sizes and parts. */
final class SetRules {
  private final Session session;
  private final Expressions expressions;
  private final Conversions conversions;

  SetRules(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
    this.conversions = new Conversions(session);
  }

  /** A set that a binder runs over. */
  Optional<IndexSet> set(Expression e, Scope scope) {
    if (e instanceof Expression.Parenthesised p) return set(p.inner(), scope);
    if (e instanceof Expression.Range range) return Optional.of(range(range, scope));
    if (e instanceof Expression.NameUse use) {
      Optional<Scope.Entry> entry = scope.find(use.name().text());
      if (entry.isPresent() && entry.get() instanceof Scope.Entry.OfSet set) {
        return Optional.of(set.set());
      }
      if (entry.isEmpty()) {
        expressions.reportUnknown(use.name(), scope, Optional.of("set " + use.name() + ";"));
      } else {
        session.report(new NameProblem.NotASet(e.span(), "`" + use.name() + "`"));
      }
      return Optional.empty();
    }
    if (e instanceof Expression.Index index
        && index.array() instanceof Expression.NameUse use
        && scope.find(use.name().text()).orElse(null) instanceof Scope.Entry.OfSet) {
      return part(index, scope);
    }
    if (!Shapes.isUnknown(expressions.check(e, scope))) {
      session.report(new NameProblem.NotASet(e.span(), "this"));
    }
    return Optional.empty();
  }

  /** An extent that may also be a size: of a dimension, or of a draw. */
  Optional<IndexSet> dimension(Expression e, Scope scope) {
    if (isSet(e, scope)) return set(e, scope);
    Expr size = conversions.requireDataInt(expressions.check(e, scope), "a size");
    return Shapes.isUnknown(size) ? Optional.empty() : Optional.of(new IndexSet.Size(size));
  }

  /** Whether the expression denotes a set and not a number. */
  boolean isSet(Expression e, Scope scope) {
    if (e instanceof Expression.Parenthesised p) return isSet(p.inner(), scope);
    if (e instanceof Expression.Range) return true;
    if (e instanceof Expression.Index index) return isSet(index.array(), scope);
    return e instanceof Expression.NameUse use
        && scope.find(use.name().text()).orElse(null) instanceof Scope.Entry.OfSet;
  }

  private IndexSet range(Expression.Range range, Scope scope) {
    return new IndexSet.Range(bound(range.lower(), scope), bound(range.upper(), scope));
  }

  private Expr bound(Expression e, Scope scope) {
    return conversions.requireDataInt(expressions.check(e, scope), "an end of a range");
  }

  private Optional<IndexSet> part(Expression.Index index, Scope scope) {
    IndexSet whole = set(index.array(), scope).orElseThrow();
    if (index.subscripts().size() != 1
        || !(index.subscripts().get(0) instanceof Subscript.Slice slice)) {
      session.report(
          new TypeProblem.BadSubscripts(
              index.span(), "a part of a set is written `S[a..b]`", "not a part of a set"));
      return Optional.empty();
    }
    return Optional.of(
        new IndexSet.Part(
            whole,
            slice.lower().map(e -> partEnd(e, whole, scope)),
            slice.upper().map(e -> partEnd(e, whole, scope))));
  }

  private Expr partEnd(Expression e, IndexSet whole, Scope scope) {
    Expr end = expressions.subscripts().index(e, whole, scope);
    conversions.requireData(end, "an end of a part");
    return end;
  }

  /** A binder: its symbol goes into {@code scope}. */
  Expr.Binder bind(Expression.Binder binder, Scope scope) {
    Optional<IndexSet> set = set(binder.set(), scope);
    Type type = set.map(Type::memberOf).orElse(Type.UNKNOWN);
    Symbol symbol =
        session.symbol(binder.name().text(), Symbol.Role.BINDER, type, binder.name().span());
    declare(binder.name(), symbol, scope);
    Expr.Binder bound = new Expr.Binder(symbol, set.orElseGet(() -> noSet(binder.span())));
    session.bind(bound);
    return bound;
  }

  /** What stands for a set that is in error. */
  IndexSet noSet(Span span) {
    return new IndexSet.Size(session.unknown(span));
  }

  /** Puts a symbol into a scope, unless its name is taken. */
  void declare(Name name, Symbol symbol, Scope scope) {
    declare(name, new Scope.Entry.OfSymbol(symbol), scope);
  }

  void declare(Name name, Scope.Entry entry, Scope scope) {
    Optional<Scope.Entry> taken = scope.find(name.text());
    if (taken.isPresent()) {
      session.report(new NameProblem.DefinedTwice(name, taken.get().declared()));
      // What follows means the inner one, so that nothing else is wrong with it.
      if (!scope.own().contains(name.text())) scope.put(name.text(), entry);
    } else {
      scope.put(name.text(), entry);
    }
  }

  /** A label as a member of {@code set}. */
  Expr label(Expression.StringLiteral literal, IndexSet set) {
    IndexSet whole = set instanceof IndexSet.Part part ? part.whole() : set;
    if (!(whole instanceof IndexSet.Declared declared) || Shapes.rangeLower(whole).isPresent()) {
      session.report(
          new NameProblem.NotAValue(
              literal.span(),
              "\"" + literal.value() + "\"",
              "labels name members of declared sets; here an integer is the index"));
      return session.unknown(literal.span());
    }
    if (declared.definition() instanceof IndexSet.Definition.Named named
        && !named.members().contains(literal.value())) {
      List<String> similar = Suggestions.nearest(literal.value(), named.members(), 3);
      session.report(
          new NameProblem.UnknownMember(
              literal.span(), literal.value(), declared.name(), declared.declared(), similar));
      return session.unknown(literal.span());
    }
    return new Expr.MemberConstant(literal.value(), declared, literal.span());
  }
}
