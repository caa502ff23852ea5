package bayes.compiler;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import java.util.List;
import java.util.Locale;

/** Shows a typed model to people: variables with types and supports, statements as loops. */
final class ModelListing {
  private final StringBuilder text = new StringBuilder();

  private ModelListing() {}

  static String of(TypedModel model) {
    ModelListing listing = new ModelListing();
    listing.text.append("model ").append(model.name()).append('\n');
    for (IndexSet.Declared set : model.sets()) listing.set(set);
    model.variables().forEach(listing::variable);
    listing.statements(model.statements(), "");
    return listing.text.toString();
  }

  private void set(IndexSet.Declared set) {
    text.append("set ").append(set.name());
    if (set.definition() instanceof IndexSet.Definition.OfRange range) {
      text.append(" = ").append(ExprText.of(range.lower())).append("..");
      text.append(ExprText.of(range.upper()));
    } else if (set.definition() instanceof IndexSet.Definition.Named named) {
      text.append(" = {\"").append(String.join("\", \"", named.members())).append("\"}");
    } else {
      text.append(" from data");
    }
    text.append('\n');
  }

  private void variable(VariableDeclaration variable) {
    text.append(variable.symbol().role().name().toLowerCase(Locale.ROOT));
    text.append(' ').append(variable.symbol().name()).append(" : ");
    text.append(ExprText.of(variable.symbol().type())).append(support(variable.support()));
    if (variable.recorded()) text.append(", recorded");
    text.append('\n');
  }

  private static String support(Support support) {
    if (support instanceof Support.Simplex) return ", simplex";
    if (!(support instanceof Support.Bounds bounds)) return "";
    return bounds.lower().map(b -> (b.exclusive() ? ", above " : ", from ") + of(b)).orElse("")
        + bounds.upper().map(b -> (b.exclusive() ? ", below " : ", up to ") + of(b)).orElse("");
  }

  private static String of(Support.Bound bound) {
    return ExprText.of(bound.value());
  }

  private void statements(List<ModelStatement> statements, String indent) {
    for (ModelStatement statement : statements) statement(statement, indent);
  }

  private void statement(ModelStatement statement, String indent) {
    text.append(indent);
    String inner = indent + "  ";
    if (statement instanceof ModelStatement.Define define) {
      text.append(define.symbol().name()).append(indices(define.indices()));
      text.append(" = ").append(ExprText.of(define.value())).append('\n');
    } else if (statement instanceof ModelStatement.Draw draw) {
      text.append(draw.symbol().name()).append(indices(draw.indices()));
      text.append(" ~ ").append(call(draw.distribution())).append('\n');
    } else if (statement instanceof ModelStatement.Observe observe) {
      text.append("observe ").append(ExprText.of(observe.target()));
      text.append(" ~ ").append(call(observe.distribution())).append('\n');
    } else if (statement instanceof ModelStatement.Factor factor) {
      text.append("factor ").append(ExprText.of(factor.value())).append('\n');
    } else if (statement instanceof ModelStatement.For loop) {
      text.append("for ").append(loop.binder().symbol().name()).append(" in ");
      text.append(ExprText.of(loop.binder().set())).append(" {\n");
      statements(loop.body(), inner);
      text.append(indent).append("}\n");
    } else {
      ModelStatement.If branch = (ModelStatement.If) statement;
      text.append("if ").append(ExprText.of(branch.condition())).append(" {\n");
      statements(branch.then(), inner);
      text.append(indent).append("} else {\n");
      statements(branch.otherwise(), inner);
      text.append(indent).append("}\n");
    }
  }

  private static String indices(List<Expr> indices) {
    if (indices.isEmpty()) return "";
    return "[" + String.join(", ", indices.stream().map(ExprText::of).toList()) + "]";
  }

  private static String call(DistributionCall call) {
    return ExprText.of(call);
  }
}
