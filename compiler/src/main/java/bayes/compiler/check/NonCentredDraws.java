package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionCall.Argument;
import bayes.compiler.model.DistributionDefinition.Parameter;
import bayes.compiler.model.Expr;
import bayes.compiler.model.NonCentred;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code @noncentered}: which draws are a shifted and scaled standard one. */
final class NonCentredDraws {
  /** What a family calls its location and its scale; of the value, or of its logarithm. */
  private record Form(String location, String scale, boolean ofLogarithm) {}

  private static final Form LOCATION_AND_SCALE = new Form("location", "scale", false);

  private static final Map<String, Form> FAMILIES =
      Map.of(
          "Normal", new Form("mean", "sd", false),
          "LogNormal", new Form("mu", "sigma", true),
          "StudentT", LOCATION_AND_SCALE,
          "Cauchy", LOCATION_AND_SCALE,
          "Logistic", LOCATION_AND_SCALE,
          "Laplace", LOCATION_AND_SCALE,
          "Gumbel", LOCATION_AND_SCALE);

  private final Session session;

  NonCentredDraws(Session session) {
    this.session = session;
  }

  /**
   * The draw of a call, non-centred; none after a report.
   *
   * @param isNarrowed whether a type cuts something off
   * @param annotation its place
   */
  Optional<NonCentred> of(DistributionCall call, boolean isNarrowed, Span annotation) {
    String name = call.definition().name();
    Form form = FAMILIES.get(name);
    if (form == null) return none(annotation, call, "`" + name + "` has no location and scale");
    if (isNarrowed) return none(annotation, call, "the type cuts off a part of `" + name + "`");
    Optional<Expr> location = Optional.empty();
    Optional<Expr> scale = Optional.empty();
    List<Argument> standard = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      Argument argument = call.arguments().get(i);
      Parameter parameter = call.definition().parameters().get(i);
      String of = parameter.symbol().name();
      if (argument instanceof Argument.OfValue value && of.equals(form.location())) {
        location = Optional.of(value.value());
        standard.add(constant(0, value));
      } else if (argument instanceof Argument.OfValue value && of.equals(form.scale())) {
        scale = Optional.of(value.value());
        standard.add(constant(1, value));
      } else {
        standard.add(argument);
      }
    }
    if (location.isEmpty() || scale.isEmpty()) {
      return none(annotation, call, "give `" + form.location() + "` and `" + form.scale() + "`");
    }
    DistributionCall ofStandard =
        new DistributionCall(
            call.definition(), standard, call.dimensions(), call.event(), call.span());
    return Optional.of(new NonCentred(location.get(), scale.get(), ofStandard, form.ofLogarithm()));
  }

  private static Argument constant(double number, Argument.OfValue value) {
    return new Argument.OfValue(new Expr.RealConstant(number, value.value().span()));
  }

  private Optional<NonCentred> none(Span annotation, DistributionCall call, String why) {
    session.report(ModelProblem.notNonCentred(annotation, call.span(), why));
    return Optional.empty();
  }
}
