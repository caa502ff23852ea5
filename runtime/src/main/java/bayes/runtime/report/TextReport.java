package bayes.runtime.report;

import bayes.runtime.draws.RunRecord;
import bayes.runtime.report.MemberShares.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Summaries and verdicts as text for people. */
public final class TextReport {
  private static final int MEMBERS = 10;

  /** The columns that a narrow terminal does without, in this order. */
  private static final List<String> OMITTED_FIRST =
      List.of("mcse", "50%", "ess_tail", "ess_bulk", "sd");

  /** Marks the rows of quantities whose Pareto k is too large. */
  private static final String UNRELIABLE = "!";

  /** A column of the table of quantities: its header, and a quantity's cell. */
  private record Column(String header, Function<Quantity, String> cell) {
    boolean isDefined(List<Quantity> quantities) {
      return quantities.stream().anyMatch(q -> !cell.apply(q).equals(NumberText.UNDEFINED));
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column("mean", q -> value(q, q.mean(), q.mcseMean())),
          new Column("sd", q -> value(q, q.sd(), q.precision().sd())),
          new Column("5%", q -> value(q, q.q5(), q.precision().q5())),
          new Column("50%", q -> value(q, q.q50(), q.precision().q50())),
          new Column("95%", q -> value(q, q.q95(), q.precision().q95())),
          new Column(
              "mcse", q -> ifReliable(q, NumberText.withError(q.mcseMean(), q.mcseMean() / 10))),
          new Column("ess_bulk", q -> ifReliable(q, NumberText.fixed(q.essBulk(), 0))),
          new Column("ess_tail", q -> NumberText.fixed(q.essTail(), 0)),
          new Column("r_hat", q -> NumberText.fixed(q.rHat(), 3)),
          new Column("pareto_k", TextReport::paretoK));

  private static final List<Column> EXACT =
      List.of(
          new Column("mean", q -> exact(q, q.mean(), q.mcseMean())),
          new Column("sd", q -> exact(q, q.sd(), q.precision().sd())),
          new Column("5%", q -> exact(q, q.q5(), q.precision().q5())),
          new Column("50%", q -> exact(q, q.q50(), q.precision().q50())),
          new Column("95%", q -> exact(q, q.q95(), q.precision().q95())),
          new Column(
              "mcse",
              q -> q.isExact() ? "exact" : NumberText.withError(q.mcseMean(), q.mcseMean() / 10)));

  private static final List<Column> POINT =
      List.of(
          new Column("mode", q -> NumberText.significant(q.mean(), 6)),
          new Column("std_error", q -> NumberText.significant(q.sd(), 3)));

  private static final List<Column> VALUE =
      List.of(new Column("value", q -> NumberText.significant(q.mean(), 6)));

  /** What cannot be relied on is told roughly: digits would promise too much. */
  private static String value(Quantity q, double value, double mcse) {
    return q.isReliable() ? NumberText.withError(value, mcse) : NumberText.significant(value, 1);
  }

  private static String exact(Quantity q, double value, double mcse) {
    return q.isExact() ? NumberText.significant(value, 6) : NumberText.withError(value, mcse);
  }

  private static String ifReliable(Quantity q, String text) {
    return q.isReliable() ? text : NumberText.UNDEFINED;
  }

  private static String paretoK(Quantity q) {
    if (q.paretoK() == Double.NEGATIVE_INFINITY) return NumberText.UNDEFINED;
    return NumberText.fixed(q.paretoK(), 2) + (q.isReliable() ? "" : UNRELIABLE);
  }

  private final ReportOptions options;
  private final Ink ink;
  private final StringBuilder text = new StringBuilder();

  private TextReport(ReportOptions options) {
    this.options = options;
    this.ink = options.colour() ? Ink.ANSI : Ink.PLAIN;
  }

  /** The tables of all quantities; columns that nothing defines are left out. */
  public static String of(Summary summary, ReportOptions options) {
    TextReport report = new TextReport(options);
    report.quantities(summary);
    report.members(summary.members());
    return report.text.toString();
  }

  /**
   * What the method found beside the draws, one line each: the log evidence with its standard
   * error, or why there is none. Empty if there is nothing.
   */
  public static String of(RunRecord record) {
    StringBuilder text = new StringBuilder();
    Map<String, Object> results = record.results();
    if (record.isExact()) return exact(record);
    if (results.get("log_evidence") instanceof Double evidence
        && results.get("log_evidence_error") instanceof Double error) {
      text.append("Log evidence: ")
          .append(NumberText.withError(evidence, error))
          .append(" (standard error ")
          .append(NumberText.significant(error, 2))
          .append(")\n");
    }
    if (results.get("no_evidence") instanceof String reason) {
      text.append("No evidence: ").append(TextWidth.printable(reason)).append('\n');
    }
    return text.toString();
  }

  /** The exact log evidence, and the distributions of the first quantities. */
  private static String exact(RunRecord record) {
    StringBuilder text = new StringBuilder();
    List<String> distributions = new ArrayList<>();
    record
        .results()
        .forEach(
            (name, value) -> {
              if (!name.startsWith(RunRecord.POSTERIOR)) return;
              String label = name.substring(RunRecord.POSTERIOR.length());
              distributions.add(TextWidth.printable(label + " ~ " + value));
            });
    for (String one : distributions.subList(0, Math.min(MEMBERS, distributions.size()))) {
      text.append(text.isEmpty() ? "Posterior: " : "           ").append(one).append('\n');
    }
    if (distributions.size() > MEMBERS) {
      text.append("           (").append(distributions.size() - MEMBERS).append(" more)\n");
    }
    if (record.results().get("log_evidence") instanceof Double evidence) {
      text.append("Log evidence: ")
          .append(NumberText.significant(evidence, 8))
          .append(" (exact)\n");
    }
    return text.toString();
  }

  /** The verdict in words: a headline, and under it every finding with its next step. */
  public static String of(Verdict verdict, ReportOptions options) {
    TextReport report = new TextReport(options);
    report.verdict(verdict);
    return report.text.toString();
  }

  private void quantities(Summary summary) {
    if (summary.quantities().isEmpty()) return;
    List<Column> columns =
        columns(summary).stream().filter(c -> c.isDefined(summary.quantities())).toList();
    List<String> header = new ArrayList<>(List.of(""));
    columns.forEach(column -> header.add(column.header()));
    TextTable table = new TextTable(header, OMITTED_FIRST);
    Map<String, Integer> shown = new LinkedHashMap<>();
    for (Quantity quantity : summary.quantities()) {
      if (shown.merge(quantity.variable(), 1, Integer::sum) > options.rowsPerVariable()) continue;
      List<String> cells = new ArrayList<>(List.of(quantity.label()));
      for (Column column : columns) cells.add(column.cell().apply(quantity));
      table.add(cells);
    }
    write(table);
    elided(shown);
    unreliable(summary.quantities());
  }

  private void unreliable(List<Quantity> quantities) {
    quantities.stream()
        .filter(q -> !q.isReliable())
        .findFirst()
        .ifPresent(
            q ->
                text.append(
                        wrapped(
                            "",
                            "("
                                + UNRELIABLE
                                + " Pareto k is above "
                                + NumberText.fixed(q.paretoKLimit(), 2)
                                + ": these rows cannot be relied on, and are told roughly)"))
                    .append('\n'));
  }

  private static List<Column> columns(Summary summary) {
    boolean isOne = summary.chains() * summary.draws() == 1;
    return switch (summary.kind()) {
      case POINT -> POINT;
      case GENERATED -> isOne ? VALUE : COLUMNS;
      case EXACT -> EXACT;
      case CHAINS, WEIGHTED, APPROXIMATE -> COLUMNS;
    };
  }

  private void members(List<MemberShares> members) {
    Map<String, List<MemberShares>> byVariable = new LinkedHashMap<>();
    for (MemberShares shares : members) {
      byVariable.computeIfAbsent(shares.variable(), v -> new ArrayList<>()).add(shares);
    }
    byVariable.forEach(
        (variable, elements) -> {
          if (text.length() > 0) text.append('\n');
          boolean isScalar = elements.size() == 1 && elements.get(0).label().equals(variable);
          if (isScalar) scalar(elements.get(0));
          else elements(variable, elements);
        });
  }

  /** One line per member. */
  private void scalar(MemberShares quantity) {
    TextTable table =
        new TextTable(List.of(quantity.label(), "probability", "mcse"), List.of("mcse"));
    List<Share> shares = quantity.shares();
    for (Share share : shares.subList(0, Math.min(shares.size(), MEMBERS))) {
      table.add(
          List.of(
              share.member(),
              probability(share),
              share.isExact() ? "exact" : NumberText.withError(share.mcse(), share.mcse() / 10)));
    }
    if (shares.size() > MEMBERS) {
      double rest =
          shares.subList(MEMBERS, shares.size()).stream().mapToDouble(Share::probability).sum();
      String others = "(" + (shares.size() - MEMBERS) + " others)";
      Share all = new Share(others, rest, shares.get(MEMBERS).mcse());
      table.add(List.of(others, probability(all), NumberText.UNDEFINED));
    }
    write(table);
  }

  private static String probability(Share share) {
    if (share.isExact()) return NumberText.significant(share.probability(), 6);
    return Double.isNaN(share.mcse())
        ? NumberText.fixed(share.probability(), 3)
        : NumberText.withError(share.probability(), share.mcse());
  }

  /** One line per element, with its two most probable members. */
  private void elements(String variable, List<MemberShares> elements) {
    TextTable table =
        new TextTable(List.of(variable, "most probable", "probability", "next", "probability"));
    Map<String, Integer> shown = new LinkedHashMap<>();
    for (MemberShares element : elements) {
      if (shown.merge(variable, 1, Integer::sum) > options.rowsPerVariable()) continue;
      List<String> cells = new ArrayList<>(List.of(element.label()));
      for (int i = 0; i < 2; i++) {
        boolean exists = i < element.shares().size() && element.shares().get(i).probability() > 0;
        cells.add(exists ? element.shares().get(i).member() : NumberText.UNDEFINED);
        cells.add(exists ? probability(element.shares().get(i)) : NumberText.UNDEFINED);
      }
      table.add(cells);
    }
    write(table);
    elided(shown);
  }

  private void write(TextTable table) {
    TextTable.Lines lines = table.lines(options.columns());
    text.append(ink.bold(lines.lines().get(0))).append('\n');
    for (String line : lines.lines().subList(1, lines.lines().size())) {
      text.append(line).append('\n');
    }
    if (!lines.omitted().isEmpty()) {
      String omitted = String.join(", ", lines.omitted());
      text.append(wrapped("", "(too narrow for " + omitted + ")")).append('\n');
    }
  }

  private void elided(Map<String, Integer> shown) {
    shown.forEach(
        (variable, count) -> {
          int more = count - options.rowsPerVariable();
          if (more > 0) {
            text.append("(" + more + " more of " + TextWidth.printable(variable) + ")\n");
          }
        });
  }

  private void verdict(Verdict verdict) {
    text.append(ink.by(verdict.outcome(), wrapped("", verdict.headline() + "."))).append('\n');
    for (Finding finding : verdict.findings()) {
      String message = finding.message();
      String sentence = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
      text.append(wrapped("- ", sentence + ".")).append('\n');
      finding
          .blamed()
          .ifPresent(
              blamed ->
                  SourceExcerpt.of(blamed.term(), blamed.label())
                      .forEach(line -> text.append("  ").append(line).append('\n')));
      text.append(wrapped("  ", "Next: " + finding.nextStep() + ".")).append('\n');
    }
  }

  private String wrapped(String start, String sentence) {
    return TextWidth.wrapped(start, sentence, options.proseColumns());
  }
}
