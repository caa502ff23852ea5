package bayes.cli.repl;

import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.Printer;
import bayes.compiler.syntax.Statement;
import bayes.compiler.syntax.Statement.SetDefinition;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataBuilder;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Axis;
import bayes.runtime.draws.RecordedVariable.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A question to a posterior as a model of its own: what was recorded becomes data with one more
 * dimension, the draws, and the expression becomes a {@code generate} over them. Sets, data and
 * functions are those of the model. So a question may use everything that the language has, and
 * means what it means in a model.
 *
 * @param text the model
 * @param data what it is bound to
 */
record QueryModel(String text, Data data) {
  /** The names that a question brings along; users have no reason to end a name like this. */
  static final String ANSWER = "answer__";

  private static final String DRAW_SET = "Draw__";
  private static final String DRAW = "draw__";

  /** The question {@code expression} to all draws of all chains, chain after chain. */
  static QueryModel of(Expression expression, Draws draws, ModelFile model, Data data) {
    Set<String> used = new LinkedHashSet<>();
    Map<String, RecordedVariable> recorded = new LinkedHashMap<>();
    for (RecordedVariable variable : draws.variables()) recorded.put(variable.name(), variable);
    PerDraw perDraw = new PerDraw(recorded, DRAW, used);
    String question = Printer.print(perDraw.rewrite(expression));
    StringBuilder text = new StringBuilder();
    Set<String> declared = new HashSet<>();
    Set<String> open = new HashSet<>();
    for (Statement statement : model.statements()) {
      if (statement instanceof Statement.SetDeclaration set) {
        declared.add(set.name().text());
        if (set.definition() instanceof SetDefinition.Open) open.add(set.name().text());
      }
      if (statement instanceof Statement.VocabDeclaration vocabulary) {
        declared.add(vocabulary.name().text());
      }
      boolean isLeftOut =
          statement instanceof Statement.DataDeclaration input
              && (recorded.containsKey(input.name().text()) || isMissing(input, data));
      if (isContext(statement) && !isLeftOut) text.append(Printer.print(statement));
    }
    text.append("set ").append(DRAW_SET).append(" = 1..").append(draws.chains() * draws.draws());
    text.append(";\n");
    Map<String, Axis> sets = sets(draws.variables());
    sets.forEach((name, set) -> text.append(declared.contains(name) ? "" : set(name, set)));
    DataBuilder values = Data.builder();
    // The draws are plain lists, so their order must not hang on strings of the data.
    sets.forEach(
        (name, set) -> {
          if (open.contains(name))
            values.put(name, set.quoted() ? set.labels() : (Object) set.size());
        });
    int position = 0;
    for (RecordedVariable variable : draws.variables()) {
      if (used.contains(variable.name())) {
        text.append(declaration(variable, sets)).append('\n');
        values.put(variable.name(), values(draws, variable, draws.layout().offset(position)));
      }
      position++;
    }
    text.append("@record\ngenerate ").append(ANSWER).append('[').append(DRAW).append(" in ");
    text.append(DRAW_SET).append("] = ").append(question).append(";\n");
    return new QueryModel(text.toString(), data.overriddenBy(values.build()));
  }

  /** Whether the run did without an input, as only a {@code generate} reads it. */
  private static boolean isMissing(Statement.DataDeclaration input, Data data) {
    return input.defaultValue().isEmpty() && data.find(input.name().text()).isEmpty();
  }

  /** Whether a statement says what names mean, rather than anything about probability. */
  private static boolean isContext(Statement statement) {
    return statement instanceof Statement.SetDeclaration
        || statement instanceof Statement.VocabDeclaration
        || statement instanceof Statement.Import
        || statement instanceof Statement.DataDeclaration
        || statement instanceof Statement.FunctionDeclaration
        || statement instanceof Statement.DistributionDeclaration;
  }

  /**
   * The sets by name, so that members can be called by their labels. A variable whose values are
   * members of a set that no axis brings along gets one under a name of its own.
   */
  private static Map<String, Axis> sets(List<RecordedVariable> variables) {
    Map<String, Axis> sets = new LinkedHashMap<>();
    for (RecordedVariable variable : variables) {
      for (Axis axis : variable.axes()) {
        if (!axis.set().isEmpty()) sets.putIfAbsent(axis.set(), axis);
      }
    }
    for (RecordedVariable variable : variables) {
      if (variable.kind() == Kind.MEMBER && memberSet(variable, sets).isEmpty()) {
        String name = variable.name() + "_set__";
        sets.put(name, new Axis(name, variable.members(), true));
      }
    }
    return sets;
  }

  /** The set whose members the values of a variable are. */
  private static Optional<String> memberSet(RecordedVariable variable, Map<String, Axis> sets) {
    return sets.entrySet().stream()
        .filter(set -> set.getValue().labels().equals(variable.members()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String set(String name, Axis axis) {
    String members =
        axis.quoted() || !isRange(axis)
            ? axis.labels().stream()
                .map(QueryModel::quote)
                .collect(Collectors.joining(", ", "{", "}"))
            : range(axis);
    return "set " + name + " = " + members + ";\n";
  }

  private static boolean isRange(Axis axis) {
    for (int i = 0; i < axis.size(); i++) {
      String label = axis.labels().get(i);
      if (!label.matches("-?\\d{1,9}")) return false;
      if (Integer.parseInt(label) != Integer.parseInt(axis.labels().get(0)) + i) return false;
    }
    return true;
  }

  private static String quote(String label) {
    return '"' + label.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String range(Axis axis) {
    return axis.labels().isEmpty()
        ? "1..0"
        : axis.labels().get(0) + ".." + axis.labels().get(axis.size() - 1);
  }

  private static String declaration(RecordedVariable variable, Map<String, Axis> sets) {
    List<String> dimensions = new ArrayList<>();
    dimensions.add(DRAW_SET);
    for (Axis axis : variable.axes()) {
      dimensions.add(axis.set().isEmpty() ? range(axis) : axis.set());
    }
    String element =
        switch (variable.kind()) {
          case REAL -> "real";
          case INT -> "int";
          case BOOL -> "bool";
          case MEMBER -> memberSet(variable, sets).orElseThrow();
        };
    return "data " + variable.name() + " : " + element + "[" + String.join(", ", dimensions) + "];";
  }

  /** The draws of one variable as nested lists, the draw outermost. */
  private static Object values(Draws draws, RecordedVariable variable, int offset) {
    boolean isScalarReal = variable.axes().isEmpty() && variable.kind() == Kind.REAL;
    double[] scalars = new double[isScalarReal ? draws.chains() * draws.draws() : 0];
    List<Object> all = new ArrayList<>();
    int i = 0;
    for (int chain = 0; chain < draws.chains(); chain++) {
      for (int draw = 0; draw < draws.draws(); draw++) {
        if (isScalarReal) scalars[i++] = draws.value(chain, draw, offset);
        else all.add(nested(draws, variable, chain, draw, offset, 0));
      }
    }
    return isScalarReal ? scalars : all;
  }

  private static Object nested(
      Draws draws, RecordedVariable variable, int chain, int draw, int offset, int dimension) {
    if (dimension == variable.axes().size()) {
      return element(variable, draws.value(chain, draw, offset));
    }
    int size = variable.axes().get(dimension).size();
    if (variable.kind() == Kind.REAL && dimension == variable.axes().size() - 1) {
      double[] row = new double[size];
      for (int i = 0; i < size; i++) row[i] = draws.value(chain, draw, offset + i);
      return row;
    }
    int stride = 1;
    for (Axis axis : variable.axes().subList(dimension + 1, variable.axes().size())) {
      stride *= axis.size();
    }
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(nested(draws, variable, chain, draw, offset + i * stride, dimension + 1));
    }
    return items;
  }

  private static Object element(RecordedVariable variable, double value) {
    return switch (variable.kind()) {
      case REAL -> (Object) value;
      case INT, BOOL -> (int) value;
      case MEMBER -> member(variable.members().get((int) value - 1));
    };
  }

  /** Members of a range are its integers, others their labels. */
  private static Object member(String label) {
    return label.matches("-?\\d{1,9}") ? (Object) Integer.valueOf(label) : label;
  }
}
