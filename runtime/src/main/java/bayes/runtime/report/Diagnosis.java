package bayes.runtime.report;

import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunRecord;
import bayes.runtime.report.Summary.DrawsKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** All that is known of how well a run went, as text. */
public final class Diagnosis {
  private static final int WORST = 5;
  private static final int PICTURES = 3;
  private static final int BINS = 20;
  private static final int MOST_CHAINS = 16;

  private final Run run;
  private final Summary summary;
  private final ReportOptions options;
  private final StringBuilder text = new StringBuilder();

  private Diagnosis(Run run, Summary summary, ReportOptions options) {
    this.run = run;
    this.summary = summary;
    this.options = options;
  }

  /** The diagnosis of a run, but for its verdict. */
  public static String of(Run run, Summary summary, ReportOptions options) {
    Diagnosis diagnosis = new Diagnosis(run, summary, options);
    diagnosis.settings();
    diagnosis.chains();
    diagnosis.results();
    diagnosis.worst();
    diagnosis.ranks();
    return diagnosis.text.toString();
  }

  /** The quantities that make most trouble, the worst first: what a picture should show. */
  public static List<Quantity> worst(Summary summary, int count) {
    return summary.quantities().stream()
        .filter(q -> !Double.isNaN(q.rHat()))
        .sorted(
            Comparator.comparingDouble(Quantity::rHat)
                .reversed()
                .thenComparingDouble(Quantity::essBulk))
        .limit(count)
        .toList();
  }

  private void settings() {
    say(
        run.record().modelFile()
            + ", method "
            + run.record().method()
            + ", seed "
            + run.record().seed()
            + ", bayes "
            + run.record().programVersion());
    List<String> settings = new ArrayList<>();
    run.record().settings().forEach((name, value) -> settings.add(name + " " + value));
    if (!settings.isEmpty()) say("Settings: " + String.join(", ", settings));
  }

  /** A column of the table of chains. */
  private record Column(String header, Function<ChainFigures, String> cell) {}

  private void chains() {
    if (summary.kind() != DrawsKind.CHAINS) return;
    List<ChainFigures> chains = ChainFigures.of(run);
    List<Column> columns =
        List.of(
            new Column("step size", c -> NumberText.significant(c.stepSize(), 3)),
            new Column("accept", c -> NumberText.fixed(c.acceptance(), 2)),
            new Column("E-BFMI", c -> NumberText.fixed(c.eBfmi(), 2)),
            new Column("divergences", c -> NumberText.fixed(c.divergences(), 0)),
            new Column("gradients", c -> NumberText.fixed(c.gradients(), 0)),
            new Column("log density", c -> NumberText.fixed(c.logDensity(), 1)),
            new Column("warmup s", c -> NumberText.significant(c.warmupSeconds(), 2)),
            new Column("draws s", c -> NumberText.significant(c.samplingSeconds(), 2)),
            new Column("tree depths", ChainFigures::depthText));
    List<Column> defined =
        columns.stream()
            .filter(
                column ->
                    chains.stream()
                        .anyMatch(c -> !column.cell().apply(c).equals(NumberText.UNDEFINED)))
            .toList();
    List<String> header = new ArrayList<>(List.of("chain"));
    defined.forEach(column -> header.add(column.header()));
    TextTable table = new TextTable(header);
    for (ChainFigures chain : chains) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(chain.chain())));
      defined.forEach(column -> cells.add(column.cell().apply(chain)));
      table.add(cells);
    }
    text.append('\n');
    write(table);
  }

  /** What the method recorded of itself: Pareto k, the log evidence, temperatures. */
  private void results() {
    TextTable table = new TextTable(List.of("result", "value"));
    run.record()
        .results()
        .forEach(
            (name, value) -> {
              if (RunRecord.isOfExact(name)
                  || name.startsWith("standard_error")
                  || Boolean.FALSE.equals(value)) return;
              String shown =
                  value instanceof Double number
                      ? NumberText.significant(number, 5)
                      : String.valueOf(value);
              table.add(List.of(name, shown));
            });
    if (table.isEmpty()) return;
    text.append('\n');
    write(table);
  }

  private void worst() {
    Map<String, Quantity> rows = new LinkedHashMap<>();
    first(rows, Quantity::rHat, true);
    first(rows, Quantity::essBulk, false);
    first(rows, Quantity::essTail, false);
    first(rows, q -> q.mcseMean() / q.sd(), true);
    if (rows.isEmpty()) return;
    boolean isOfChains = summary.kind() == DrawsKind.CHAINS;
    TextTable table =
        new TextTable(
            isOfChains
                ? List.of("worst quantities", "r_hat", "ess_bulk", "ess_tail", "mcse/sd")
                : List.of("worst quantities", "ess", "mcse/sd"));
    for (Quantity q : rows.values()) {
      String ratio = NumberText.significant(q.mcseMean() / q.sd(), 2);
      String bulk = NumberText.fixed(q.essBulk(), 0);
      table.add(
          isOfChains
              ? List.of(
                  q.label(),
                  NumberText.fixed(q.rHat(), 3),
                  bulk,
                  NumberText.fixed(q.essTail(), 0),
                  ratio)
              : List.of(q.label(), bulk, ratio));
    }
    text.append('\n');
    write(table);
  }

  private void first(Map<String, Quantity> rows, ToDoubleFunction<Quantity> figure, boolean isUp) {
    Comparator<Quantity> order = Comparator.comparingDouble(figure);
    summary.quantities().stream()
        .filter(q -> Double.isFinite(figure.applyAsDouble(q)))
        .sorted(isUp ? order.reversed() : order)
        .limit(WORST)
        .forEach(q -> rows.putIfAbsent(q.label(), q));
  }

  private void ranks() {
    if (summary.kind() != DrawsKind.CHAINS || run.draws().chains() < 2) return;
    List<Quantity> worst = worst(summary, PICTURES);
    if (worst.isEmpty()) return;
    text.append('\n');
    say(
        "Ranks of each chain's draws among all draws, from the smallest to the largest: even bars of"
            + " half the height if the chains agree.");
    for (Quantity quantity : worst) {
      int column = run.draws().layout().column(quantity.label()).orElse(-1);
      if (column < 0) continue;
      RankHistogram ranks = RankHistogram.of(run.draws().chains(column), BINS);
      text.append(TextWidth.printable(quantity.label())).append('\n');
      for (int c = 0; c < Math.min(run.draws().chains(), MOST_CHAINS); c++) {
        text.append(String.format(Locale.ROOT, "  chain %-3d |%s|%n", c + 1, ranks.bars(c)));
      }
    }
  }

  private void say(String sentence) {
    text.append(TextWidth.wrapped("", sentence, options.proseColumns())).append('\n');
  }

  private void write(TextTable table) {
    for (String line : table.lines(options.columns()).lines()) text.append(line).append('\n');
  }
}
