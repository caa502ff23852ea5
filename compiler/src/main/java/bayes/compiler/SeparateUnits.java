package bayes.compiler;

import bayes.compiler.bind.AppendedData;
import bayes.compiler.bind.LongTables;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataValue;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.report.MemberShares;
import bayes.runtime.report.PredictiveTable;
import bayes.runtime.report.PredictiveTable.Question;
import bayes.runtime.report.PredictiveTable.Row;
import bayes.runtime.report.PredictiveTable.Uncertainty;
import bayes.runtime.sampler.gibbs.Urns;
import bayes.runtime.sampler.gibbs.UrnsAlone;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * New members of a set, such as documents, each by itself beside the data of a posterior in closed
 * form: its discrete latents have their exact posterior probabilities, with all parameters
 * integrated out, and nothing is learnt for it from the other new members.
 */
final class SeparateUnits {
  private final BoundModel posterior;
  private final Data given;
  private final int count;
  private final Data before;

  private SeparateUnits(BoundModel posterior, Data given, int count) {
    this.posterior = posterior;
    this.given = given;
    this.count = count;
    this.before = HeldOut.withVocabularies(posterior, posterior.entries());
  }

  /** The members; empty if the data do not range over one open set, or there is no closed form. */
  static Checked<Optional<SeparateUnits>> of(BoundModel posterior, Data given) {
    if (posterior.exact().isEmpty()) return Checked.of(Optional.empty());
    return LongTables.resolve(posterior.model().typed(), given)
        .then(
            data ->
                Checked.of(ofArrays(posterior, HeldOut.withoutLabels(posterior.model(), data))));
  }

  private static Optional<SeparateUnits> ofArrays(BoundModel posterior, Data data) {
    Set<IndexSet> firsts = new HashSet<>();
    Set<Integer> sizes = new HashSet<>();
    Data used = Data.empty();
    for (VariableDeclaration variable : posterior.model().typed().variables()) {
      Optional<DataEntry> entry = data.find(variable.symbol().name());
      if (entry.isEmpty() || variable.symbol().role() != Symbol.Role.DATA) continue;
      used = used.overriddenBy(Data.of(entry.get()));
      if (variable.indexSets().isEmpty()) return Optional.empty();
      firsts.add(variable.indexSets().get(0));
      if (!(entry.get().value() instanceof DataValue.Sequence list)) return Optional.empty();
      sizes.add(list.size());
    }
    boolean isOne =
        firsts.size() == 1
            && sizes.size() == 1
            && firsts.iterator().next() instanceof IndexSet.Declared set
            && set.definition() instanceof IndexSet.Definition.Open;
    return isOne
        ? Optional.of(new SeparateUnits(posterior, used, sizes.iterator().next()))
        : Optional.empty();
  }

  /** The probabilities of their discrete latents. */
  Checked<List<PredictiveTable>> tables() {
    Optional<Urns> run = posterior.urns();
    if (run.isEmpty() || run.get().count() > 0 || posterior.newUrnTerms().isPresent()) {
      return oneByOne();
    }
    Model model = posterior.model();
    return AppendedData.of(model.typed(), before, given)
        .then(model::tryBind)
        .then(
            all -> {
              Optional<List<PredictiveTable>> found = alone(run.get(), all);
              return found.isPresent() ? Checked.of(found.get()) : oneByOne();
            });
  }

  /**
   * All members bound at once, and each looked at alone: empty if they do not have one site each of
   * every latent, or more than urns tells of these.
   */
  private Optional<List<PredictiveTable>> alone(Urns run, BoundModel all) {
    Optional<Urns> urns = all.urns();
    if (urns.isEmpty() || all.newUrnTerms().isPresent()) return Optional.empty();
    Optional<UrnsAlone> alone = UrnsAlone.of(urns.get(), run);
    List<RecordedVariable> latents =
        all.model().plan().latents().stream().map(l -> all.recorded(l.variable())).toList();
    boolean isOneEach =
        latents.stream().allMatch(v -> v.size() == count && v.axes().size() == 1)
            && urns.get().count() == count * latents.size();
    if (alone.isEmpty() || !isOneEach) return Optional.empty();
    List<PredictiveTable> tables = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Integer> group = new ArrayList<>();
      for (int v = 0; v < latents.size(); v++) group.add(v * count + i);
      Optional<double[][]> found = alone.get().probabilities(group);
      if (found.isEmpty()) return Optional.empty();
      for (int v = 0; v < latents.size(); v++) {
        int lowest = all.discreteSites().lower(group.get(v));
        double[] probabilities = found.get()[v];
        tables.add(table(ExactInference.shares(latents.get(v), "", lowest, probabilities), i));
      }
    }
    return Optional.of(tables);
  }

  private Checked<List<PredictiveTable>> oneByOne() {
    Set<String> known = new HashSet<>();
    posterior.exact().orElseThrow().probabilities().forEach(p -> known.add(p.label()));
    List<PredictiveTable> tables = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Checked<Optional<List<MemberShares>>> one = unit(i);
      if (one.value().isEmpty()) return Checked.failed(one.diagnostics());
      if (one.value().get().isEmpty()) return Checked.of(List.of());
      for (MemberShares shares : one.value().get().get()) {
        if (!known.contains(shares.label())) tables.add(table(shares, i));
      }
    }
    return Checked.of(tables);
  }

  private Checked<Optional<List<MemberShares>>> unit(int i) {
    Data one = Data.empty();
    for (DataEntry entry : given.entries()) {
      DataValue.Sequence list = (DataValue.Sequence) entry.value();
      DataValue value = new DataValue.Items(List.of(list.get(i)));
      one = one.overriddenBy(Data.of(new DataEntry(entry.name(), value, entry.origin())));
    }
    Model model = posterior.model();
    return AppendedData.of(model.typed(), before, one)
        .then(model::tryBind)
        .then(bound -> Checked.of(bound.exact().map(ExactInference::probabilities)));
  }

  /** Of the member that is the last of all: by its number among the new ones. */
  private static PredictiveTable table(MemberShares shares, int i) {
    List<Row> rows = new ArrayList<>();
    List<String> values = new ArrayList<>();
    double total = 0;
    for (MemberShares.Share share : shares.shares()) {
      double p = share.probability();
      rows.add(new Row(share.member(), p, List.of()));
      values.add(share.member());
      if (p > 0) total -= p * Math.log(p) / Math.log(2);
    }
    String label = shares.variable() + "[" + (i + 1) + "]";
    Question question = new Question(label, shares.variable(), values, Optional.empty(), false);
    return new PredictiveTable(
        question,
        rows,
        Optional.of(new Uncertainty(total, Double.NaN, Double.NaN)),
        Optional.empty());
  }
}
