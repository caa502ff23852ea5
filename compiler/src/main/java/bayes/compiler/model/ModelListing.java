package bayes.compiler.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Prints a typed model for people: its sets, its variables with type, support and dependencies, and
 * its statements with plates as loops.
 */
public final class ModelListing {
  private final StringBuilder out = new StringBuilder();

  private ModelListing() {}

  public static String of(TypedModel model) {
    ModelListing listing = new ModelListing();
    listing.line(0, "model " + model.name());
    for (IndexSet.Declared set : model.sets()) listing.line(0, "set " + set(set));
    for (VariableDeclaration variable : model.variables()) listing.line(0, variable(variable));
    for (ModelStatement statement : model.statements()) listing.statement(0, statement);
    return listing.out.toString();
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  private static String set(IndexSet.Declared set) {
    if (set.definition() instanceof IndexSet.Definition.OfRange range) {
      return set.name() + " = " + ExprText.of(range.lower()) + ".." + ExprText.of(range.upper());
    }
    if (set.definition() instanceof IndexSet.Definition.Named named) {
      return set.name()
          + named.members().stream()
              .map(m -> '"' + m + '"')
              .collect(Collectors.joining(", ", " = {", "}"));
    }
    if (set.definition() instanceof IndexSet.Definition.Vocabulary vocabulary) {
      return set.name() + " = " + VocabularyText.of(vocabulary.rule());
    }
    if (set.definition() instanceof IndexSet.Definition.Chosen chosen) {
      return set.name() + " = 1.." + ExprText.of(chosen.size());
    }
    return set.name() + " from data";
  }

  private static String variable(VariableDeclaration variable) {
    Symbol symbol = variable.symbol();
    return symbol.role().name().toLowerCase(Locale.ROOT)
        + " "
        + symbol.name()
        + " : "
        + ExprText.of(symbol.type())
        + support(variable.support())
        + variable.defaultValue().map(e -> " = " + ExprText.of(e)).orElse("")
        + (variable.recorded() ? ", recorded" : "")
        + (variable.column().equals(symbol.name()) ? "" : " as " + variable.column())
        + (symbol.role() == Symbol.Role.DERIVED && variable.dependsOnLatents()
            ? ", from latents"
            : "")
        + (symbol.role() == Symbol.Role.DERIVED && variable.dependsOnGenerated()
            ? ", from generated"
            : "");
  }

  private static String support(Support support) {
    if (support instanceof Support.Constrained c) return " " + c.kind().typeName();
    if (!(support instanceof Support.Bounds bounds)) return "";
    return " in "
        + bounds.lower().map(b -> bound(b, "[", "(")).orElse("(-inf")
        + ", "
        + bounds
            .upper()
            .map(b -> ExprText.of(b.value()) + (b.exclusive() ? ")" : "]"))
            .orElse("inf)");
  }

  private static String bound(Support.Bound bound, String inclusive, String exclusive) {
    return (bound.exclusive() ? exclusive : inclusive) + ExprText.of(bound.value());
  }

  private void statement(int depth, ModelStatement statement) {
    if (statement instanceof ModelStatement.Define s) {
      line(depth, target(s.symbol(), s.indices()) + " = " + ExprText.of(s.value()) + reads(s));
    } else if (statement instanceof ModelStatement.Draw s) {
      line(
          depth,
          target(s.symbol(), s.indices())
              + " ~ "
              + ExprText.of(s.distribution())
              + reads(FreeSymbols.of(s.distribution())));
    } else if (statement instanceof ModelStatement.Observe s) {
      line(
          depth,
          "observe "
              + ExprText.of(s.target())
              + " ~ "
              + ExprText.of(s.distribution())
              + reads(FreeSymbols.of(s.distribution())));
    } else if (statement instanceof ModelStatement.Factor s) {
      line(depth, "factor " + ExprText.of(s.value()) + reads(FreeSymbols.of(s.value())));
    } else if (statement instanceof ModelStatement.Accumulate s) {
      line(
          depth,
          target(s.symbol(), s.indices())
              + " += "
              + ExprText.of(s.value())
              + reads(FreeSymbols.of(s.value())));
    } else if (statement instanceof ModelStatement.Marginal s) {
      line(
          depth,
          "marginal "
              + ExprText.of(s.value())
              + s.prior().map(prior -> ", prior " + ExprText.of(prior)).orElse("")
              + reads(FreeSymbols.of(s.value())));
    } else if (statement instanceof ModelStatement.For s) {
      line(depth, "for " + s.binder().symbol() + " in " + ExprText.of(s.binder().set()));
      body(depth, s.body());
    } else {
      ModelStatement.If branch = (ModelStatement.If) statement;
      line(depth, "if " + ExprText.of(branch.condition()));
      body(depth, branch.then());
      if (branch.otherwise().isEmpty()) return;
      line(depth, "else");
      body(depth, branch.otherwise());
    }
  }

  private void body(int depth, List<ModelStatement> body) {
    for (ModelStatement statement : body) statement(depth + 1, statement);
  }

  private static String target(Symbol symbol, List<Expr> indices) {
    return indices.isEmpty()
        ? symbol.name()
        : symbol.name()
            + indices.stream().map(ExprText::of).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String reads(ModelStatement.Define define) {
    return reads(FreeSymbols.of(define.value()));
  }

  /** The latents and derived values that a statement reads: the edges of the factor graph. */
  private static String reads(Set<Symbol> symbols) {
    Set<String> names = new TreeSet<>();
    for (Symbol symbol : symbols) {
      boolean changes = symbol.role() == Symbol.Role.LATENT || symbol.role() == Symbol.Role.DERIVED;
      if (changes) names.add(symbol.name());
    }
    Optional<String> list =
        names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
    return list.map(l -> "   ; reads " + l).orElse("");
  }
}
