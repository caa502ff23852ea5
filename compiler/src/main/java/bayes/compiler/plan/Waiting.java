package bayes.compiler.plan;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A model without what waits for data: data that only {@code generate}s read say what is asked of
 * the posterior, not what it is learnt from, and may come with the question.
 *
 * @param model without the generated values that need missing data, these data, and the sets that
 *     nothing else names
 * @param data that are missing
 * @param generates that are left out
 */
public record Waiting(TypedModel model, List<Symbol> data, List<Symbol> generates) {
  public Waiting {
    data = List.copyOf(data);
    generates = List.copyOf(generates);
  }

  /**
   * What waits: nothing, if {@link #data()} is empty; what is missing then is a mistake.
   *
   * @param isGiven whether there are data of a name
   */
  public static Waiting of(TypedModel model, Predicate<String> isGiven) {
    Set<Symbol> missing = new LinkedHashSet<>();
    for (VariableDeclaration variable : model.variables()) {
      Symbol symbol = variable.symbol();
      if (symbol.role() != Symbol.Role.DATA || !variable.isWritten()) continue;
      if (variable.defaultValue().isEmpty() && !isGiven.test(symbol.name())) missing.add(symbol);
    }
    if (!missing.isEmpty()) missing.removeAll(needed(model));
    if (missing.isEmpty()) return new Waiting(model, List.of(), List.of());
    Set<Symbol> out = followers(model, missing);
    List<Symbol> generates = out.stream().filter(s -> s.role() == Symbol.Role.GENERATED).toList();
    // Data that nothing reads are as missing as ever.
    if (generates.isEmpty()) return new Waiting(model, List.of(), List.of());
    return new Waiting(without(model, out), List.copyOf(missing), generates);
  }

  /** The variables without which there is no posterior. */
  private static Set<Symbol> needed(TypedModel model) {
    Set<Symbol> needed = new HashSet<>();
    int before;
    do {
      before = needed.size();
      needed(model.statements(), Set.of(), needed);
      for (VariableDeclaration variable : model.variables()) {
        boolean isLatent = variable.symbol().role() == Symbol.Role.LATENT;
        if (isLatent || needed.contains(variable.symbol())) {
          needed.addAll(Reads.of(variable).symbols());
        }
      }
    } while (needed.size() > before);
    return needed;
  }

  private static void needed(
      List<ModelStatement> statements, Set<Symbol> around, Set<Symbol> needed) {
    for (ModelStatement statement : statements) {
      Set<Symbol> read = new HashSet<>(around);
      read.addAll(Reads.of(statement).symbols());
      if (statement instanceof ModelStatement.For loop) {
        needed(loop.body(), read, needed);
      } else if (statement instanceof ModelStatement.If branch) {
        needed(branch.then(), read, needed);
        needed(branch.otherwise(), read, needed);
      } else if (statement instanceof ModelStatement.Define define) {
        if (needed.contains(define.symbol())) needed.addAll(read);
      } else if (statement instanceof ModelStatement.Draw draw) {
        if (draw.symbol().role() == Symbol.Role.LATENT) needed.addAll(read);
      } else {
        needed.addAll(read);
      }
    }
  }

  /** What is defined from missing data, directly or not, and these themselves. */
  private static Set<Symbol> followers(TypedModel model, Set<Symbol> missing) {
    Set<Symbol> out = new LinkedHashSet<>(missing);
    int before;
    do {
      before = out.size();
      follow(model.statements(), false, out);
      for (VariableDeclaration variable : model.variables()) {
        if (Reads.of(variable).any(out) || isPartOf(variable, out)) out.add(variable.symbol());
      }
    } while (out.size() > before);
    return out;
  }

  private static void follow(List<ModelStatement> statements, boolean within, Set<Symbol> out) {
    for (ModelStatement statement : statements) {
      boolean follows = within || Reads.of(statement).any(out);
      if (statement instanceof ModelStatement.For loop) {
        follow(loop.body(), follows, out);
      } else if (statement instanceof ModelStatement.If branch) {
        follow(branch.then(), follows, out);
        follow(branch.otherwise(), follows, out);
      } else if (statement instanceof ModelStatement.Define define) {
        if (follows) out.add(define.symbol());
      } else if (statement instanceof ModelStatement.Draw draw) {
        if (follows) out.add(draw.symbol());
      }
    }
  }

  /** Whether it says where the elements of one of these are: the lengths of its rows. */
  private static boolean isPartOf(VariableDeclaration variable, Set<Symbol> of) {
    String name = variable.symbol().name();
    int mark = name.indexOf('?');
    return mark > 0 && of.stream().anyMatch(s -> s.name().equals(name.substring(0, mark)));
  }

  private static TypedModel without(TypedModel model, Set<Symbol> out) {
    Set<Symbol> declared = new HashSet<>();
    model.variables().forEach(v -> declared.add(v.symbol()));
    List<ModelStatement> statements =
        new Selection(declared, true, s -> !out.contains(s)).of(model.statements());
    List<VariableDeclaration> variables =
        model.variables().stream().filter(v -> !out.contains(v.symbol())).toList();
    Set<IndexSet.Declared> before = sets(model.statements(), model.variables());
    before.removeAll(sets(statements, variables));
    List<IndexSet.Declared> sets = model.sets().stream().filter(s -> !before.contains(s)).toList();
    return new TypedModel(model.name(), model.doc(), model.source(), sets, variables, statements);
  }

  private static Set<IndexSet.Declared> sets(
      List<ModelStatement> statements, List<VariableDeclaration> variables) {
    Set<IndexSet.Declared> sets = new HashSet<>(Reads.of(statements).sets());
    for (VariableDeclaration variable : variables) sets.addAll(Reads.of(variable).sets());
    return sets;
  }
}
