package bayes.compiler.check;

import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Type;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.Subscript;
import bayes.compiler.syntax.Name;
import bayes.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is observed and not declared, and the statement that would declare it as data. */
final class UndeclaredData {
  private UndeclaredData() {}

  /** The name on the left of an {@code observe}, if nothing declares it. */
  static Optional<Name> name(Statement.Observe statement, Scope scope) {
    Expression target = statement.target();
    Expression array = target instanceof Expression.Index index ? index.array() : target;
    return array instanceof Expression.NameUse use && scope.find(use.name().text()).isEmpty()
        ? Optional.of(use.name())
        : Optional.empty();
  }

  /**
   * Data of the type that the distribution draws, over the sets that the indices run over.
   *
   * @param distributions the declarations of the distribution; none if it is unknown
   */
  static String declaration(
      Statement.Observe statement, List<DistributionDefinition> distributions, Scope scope) {
    List<String> sets = new ArrayList<>();
    if (statement.target() instanceof Expression.Index index) {
      for (Subscript subscript : index.subscripts()) sets.add(set(subscript, scope));
    }
    Optional<Type> event = distributions.stream().findFirst().map(DistributionDefinition::event);
    if (event.filter(type -> !type.dimensions().isEmpty()).isPresent()) sets.add("...");
    String over = sets.isEmpty() ? "" : "[" + String.join(", ", sets) + "]";
    return "data " + name(statement, scope).orElseThrow() + " : " + element(event) + over + ";";
  }

  private static String set(Subscript subscript, Scope scope) {
    if (subscript instanceof Subscript.Bind bind) return bind.binder().set().span().text();
    if (subscript instanceof Subscript.At at
        && at.index() instanceof Expression.NameUse use
        && scope.find(use.name().text()).orElse(null) instanceof Scope.Entry.OfSymbol variable
        && variable.symbol().type() instanceof Type.Member member
        && member.set() instanceof IndexSet.Declared declared) {
      return declared.name();
    }
    return "...";
  }

  private static String element(Optional<Type> event) {
    Type element = event.map(Type::element).orElse(Type.REAL);
    if (element instanceof Type.Int) return "int";
    return element instanceof Type.Bool ? "bool" : "real";
  }
}
