package bayes.compiler.parse;

import java.util.Random;
import java.util.function.Supplier;

/** Writes random models that are well-formed, after the grammar, with odd spacing. */
final class RandomModel {
  private static final String[] NAMES = {"x", "mu", "theta_1", "data", "set", "sample", "主題", "μ"};
  private static final String[] ADDITIVE = {"+", "-"};
  private static final String[] MULTIPLICATIVE = {"*", "/", "%", "@", " div "};
  private static final String[] COMPARATORS = {"<", "<=", ">", ">=", "==", "!="};

  private final Random random;

  RandomModel(Random random) {
    this.random = random;
  }

  String text() {
    String doc = random.nextInt(4) == 0 ? "/// A model.\n///\n/// With text.\n\n" : "";
    return doc + statements(2, 6);
  }

  private String statements(int depth, int most) {
    StringBuilder text = new StringBuilder();
    int n = random.nextInt(most + 1);
    for (int i = 0; i < n; i++) text.append(preamble()).append(statement(depth)).append(space());
    return text.toString();
  }

  private String preamble() {
    return switch (random.nextInt(8)) {
      case 0 -> "@record ";
      case 1 -> "@name(\"a\\\"b\", " + expression(1) + ") @many ";
      case 2 -> "// comment\n";
      case 3 -> "\n/// Doc.\n";
      default -> "";
    };
  }

  private String statement(int depth) {
    int simple = 11;
    return switch (random.nextInt(depth == 0 ? simple : simple + 4)) {
      case 0 -> "import \"lib.bayes\";";
      case 1 -> "set " + name() + optional(() -> "=" + extent(2)) + ";";
      case 2 -> "set " + name() + " = {\"a\", \"b\\\\\\n\"};";
      case 3 -> "vocab " + name() + "=" + call(2) + ";";
      case 4 -> "data " + name() + ":" + type() + optional(() -> "= " + expression(2)) + ";";
      case 5 -> "let " + typedTarget() + "=" + expression(2) + ";";
      case 6 -> "let (" + name() + "," + name() + ") = " + call(2) + ";";
      case 7 -> typedTarget() + "~" + call(2) + ";";
      case 8 -> "observe " + observed() + "~" + call(2) + ";";
      case 9 -> "factor " + expression(2) + ";";
      case 10 ->
          random.nextInt(4) == 0
              ? "generate (" + name() + "," + name() + ")=" + call(2) + ";"
              : "generate " + typedTarget() + either("=", "~") + expression(2) + ";";
      case 11 -> "for " + binder() + optional(() -> "," + binder()) + block(depth);
      case 12 ->
          "if "
              + expression(2)
              + block(depth)
              + optional(() -> "else if " + expression(2) + block(depth))
              + optional(() -> "else" + block(depth));
      case 13 -> "fun " + name() + parameters() + optional(() -> "->" + results()) + block(depth);
      default -> "dist " + name() + parameters() + ":" + type() + "{" + members(depth) + "}";
    };
  }

  private String block(int depth) {
    return " {" + space() + statements(depth - 1, 3) + "}" + space();
  }

  private String members(int depth) {
    return optional(() -> "log_density(" + name() + ") = " + expression(2) + ";")
        + optional(() -> "cdf(x) {" + "return " + expression(2) + ";}")
        + optional(() -> "sample" + block(depth));
  }

  private String parameters() {
    return "(" + optional(() -> name() + ":" + type() + optional(() -> ", S: set")) + ")";
  }

  private String results() {
    return either(type(), "(" + type() + "," + type() + ")");
  }

  private String typedTarget() {
    return name() + optional(() -> subscripts(true)) + optional(() -> ":" + type());
  }

  private String observed() {
    return random.nextBoolean() ? name() + subscripts(true) : expression(2);
  }

  private String type() {
    return either("real", "int", "simplex", "Word")
        + optional(
            () -> "<" + either("lower=", "above=") + bound() + optional(() -> ",upper=1") + ">")
        + optional(() -> "[" + extent(1) + optional(() -> "," + extent(1)) + "]")
        + optional(() -> "[]")
        + either("", "", "?");
  }

  private String bound() {
    return either("0", "-1", "2 * n + 1", "max(a, b)", "(a > b ? 1 : 2)", "x[1]'");
  }

  private String expression(int depth) {
    if (depth == 0) return primary(0);
    return switch (random.nextInt(6)) {
      case 0 ->
          disjunction(depth - 1) + " ? " + expression(depth - 1) + ":" + expression(depth - 1);
      case 1 -> disjunction(depth - 1);
      default -> additive(depth);
    };
  }

  private String disjunction(int depth) {
    return comparison(depth) + optional(() -> either("&&", "||") + comparison(depth));
  }

  private String comparison(int depth) {
    return additive(depth) + optional(() -> spaced(COMPARATORS) + additive(depth));
  }

  private String additive(int depth) {
    return multiplicative(depth) + optional(() -> spaced(ADDITIVE) + multiplicative(depth));
  }

  private String multiplicative(int depth) {
    return unary(depth) + optional(() -> spaced(MULTIPLICATIVE) + unary(depth));
  }

  private String unary(int depth) {
    return either("", "", "", "-", "!", "- -")
        + primary(depth)
        + optional(() -> subscripts(false))
        + either("", "", "", "'")
        + optional(() -> "^" + either("", "-") + primary(depth));
  }

  private String primary(int depth) {
    int leaves = 6;
    return switch (random.nextInt(depth == 0 ? leaves : leaves + 6)) {
      case 0 -> "42";
      case 1 -> either("0.5", "1e-3", "2.5E+10");
      case 2 -> either("true", "false");
      case 3 -> "\"member\"";
      case 4, 5 -> name();
      case 6 -> "(" + expression(depth - 1) + ")";
      case 7 -> "(" + expression(depth - 1) + "," + expression(depth - 1) + ")";
      case 8 -> "[" + optional(() -> expression(depth - 1) + "," + expression(depth - 1)) + "]";
      case 9 -> "[" + comprehension(depth - 1) + "]";
      case 10 -> name() + "(" + comprehension(depth - 1) + ")";
      default -> call(depth);
    };
  }

  private String comprehension(int depth) {
    return expression(depth)
        + " for "
        + binder()
        + optional(() -> "," + binder())
        + optional(() -> " if " + expression(depth));
  }

  private String call(int depth) {
    return name()
        + "("
        + optional(
            () -> extent(depth - 1) + optional(() -> ", " + name() + ": " + expression(depth - 1)))
        + ")";
  }

  private String subscripts(boolean binders) {
    return "[" + subscript(binders) + optional(() -> "," + subscript(binders)) + "]";
  }

  private String subscript(boolean binders) {
    if (binders && random.nextBoolean()) return binder();
    return switch (random.nextInt(5)) {
      case 0 -> ":";
      case 1 -> ".." + primary(1);
      case 2 -> primary(1) + "..";
      case 3 -> primary(1) + ".." + primary(1);
      default -> expression(1);
    };
  }

  private String binder() {
    return name() + " in " + extent(1);
  }

  private String extent(int depth) {
    return expression(depth) + optional(() -> ".." + expression(depth));
  }

  private String name() {
    return either(NAMES);
  }

  private String spaced(String[] operators) {
    return space() + either(operators) + space();
  }

  private String space() {
    return either(" ", " ", "\n", "\t", " /* c */ ", " // c\n");
  }

  private String either(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String optional(Supplier<String> text) {
    return random.nextInt(3) == 0 ? text.get() : "";
  }
}
