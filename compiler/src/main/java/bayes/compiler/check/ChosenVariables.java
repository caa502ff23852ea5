package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Variables that only one branch of an {@code if} defines. They exist where the data choose that
 * branch, and otherwise have no element: each ranges over a set of one member or none beside its
 * own sets.
 */
final class ChosenVariables {
  private final Session session;
  private final Map<Symbol, List<List<Choice>>> paths = new LinkedHashMap<>();

  /** A condition of data, and which branch it leads to. */
  record Choice(Expr condition, boolean then) {}

  ChosenVariables(Session session) {
    this.session = session;
  }

  /** One way to the definition of a variable: the branches around it, the outermost first. */
  void add(Symbol symbol, List<Choice> path) {
    paths.computeIfAbsent(symbol, s -> new ArrayList<>()).add(List.copyOf(path));
  }

  boolean contains(Symbol symbol) {
    return paths.containsKey(symbol);
  }

  /** Reports what is defined in one branch and outside of it as well. */
  void check(Collection<Variable> variables) {
    for (Variable variable : variables) {
      boolean isElsewhere = variable.parts().stream().anyMatch(p -> !p.conditional());
      if (isElsewhere && contains(variable.symbol())) reportTwice(variable);
    }
  }

  void reportTwice(Variable variable) {
    Span last = variable.parts().get(variable.parts().size() - 1).span();
    Symbol symbol = variable.symbol();
    session.report(new NameProblem.DefinedTwice(new Name(symbol.name(), last), symbol.declared()));
  }

  /** The model in which they range over their sets. */
  ChosenRewriter rewriter(List<VariableDeclaration> variables) {
    Map<Symbol, ChosenRewriter.Chosen> chosen = new LinkedHashMap<>();
    for (VariableDeclaration variable : variables) {
      Symbol symbol = variable.symbol();
      Optional.ofNullable(paths.get(symbol)).ifPresent(p -> chosen.put(symbol, chosen(symbol, p)));
    }
    return new ChosenRewriter(session, chosen);
  }

  private ChosenRewriter.Chosen chosen(Symbol symbol, List<List<Choice>> ways) {
    IndexSet.Declared set =
        new IndexSet.Declared(
            session.nextId(),
            symbol.name() + "__chosen",
            new IndexSet.Definition.Chosen(size(ways, symbol.declared())),
            Optional.empty(),
            symbol.declared());
    List<IndexSet> dimensions = new ArrayList<>(symbol.type().dimensions());
    // Where rows differ in length, the first dimension is that of all elements.
    boolean isRagged = session.ragged().of(symbol).isPresent();
    int at = isRagged ? 1 : 0;
    dimensions.add(at, set);
    Symbol with =
        session.symbol(
            symbol.name(),
            symbol.role(),
            Type.array(symbol.type().element(), dimensions),
            symbol.declared());
    return new ChosenRewriter.Chosen(with, set, at);
  }

  /** 1 if the data take one of the ways, else 0; a condition counts only where it is reached. */
  private static Expr size(List<List<Choice>> ways, Span span) {
    Expr size = new Expr.IntConstant(0, span);
    for (int w = ways.size() - 1; w >= 0; w--) {
      Expr otherwise = size;
      Expr taken = new Expr.IntConstant(1, span);
      List<Choice> way = ways.get(w);
      for (int c = way.size() - 1; c >= 0; c--) {
        Choice choice = way.get(c);
        taken =
            new Expr.Conditional(
                choice.condition(),
                choice.then() ? taken : otherwise,
                choice.then() ? otherwise : taken,
                Type.INT,
                span);
      }
      size = taken;
    }
    return size;
  }
}
