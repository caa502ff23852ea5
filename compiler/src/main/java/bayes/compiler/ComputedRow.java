package bayes.compiler;

import bayes.compiler.PointLabels.Member;
import bayes.compiler.bind.BoundArray;
import bayes.compiler.bind.BoundData;
import bayes.compiler.bind.InputValues;
import bayes.compiler.bind.Rejections;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.link.LinkedProgram;
import bayes.compiler.lower.ObservedEvents;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Simulation;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramInstance;
import bayes.runtime.data.Data;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The values that a model observes and that are computed from data, as variables of a row: those of
 * a {@code let} under its name, others under the text of the expression.
 */
final class ComputedRow {
  private static final RandomGenerator NO_RANDOMNESS =
      () -> {
        throw new IllegalStateException("what is observed is not random");
      };

  private final Model model;
  private final Data data;
  private final BoundData bound;
  private final PointLabels labels;
  private final List<RecordedVariable> variables = new ArrayList<>();
  private int[] places = {};
  private double[] given = {};

  private ComputedRow(Model model, Data data, BoundData bound, Axes axes) {
    this.model = model;
    this.data = data;
    this.bound = bound;
    this.labels = new PointLabels(ObservedEvents.of(model.typed()), bound, axes);
  }

  /** An element, and where it is among all that a program writes. */
  private record Element(ObservedEvents.Statement statement, List<Member> members, int number) {
    String label() {
      return String.join(", ", members.stream().map(Member::text).toList());
    }
  }

  static Checked<ComputedRow> of(Model model, Data data, BoundData bound, Axes axes) {
    ComputedRow row = new ComputedRow(model, data, bound, axes);
    boolean isAny = row.labels.events().statements().stream().anyMatch(s -> s.data().isEmpty());
    return isAny ? row.listed().then(list -> row.observed(list)) : Checked.of(row);
  }

  List<RecordedVariable> variables() {
    return variables;
  }

  /** The number of elements. */
  int size() {
    return places.length;
  }

  /** Puts the elements, in the order in which a program writes them, where the row has them. */
  void copy(double[] written, double[] row, int offset) {
    for (int i = 0; i < places.length; i++) row[offset + places[i]] = written[i];
  }

  /** The observed elements of a variable; NaN where data are missing. */
  double[] given(RecordedVariable variable) {
    int first = 0;
    for (RecordedVariable one : variables) {
      if (one.equals(variable)) return Arrays.copyOfRange(given, first, first + one.size());
      first += one.size();
    }
    throw new IllegalArgumentException(variable.name() + " is not computed");
  }

  private Checked<double[]> listed() {
    return model
        .programs()
        .countComputed()
        .then(counting -> run(counting, 0))
        .then(
            run ->
                model
                    .programs()
                    .listComputed()
                    .then(
                        listing -> {
                          int width = labels.events().computedWidth();
                          return run(listing, Math.multiplyExact((int) run.result(), width));
                        }))
        .then(run -> Checked.of(run.output()));
  }

  /** What a program of data returned and wrote. */
  private record Run(double result, double[] output) {}

  private Checked<Run> run(Program program, int size) {
    ProgramInstance instance = LinkedProgram.link(program).newInstance();
    new InputValues(model.programs().inputs(), bound).setAll(program, instance);
    double[] output = new double[size];
    double result = 0;
    if (instance.prelude().isEmpty()) {
      result = instance.evaluate(new double[0], output, NO_RANDOMNESS);
    }
    if (instance.rejection().isEmpty()) return Checked.of(new Run(result, output));
    Rejections rejections = new Rejections(model.programs().inputs(), data);
    return Checked.failed(List.of(rejections.explain(instance.rejection().get(), bound)));
  }

  private Checked<ComputedRow> observed(double[] list) {
    group(list);
    given = new double[size()];
    Arrays.fill(given, Double.NaN);
    if (!areGiven()) return Checked.of(this);
    return model
        .programs()
        .computedValues()
        .then(program -> run(program, size()))
        .then(
            run -> {
              copy(run.output(), given, 0);
              return Checked.of(this);
            });
  }

  private boolean areGiven() {
    for (Symbol symbol : Simulation.of(model.typed()).behindComputed()) {
      BoundArray value = Objects.requireNonNull(bound.values().get(symbol));
      for (int i = 0; i < value.length(); i++) {
        if (Double.isNaN(value.known(i))) return false;
      }
    }
    return true;
  }

  private void group(double[] list) {
    int width = labels.events().computedWidth();
    Map<String, List<Element>> groups = new LinkedHashMap<>();
    for (int i = 0; i < list.length / width; i++) {
      ObservedEvents.Statement statement = labels.events().statements().get((int) list[i * width]);
      List<IndexSet> sets = sets(statement);
      List<Member> members = new ArrayList<>();
      for (int k = 0; k < sets.size(); k++) {
        members.add(labels.memberOf(sets.get(k), (int) list[i * width + 1 + k]));
      }
      groups
          .computeIfAbsent(PointLabels.name(statement), name -> new ArrayList<>())
          .add(new Element(statement, members, i));
    }
    places = new int[list.length / width];
    int next = 0;
    for (Map.Entry<String, List<Element>> group : groups.entrySet()) {
      List<Element> elements = group.getValue();
      Type element = type(elements.get(0).statement().target());
      variables.add(labels.axes().recorded(group.getKey(), element, axes(elements)));
      for (Element one : elements) places[one.number()] = next++;
    }
  }

  /** Of numbers that stand for members, what they are members of. */
  private static Type type(Expr target) {
    boolean isOfMembers =
        target instanceof Expr.Convert convert
            && convert.operand().type().element() instanceof Type.Member;
    return (isOfMembers ? ((Expr.Convert) target).operand() : target).type().element();
  }

  /** What a statement's keys are members of, then what its events range over. */
  private static List<IndexSet> sets(ObservedEvents.Statement statement) {
    List<IndexSet> sets = new ArrayList<>();
    statement.keys().forEach(key -> sets.add(key.set()));
    sets.addAll(statement.target().type().dimensions());
    return sets;
  }

  /** One axis per index if the elements fill an array in its order, else one of all elements. */
  private static List<Axis> axes(List<Element> elements) {
    int dimensions = elements.get(0).members().size();
    if (elements.stream().allMatch(e -> e.members().size() == dimensions)) {
      List<Axis> axes = new ArrayList<>();
      for (int d = 0; d < dimensions; d++) axes.add(axis(elements, d));
      if (fills(elements, axes)) return axes;
    }
    Map<String, Integer> seen = new HashMap<>();
    List<String> all = new ArrayList<>();
    for (Element element : elements) {
      int times = seen.merge(element.label(), 1, Integer::sum);
      // The same may be observed twice.
      all.add(times == 1 ? element.label() : (element.label() + " (" + times + ")").strip());
    }
    return List.of(new Axis("", all, false));
  }

  private static Axis axis(List<Element> elements, int dimension) {
    Set<String> distinct = new LinkedHashSet<>();
    for (Element element : elements) distinct.add(element.members().get(dimension).label());
    Element first = elements.get(0);
    IndexSet set = sets(first.statement()).get(dimension);
    String name = set instanceof IndexSet.Declared declared ? declared.name() : "";
    return new Axis(name, List.copyOf(distinct), first.members().get(dimension).quoted());
  }

  private static boolean fills(List<Element> elements, List<Axis> axes) {
    long size = 1;
    for (Axis axis : axes) size *= axis.size();
    if (size != elements.size()) return false;
    for (int i = 0; i < elements.size(); i++) {
      int rest = i;
      for (int d = axes.size() - 1; d >= 0; d--) {
        Axis axis = axes.get(d);
        Member member = elements.get(i).members().get(d);
        boolean isNext = axis.labels().get(rest % axis.size()).equals(member.label());
        if (!isNext || axis.quoted() != member.quoted()) return false;
        rest /= axis.size();
      }
    }
    return true;
  }
}
