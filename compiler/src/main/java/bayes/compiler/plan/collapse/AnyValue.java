package bayes.compiler.plan.collapse;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import java.util.List;
import java.util.Optional;

/** The draw of a discrete latent that adds nothing: what it adds stands elsewhere. */
final class AnyValue {
  private AnyValue() {}

  static ModelStatement.Draw of(ModelStatement.Draw draw) {
    Type event = draw.symbol().type().element();
    // Nothing reads the point, so that no other symbol can be meant by its number.
    Symbol point = new Symbol(-1, "x", Symbol.Role.PARAMETER, event, draw.span());
    DistributionDefinition any =
        new DistributionDefinition(
            "Any",
            List.of(),
            List.of(),
            event,
            Support.WHOLE,
            point,
            new Expr.RealConstant(0, draw.span()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            false);
    return new ModelStatement.Draw(
        draw.symbol(),
        draw.indices(),
        new DistributionCall(any, List.of(), List.of(), event, draw.span()),
        draw.span());
  }
}
