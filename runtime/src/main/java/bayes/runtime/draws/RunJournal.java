package bayes.runtime.draws;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run's folder while the run is under way. The chains write to it; {@link #finish} makes of it
 * the folder of a finished run. Until then it can be gone on with, whatever ends the process.
 */
public final class RunJournal implements Journal, AutoCloseable {
  /**
   * How a journal is kept.
   *
   * @param every the time between two checkpoints of a chain
   * @param onTrouble told of what cannot be written while the chains run, from their threads; it
   *     will be tried again
   */
  public record Keeping(Duration every, Consumer<RunProblem> onTrouble) {
    /** Every five seconds, in silence. */
    public static Keeping defaults() {
      return new Keeping(Duration.ofSeconds(5), problem -> {});
    }
  }

  private final RunFolder folder;
  private final RunInputs inputs;
  private final UnfinishedRun run;
  private final Map<Integer, ChainPlace.Before> before;
  private final Keeping keeping;
  private final RunLock lock;
  private final Map<Integer, ChainFile> files = new ConcurrentHashMap<>();
  private @Nullable Heading heading;

  RunJournal(
      RunFolder folder,
      RunInputs inputs,
      UnfinishedRun run,
      Map<Integer, ChainPlace.Before> before,
      Keeping keeping,
      RunLock lock) {
    this.folder = folder;
    this.inputs = inputs;
    this.run = run;
    this.before = before;
    this.keeping = keeping;
    this.lock = lock;
  }

  /** The run, as it was begun. */
  public UnfinishedRun run() {
    return run;
  }

  @Override
  public void begin(Heading newHeading) {
    heading = newHeading;
    UnfinishedRun begun =
        new UnfinishedRun(run.provenance(), run.options(), Optional.of(newHeading));
    try {
      Files.deleteIfExists(folder.runFile());
      Files.deleteIfExists(folder.timesFile());
      Files.deleteIfExists(folder.divergencesFile());
      WholeFile.replace(
          folder.unfinishedFile(),
          out ->
              UnfinishedJson.write(
                  new OutputStreamWriter(out, StandardCharsets.UTF_8), inputs.content(begun)));
    } catch (IOException e) {
      String path = folder.unfinishedFile().toString();
      keeping.onTrouble().accept(new RunProblem.Unwritable(path, WholeFile.reason(e)));
    }
  }

  @Override
  public Journal.Chain chain(int number) {
    Heading known = heading;
    if (known == null) throw new IllegalStateException("the chains have not begun");
    ChainFile file =
        new ChainFile(
            folder.place(number + 1),
            known,
            run.record(known),
            Optional.ofNullable(before.get(number + 1)),
            keeping.every().toNanos(),
            keeping.onTrouble());
    files.put(number + 1, file);
    return file;
  }

  /**
   * Ends the run: writes what waits and what came of it. What is missing of a run that came to its
   * end is written from memory. A run that was interrupted can be gone on with afterwards, another
   * cannot.
   *
   * @throws RunException if something cannot be written; what is there can be gone on with
   */
  public void finish(Run done) throws RunException {
    boolean isInterrupted = Boolean.TRUE.equals(done.record().results().get(RunRecord.INTERRUPTED));
    List<Integer> incomplete = new ArrayList<>();
    for (Map.Entry<Integer, ChainFile> file : files.entrySet()) {
      Optional<RunProblem> problem = file.getValue().complete();
      if (problem.isEmpty()) continue;
      if (isInterrupted) throw new RunException(problem.get());
      incomplete.add(file.getKey());
    }
    inputs.putMissing();
    List<ChainRecord> chains = done.record().chains();
    for (int i = 0; i < chains.size(); i++) {
      int number = chains.get(i).number();
      if (!files.containsKey(number) || incomplete.contains(number)) folder.putChain(done, i);
    }
    if (!isInterrupted) putAsideFailed(chains);
    folder.putRecord(done, inputs.digests());
    if (!isInterrupted) forget();
  }

  private void putAsideFailed(List<ChainRecord> kept) throws RunException {
    for (Map.Entry<Integer, ChainFile> file : files.entrySet()) {
      if (kept.stream().anyMatch(chain -> chain.number() == file.getKey())) continue;
      ChainPlace place = folder.place(file.getKey());
      try {
        // It speaks of draws under the old name.
        Files.deleteIfExists(place.checkpoint());
        if (file.getValue().draws() == 0) {
          Files.deleteIfExists(place.csv());
        } else if (Files.exists(place.csv())) {
          Files.move(place.csv(), place.failed(), StandardCopyOption.REPLACE_EXISTING);
        }
      } catch (IOException e) {
        throw unwritable(place.csv(), e);
      }
    }
  }

  /** Takes away what is only there to go on with. */
  private void forget() throws RunException {
    try {
      for (int number : files.keySet()) Files.deleteIfExists(folder.place(number).checkpoint());
      Files.deleteIfExists(folder.unfinishedFile());
    } catch (IOException e) {
      throw unwritable(folder.unfinishedFile(), e);
    }
  }

  /**
   * Takes away all that was written, of a run that failed before it made any draws: its folder is
   * free for another one. Does nothing if there are draws.
   */
  public void withdraw() {
    if (files.values().stream().anyMatch(file -> file.draws() > 0)) return;
    try {
      for (int number : files.keySet()) {
        Files.deleteIfExists(folder.place(number).csv());
        Files.deleteIfExists(folder.place(number).checkpoint());
      }
      inputs.delete();
      Files.deleteIfExists(folder.unfinishedFile());
    } catch (IOException e) {
      // It stays, as an unfinished run.
    }
  }

  /** Lets other processes go on with the run. */
  @Override
  public void close() {
    lock.close();
  }

  private static RunException unwritable(Path file, IOException e) {
    return new RunException(new RunProblem.Unwritable(file.toString(), WholeFile.reason(e)));
  }
}
