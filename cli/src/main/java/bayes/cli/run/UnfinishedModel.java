package bayes.cli.run;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.draws.UnfinishedRun;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The model of an unfinished run, from its folder. */
public final class UnfinishedModel {
  private UnfinishedModel() {}

  /**
   * Compiles the model and binds its data, all as when the run began.
   *
   * @param file where the model was then, which messages and results name
   */
  public static BoundModel bind(
      Path folder, UnfinishedRun run, Path file, Compilation compilation) {
    Map<String, String> texts = run.provenance().modelFiles();
    String text = Objects.requireNonNull(texts.get(run.provenance().modelFile()));
    Imports imports =
        (of, path) ->
            Optional.ofNullable(texts.get(path))
                .map(t -> SourceText.of(file.resolveSibling(path).toString(), t));
    PlanningOptions planning = PlanningOptions.ofWords(run.provenance().plan());
    Model model = compilation.compile(SourceText.of(file.toString(), text), imports, planning);
    return compilation.bind(model, SavedRun.data(folder));
  }
}
