package bayes.compiler.plan.sum;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * A small model with several discrete latents in nested plates, as text with data: latents depend
 * on earlier ones of the same plate or a coarser one, observations on some of both, directly,
 * through what is derived, by an index of the data, or in a branch.
 */
final class RandomDiscreteModel {
  private static final int MOST_STATES = 3000;

  private final SplittableRandom random;
  private final int rows;
  private final int parts;
  private final List<Latent> latents = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final StringJoiner data = new StringJoiner(", ", "{", "}");
  private long states = 1;

  /**
   * @param depth of the plate: 0 none, 1 rows, 2 parts of rows
   */
  private record Latent(String name, int depth) {
    /** The element in the loop variables of a plate at least as deep. */
    String read() {
      return name + List.of("", "[r]", "[r, s]").get(depth);
    }
  }

  private RandomDiscreteModel(long seed) {
    random = new SplittableRandom(seed);
    rows = 1 + random.nextInt(3);
    parts = 1 + random.nextInt(2);
    declare();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) latent("z" + i);
    int terms = 1 + random.nextInt(3);
    for (int i = 0; i < terms; i++) term("y" + i);
  }

  static SummedModel of(long seed) {
    RandomDiscreteModel model = new RandomDiscreteModel(seed);
    return new SummedModel("seed " + seed, model.text.toString(), model.data.toString());
  }

  /** The names of the latents, in order. */
  static List<String> latents(long seed) {
    return new RandomDiscreteModel(seed).latents.stream().map(Latent::name).toList();
  }

  private void declare() {
    text.append("set Row = 1..").append(rows).append(";\n");
    text.append("set Part = 1..").append(parts).append(";\n");
    text.append("set Look = 1..3;\ndata at : Row[Look];\n");
    data.add("\"at\": " + list(3, () -> Integer.toString(1 + random.nextInt(rows))));
    text.append("a ~ Normal(0, 1);\nb ~ Normal(0, 1);\n");
  }

  private String list(int size, java.util.function.Supplier<String> element) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < size; i++) all.add(element.get());
    return all.stream().collect(Collectors.joining(", ", "[", "]"));
  }

  private String number() {
    return String.format(Locale.ROOT, "%.3f", 3 * random.nextDouble() - 1.5);
  }

  private static String plate(int depth) {
    return List.of("", "[r in Row]", "[r in Row, s in Part]").get(depth);
  }

  private static String shape(int depth) {
    return List.of("", "[Row]", "[Row, Part]").get(depth);
  }

  /** A number by the continuous latents and some of the discrete ones in scope. */
  private String linear(int depth, int most) {
    StringBuilder sum = new StringBuilder(number() + " + " + number() + " * a");
    List<Latent> scope = latents.stream().filter(l -> l.depth() <= depth).toList();
    for (int i = 0; i < most && !scope.isEmpty(); i++) {
      Latent read = scope.get(random.nextInt(scope.size()));
      String coefficient = random.nextBoolean() ? number() : "b";
      sum.append(" + ").append(coefficient).append(" * ").append(read.read());
    }
    return sum.toString();
  }

  private void latent(String name) {
    int depth = random.nextInt(3);
    int kinds = random.nextInt(3);
    int values = kinds == 0 ? 2 : 3;
    int elements = List.of(1, rows, rows * parts).get(depth);
    double count = Math.pow(values, elements) * states;
    if (count > MOST_STATES) return;
    states = Math.round(count);
    String eta = linear(depth, random.nextInt(3));
    String distribution =
        switch (kinds) {
          case 0 -> "Bernoulli(logit: " + eta + ")";
          case 1 -> "Categorical(logits: [" + eta + ", b, " + number() + "])";
          default -> "Binomial(n: 2, logit: " + eta + ")";
        };
    text.append("@record\n").append(name).append(plate(depth));
    text.append(" ~ ").append(distribution).append(";\n");
    latents.add(new Latent(name, depth));
  }

  private void term(String name) {
    int depth = random.nextInt(3);
    int kind = random.nextInt(4);
    List<Latent> ofRows = latents.stream().filter(l -> l.depth() == 1).toList();
    if (kind == 3 && !ofRows.isEmpty()) {
      Latent read = ofRows.get(random.nextInt(ofRows.size()));
      observed(name, "[Look]", list(3, this::number));
      text.append("observe " + name + "[l in Look] ~ Normal(");
      text.append(linear(0, 1) + " + 0.7 * " + read.name() + "[at[l]], 1.2);\n");
    } else if (kind == 2 && !ofRows.isEmpty()) {
      Latent read = ofRows.get(random.nextInt(ofRows.size()));
      text.append("for r in Row { if " + read.name() + "[r] > 0 { factor ");
      text.append(linear(1, 1) + "; } else { factor 0.3 * b; } }\n");
    } else {
      observed(name, shape(depth), values(depth));
      String mean = linear(depth, 1 + random.nextInt(2));
      if (kind == 1) {
        text.append("let m" + name + plate(depth) + " = " + mean + ";\n");
        mean = new Latent("m" + name, depth).read();
      }
      text.append("observe " + name + plate(depth) + " ~ Normal(" + mean + ", 1);\n");
    }
  }

  private void observed(String name, String shape, String values) {
    text.append("data " + name + " : real" + shape + ";\n");
    data.add("\"" + name + "\": " + values);
  }

  private String values(int depth) {
    if (depth == 0) return number();
    if (depth == 1) return list(rows, this::number);
    return list(rows, () -> list(parts, this::number));
  }
}
