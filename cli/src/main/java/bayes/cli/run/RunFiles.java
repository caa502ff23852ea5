package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.Failure;
import bayes.cli.console.Version;
import bayes.compiler.input.OutputMistakes;
import bayes.compiler.parse.ImportedFiles;
import bayes.compiler.parse.Parser;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.data.JsonData;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunException;
import bayes.runtime.draws.RunFolder;
import bayes.runtime.draws.RunJournal;
import bayes.runtime.draws.RunRecord;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folders of finished runs. */
public final class RunFiles {
  private RunFiles() {}

  /** What a run was made of. */
  public static Provenance provenance(SourceText model, Data data, PlanningOptions planning) {
    String name = fileName(model.name());
    List<RunRecord.Source> sources =
        data.sources().stream()
            .map(s -> new RunRecord.Source(s.name(), s.sha256(), s.size()))
            .toList();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(name, model.text());
    Parser.parse(model)
        .value()
        .ifPresent(file -> texts.putAll(ImportedFiles.texts(file, new FileImports())));
    return new Provenance(Version.text(), name, texts, sources, planning.words());
  }

  private static String fileName(String source) {
    try {
      return InputFiles.fileName(Path.of(source));
    } catch (InvalidPathException e) {
      return source;
    }
  }

  /**
   * A folder that a run will be written to.
   *
   * @throws Failure if that cannot be
   */
  public static RunFolder create(Path folder) {
    try {
      return RunFolder.create(folder);
    } catch (RunException e) {
      throw InputProblems.run(folder, e);
    }
  }

  /** Writes a run with its data, at once. */
  public static void write(RunFolder folder, Run run, Data data) {
    try {
      folder.write(run, content(data));
    } catch (RunException e) {
      throw InputProblems.run(Path.of(e.problem().path()), e);
    }
  }

  private static RunFolder.Content content(Data data) {
    return out -> {
      JsonGenerator json = new JsonFactory().createGenerator(out);
      JsonData.write(data, json);
      json.flush();
    };
  }

  /**
   * Begins a run in a new folder.
   *
   * @param words how it was asked for
   * @throws Failure if that cannot be
   */
  public static RunJournal begin(
      Path folder,
      Provenance provenance,
      List<String> words,
      Data data,
      RunJournal.Keeping keeping) {
    try {
      return RunFolder.create(folder).begin(provenance, words, content(data), keeping);
    } catch (RunException e) {
      throw InputProblems.run(folder, e);
    }
  }

  /**
   * Goes on with a run.
   *
   * @throws Failure if that cannot be
   */
  public static RunJournal resume(Path folder, RunJournal.Keeping keeping) {
    try {
      return RunFolder.at(folder).resume(Version.text(), keeping);
    } catch (RunException e) {
      throw InputProblems.run(folder, e);
    }
  }

  /** Reads a run, or what there is of an unfinished one, which is told. */
  public static Run read(Path folder, Console console) {
    RunFolder place = RunFolder.at(folder);
    Run run;
    try {
      run = place.read();
    } catch (RunException e) {
      throw InputProblems.run(folder, e);
    }
    if (place.isUnfinished()) {
      String label = "this is what it has so far";
      console.print(List.of(OutputMistakes.unfinished(folder.toString(), label).asWarning()));
    }
    return run;
  }
}
