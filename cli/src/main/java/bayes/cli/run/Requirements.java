package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.input.FileMistakes;
import bayes.runtime.draws.Run;
import bayes.runtime.report.Measures;
import bayes.runtime.report.Requirement;
import bayes.runtime.report.Requirement.Parsed;
import bayes.runtime.report.Summary;
import java.util.ArrayList;
import java.util.List;

/** What {@code --require} demands of a run. */
public record Requirements(List<Requirement> all) {
  /** The option. */
  public static final Option OPTION =
      Option.repeatable(
          "--require",
          "LIST",
          "Exit code 3 unless the run fulfils it, such as 'rhat<1.01,ess>400'. Of rhat, ess, ess_bulk,"
              + " ess_tail, mcse (over sd), divergences, ebfmi, k, treedepth, nested_rhat.");

  public Requirements {
    all = List.copyOf(all);
  }

  /**
   * Those that are given.
   *
   * @throws Failure if one of them cannot be read
   */
  public static Requirements of(Arguments arguments) {
    List<Requirement> all = new ArrayList<>();
    for (String text : arguments.all("--require")) {
      Parsed parsed = Requirement.parse(text);
      if (parsed instanceof Parsed.Mistake mistake) {
        throw Failure.of(
            ExitCode.USAGE,
            List.of(
                FileMistakes.badRequirement(
                    text,
                    mistake.start(),
                    mistake.end(),
                    mistake.message(),
                    mistake.found(),
                    mistake.expected())));
      }
      all.addAll(((Parsed.Requirements) parsed).all());
    }
    return new Requirements(all);
  }

  /**
   * Says which of them a run does not fulfil, each with its worst quantity.
   *
   * @throws Failure if there is one
   */
  public void check(Run run) {
    if (all.isEmpty()) return;
    Measures measures = Measures.of(run, Summary.of(run));
    List<String> failures = new ArrayList<>();
    for (Requirement requirement : all) requirement.failure(measures).ifPresent(failures::add);
    if (!failures.isEmpty()) {
      throw new Failure(ExitCode.REQUIREMENT, String.join("\n", failures));
    }
  }
}
