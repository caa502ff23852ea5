package bayes.compiler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A small model with data, and by hand what its log density and its generated values are. */
record ModelExample(
    String text,
    String data,
    ToDoubleFunction<ModelValues> logDensity,
    Map<String, Function<ModelValues, double[]>> generated) {

  static ModelExample of(String text, String data, ToDoubleFunction<ModelValues> logDensity) {
    return new ModelExample(text, data, logDensity, Map.of());
  }

  /** And a generated value, or a derived one that is recorded. */
  ModelExample and(String name, Function<ModelValues, double[]> value) {
    Map<String, Function<ModelValues, double[]>> all = new LinkedHashMap<>(generated);
    all.put(name, value);
    return new ModelExample(text, data, logDensity, all);
  }

  /** And a generated scalar. */
  ModelExample andOne(String name, ToDoubleFunction<ModelValues> value) {
    return and(name, v -> new double[] {value.applyAsDouble(v)});
  }

  @Override
  public String toString() {
    return text.strip().replaceAll("\\s+", " ");
  }
}
