package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.plan.PlanOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The options that say what a plan may do with a model, and what is recorded beside what the model
 * says. A run keeps them in words, and is compiled by them again.
 *
 * @param plan what the plan may do
 * @param recorded names of variables that are recorded as under {@code @record}
 */
public record PlanningOptions(PlanOptions plan, Set<String> recorded) {
  private static final String NO_COLLAPSE = "--no-collapse";
  private static final String NO_SUMS = "--no-sums";
  private static final String NO_INTEGRALS = "--no-integrals";
  private static final String NO_GIBBS = "--no-gibbs";
  private static final String NO_STATISTICS = "--no-statistics";
  private static final String NO_REPARAMETERISE = "--no-reparameterise";
  private static final String RECORD = "--record";

  /** What there is, for the help. */
  public static final List<Option> OPTIONS =
      List.of(
          Option.flag(NO_COLLAPSE, "Sum or integrate no latent out: explore all as written."),
          Option.flag(NO_SUMS, "Sum no discrete latent out."),
          Option.flag(NO_INTEGRALS, "Integrate no latent out, by conjugacy."),
          Option.flag(
              NO_GIBBS,
              "Sum discrete latents out, where rows around them could be integrated out to draw them."),
          Option.flag(
              NO_STATISTICS, "Evaluate each observation, where statistics of the data would do."),
          Option.flag(
              NO_REPARAMETERISE, "Explore latents centred, unless the model says `@noncentered`."));

  /** Of commands that keep draws. */
  public static final Option RECORDING =
      Option.repeatable(
          RECORD,
          "NAME",
          "Keep the draws of this variable, as `@record` does; may be given several times.");

  /** As it is by itself. */
  public static final PlanningOptions DEFAULTS =
      new PlanningOptions(PlanOptions.defaults(), Set.of());

  public PlanningOptions {
    recorded = Collections.unmodifiableSet(new LinkedHashSet<>(recorded));
  }

  /** What the arguments ask for, of commands that have the options. */
  public static PlanningOptions of(Arguments arguments) {
    List<String> flags = new ArrayList<>();
    for (Option option : OPTIONS) if (arguments.has(option.name())) flags.add(option.name());
    return new PlanningOptions(plan(flags), new LinkedHashSet<>(arguments.all(RECORD)));
  }

  /** What the words of a run say. */
  public static PlanningOptions ofWords(String words) {
    List<String> flags = new ArrayList<>();
    Set<String> recorded = new LinkedHashSet<>();
    for (String word : words.split(" ")) {
      if (word.startsWith(RECORD + "=")) recorded.add(word.substring(RECORD.length() + 1));
      else flags.add(word);
    }
    return new PlanningOptions(plan(flags), recorded);
  }

  /** For a method that cannot draw discrete latents by their rows. */
  PlanningOptions withoutGibbs() {
    return new PlanningOptions(plan.withoutCollapsedGibbs(), recorded);
  }

  /**
   * Checks that there is something to record of each name.
   *
   * @throws Failure if not
   */
  void check(TypedModel model) {
    List<String> names =
        model.variables().stream()
            .filter(v -> v.symbol().role() != Symbol.Role.DATA && v.isWritten())
            .map(v -> v.symbol().name())
            .toList();
    for (String name : recorded) {
      if (names.contains(name)) continue;
      List<String> near = Suggestions.nearest(name, names, 1);
      throw new Failure(
          ExitCode.USAGE,
          RECORD
              + " "
              + name
              + ": the model defines no `"
              + name
              + "`"
              + (near.isEmpty() ? "" : "; is it `" + near.get(0) + "`?"));
    }
  }

  private static PlanOptions plan(List<String> flags) {
    boolean collapses = !flags.contains(NO_COLLAPSE);
    boolean integrates = collapses && !flags.contains(NO_INTEGRALS);
    return new PlanOptions(
        collapses && !flags.contains(NO_SUMS),
        integrates,
        integrates && !flags.contains(NO_GIBBS),
        !flags.contains(NO_STATISTICS),
        !flags.contains(NO_REPARAMETERISE));
  }

  /** In words that {@link #ofWords} reads; empty if nothing is asked for. */
  public String words() {
    List<String> words = new ArrayList<>();
    if (!plan.sums() && !plan.integrals()) {
      words.add(NO_COLLAPSE);
    } else {
      if (!plan.sums()) words.add(NO_SUMS);
      if (!plan.integrals()) words.add(NO_INTEGRALS);
      else if (!plan.collapsedGibbs()) words.add(NO_GIBBS);
    }
    if (!plan.statistics()) words.add(NO_STATISTICS);
    if (!plan.reparameterisation()) words.add(NO_REPARAMETERISE);
    for (String name : recorded) words.add(RECORD + "=" + name);
    return String.join(" ", words);
  }
}
