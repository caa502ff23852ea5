package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which set a label belongs to where it is an index of what is being defined: {@code
 * mu["difficulty"] ~ Normal(0, 5)}. The set that another part of the name ranges over, or the one
 * declared set that has such a member.
 */
final class LabelledParts {
  private final Frame frame;
  private final Expressions expressions;

  LabelledParts(Frame frame) {
    this.frame = frame;
    this.expressions = frame.expressions();
  }

  /** The member that a label names as an index of {@code name}; none if that is not known. */
  Optional<Expr> member(Expression.StringLiteral label, Name name, int position, Scope scope) {
    List<IndexSet.Declared> sets = ofOtherParts(name, position, scope);
    if (sets.isEmpty()) {
      sets =
          declared(scope).stream()
              .filter(
                  set ->
                      set.definition() instanceof IndexSet.Definition.Named named
                          && named.members().contains(label.value()))
              .toList();
    }
    if (sets.size() != 1) return Optional.empty();
    return Optional.of(expressions.sets().label(label, sets.get(0)));
  }

  private List<IndexSet.Declared> ofOtherParts(Name name, int position, Scope scope) {
    for (Definitions.Part part : frame.definitions().parts(name.text())) {
      if (position < part.positions().size()
          && part.positions().get(position) instanceof Definitions.Position.Over over
          && over.set() instanceof Expression.NameUse use
          && scope.find(use.name().text()).orElse(null) instanceof Scope.Entry.OfSet set
          && set.set() instanceof IndexSet.Declared declared) {
        return List.of(declared);
      }
    }
    return List.of();
  }

  private static List<IndexSet.Declared> declared(Scope scope) {
    List<IndexSet.Declared> sets = new ArrayList<>();
    for (String name : scope.visible()) {
      if (scope.find(name).orElse(null) instanceof Scope.Entry.OfSet set
          && set.set() instanceof IndexSet.Declared declared) {
        sets.add(declared);
      }
    }
    return sets;
  }
}
