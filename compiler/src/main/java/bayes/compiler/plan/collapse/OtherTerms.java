package bayes.compiler.plan.collapse;

import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Dependents;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What is left of a collapsed model without its rows and balls: further terms of its sites. */
public final class OtherTerms {
  private OtherTerms() {}

  /** A model of the sites whose density is that of these terms alone. */
  public static TypedModel of(TypedModel written, Collapse collapse) {
    Set<Symbol> gone = new HashSet<>();
    collapse.rows().forEach(rows -> gone.add(rows.symbol()));
    gone.addAll(Dependents.of(written.statements(), gone));
    Set<ModelStatement> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Term term : collapse.others()) kept.add(term.statement());
    List<VariableDeclaration> variables =
        written.variables().stream()
            .filter(v -> !gone.contains(v.symbol()))
            .filter(v -> v.symbol().role() != Symbol.Role.GENERATED && !v.dependsOnGenerated())
            .toList();
    Set<Symbol> declared = new HashSet<>();
    variables.forEach(v -> declared.add(v.symbol()));
    StatementRewriter rewriter =
        new StatementRewriter() {
          @Override
          protected List<ModelStatement> statement(ModelStatement statement) {
            if (statement instanceof ModelStatement.For || statement instanceof ModelStatement.If) {
              return parts(statement);
            }
            if (statement instanceof ModelStatement.Define define) {
              boolean isLocal = define.symbol().role() == Symbol.Role.LOCAL;
              return isLocal || declared.contains(define.symbol()) ? List.of(statement) : List.of();
            }
            if (kept.contains(statement)) return List.of(statement);
            return statement instanceof ModelStatement.Draw draw
                    && collapse.sites().contains(draw.symbol())
                ? List.of(AnyValue.of(draw))
                : List.of();
          }
        };
    return new TypedModel(
        written.name(),
        written.doc(),
        written.source(),
        written.sets(),
        variables,
        rewriter.statements(written.statements()));
  }
}
