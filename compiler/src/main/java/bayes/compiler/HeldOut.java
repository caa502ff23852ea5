package bayes.compiler;

import bayes.compiler.bind.AppendedData;
import bayes.compiler.bind.BoundArray;
import bayes.compiler.bind.SetMembers;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Simulation;
import bayes.compiler.plan.Treatment;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataOrigin;
import bayes.runtime.data.DataValue;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.report.HeldOutScore;
import bayes.runtime.report.PredictiveTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Data that a posterior has not seen: the same model bound to them, with the latents of the run.
 * What they range over is new; every other set has the members that it had.
 */
public final class HeldOut {
  private final BoundModel bound;
  private final Draws draws;
  private final Optional<Draws> means;
  private final Optional<Recovery> recovery;

  /** {@code recovery}: gives the draws latents that they do not keep. */
  private HeldOut(
      BoundModel bound, Draws draws, Optional<Draws> means, Optional<Recovery> recovery) {
    this.bound = bound;
    this.draws = draws;
    this.means = means;
    this.recovery = recovery;
  }

  /**
   * Binds held-out data.
   *
   * @param posterior the model with the data of the run
   * @param given the held-out data; what they do not have is as in the run, unless it ranges over
   *     something new
   * @param run draws of the posterior that count equally
   */
  static Checked<HeldOut> of(BoundModel posterior, Data given, Draws run) {
    Data all = combined(posterior, given);
    Model model = posterior.model();
    Optional<Checked<RunTables>> tables =
        model.ofDraws().plan().treatments().stream().noneMatch(HeldOut::isSummed)
            ? model.runTables(model.typed(), posterior)
            : Optional.empty();
    if (tables.isPresent()) return tables.get().then(of -> ofTables(of, all, run));
    return posterior
        .model()
        .whole()
        .tryBind(all)
        .then(
            bound ->
                posterior
                    .model()
                    .means(posterior.entries(), run)
                    .then(means -> of(posterior, bound, run, means)));
  }

  private static Checked<HeldOut> of(
      BoundModel posterior, BoundModel bound, Draws run, Optional<Draws> means) {
    return posterior
        .recoveryOfUnkept(run.layout())
        .then(
            unkept ->
                Checked.of(
                    new HeldOut(bound, run, means.filter(found -> bound.hasAll(found)), unkept)));
  }

  private static boolean isSummed(Treatment treatment) {
    return treatment.kind() == Treatment.Kind.SUMMED || treatment.kind() == Treatment.Kind.CHAIN;
  }

  /** Rows of tables that draws do not keep are at their means where they are read. */
  private static Checked<HeldOut> ofTables(RunTables tables, Data data, Draws run) {
    return tables
        .model()
        .tryBind(data.overriddenBy(tables.counts()))
        .then(
            bound -> {
              Draws keys = tables.atMeans(Draws.ofNothing());
              Draws means = bound.hasAll(keys) ? keys : tables.atMeans(run);
              return Checked.of(new HeldOut(bound, run, Optional.of(means), Optional.empty()));
            });
  }

  /** What is given, and what of the run stays with it. */
  private static Data combined(BoundModel posterior, Data given) {
    Model model = posterior.model();
    Set<String> observed =
        Simulation.of(model.typed()).replaceable().stream()
            .map(Symbol::name)
            .collect(Collectors.toSet());
    Set<IndexSet> fresh = new HashSet<>();
    for (VariableDeclaration variable : model.typed().variables()) {
      if (variable.symbol().role() != Symbol.Role.DATA) continue;
      if (given.find(variable.symbol().name()).isPresent()
          || given.find(variable.column()).isPresent()) {
        fresh.addAll(variable.indexSets());
      }
    }
    Data kept = Data.empty();
    for (VariableDeclaration variable : model.typed().variables()) {
      String name = variable.symbol().name();
      boolean isOfNew = variable.indexSets().stream().anyMatch(fresh::contains);
      if (variable.symbol().role() != Symbol.Role.DATA || isOfNew || observed.contains(name)) {
        continue;
      }
      Optional<DataEntry> entry = posterior.entries().find(name);
      if (entry.isPresent()) kept = kept.overriddenBy(Data.of(entry.get()));
    }
    for (IndexSet.Declared set : model.typed().sets()) {
      if (fresh.contains(set) && isOpen(set)) continue;
      Optional<DataEntry> entry = posterior.entries().find(set.name());
      SetMembers members = posterior.data().sets().get(set);
      if (entry.isPresent()) {
        kept = kept.overriddenBy(Data.of(entry.get()));
      } else if (isOpen(set) && members != null) {
        kept = kept.overriddenBy(Data.of(entry(set, members)));
      }
    }
    Data all = withVocabularies(posterior, kept).overriddenBy(given);
    return withoutLabels(model, all);
  }

  /** Data that may have gaps have nothing but gaps, if they are not given at all. */
  static Data withoutLabels(Model model, Data data) {
    Data all = data;
    for (VariableDeclaration variable : model.typed().variables()) {
      String name = variable.symbol().name();
      boolean isAbsent =
          variable.symbol().role() == Symbol.Role.DATA
              && variable.isWritten()
              && data.find(name).isEmpty()
              && mayMiss(model, variable.symbol());
      Optional<DataValue> gaps = isAbsent ? gaps(model, variable, data) : Optional.empty();
      if (gaps.isEmpty()) continue;
      DataEntry entry = new DataEntry(name, gaps.get(), new DataOrigin.JavaValue());
      all = all.overriddenBy(Data.of(entry));
    }
    return all;
  }

  private static boolean mayMiss(Model model, Symbol symbol) {
    return model.typed().variables().stream()
        .flatMap(v -> v.symbol().type().dimensions().stream())
        .anyMatch(
            set ->
                set instanceof IndexSet.Declared declared
                    && declared.definition() instanceof IndexSet.Definition.Missing missing
                    && missing.data().equals(symbol));
  }

  /** As many gaps as another variable over the same sets has elements. */
  private static Optional<DataValue> gaps(Model model, VariableDeclaration absent, Data data) {
    int depth = absent.indexSets().size();
    if (depth == 0) return Optional.of(DataValue.Missing.MISSING);
    for (VariableDeclaration other : model.typed().variables()) {
      if (other.symbol().role() != Symbol.Role.DATA || other.indexSets().isEmpty()) continue;
      boolean isAlike =
          other.indexSets().size() >= depth
              && other.indexSets().get(0).equals(absent.indexSets().get(0));
      Optional<DataEntry> entry = data.find(other.symbol().name());
      if (!isAlike || entry.isEmpty()) continue;
      Optional<DataValue> gaps = gaps(entry.get().value(), depth);
      if (gaps.isPresent()) return gaps;
    }
    return Optional.empty();
  }

  private static Optional<DataValue> gaps(DataValue like, int depth) {
    if (depth == 0) return Optional.of(DataValue.Missing.MISSING);
    if (like instanceof DataValue.Labelled labelled) {
      return gaps(labelled.values(), depth)
          .map(g -> new DataValue.Labelled(labelled.labels(), (DataValue.Sequence) g));
    }
    if (!(like instanceof DataValue.Sequence list)) return Optional.empty();
    List<DataValue> all = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Optional<DataValue> one = gaps(list.get(i), depth - 1);
      if (one.isEmpty()) return Optional.empty();
      all.add(one.get());
    }
    return Optional.of(new DataValue.Items(all));
  }

  /** Texts that come later are read with the vocabularies of a posterior. */
  static Data withVocabularies(BoundModel posterior, Data data) {
    Data all = data;
    for (IndexSet.Declared set : posterior.model().typed().sets()) {
      boolean isVocabulary = set.definition() instanceof IndexSet.Definition.Vocabulary;
      SetMembers members = posterior.data().sets().get(set);
      if (!isVocabulary || members == null || data.find(set.name()).isPresent()) continue;
      all = all.overriddenBy(Data.of(entry(set, members)));
    }
    return all;
  }

  private static boolean isOpen(IndexSet.Declared set) {
    return set.definition() instanceof IndexSet.Definition.Open;
  }

  private static DataEntry entry(IndexSet.Declared set, SetMembers members) {
    List<DataValue> labels = new ArrayList<>();
    for (String label : members.labels()) labels.add(new DataValue.Text(label));
    DataValue value =
        members.areNames()
            ? new DataValue.Items(labels)
            : DataValue.Number.of((long) members.labels().size());
    return new DataEntry(set.name(), value, new DataOrigin.JavaValue());
  }

  /** The latents that the run does not have, such as those of new members. */
  public List<String> newLatents() {
    return bound.absent(means.map(Draws::layout).orElse(layout()));
  }

  /** That of the run, with the latents that it does not keep. */
  private Layout layout() {
    return recovery.map(Recovery::layout).orElse(draws.layout());
  }

  /** The model with the held-out data. */
  public BoundModel bound() {
    return bound;
  }

  /** Whether rows of probabilities are at their posterior means. */
  public boolean isAtMeans() {
    return means.isPresent();
  }

  /**
   * The score.
   *
   * @throws IllegalArgumentException if there are {@link #newLatents()}
   */
  public HeldOutScore score() {
    if (!newLatents().isEmpty()) {
      throw new IllegalArgumentException("the run has no " + newLatents().get(0));
    }
    List<String> labels = bound.observations();
    HeldOutScore.Builder score = new HeldOutScore.Builder(labels.size());
    bound.eachLogLikelihood(
        means.orElse(draws),
        means.isPresent() ? Optional.empty() : recovery,
        labels.size(),
        (draw, row) -> score.add(row));
    if (bound.hasAll(layout())) {
      int count = draws.chains() * draws.draws();
      double[] totals = new double[count];
      bound.eachLogLikelihood(
          draws,
          recovery,
          labels.size(),
          (draw, row) -> {
            for (double one : row) totals[draw] += one;
          });
      score.totals(totals);
    }
    Map<String, String> tokens = tokens();
    List<String> values = labels.stream().map(l -> tokens.getOrDefault(l, "")).toList();
    boolean isOfMembers = !values.isEmpty() && values.stream().noneMatch(String::isEmpty);
    return score.of(
        labels, values, bound.observedEvents(), isOfMembers || isOfTokens(), isAtMeans());
  }

  /** The members that data have, by the labels of the elements. */
  private Map<String, String> tokens() {
    Map<String, String> tokens = new HashMap<>();
    for (VariableDeclaration variable : observed()) {
      if (!(variable.symbol().type().element() instanceof Type.Member)) continue;
      BoundArray values = bound.data().values().get(variable.symbol());
      RecordedVariable recorded = bound.recorded(variable);
      if (values == null || recorded.members().isEmpty()) continue;
      List<String> labels = Layout.of(List.of(recorded)).labels();
      for (int i = 0; i < labels.size() && i < values.length(); i++) {
        int member = (int) values.get(i) - 1;
        if (member < 0 || member >= recorded.members().size()) continue;
        tokens.put(labels.get(i), recorded.members().get(member));
      }
    }
    return tokens;
  }

  /** Whether all that is observed are members of sets. */
  private boolean isOfTokens() {
    List<Expr> targets = new ArrayList<>();
    collect(bound.model().typed().statements(), targets);
    return !targets.isEmpty()
        && targets.stream().allMatch(t -> t.type().element() instanceof Type.Member);
  }

  private static void collect(List<ModelStatement> statements, List<Expr> targets) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.For loop) {
        collect(loop.body(), targets);
      } else if (statement instanceof ModelStatement.If branch) {
        collect(branch.then(), targets);
        collect(branch.otherwise(), targets);
      } else if (statement instanceof ModelStatement.Observe observe) {
        targets.add(observe.target());
      }
    }
  }

  private List<VariableDeclaration> observed() {
    Set<Symbol> written = Simulation.of(bound.model().typed()).written();
    return bound.model().typed().variables().stream()
        .filter(v -> written.contains(v.symbol()))
        .toList();
  }

  /**
   * The probabilities of the discrete latents of the held-out data, such as missing labels, that
   * are summed out: given the parameters as the run has learnt them, of which nothing is learnt
   * here; the means over the draws, or where rows are at their means, those given these.
   *
   * @param most how many values of each have quantiles
   */
  public List<PredictiveTable> latents(int most) {
    if (!newLatents().isEmpty()) {
      throw new IllegalArgumentException("the run has no " + newLatents().get(0));
    }
    return bound.marginalTables(means.orElse(draws), draws, most);
  }

  /**
   * The exact posterior probabilities of the discrete latents of new members of a set, each beside
   * the data of a posterior in closed form and by itself: all parameters are integrated out, given
   * the member's own data too. Each member takes a look at all data.
   *
   * @param given data of new members
   * @return empty if the posterior has no closed form, the latents of a member have too many states
   *     together, or the data range over anything but new members of one set; or what is wrong with
   *     the data
   */
  public static Checked<List<PredictiveTable>> eachByItself(BoundModel posterior, Data given) {
    return SeparateUnits.of(posterior, given)
        .then(
            units ->
                units.isPresent() ? units.get().tables() : Checked.of(List.<PredictiveTable>of()));
  }

  /**
   * Learning from each held-out observation before the next.
   *
   * @param logScore the log probability of all of them, the difference of the log evidences
   * @param events how many there are
   */
  public record Online(double logScore, int events) {}

  /**
   * The score of held-out data, appended to those of the run, as they come.
   *
   * @return empty if the posterior has no closed form; or what is wrong with the data
   */
  public static Checked<Optional<Online>> online(BoundModel posterior, Data given) {
    Optional<ExactInference> before = posterior.exact();
    if (before.isEmpty()) return Checked.of(Optional.empty());
    return AppendedData.of(
            posterior.model().typed(), withVocabularies(posterior, posterior.entries()), given)
        .then(posterior.model()::tryBind)
        .then(
            after ->
                Checked.of(
                    after.exact().map(exact -> online(posterior, before.get(), exact, after))));
  }

  private static Online online(
      BoundModel posterior, ExactInference before, ExactInference exact, BoundModel after) {
    return new Online(
        exact.logEvidence() - before.logEvidence(),
        after.observedEvents() - posterior.observedEvents());
  }
}
