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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * What a program that runs the model's statements in order writes: latents, derived and generated
 * values, then the data that the model observes.
 */
final class GeneratedRow {
  private final TypedModel model;
  private final BoundData bound;
  private final Axes axes;
  private final Rejections rejections;
  private final ProgramInstance program;
  private final List<RecordedVariable> values = new ArrayList<>();
  private final List<Symbol> written;
  private final Layout layout;

  private GeneratedRow(
      Model model, Data data, BoundData bound, Axes axes, ProgramInstance program) {
    this.model = model.typed();
    this.bound = bound;
    this.axes = axes;
    this.rejections = new Rejections(model.programs().inputs(), data);
    this.program = program;
    for (VariableDeclaration variable : this.model.variables()) {
      boolean isLatent = variable.symbol().role() == Symbol.Role.LATENT;
      if (isLatent || variable.recorded()) values.add(value(variable));
    }
    this.written = List.copyOf(Simulation.of(this.model).written());
    List<RecordedVariable> all = new ArrayList<>(values);
    for (VariableDeclaration variable : this.model.variables()) {
      if (written.contains(variable.symbol())) all.add(axes.recorded(variable));
    }
    this.layout = Layout.of(all);
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
    GeneratedRow row = new GeneratedRow(model, data, bound, axes, instance);
    return early.isEmpty()
        ? Checked.of(row)
        : Checked.failed(List.of(row.rejections.explain(early.get(), bound)));
  }

  Layout layout() {
    return layout;
  }

  /** The variables without the data. */
  List<RecordedVariable> values() {
    return values;
  }

  /** The data that are written. */
  List<RecordedVariable> observed() {
    return layout.variables().subList(values.size(), layout.variables().size());
  }

  /** Writes a row; or says why there is none. */
  Optional<Diagnostic> write(double[] position, RandomGenerator random, double[] rowOut) {
    program.evaluate(position, rowOut, random);
    return program.rejection().map(rejection -> rejections.explain(rejection, bound));
  }

  /** One draw as data of the model: what was given, what was written, and the values behind it. */
  Data data(Draws draws, int chain, int draw) {
    DataBuilder data = Data.builder();
    for (IndexSet.Declared set : model.sets()) {
      GivenValues.ofSet(set, model, bound).ifPresent(value -> data.put(set.name(), value));
    }
    for (VariableDeclaration variable : model.variables()) {
      Symbol symbol = variable.symbol();
      if (symbol.role() != Symbol.Role.DATA || written.contains(symbol)) continue;
      if (!variable.isWritten()) continue;
      BoundArray value = Objects.requireNonNull(bound.values().get(symbol));
      data.put(symbol.name(), axes.given(symbol, axes.recorded(variable), value::get));
    }
    for (int i = 0; i < layout.variables().size(); i++) {
      RecordedVariable variable = layout.variables().get(i);
      int first = layout.offset(i);
      boolean isData = i >= values.size();
      String name = isData ? written.get(i - values.size()).name() : variable.name();
      IntToDoubleFunction elements = e -> draws.value(chain, draw, first + e);
      data.put(
          name,
          isData
              ? axes.given(written.get(i - values.size()), variable, elements)
              : GivenValues.of(variable, elements));
    }
    return data.build();
  }
}
