package bayes.compiler.plan.statistics;

import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Treatment;
import java.util.List;

/** What takes the place of a term in loops. */
record Compressed(
    List<VariableDeclaration> variables, List<ModelStatement> statements, Treatment treatment) {}
