package bayes.compiler;

import bayes.compiler.bind.BoundArray;
import bayes.compiler.bind.BoundData;
import bayes.compiler.bind.InputValues;
import bayes.compiler.bind.Rejections;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.link.LinkedProgram;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.Simulation;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramInstance;
import bayes.compiler.program.Rejection;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataBuilder;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What a program that runs the model's statements in order writes: latents, derived and generated
 * values, the data that the model observes, then what it observes that is computed.
 */
final class GeneratedRow {
  private final TypedModel model;
  private final BoundData bound;
  private final Axes axes;
  private final Rejections rejections;
  private final ProgramInstance program;
  private final List<RecordedVariable> values = new ArrayList<>();
  private final List<Symbol> symbols = new ArrayList<>();
  private final Set<String> latents = new HashSet<>();
  private final List<Symbol> written;
  private final ComputedRow computed;
  private final Layout layout;
  private final double[] row;

  private GeneratedRow(
      Model model,
      Data data,
      BoundData bound,
      Axes axes,
      ComputedRow computed,
      ProgramInstance program) {
    this.model = model.typed();
    this.bound = bound;
    this.axes = axes;
    this.rejections = new Rejections(model.programs().inputs(), data);
    this.program = program;
    this.computed = computed;
    for (VariableDeclaration variable : this.model.variables()) {
      boolean isLatent = variable.symbol().role() == Symbol.Role.LATENT;
      if (isLatent || variable.recorded()) {
        values.add(value(variable));
        symbols.add(variable.symbol());
      }
      if (isLatent) latents.add(value(variable).name());
    }
    this.written = List.copyOf(Simulation.of(this.model).written());
    List<RecordedVariable> all = new ArrayList<>(values);
    for (VariableDeclaration variable : this.model.variables()) {
      if (written.contains(variable.symbol())) all.add(axes.recorded(variable));
    }
    all.addAll(computed.variables());
    this.layout = Layout.of(all);
    this.row = new double[layout.width()];
  }

  /** The missing elements of data are latents under the name of the data. */
  private RecordedVariable value(VariableDeclaration variable) {
    RecordedVariable recorded = axes.recorded(variable);
    boolean isOfData =
        variable.symbol().role() == Symbol.Role.LATENT
            && variable.symbol().type().dimensions().stream().anyMatch(GeneratedRow::isOfMissing);
    return isOfData
        ? new RecordedVariable(
            recorded.name() + "_missing", recorded.kind(), recorded.axes(), recorded.members())
        : recorded;
  }

  private static boolean isOfMissing(IndexSet set) {
    return set instanceof IndexSet.Declared declared
        && declared.definition() instanceof IndexSet.Definition.Missing;
  }

  /** The row of a program for some data. */
  static Checked<GeneratedRow> of(
      Model model, Data data, BoundData bound, Axes axes, Program program) {
    // As it is: what is drawn, written and read has an order, which simplifying may change.
    ProgramInstance instance = LinkedProgram.link(program).newInstance();
    InputValues inputs = new InputValues(model.programs().inputs(), bound);
    if (!inputs.unknownMembers().isEmpty()) return Checked.failed(inputs.unknownMembers());
    inputs.setAll(program, instance);
    Optional<Rejection> early = instance.prelude();
    if (early.isPresent()) {
      Rejections rejections = new Rejections(model.programs().inputs(), data);
      return Checked.failed(List.of(rejections.explain(early.get(), bound)));
    }
    return ComputedRow.of(model, data, bound, axes)
        .then(
            computed -> Checked.of(new GeneratedRow(model, data, bound, axes, computed, instance)));
  }

  Layout layout() {
    return layout;
  }

  /** The variables without the data. */
  List<RecordedVariable> values() {
    return values;
  }

  /** The data that are written, then what is computed from data. */
  List<RecordedVariable> observed() {
    return layout.variables().subList(values.size(), layout.variables().size());
  }

  /** Writes a row; or says why there is none. */
  Optional<Diagnostic> write(double[] position, RandomGenerator random, double[] rowOut) {
    program.evaluate(position, row, random);
    int others = row.length - computed.size();
    System.arraycopy(row, computed.size(), rowOut, 0, others);
    computed.copy(row, rowOut, others);
    return program.rejection().map(rejection -> rejections.explain(rejection, bound));
  }

  /** Where the draws of a run hold the latents. */
  Checked<HeldLatents> held(Plan plan, Layout run) {
    return HeldLatents.of(plan, axes, run);
  }

  /** The latents of one draw, by their names in the model. */
  Map<String, double[]> latents(Draws draws, int draw) {
    Map<String, double[]> found = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (isLatent(values.get(i))) found.put(symbols.get(i).name(), elements(draws, draw, i));
    }
    return found;
  }

  /** The values of one draw by the names that they are recorded under. */
  Map<String, double[]> valuesOf(Draws draws, int draw) {
    Map<String, double[]> found = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      found.put(values.get(i).name(), elements(draws, draw, i));
    }
    return found;
  }

  private double[] elements(Draws draws, int draw, int value) {
    double[] elements = new double[values.get(value).size()];
    for (int e = 0; e < elements.length; e++) {
      elements[e] = draws.value(0, draw, layout.offset(value) + e);
    }
    return elements;
  }

  /** Whether a value is a latent. */
  boolean isLatent(RecordedVariable value) {
    return latents.contains(value.name());
  }

  /** Whether a value is a {@code generate}. */
  boolean isGenerated(RecordedVariable value) {
    int i = values.indexOf(value);
    return i >= 0 && symbols.get(i).role() == Symbol.Role.GENERATED;
  }

  /** What is observed that is computed from data. */
  List<RecordedVariable> computed() {
    return computed.variables();
  }

  /** The data that were given for what is written. */
  double[] given(RecordedVariable observed) {
    int i = observed().indexOf(observed);
    if (i >= written.size()) return computed.given(observed);
    BoundArray value = Objects.requireNonNull(bound.values().get(written.get(i)));
    double[] given = new double[value.length()];
    for (int e = 0; e < given.length; e++) given[e] = value.known(e);
    return given;
  }

  /**
   * Some of the values, and the data.
   *
   * @param columns where the row has the first element of each
   */
  record Selection(List<RecordedVariable> values, Layout layout, List<Integer> columns) {
    void copy(double[] row, double[] to, int offset) {
      for (int i = 0; i < columns.size(); i++) {
        int size = layout.variables().get(i).size();
        System.arraycopy(row, columns.get(i), to, offset + layout.offset(i), size);
      }
    }
  }

  /** Those values for which the predicate holds, and all of the data. */
  Selection select(Predicate<RecordedVariable> isSelected) {
    List<RecordedVariable> chosen = new ArrayList<>();
    List<RecordedVariable> all = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < layout.variables().size(); i++) {
      RecordedVariable variable = layout.variables().get(i);
      boolean isValue = i < values.size();
      if (isValue && !isSelected.test(variable)) continue;
      if (isValue) chosen.add(variable);
      all.add(variable);
      columns.add(layout.offset(i));
    }
    return new Selection(List.copyOf(chosen), Layout.of(all), List.copyOf(columns));
  }

  /** Data that only computed observations read may be left out. */
  private static boolean isAbsent(BoundArray value) {
    for (int i = 0; i < value.length(); i++) {
      if (!Double.isNaN(value.known(i))) return false;
    }
    return value.length() > 0;
  }

  /** One draw as data of the model: what was given, what was written, and the values behind it. */
  Data data(Selection selection, Draws draws, int chain, int draw) {
    DataBuilder data = Data.builder();
    for (IndexSet.Declared set : model.sets()) {
      GivenValues.ofSet(set, model, bound).ifPresent(value -> data.put(set.name(), value));
    }
    for (VariableDeclaration variable : model.variables()) {
      Symbol symbol = variable.symbol();
      if (symbol.role() != Symbol.Role.DATA || written.contains(symbol)) continue;
      if (!variable.isWritten()) continue;
      BoundArray value = bound.values().get(symbol);
      if (value == null || isAbsent(value)) continue;
      data.put(symbol.name(), axes.given(symbol, axes.recorded(variable), value::get));
    }
    List<RecordedVariable> variables = selection.layout().variables();
    for (int i = 0; i < variables.size(); i++) {
      RecordedVariable variable = variables.get(i);
      int first = selection.layout().offset(i);
      int number = i - selection.values().size();
      boolean isWritten = number >= 0 && number < written.size();
      String name = isWritten ? written.get(number).name() : variable.name();
      IntToDoubleFunction elements = e -> draws.value(chain, draw, first + e);
      data.put(
          name,
          isWritten
              ? axes.given(written.get(number), variable, elements)
              : GivenValues.of(variable, elements));
    }
    return data.build();
  }
}
