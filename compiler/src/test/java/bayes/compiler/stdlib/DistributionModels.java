package bayes.compiler.stdlib;

import bayes.compiler.BothWays;
import bayes.compiler.model.Constraint;
import bayes.compiler.stdlib.Declaration.Parameter;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A distribution in two models, compiled once: one evaluates and draws for data, one has a latent
 * that shifts each real argument and the point, whose gradient at zero is the distribution's.
 */
final class DistributionModels {
  private final Declaration declaration;
  private final boolean hasCdf;
  private final BothWays evaluation;
  private final Lazily<BothWays> gradient;

  /**
   * @param preamble the text that declares the distribution if it is not the library's, or empty
   */
  DistributionModels(String preamble, Declaration declaration) {
    this.declaration = declaration;
    this.hasCdf = declaration.hasCdf();
    this.evaluation = BothWays.of(preamble + evaluationText());
    this.gradient = new Lazily<>(() -> BothWays.of(preamble + gradientText()));
  }

  private String evaluationText() {
    StringBuilder text = new StringBuilder("set Point;\nset Drawn;\n");
    declarations(text, List.of("Point"));
    String call = declaration.call(Parameter::name);
    text.append("generate log_p[k in Point] = log_density(" + call + ", x[k]);\n");
    if (hasCdf) {
      text.append("generate below[k in Point] = cdf(" + call + ", x[k]);\n");
    }
    if (declaration.canDraw())
      text.append("generate drawn[k in Drawn]" + ofType() + " ~ " + call + ";\n");
    return text.toString();
  }

  private String gradientText() {
    String point = shift(declaration.event());
    return shiftedText(true)
        + "factor log_density("
        + declaration.call(this::shift)
        + ", "
        + point
        + ");\n";
  }

  /** Declares arguments and point, and a latent that shifts each real one. */
  String shiftedText(boolean withPoint) {
    StringBuilder text = new StringBuilder();
    declarations(text, List.of());
    for (Parameter p : shifted()) {
      if (p.name().equals("x") && !withPoint) continue;
      String dimensions = p.isVector() ? "[" + String.join(", ", p.dimensions()) + "]" : "";
      text.append("d_" + p.name() + " : real" + dimensions + " ~ Flat();\n");
    }
    return text.toString();
  }

  String shift(Parameter p) {
    return p.shifted("d_" + p.name());
  }

  private List<Parameter> shifted() {
    List<Parameter> all = new ArrayList<>(declaration.parameters());
    all.add(declaration.event());
    return all.stream().filter(Parameter::isReal).toList();
  }

  private void declarations(StringBuilder text, List<String> pointsOver) {
    for (String set : declaration.sets()) text.append("set " + set + ";\n");
    for (Parameter p : declaration.parameters()) {
      String bounds =
          p.isVector()
              ? ""
              : p.type().bounds().stream()
                  .map(b -> b.span().text())
                  .collect(Collectors.joining(", "));
      String type = p.constraint().map(Constraint::typeName).orElse(p.base());
      if (p.isVector() && !p.type().bounds().isEmpty()) {
        bounds = p.type().bounds().size() == 2 ? "lower=0, upper=1" : "lower=0";
      }
      text.append("data " + p.name() + " : " + type);
      if (!bounds.isEmpty()) text.append("<" + bounds + ">");
      if (p.isVector()) {
        int written = p.constraint().filter(Constraint::isMatrix).isPresent() ? 1 : 0;
        List<String> dimensions = p.dimensions().subList(written, p.dimensions().size());
        text.append("[" + String.join(", ", dimensions) + "]");
      }
      text.append(";\n");
    }
    List<String> dimensions = new ArrayList<>(pointsOver);
    if (declaration.isByType()) {
      dimensions.addAll(declaration.sets());
      text.append("data x : " + declaration.syntax().type().name().text());
    } else {
      dimensions.addAll(declaration.event().dimensions());
      text.append("data x : " + declaration.event().base());
    }
    if (!dimensions.isEmpty()) text.append("[" + String.join(", ", dimensions) + "]");
    text.append(";\n");
  }

  /** The type of a draw, where it decides on the declaration. */
  private String ofType() {
    return declaration.isByType()
        ? " : " + declaration.syntax().type().name().text() + "[" + declaration.sets().get(0) + "]"
        : "";
  }

  private DataBuilder arguments(ReferenceFile.Row row) {
    DataBuilder data = Data.builder();
    for (Parameter p : declaration.parameters()) {
      data.put(p.name(), value(p, row, row.vector(p.name())));
    }
    return data;
  }

  /** Elements as a scalar, a vector, or the rows of a matrix. */
  private Object value(Parameter p, ReferenceFile.Row row, double[] elements) {
    if (p.dimensions().size() == 2) {
      boolean square = p.dimensions().get(0).equals(p.dimensions().get(1));
      int columns =
          square ? (int) Math.round(Math.sqrt(elements.length)) : size(p.dimensions().get(1), row);
      List<double[]> rows = new ArrayList<>();
      for (int at = 0; at < elements.length; at += columns) {
        rows.add(Arrays.copyOfRange(elements, at, at + columns));
      }
      return rows;
    }
    if (p.isReal()) return p.isVector() ? elements : (Object) elements[0];
    int[] integers = Arrays.stream(elements).mapToInt(e -> (int) e).toArray();
    return p.isVector() ? integers : (Object) integers[0];
  }

  /** The size of a dimension: the length of a vector over it, or of a square matrix. */
  private int size(String dimension, ReferenceFile.Row row) {
    for (Parameter p : declaration.parameters()) {
      List<String> dimensions = p.dimensions();
      int length = row.vector(p.name()).length;
      if (dimensions.equals(List.of(dimension))) return length;
      if (dimensions.equals(List.of(dimension, dimension))) {
        return (int) Math.round(Math.sqrt(length));
      }
    }
    throw new IllegalArgumentException("no size of " + dimension);
  }

  /** With the arguments of a row, at points. */
  BothWays.Bound at(ReferenceFile.Row row, List<double[]> points, int nDraws) {
    Parameter event = declaration.event();
    Object x;
    if (event.isVector()) {
      x = points.stream().map(point -> value(event, row, point)).toList();
    } else {
      double[] flat = points.stream().mapToDouble(point -> point[0]).toArray();
      x = event.isReal() ? flat : Arrays.stream(flat).mapToInt(e -> (int) e).toArray();
    }
    return evaluation.bind(arguments(row).put("x", x).put("Drawn", nDraws).build());
  }

  /** The gradient with respect to the shifts of the arguments and the point of a row. */
  double[] gradient(ReferenceFile.Row row) {
    BothWays.Bound bound = gradient.get().bind(withPoint(row).build());
    return bound.gradient(new double[bound.dimension()]);
  }

  /** The arguments and the point of a row. */
  DataBuilder withPoint(ReferenceFile.Row row) {
    return arguments(row).put("x", value(declaration.event(), row, row.vector("x")));
  }

  /** What the reference says of the same, or empty where it says nothing. */
  double[] expectedGradient(ReferenceFile.Row row) {
    return shifted().stream()
        .filter(p -> row.has("d_" + p.name()))
        .flatMapToDouble(p -> Arrays.stream(row.vector("d_" + p.name())))
        .toArray();
  }

  boolean hasCdf() {
    return hasCdf;
  }

  boolean canDraw() {
    return declaration.canDraw();
  }

  int eventSize(ReferenceFile.Row row) {
    return declaration.event().isVector() ? row.vector("first").length : 1;
  }
}
