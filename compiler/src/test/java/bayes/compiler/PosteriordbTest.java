package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.compiler.bind.InputValues;
import bayes.compiler.interpret.Interpreter;
import bayes.compiler.model.Symbol;
import bayes.compiler.plan.Plan.PlannedLatent;
import bayes.compiler.program.Program;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.DataValue;
import bayes.runtime.data.JsonData;
import bayes.runtime.density.LogDensity;
import bayes.runtime.support.Support;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models of posteriordb against values that were computed elsewhere: the whole way from text and
 * data to compiled code.
 */
final class PosteriordbTest {
  private static final String FOLDER = "/bayes/compiler/posteriordb/";

  @ParameterizedTest
  @CsvSource({
    "eight_schools_centered, eight_schools",
    "eight_schools_noncentered, eight_schools",
    "wells_interaction_c_model, wells_data",
    "radon_variable_intercept_slope_noncentered, radon_mn",
    "arK, arK",
    "garch11, garch",
    "GLM_Binomial_model, GLM_Binomial_data",
    "ldaK2, three_men1",
    "blr, sblrc",
    "seeds_model, seeds_data"
  })
  void agrees(String name, String dataName) throws IOException, DataException {
    Model model = Model.compile(SourceText.of(name + ".bayes", text(name + ".bayes")));
    BoundModel bound = model.bind(data(dataName + ".json"));
    Data points = data(name + ".points.json");
    double[] expected = reals(points.find("log_density_minus_first").orElseThrow().value());
    LogDensity density = bound.newLogDensityWithoutJacobian();
    double first = 0;
    for (int p = 0; p < expected.length; p++) {
      double[] position = position(bound, points, p);
      double value = density.logDensity(position);
      if (p == 0) first = value;
      assertEquals(expected[p], value - first, 1e-8 * (1 + Math.abs(value)), "point " + p);
      gradientIsTheDifferenceQuotient(bound.newLogDensity(), position);
      interpretedIsCompiled(bound, position);
    }
  }

  private static void gradientIsTheDifferenceQuotient(LogDensity density, double[] at) {
    double[] gradient = new double[at.length];
    assertEquals(
        density.logDensity(at),
        density.logDensityAndGradient(at, gradient),
        1e-11 * (1 + Math.abs(density.logDensity(at))));
    for (int i = 0; i < Math.min(at.length, 40); i++) {
      double step = 1e-5 * (1 + Math.abs(at[i]));
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += step;
      down[i] -= step;
      double quotient = (density.logDensity(up) - density.logDensity(down)) / (2 * step);
      // Differences of a large value lose digits.
      double lost = 1e-14 * Math.abs(density.logDensity(at)) / step;
      double tolerance = 1e-6 * (1 + Math.abs(quotient)) + 10 * lost;
      assertEquals(quotient, gradient[i], tolerance, "coordinate " + i);
    }
  }

  private static void interpretedIsCompiled(BoundModel bound, double[] at) {
    Model model = bound.model();
    Program program = Executable.GRADIENT.of(model.programs());
    Interpreter interpreter = new Interpreter(program);
    new InputValues(model.programs().inputs(), bound.data()).setAll(program, interpreter);
    interpreter.prelude();
    double[] interpreted = new double[at.length];
    double[] compiled = new double[at.length];
    double value = interpreter.evaluate(at, interpreted, BoundModel.NO_RANDOMNESS);
    assertEquals(value, bound.newLogDensity().logDensityAndGradient(at, compiled), 0.0);
    assertEquals(Arrays.toString(interpreted), Arrays.toString(compiled));
  }

  /** The unconstrained position of one of the points. */
  private static double[] position(BoundModel bound, Data points, int p) {
    double[] position = new double[bound.dimension()];
    int next = 0;
    for (PlannedLatent latent : bound.model().plan().latents()) {
      Symbol symbol = latent.variable().symbol();
      DataValue all = points.find(symbol.name()).orElseThrow().value();
      double[] values = reals(((DataValue.Sequence) all).get(p));
      Support support =
          support(latent, values.length, points, p, symbol.type().dimensions().size());
      for (int from = 0; from < values.length; from += support.constrainedSize()) {
        double[] row = Arrays.copyOfRange(values, from, from + support.constrainedSize());
        double[] coordinates = new double[support.unconstrainedSize()];
        support.unconstrain(row, coordinates);
        System.arraycopy(coordinates, 0, position, next, coordinates.length);
        next += coordinates.length;
      }
    }
    assertEquals(position.length, next);
    return position;
  }

  private static Support support(
      PlannedLatent latent, int size, Data points, int p, int dimensions) {
    return switch (latent.transform()) {
      case IDENTITY -> Support.real();
      case LOWER -> Support.positive();
      case UPPER -> throw new IllegalArgumentException("no such latent");
      case INTERVAL ->
          latent.variable().symbol().name().equals("beta1")
              ? new Support.Interval(0, 1 - reals(points.find("alpha1").orElseThrow().value())[p])
              : Support.unitInterval();
      case SIMPLEX -> {
        DataValue all = points.find(latent.variable().symbol().name()).orElseThrow().value();
        DataValue one = ((DataValue.Sequence) all).get(p);
        DataValue row = dimensions == 1 ? one : ((DataValue.Sequence) one).get(0);
        yield new Support.Simplex(Math.min(size, ((DataValue.Sequence) row).size()));
      }
    };
  }

  private static double[] reals(DataValue value) {
    List<Double> found = new ArrayList<>();
    collect(value, found);
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void collect(DataValue value, List<Double> found) {
    if (value instanceof DataValue.Number number) found.add(number.value());
    if (value instanceof DataValue.Sequence sequence) {
      for (int i = 0; i < sequence.size(); i++) collect(sequence.get(i), found);
    }
  }

  private static String text(String file) throws IOException {
    try (InputStream in = open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Data data(String file) throws IOException, DataException {
    try (InputStream in = open(file)) {
      return JsonData.read(file, in);
    }
  }

  private static InputStream open(String file) {
    InputStream in = PosteriordbTest.class.getResourceAsStream(FOLDER + file);
    if (in == null) throw new IllegalArgumentException("no " + file);
    return in;
  }
}
