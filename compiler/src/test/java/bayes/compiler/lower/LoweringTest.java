package bayes.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.compiler.catalog.Function;
import bayes.compiler.differentiate.Differentiate;
import bayes.compiler.interpret.Interpreter;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.Planner;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Listing;
import bayes.compiler.program.Program;
import bayes.compiler.program.Verifier;
import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A plate model whose typed form is made by hand, so that nothing but the lowering is tested. */
final class LoweringTest {
  private static final SourceText SOURCE = SourceText.of("schools.bayes", "schools");
  private static final Span SPAN = SOURCE.span(0, 0);
  private int ids;

  private Symbol symbol(String name, Symbol.Role role, Type type) {
    return new Symbol(ids++, name, role, type, SPAN);
  }

  private static Expr real(double value) {
    return new Expr.RealConstant(value, SPAN);
  }

  private static Expr use(Symbol symbol) {
    return new Expr.Variable(symbol, SPAN);
  }

  private static Expr apply(String name, Expr... operands) {
    List<Kind> kinds = Collections.nCopies(operands.length, Kind.REAL);
    Function function = new Function(name, kinds, Kind.REAL, List.of(), "");
    return new Expr.Apply(function, List.of(operands), Type.REAL, SPAN);
  }

  private static Expr at(Symbol array, Symbol index) {
    List<Expr.Subscript> subscripts = List.of(new Expr.Subscript.At(use(index)));
    return new Expr.Index(use(array), subscripts, Type.REAL, SPAN);
  }

  private static final Support POSITIVE =
      new Support.Bounds(Optional.of(new Support.Bound(real(0), true)), Optional.empty());

  private DistributionDefinition normal() {
    Symbol mean = symbol("mean", Symbol.Role.PARAMETER, Type.REAL);
    Symbol sd = symbol("sd", Symbol.Role.PARAMETER, Type.REAL);
    Symbol x = symbol("x", Symbol.Role.PARAMETER, Type.REAL);
    Expr z = apply("/", apply("-", use(x), use(mean)), use(sd));
    Expr half = apply("*", real(-0.5), apply("square", z));
    Expr density =
        apply("-", apply("-", half, apply("log", use(sd))), real(0.5 * Math.log(2 * Math.PI)));
    Expr sampler =
        new Expr.RandomPrimitive("random_normal", List.of(use(mean), use(sd)), Type.REAL, SPAN);
    return new DistributionDefinition(
        "Normal",
        List.of(
            new DistributionDefinition.Parameter(mean, Support.WHOLE, false),
            new DistributionDefinition.Parameter(sd, POSITIVE, false)),
        List.of(),
        Type.REAL,
        Support.WHOLE,
        x,
        density,
        Optional.empty(),
        Optional.empty(),
        Optional.of(sampler),
        false,
        false);
  }

  private DistributionDefinition exponential() {
    Symbol rate = symbol("rate", Symbol.Role.PARAMETER, Type.REAL);
    Symbol x = symbol("x", Symbol.Role.PARAMETER, Type.REAL);
    Expr density = apply("-", apply("log", use(rate)), apply("*", use(rate), use(x)));
    Expr sampler =
        new Expr.RandomPrimitive("random_exponential", List.of(use(rate)), Type.REAL, SPAN);
    return new DistributionDefinition(
        "Exponential",
        List.of(new DistributionDefinition.Parameter(rate, POSITIVE, false)),
        List.of(),
        Type.REAL,
        POSITIVE,
        x,
        density,
        Optional.empty(),
        Optional.empty(),
        Optional.of(sampler),
        false,
        false);
  }

  private static DistributionCall call(DistributionDefinition definition, Expr... arguments) {
    List<DistributionCall.Argument> values =
        java.util.Arrays.stream(arguments)
            .<DistributionCall.Argument>map(DistributionCall.Argument.OfValue::new)
            .toList();
    return new DistributionCall(definition, values, List.of(), definition.event(), SPAN);
  }

  private static VariableDeclaration declare(Symbol symbol, Support support, boolean recorded) {
    return new VariableDeclaration(
        symbol,
        support,
        Optional.empty(),
        symbol.role() != Symbol.Role.DATA,
        false,
        recorded,
        symbol.name(),
        Optional.empty());
  }

  /** mu ~ Normal(0, 5); tau ~ Exponential(0.2); z[s] ~ Normal(0, 1); theta = mu + tau z. */
  private TypedModel schools() {
    IndexSet.Declared school =
        new IndexSet.Declared(0, "School", new IndexSet.Definition.Open(), Optional.empty(), SPAN);
    Type array = new Type.Array(Type.REAL, List.of(school));
    Symbol y = symbol("y", Symbol.Role.DATA, array);
    Symbol sigma = symbol("sigma", Symbol.Role.DATA, array);
    Symbol mu = symbol("mu", Symbol.Role.LATENT, Type.REAL);
    Symbol tau = symbol("tau", Symbol.Role.LATENT, Type.REAL);
    Symbol z = symbol("z", Symbol.Role.LATENT, array);
    Symbol theta = symbol("theta", Symbol.Role.DERIVED, array);
    Symbol s = symbol("s", Symbol.Role.BINDER, new Type.Member(school));
    Expr.Binder binder = new Expr.Binder(s, school);
    DistributionDefinition normal = normal();
    DistributionDefinition exponential = exponential();
    Expr shifted = apply("+", use(mu), apply("*", use(tau), at(z, s)));
    List<ModelStatement> statements =
        List.of(
            new ModelStatement.Draw(mu, List.of(), call(normal, real(0), real(5)), SPAN),
            new ModelStatement.Draw(tau, List.of(), call(exponential, real(0.2)), SPAN),
            each(
                binder,
                new ModelStatement.Draw(z, List.of(use(s)), call(normal, real(0), real(1)), SPAN)),
            each(binder, new ModelStatement.Define(theta, List.of(use(s)), shifted, SPAN)),
            each(
                binder,
                new ModelStatement.Observe(
                    at(y, s), call(normal, at(theta, s), at(sigma, s)), SPAN)));
    return new TypedModel(
        "schools",
        Optional.empty(),
        SOURCE,
        List.of(school),
        List.of(
            declare(y, Support.WHOLE, false),
            declare(sigma, POSITIVE, false),
            declare(mu, Support.WHOLE, true),
            declare(tau, POSITIVE, true),
            declare(z, Support.WHOLE, true),
            declare(theta, Support.WHOLE, true)),
        statements);
  }

  private static ModelStatement each(Expr.Binder binder, ModelStatement body) {
    return new ModelStatement.For(binder, List.of(body), SPAN);
  }

  private static final double[] Y = {28, 8, -3, 7, -1, 1, 18, 12};
  private static final double[] SIGMA = {15, 10, 16, 11, 9, 11, 10, 18};

  private ModelPrograms programs() {
    Plan plan = Planner.asWritten(schools());
    return Lowering.lower(plan).value().orElseThrow();
  }

  private static Interpreter bound(Program program) {
    try {
      Verifier.verify(program);
    } catch (RuntimeException e) {
      throw new AssertionError(Listing.of(program), e);
    }
    Interpreter interpreter = new Interpreter(program);
    List<Array> arrays = program.arrays();
    interpreter.set(arrays.get(0), new int[] {Y.length});
    interpreter.set(arrays.get(1), Y);
    interpreter.set(arrays.get(2), SIGMA);
    assertEquals(Optional.empty(), interpreter.prelude());
    return interpreter;
  }

  private static double normalLogDensity(double x, double mean, double sd) {
    double z = (x - mean) / sd;
    return -0.5 * z * z - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
  }

  private static double expected(double[] u) {
    double tau = Math.exp(u[1]);
    double sum = normalLogDensity(u[0], 0, 5) + Math.log(0.2) - 0.2 * tau + u[1];
    for (int i = 0; i < Y.length; i++) {
      sum += normalLogDensity(u[2 + i], 0, 1);
      sum += normalLogDensity(Y[i], u[0] + tau * u[2 + i], SIGMA[i]);
    }
    return sum;
  }

  private static double[] position() {
    double[] u = new double[10];
    for (int i = 0; i < u.length; i++) u[i] = Math.sin(3.0 * i + 1);
    return u;
  }

  @Test
  void theLogDensityIsTheSumOfItsTerms() {
    Interpreter density = bound(programs().logDensity());
    double[] u = position();
    assertEquals(expected(u), density.evaluate(u, new double[0], new Random(1)), 1e-12);
  }

  @Test
  void theGradientIsTheDifferenceQuotient() {
    Program gradient = Differentiate.gradient(programs().logDensity());
    Interpreter interpreter = bound(gradient);
    double[] u = position();
    double[] found = new double[u.length];
    interpreter.evaluate(u, found, new Random(1));
    for (int i = 0; i < u.length; i++) {
      double[] up = u.clone();
      double[] down = u.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      assertEquals((expected(up) - expected(down)) / 2e-5, found[i], 1e-7);
    }
  }

  @Test
  void withoutJacobianAndLikelihoodAlone() {
    double[] u = position();
    double jacobian = u[1];
    Interpreter without = bound(programs().withoutJacobian());
    assertEquals(expected(u) - jacobian, without.evaluate(u, new double[0], new Random(1)), 1e-12);
    double likelihood = 0;
    double tau = Math.exp(u[1]);
    for (int i = 0; i < Y.length; i++) {
      likelihood += normalLogDensity(Y[i], u[0] + tau * u[2 + i], SIGMA[i]);
    }
    Interpreter alone = bound(programs().logLikelihood());
    assertEquals(likelihood, alone.evaluate(u, new double[0], new Random(1)), 1e-12);
    double[] terms = new double[Y.length];
    double[] held = u.clone();
    held[1] = tau;
    bound(programs().pointwiseLogLikelihood()).evaluate(held, terms, new Random(1));
    double sum = 0;
    for (double term : terms) sum += term;
    assertEquals(likelihood, sum, 1e-12);
  }

  @Test
  void aRowHoldsConstrainedLatentsAndDerivedValues() {
    double[] u = position();
    double[] row = new double[18];
    bound(programs().record()).evaluate(u, row, new Random(1));
    assertEquals(u[0], row[0]);
    assertEquals(Math.exp(u[1]), row[1], 1e-15);
    assertEquals(u[5], row[5]);
    assertEquals(u[0] + row[1] * u[5], row[13], 1e-14);
  }

  @Test
  void thePriorSamplerWritesCoordinates() {
    Interpreter prior = bound(programs().prior());
    Random random = new Random(7);
    double[] u = new double[10];
    double sum = 0;
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      prior.evaluate(new double[0], u, random);
      sum += Math.exp(u[1]);
    }
    // Exponential(0.2) has mean and standard deviation 5.
    assertEquals(5, sum / draws, 5 * 5 / Math.sqrt(draws));
  }

  @Test
  void dataChecksStandApart() {
    Program density = programs().logDensity();
    assertEquals(false, Listing.of(density).contains("check"), Listing.of(density));
    Program validation = programs().validations().get(0);
    Interpreter interpreter = new Interpreter(validation);
    List<Array> arrays = validation.arrays();
    interpreter.set(arrays.get(0), new int[] {2});
    interpreter.set(arrays.get(1), new double[] {1, 2});
    interpreter.set(arrays.get(2), new double[] {1, 0});
    interpreter.prelude();
    interpreter.evaluate(new double[0], new double[0], new Random(1));
    assertEquals(
        "`sd` of `Normal` must be above 0.0, but it is 0.0",
        interpreter.rejection().orElseThrow().message().replace("{1}", "0.0"));
  }
}
