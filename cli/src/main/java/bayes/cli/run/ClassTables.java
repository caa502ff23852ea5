package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.BoundModel;
import bayes.compiler.HeldOut;
import bayes.compiler.PosteriorPredictive;
import bayes.compiler.diagnostic.Checked;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.report.MemberShares;
import bayes.runtime.report.PredictiveTable;
import bayes.runtime.report.PredictiveTable.Question;
import bayes.runtime.report.PredictiveTable.Row;
import bayes.runtime.report.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The probabilities of discrete quantities of a run, wherever they come from. */
public final class ClassTables {
  private ClassTables() {}

  /**
   * Those of the discrete latents of new data, such as missing labels of new documents; empty if
   * there are none, or the data are of another kind.
   *
   * @param given the new data
   * @param most how many values of each have quantiles
   * @param isExact whether parameters are integrated out for each new member by itself
   * @throws Failure if that cannot be, though it is asked for
   */
  public static List<PredictiveTable> ofNew(
      Console console,
      SavedRun saved,
      Data given,
      long seed,
      int most,
      boolean isExact,
      Compilation compilation) {
    if (given.names().isEmpty() || !saved.model().whyNoLogLikelihood().isEmpty()) return List.of();
    Optional<BoundModel> posterior = saved.model().tryBind(saved.data()).value();
    if (posterior.isEmpty()) return List.of();
    if (isExact) {
      List<PredictiveTable> exact =
          compilation.value(HeldOut.eachByItself(posterior.get(), given), ExitCode.DATA);
      if (!exact.isEmpty()) return exact;
      throw new Failure(
          ExitCode.USAGE,
          "--exact needs a posterior in closed form, and data of new members of one set that miss"
              + " a few labels each");
    }
    Checked<HeldOut> held = posterior.get().heldOut(given, saved.equalDraws(seed));
    if (held.value().isEmpty() || !held.value().get().newLatents().isEmpty()) return List.of();
    List<PredictiveTable> tables = held.value().get().latents(most);
    if (!tables.isEmpty() && held.value().get().isAtMeans()) {
      console.say(
          "Given the posterior means of the probabilities that are integrated out; nothing is"
              + " learnt from the new data.");
    }
    return tables;
  }

  /**
   * Those of all discrete quantities, by their variables: what is generated, latents that are
   * summed out, and recorded draws.
   *
   * @param given a question, or new data
   */
  static Map<String, List<PredictiveTable>> of(
      Console console,
      SavedRun saved,
      Data given,
      long seed,
      boolean isExact,
      Compilation compilation) {
    Map<String, List<PredictiveTable>> all = new LinkedHashMap<>();
    boolean isQuestion = PredictiveReport.isQuestion(saved, given);
    if (!isQuestion && !given.names().isEmpty()) {
      put(ofNew(console, saved, given, seed, 1, isExact, compilation), all);
      return all;
    }
    Draws draws = saved.equalDraws(seed);
    if (saved.model().whyNotFromDraws().isEmpty()) {
      PosteriorPredictive predictive =
          compilation.predictive(saved, saved.data().overriddenBy(given), draws, false);
      put(compilation.value(predictive.tryTables(seed, 1), ExitCode.INFERENCE), all);
    }
    for (MemberShares shares : Summary.of(saved.run()).members()) put(shares, all);
    BoundModel bound = compilation.bind(saved.model(), saved.data());
    Draws matched = saved.matchedDraws();
    if (bound.whyNoLogLikelihood(matched.layout()).isEmpty()) {
      for (MemberShares shares : bound.marginals(matched)) put(shares, all);
    }
    return all;
  }

  private static void put(List<PredictiveTable> tables, Map<String, List<PredictiveTable>> all) {
    for (PredictiveTable table : tables) {
      all.computeIfAbsent(table.question().variable(), v -> new ArrayList<>()).add(table);
    }
  }

  private static void put(MemberShares shares, Map<String, List<PredictiveTable>> all) {
    List<PredictiveTable> of = all.computeIfAbsent(shares.variable(), v -> new ArrayList<>());
    if (of.stream().anyMatch(t -> t.question().label().equals(shares.label()))) return;
    List<Row> rows = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (MemberShares.Share share : shares.shares()) {
      rows.add(new Row(share.member(), share.probability(), List.of()));
      values.add(share.member());
    }
    Question question =
        new Question(shares.label(), shares.variable(), values, Optional.empty(), false);
    of.add(new PredictiveTable(question, rows, Optional.empty(), Optional.empty()));
  }

  /**
   * Those of one variable.
   *
   * @throws Failure if there are none
   */
  static List<PredictiveTable> of(String variable, Map<String, List<PredictiveTable>> all) {
    List<PredictiveTable> found = all.getOrDefault(variable, List.of());
    if (!found.isEmpty()) return found;
    List<String> names = all.keySet().stream().map(name -> "`" + name + "`").toList();
    throw new Failure(
        ExitCode.USAGE,
        "there are no probabilities of `"
            + variable
            + "`; there are those of "
            + (names.isEmpty() ? "nothing" : String.join(", ", names)));
  }
}
