package bayes.compiler.parse;

import bayes.compiler.syntax.TypeSyntax;
import bayes.compiler.syntax.TypeSyntax.Bound;
import bayes.compiler.syntax.TypeSyntax.Dimension;
import bayes.grammar.BayesParser.DimensionsContext;
import bayes.grammar.BayesParser.TypeContext;
import java.util.List;
import java.util.Optional;

/** Builds types. */
final class TypeBuilder {
  private final TreeBuilder tree;

  TypeBuilder(TreeBuilder tree) {
    this.tree = tree;
  }

  TypeSyntax type(TypeContext type) {
    List<Bound> bounds = List.of();
    if (type.bounds() != null) {
      bounds =
          type.bounds().bound().stream()
              .map(
                  b ->
                      new Bound(
                          tree.name(b.name()),
                          tree.expressions().additive(b.additive()),
                          tree.span(b)))
              .toList();
    }
    return new TypeSyntax(
        tree.name(type.name()),
        bounds,
        type.dimensions().stream().map(this::dimensions).toList(),
        type.QUESTION() != null,
        tree.span(type));
  }

  private List<Dimension> dimensions(DimensionsContext group) {
    if (group.extent().isEmpty()) return List.of(new Dimension(Optional.empty(), tree.span(group)));
    return group.extent().stream()
        .map(e -> new Dimension(Optional.of(tree.expressions().extent(e)), tree.span(e)))
        .toList();
  }
}
