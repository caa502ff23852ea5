package bayes.cli.run;

import bayes.cli.console.Failure;
import bayes.compiler.Model;
import bayes.compiler.plan.Simulation;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunException;
import bayes.runtime.draws.RunFolder;
import bayes.runtime.random.Streams;
import bayes.runtime.report.MatchedDraws;
import bayes.runtime.sampler.importance.StratifiedResampling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A run from its folder, with its model compiled again, and its data. */
public record SavedRun(Path folder, Run run, Model model, Data data) {
  /** Separates what this draws from what the run drew. */
  private static final int RESAMPLING = 71;

  /**
   * Reads the folder of a run.
   *
   * @throws Failure if it is none, or damaged
   */
  public static SavedRun read(Path folder, Compilation compilation) {
    Run run = RunFiles.read(folder, compilation.console());
    return of(folder, run, model(run, compilation));
  }

  /**
   * The same of a run that has been read, with its data.
   *
   * @throws Failure if these are damaged
   */
  public static SavedRun of(Path folder, Run run, Model model) {
    return new SavedRun(folder, run, model, data(folder));
  }

  /** The model of a run, compiled again. */
  public static Model model(Run run, Compilation compilation) {
    String name = run.record().modelFile();
    Map<String, String> texts = run.modelFiles();
    String text = Objects.requireNonNull(texts.get(name));
    Imports imports =
        (of, path) -> Optional.ofNullable(texts.get(path)).map(t -> SourceText.of(path, t));
    PlanningOptions planning = PlanningOptions.ofWords(run.record().plan());
    return compilation.compile(SourceText.of(name, text), imports, planning);
  }

  static Data data(Path folder) {
    try (InputStream in = RunFolder.at(folder).openData()) {
      return JsonData.read(folder.resolve("data.json").toString(), in);
    } catch (RunException e) {
      throw InputProblems.run(folder, e);
    } catch (DataException e) {
      throw InputProblems.data(e);
    } catch (IOException e) {
      throw InputProblems.unreadable(folder.resolve("data.json"), e);
    }
  }

  /** The data without what {@code observe} writes: other sizes ask for other such data. */
  public Data design() {
    Set<String> written =
        Simulation.of(model.typed()).replaceable().stream()
            .map(symbol -> symbol.name())
            .collect(Collectors.toSet());
    Data design = Data.empty();
    for (DataEntry entry : data.entries()) {
      if (!written.contains(entry.name())) design = design.overriddenBy(Data.of(entry));
    }
    return design;
  }

  /** The draws with the members of sets that nothing tells apart called by the same names. */
  public Draws matchedDraws() {
    return MatchedDraws.of(run).draws();
  }

  /** Draws that count equally; those of importance sampling are drawn from by their weights. */
  public Draws equalDraws(long seed) {
    Draws draws = matchedDraws();
    if (draws.weights().isEmpty()) return draws;
    double[] weights =
        Arrays.stream(draws.weights().get()).flatMapToDouble(Arrays::stream).toArray();
    int[] chosen =
        StratifiedResampling.indices(
            weights, weights.length, Streams.of(seed).purpose(RESAMPLING).chain(0));
    int width = draws.layout().width();
    double[] rows = new double[chosen.length * width];
    for (int i = 0; i < chosen.length; i++) {
      for (int column = 0; column < width; column++) {
        rows[i * width + column] =
            draws.value(chosen[i] / draws.draws(), chosen[i] % draws.draws(), column);
      }
    }
    List<double[]> none = new ArrayList<>(List.of(new double[0]));
    return Draws.of(draws.layout(), List.of(), chosen.length, List.of(rows), none);
  }
}
