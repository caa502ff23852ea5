package bayes.compiler;

import bayes.compiler.bind.BoundArray;
import bayes.compiler.bind.BoundData;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.plan.GeneratedProbabilities;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.report.PredictiveTable;
import bayes.runtime.report.PredictiveTable.Question;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The posterior predictive distributions of what a model generates from finitely many values: for
 * {@code generate x ~ D}, the posterior mean of the probability of each value with its interval,
 * and how much of the uncertainty is the model's ignorance. Of each draw of a run the whole
 * distribution is computed, not only one value drawn from it. Immutable; may be shared by threads.
 */
public final class PosteriorPredictive {
  /** How many numbers are kept at a time for intervals. */
  private static final int KEPT = 1 << 23;

  /** What stands for all that is not in a vocabulary. */
  private static final String UNKNOWN = "<unk>";

  private final List<Element> elements;
  private final Predictor probabilities;
  private final Predictor others;

  /** A question, and where in a replication the probabilities are that answer it. */
  private record Element(Question question, int first) {}

  private PosteriorPredictive(List<Element> elements, Predictor probabilities, Predictor others) {
    this.elements = List.copyOf(elements);
    this.probabilities = probabilities;
    this.others = others;
  }

  /**
   * @param replicating makes a predictor of some of the values
   * @param ofRun what the run has learnt from
   */
  static PosteriorPredictive of(
      List<GeneratedProbabilities.Generate> generates,
      Function<Predicate<RecordedVariable>, Predictor> replicating,
      BoundData ofRun) {
    Set<String> arrays = new HashSet<>();
    Set<String> named = new HashSet<>();
    for (GeneratedProbabilities.Generate generate : generates) {
      arrays.add(generate.array().column());
      named.add(generate.variable().column());
    }
    Predictor all = replicating.apply(v -> true);
    Predictor probabilities = replicating.apply(v -> arrays.contains(v.name()));
    Predictor others =
        replicating.apply(
            v -> all.isGenerated(v) && !arrays.contains(v.name()) && !named.contains(v.name()));
    List<Element> elements = new ArrayList<>();
    for (GeneratedProbabilities.Generate generate : generates) {
      RecordedVariable array = variable(all.layout(), generate.array().column());
      RecordedVariable variable = variable(all.layout(), generate.variable().column());
      List<String> values = array.axes().get(array.axes().size() - 1).labels();
      Type element = generate.variable().symbol().type().element();
      if (element instanceof Type.Bool) values = List.of("false", "true");
      Optional<BitSet> unseen = unseen(element, values, ofRun);
      Layout layout = probabilities.layout();
      int first = layout.offset(layout.variables().indexOf(array));
      for (String label : Layout.of(List.of(variable)).labels()) {
        Question question =
            new Question(label, variable.name(), values, unseen, generate.readsDraws());
        elements.add(new Element(question, first));
        first += values.size();
      }
    }
    return new PosteriorPredictive(elements, probabilities, others);
  }

  private static RecordedVariable variable(Layout layout, String name) {
    return layout.variables().stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is not replicated"));
  }

  /** The members that no data have, and the one for what is unknown; empty if data have none. */
  private static Optional<BitSet> unseen(Type element, List<String> values, BoundData data) {
    if (!(element instanceof Type.Member member)) return Optional.empty();
    BitSet seen = new BitSet();
    for (Map.Entry<Symbol, BoundArray> entry : data.values().entrySet()) {
      if (!entry.getKey().type().element().equals(member)) continue;
      for (int number : entry.getValue().integers()) {
        if (number >= 1 && number <= values.size()) seen.set(number - 1);
      }
    }
    if (seen.isEmpty()) return Optional.empty();
    int unknown = values.indexOf(UNKNOWN);
    if (unknown >= 0) seen.clear(unknown);
    seen.flip(0, values.size());
    return Optional.of(seen);
  }

  /** What is asked, an element of a generated variable each, in the order of the model. */
  public List<Question> questions() {
    return elements.stream().map(Element::question).toList();
  }

  /** The names of the variables that have tables. */
  public Set<String> variables() {
    return elements.stream().map(e -> e.question().variable()).collect(Collectors.toSet());
  }

  /** Draws of what is generated that has no table, or what went wrong. */
  public Checked<Draws> tryOthers(long seed) {
    return others.tryDraws(seed);
  }

  /**
   * The answers. The same seed gives the same.
   *
   * @param most how many of the most probable values have their interval in each table; all have
   *     their probability
   * @throws ModelException if a replication leaves the domain of something that is computed
   */
  public List<PredictiveTable> tables(long seed, int most) {
    Checked<List<PredictiveTable>> tables = tryTables(seed, most);
    return tables.value().orElseThrow(() -> new ModelException(tables.diagnostics()));
  }

  /** The same, or what went wrong. */
  public Checked<List<PredictiveTable>> tryTables(long seed, int most) {
    if (elements.isEmpty()) return Checked.of(List.of());
    List<PredictiveTable.Means> means = new ArrayList<>();
    for (Element element : elements) means.add(new PredictiveTable.Means(element.question()));
    List<Diagnostic> problems =
        probabilities.each(
            seed,
            (chain, draw, row) -> {
              for (int i = 0; i < means.size(); i++) {
                means.get(i).add(row, elements.get(i).first());
              }
            });
    if (!problems.isEmpty()) return Checked.failed(problems);
    List<PredictiveTable> tables = new ArrayList<>();
    List<PredictiveTable.Intervals> open = new ArrayList<>();
    int kept = 0;
    for (PredictiveTable.Means mean : means) {
      PredictiveTable.Intervals next = mean.intervals(most);
      if (!open.isEmpty() && kept + next.size() > KEPT) {
        tables.addAll(filled(seed, tables.size(), open));
        open.clear();
        kept = 0;
      }
      open.add(next);
      kept += next.size();
    }
    tables.addAll(filled(seed, tables.size(), open));
    return Checked.of(tables);
  }

  /** Runs through the draws once more, as they are too many to be kept. */
  private List<PredictiveTable> filled(
      long seed, int from, List<PredictiveTable.Intervals> intervals) {
    probabilities.each(
        seed,
        (chain, draw, row) -> {
          for (int i = 0; i < intervals.size(); i++) {
            intervals.get(i).add(row, elements.get(from + i).first());
          }
        });
    return intervals.stream().map(PredictiveTable.Intervals::table).toList();
  }
}
