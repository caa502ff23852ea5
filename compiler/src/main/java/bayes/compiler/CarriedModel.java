package bayes.compiler;

import bayes.compiler.bind.AppendedData;
import bayes.compiler.bind.SetMembers;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.ExactPlan;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.carry.Carrying;
import bayes.compiler.plan.carry.Part;
import bayes.runtime.data.CarriedStatistics;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataOrigin;
import bayes.runtime.data.DataValue;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model whose posterior needs no more of its data than sums over them: new data are added to
 * these sums, and the posterior is exactly that of all data. Immutable.
 */
public final class CarriedModel {
  private final Model model;
  private final Carrying carrying;
  private final boolean isExact;
  private @Nullable CarriedTotals totals;

  private CarriedModel(Model model, Carrying carrying, boolean isExact) {
    this.model = model;
    this.carrying = carrying;
    this.isExact = isExact;
  }

  /**
   * A model that goes on from statistics, or why there is none.
   *
   * @param why in words that follow "as"; empty if there is one
   */
  public record Answer(Optional<CarriedModel> model, String why) {
    private static Answer no(String why) {
      return new Answer(Optional.empty(), why);
    }
  }

  /** A posterior with the statistics of all its data. */
  public record Batch(BoundModel posterior, CarriedStatistics statistics) {}

  static Answer of(Model model, Model.Replanning replanning, boolean isExact) {
    Plan plan = model.plan();
    if (!plan.refusals().isEmpty()) return Answer.no("no method can explore it");
    return isExact ? ofClosedForm(model, replanning) : ofDensity(model, replanning);
  }

  private static Answer ofClosedForm(Model model, Model.Replanning replanning) {
    Optional<ExactPlan> exact = model.plan().exact();
    if (exact.isEmpty()) return Answer.no("its posterior has no closed form");
    Plan posterior = exact.get().posterior();
    Plan figures = exact.get().figures();
    Carrying.Answer answer =
        Carrying.of(
            List.of(new Part(posterior.model(), true), new Part(figures.model(), false)),
            replanning.library());
    if (answer.carrying().isEmpty()) return Answer.no(answer.why());
    Carrying carrying = answer.carrying().get();
    ExactPlan carried =
        new ExactPlan(
            carrying(posterior, carrying.models().get(0)),
            carrying(figures, carrying.models().get(1)),
            exact.get().forms());
    Model with = model.with(carried);
    return new Answer(Optional.of(new CarriedModel(with, carrying, true)), "");
  }

  private static Plan carrying(Plan plan, TypedModel model) {
    return plan.carrying(model, model);
  }

  private static Answer ofDensity(Model model, Model.Replanning replanning) {
    Plan plan = model.plan();
    boolean isOne = plan.compressed() == plan.model();
    Carrying.Answer answer =
        Carrying.of(
            List.of(new Part(plan.compressed(), true), new Part(plan.model(), isOne)),
            replanning.library());
    if (answer.carrying().isEmpty()) return Answer.no(answer.why());
    Carrying carrying = answer.carrying().get();
    Plan carried = plan.carrying(carrying.models().get(1), carrying.models().get(0));
    Optional<Model> with = model.carrying(carried).value();
    return with.isEmpty()
        ? Answer.no("its density cannot be written with sums of earlier data")
        : new Answer(Optional.of(new CarriedModel(with.get(), carrying, false)), "");
  }

  /** Whether the posterior is in closed form, rather than explored. */
  public boolean isExact() {
    return isExact;
  }

  /** The names of the data, and sets, that are given for each batch; all others are kept. */
  public Set<String> batch() {
    Set<String> names = new HashSet<>();
    carrying.batch().forEach(symbol -> names.add(symbol.name()));
    carrying.batchSets().forEach(set -> names.add(set.name()));
    return names;
  }

  /** The posterior of data, or what is wrong with them. */
  public Checked<Batch> tryBind(Data data) {
    return bind(data, Optional.empty());
  }

  /** The posterior of earlier data and of new ones, or what is wrong with these. */
  public Checked<Batch> tryBind(CarriedStatistics before, Data added) {
    return all(added, Optional.of(before)).then(data -> bind(data, Optional.of(before)));
  }

  /**
   * The posterior of data that come in parts, of which no two are held at once.
   *
   * @param parts at least one; the first gives all data that are not of a batch, and all but the
   *     last are forgotten once they have been counted
   */
  public Checked<Batch> tryBindAll(Iterator<Data> parts) {
    Data next = parts.next();
    Optional<CarriedStatistics> before = Optional.empty();
    while (parts.hasNext()) {
      Optional<CarriedStatistics> known = before;
      Checked<CarriedStatistics> counted = all(next, known).then(data -> counted(data, known));
      if (counted.value().isEmpty()) return Checked.failed(counted.diagnostics());
      before = counted.value();
      next = parts.next();
    }
    Optional<CarriedStatistics> known = before;
    return all(next, known).then(data -> bind(data, known));
  }

  /** New data with what they have in common with those before. */
  private Checked<Data> all(Data added, Optional<CarriedStatistics> before) {
    if (before.isEmpty()) return Checked.of(added);
    Set<String> fixed = new HashSet<>();
    carrying.fixed().forEach(symbol -> fixed.add(symbol.name()));
    carrying.frozen().forEach(set -> fixed.add(set.name()));
    return AppendedData.of(
        model.typed(), before.get().kept(), added, new AppendedData.Batch(batch(), fixed));
  }

  /** The statistics alone, for which fewer models are bound. */
  private Checked<CarriedStatistics> counted(Data data, Optional<CarriedStatistics> before) {
    Model of = isExact ? model.exact().orElseThrow().posterior() : model;
    return of.tryBind(data, new CarriedValues(carrying.statistics(), before))
        .then(bound -> statistics(bound, before));
  }

  private Checked<Batch> bind(Data data, Optional<CarriedStatistics> before) {
    return model
        .tryBind(data, new CarriedValues(carrying.statistics(), before))
        .then(bound -> batch(bound, before));
  }

  private Checked<Batch> batch(BoundModel bound, Optional<CarriedStatistics> before) {
    BoundModel of = bound;
    if (isExact) {
      Optional<ExactInference> exact = bound.exact();
      if (exact.isEmpty()) {
        return Checked.failed(List.of(ExactModels.tooManyStates(model.plan()).diagnostic()));
      }
      of = exact.get().posterior();
    }
    return statistics(of, before).then(all -> Checked.of(new Batch(bound, all)));
  }

  private Checked<CarriedStatistics> statistics(
      BoundModel bound, Optional<CarriedStatistics> before) {
    int batches = 1 + before.map(CarriedStatistics::batches).orElse(0);
    return totals(bound.model())
        .of(bound)
        .then(
            known ->
                Checked.of(
                    new CarriedStatistics(kept(bound), known.tables(), known.cells(), batches)));
  }

  private synchronized CarriedTotals totals(Model of) {
    CarriedTotals known = totals;
    if (known == null) totals = known = CarriedTotals.of(of, carrying.statistics());
    return known;
  }

  /** What all batches have in common: data that are not of a batch, and the members of sets. */
  private Data kept(BoundModel bound) {
    Data kept = Data.empty();
    Set<String> batch = batch();
    for (VariableDeclaration variable : model.typed().variables()) {
      String name = variable.symbol().name();
      if (variable.symbol().role() != Symbol.Role.DATA || batch.contains(name)) continue;
      Optional<DataEntry> entry = bound.entries().find(name);
      if (entry.isPresent()) kept = kept.overriddenBy(Data.of(entry.get()));
    }
    for (IndexSet.Declared set : model.typed().sets()) {
      if (!set.definition().isFromData() || carrying.batchSets().contains(set)) continue;
      // A vocabulary is more than its members: it knows what is passed over.
      Optional<DataEntry> vocabulary =
          set.definition() instanceof IndexSet.Definition.Vocabulary
              ? bound.entries().find(set.name())
              : Optional.empty();
      Optional<DataEntry> entry =
          vocabulary.or(
              () ->
                  Optional.ofNullable(bound.data().sets().get(set))
                      .map(m -> new DataEntry(set.name(), value(m), new DataOrigin.JavaValue())));
      if (entry.isPresent()) kept = kept.overriddenBy(Data.of(entry.get()));
    }
    return kept;
  }

  private static DataValue value(SetMembers members) {
    return members
        .names()
        .<DataValue>map(
            names -> DataValue.sequence(names.stream().map(DataValue.Text::new).toList()))
        .orElseGet(() -> DataValue.Number.of((long) members.size()));
  }
}
