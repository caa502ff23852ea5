package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.draws.ChainRecord;
import bayes.runtime.draws.Journal;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunException;
import bayes.runtime.draws.RunFolder;
import bayes.runtime.draws.RunJournal;
import bayes.runtime.draws.RunJournal.Keeping;
import bayes.runtime.draws.RunProblem;
import bayes.runtime.inference.ConjugateModel.Fault;
import bayes.runtime.state.Resumable;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that are cut off and gone on with leave the bytes of an undisturbed run. What a process
 * leaves that is killed is here a copy of its folder at that moment.
 */
class DurableRunTest {
  private static final Provenance PROVENANCE =
      new Provenance(
          "0.1.0",
          "m.bayes",
          Map.of("m.bayes", "mu ~ Normal(0, 2);\n"),
          List.of(),
          "--no-sums --record=mu");
  private static final RunSettings RUN =
      RunSettings.defaults(3).withChains(2).withWarmup(60).withDraws(30).withThreads(1);
  private static final Target TARGET = new ConjugateModels.DirichletMultinomial(Fault.NONE);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static Keeping every(long millis) {
    return new Keeping(
        Duration.ofMillis(millis),
        problem -> {
          throw new AssertionError(problem.describe());
        });
  }

  private static RunJournal begin(Path at, Keeping keeping) throws RunException {
    return RunFolder.create(at).begin(PROVENANCE, List.of(), out -> out.write('0'), keeping);
  }

  /** Runs to its end, or until it is cancelled. */
  private static void run(
      RunJournal journal, Journal seen, ChainSettings settings, Cancellation cancellation)
      throws RunException {
    try (journal) {
      Fit fit = Inference.sample(TARGET, settings, Progress.Listener.none(), cancellation, seen);
      journal.finish(FinishedRun.of(fit, PROVENANCE));
    }
  }

  private static Map<String, byte[]> undisturbed(Path at, ChainSettings settings) throws Exception {
    RunJournal journal = begin(at, every(60_000));
    run(journal, journal, settings, new Cancellation());
    return content(at);
  }

  private static void resume(Path at, ChainSettings settings) throws RunException {
    RunJournal journal = RunFolder.at(at).resume("0.1.0", every(60_000));
    run(journal, journal, settings, new Cancellation());
  }

  /** All files but that of the times, by their names. */
  private static Map<String, byte[]> content(Path at) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(at)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = at.relativize(file).toString();
        if (!name.equals("times.json")) files.put(name, Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void assertSame(Map<String, byte[]> expected, Path at, String when)
      throws IOException {
    Map<String, byte[]> actual = content(at);
    assertEquals(expected.keySet(), actual.keySet(), when);
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), when + name));
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.sorted().toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the folder at every so manieth event of any chain. */
  private static final class Killer implements Journal {
    private final Journal journal;
    private final Path folder;
    private final Path copies;
    private final int each;
    private int events;
    int killed;

    Killer(Journal journal, Path folder, Path copies, int each) {
      this.journal = journal;
      this.folder = folder;
      this.copies = copies;
      this.each = each;
    }

    private void happened() {
      if (events++ % each == 0) copy(folder, copies.resolve("killed-" + killed++));
    }

    @Override
    public void begin(Heading heading) {
      happened();
      journal.begin(heading);
      copy(folder, copies.resolve("killed-" + killed++));
    }

    @Override
    public Chain chain(int number) {
      Chain chain = journal.chain(number);
      return new Chain() {
        @Override
        public Optional<SavedChain> saved() {
          return chain.saved();
        }

        @Override
        public void adapted(ChainRecord record) {
          happened();
          chain.adapted(record);
        }

        @Override
        public void draw(double[] samplerRow, double[] row) {
          happened();
          chain.draw(samplerRow, row);
        }

        @Override
        public void passed(Resumable state) {
          happened();
          chain.passed(state);
        }

        @Override
        public void stopped(Resumable state) {
          chain.stopped(state);
        }

        @Override
        public void ended() {
          chain.ended();
          happened();
        }
      };
    }
  }

  private static List<ChainSettings> methods() {
    return List.of(NutsSettings.of(RUN), MetropolisSettings.of(RUN));
  }

  @Test
  void goesOnAfterBeingKilledAtAnyMoment() throws Exception {
    for (ChainSettings settings : methods()) {
      Path at = Files.createDirectory(folder.resolve(settings.method()));
      Map<String, byte[]> expected = undisturbed(at.resolve("undisturbed"), settings);
      RunJournal journal = begin(at.resolve("run"), every(0));
      Killer killer = new Killer(journal, at.resolve("run"), at, 17);
      run(journal, killer, settings, new Cancellation());
      assertSame(expected, at.resolve("run"), "watched ");
      assertTrue(killer.killed > 12, "only " + killer.killed);
      for (int i = 0; i < killer.killed; i++) {
        Path killed = at.resolve("killed-" + i);
        // What the process wrote after its last checkpoint may be there in part.
        Path csv = killed.resolve("chain-1.csv");
        if (i % 2 == 0 && Files.exists(csv)) {
          Files.writeString(csv, Files.readString(csv) + "-3.25,0.9");
        }
        resume(killed, settings);
        assertSame(expected, killed, settings.method() + " killed at " + i + " ");
      }
    }
  }

  @Test
  void goesOnAfterBeingCancelledTwice() throws Exception {
    for (ChainSettings settings : methods()) {
      Path at = Files.createDirectory(folder.resolve(settings.method()));
      Map<String, byte[]> expected = undisturbed(at.resolve("undisturbed"), settings);
      Path run = at.resolve("run");
      cancelled(begin(run, every(60_000)), settings, 75);
      assertTrue(RunFolder.at(run).isUnfinished() && !RunFolder.at(run).isFinished());
      Run soFar = RunFolder.at(run).read();
      assertEquals(1, soFar.draws().chains());
      assertTrue(soFar.draws().draws() >= 15 && soFar.draws().draws() < 30);
      cancelled(RunFolder.at(run).resume("0.1.0", every(60_000)), settings, 85);
      assertTrue(RunFolder.at(run).read().draws().draws() >= 25);
      resume(run, settings);
      assertSame(expected, run, settings.method());
      assertTrue(RunFolder.at(run).isFinished());
    }
  }

  private static void cancelled(RunJournal journal, ChainSettings settings, int iteration)
      throws RunException {
    Cancellation cancellation = new Cancellation();
    try (journal) {
      Fit fit =
          Inference.sample(
              TARGET,
              settings,
              progress -> {
                if (progress.iteration() == iteration) cancellation.cancel();
              },
              cancellation,
              journal);
      journal.finish(FinishedRun.of(fit, PROVENANCE));
    }
  }

  @Test
  void isReadWhileItIsUnderWay() throws Exception {
    Path run = folder.resolve("run");
    RunJournal journal = begin(run, every(0));
    assertInstanceOf(RunProblem.NoDrawsYet.class, problem(run));
    Path copies = Files.createDirectory(folder.resolve("copies"));
    Killer killer = new Killer(journal, run, copies, 5);
    run(journal, killer, NutsSettings.of(RUN), new Cancellation());
    Run whole = RunFolder.at(run).read();
    int most = 0;
    for (int i = 0; i < killer.killed; i++) {
      RunFolder at = RunFolder.at(copies.resolve("killed-" + i));
      Run soFar;
      try {
        soFar = at.read();
      } catch (RunException e) {
        assertInstanceOf(RunProblem.NoDrawsYet.class, e.problem());
        continue;
      }
      assertEquals(true, soFar.record().results().get("interrupted"));
      assertEquals(whole.record().settings(), soFar.record().settings());
      most = Math.max(most, soFar.draws().chains() * soFar.draws().draws());
      for (int draw = 0; draw < soFar.draws().draws(); draw++) {
        assertEquals(whole.draws().value(0, draw, 0), soFar.draws().value(0, draw, 0));
      }
    }
    assertTrue(most >= 50, "at most " + most);
  }

  private static RunProblem problem(Path run) {
    return assertThrows(RunException.class, () -> RunFolder.at(run).read()).problem();
  }

  @Test
  void saysWhyItDoesNotGoOn() throws Exception {
    Path run = folder.resolve("run");
    cancelled(begin(run, every(0)), NutsSettings.of(RUN), 75);
    try (RunJournal other = RunFolder.at(run).resume("0.1.0", every(0))) {
      assertEquals(PROVENANCE, other.run().provenance());
      assertInstanceOf(RunProblem.UnderWay.class, refusal(run, "0.1.0"));
    }
    assertInstanceOf(RunProblem.OtherVersion.class, refusal(run, "0.2.0"));
    assertInstanceOf(
        RunProblem.OccupiedByUnfinished.class,
        assertThrows(RunException.class, () -> RunFolder.create(run)).problem());

    Path csv = run.resolve("chain-1.csv");
    byte[] rows = Files.readAllBytes(csv);
    Files.write(csv, Arrays.copyOf(rows, rows.length - 30));
    assertInstanceOf(RunProblem.BadCheckpoint.class, refusal(run, "0.1.0"));
    Files.delete(csv);
    assertInstanceOf(RunProblem.BadCheckpoint.class, refusal(run, "0.1.0"));
    Files.write(csv, rows);

    Path checkpoint = run.resolve("chain-1.checkpoint");
    byte[] state = Files.readAllBytes(checkpoint);
    byte[] damaged = state.clone();
    damaged[100] ^= 1;
    Files.write(checkpoint, damaged);
    assertInstanceOf(RunProblem.BadCheckpoint.class, refusal(run, "0.1.0"));
    Files.write(checkpoint, new byte[3]);
    assertInstanceOf(RunProblem.BadCheckpoint.class, refusal(run, "0.1.0"));
    Files.write(checkpoint, state);

    Path model = run.resolve("model").resolve("m.bayes");
    Files.writeString(model, "mu ~ Normal(0, 3);\n");
    assertInstanceOf(RunProblem.Changed.class, refusal(run, "0.1.0"));
    Files.writeString(model, "mu ~ Normal(0, 2);\n");
    Files.writeString(run.resolve("data.json"), "1");
    assertInstanceOf(RunProblem.Changed.class, refusal(run, "0.1.0"));
    Files.writeString(run.resolve("data.json"), "0");
    resume(run, NutsSettings.of(RUN));
    assertInstanceOf(RunProblem.NotARun.class, refusal(run, "0.1.0"));
  }

  private static RunProblem refusal(Path run, String version) {
    return assertThrows(
            RunException.class, () -> RunFolder.at(run).resume(version, every(0)).close())
        .problem();
  }

  /** Without a checkpoint the chain begins again, with the same numbers. */
  @Test
  void beginsAgainWithoutACheckpoint() throws Exception {
    NutsSettings settings = NutsSettings.of(RUN);
    Map<String, byte[]> expected = undisturbed(folder.resolve("undisturbed"), settings);
    Path run = folder.resolve("run");
    cancelled(begin(run, every(0)), settings, 75);
    Files.delete(run.resolve("chain-1.checkpoint"));
    resume(run, settings);
    assertSame(expected, run, "without a checkpoint ");
  }

  /** A chain that forgets its generator draws other numbers, and that is seen. */
  @Test
  void aForgottenPartIsNoticed() throws Exception {
    NutsSettings settings = NutsSettings.of(RUN);
    Map<String, byte[]> expected = undisturbed(folder.resolve("undisturbed"), settings);
    Path run = folder.resolve("run");
    RunJournal journal = begin(run, every(0));
    Path copies = Files.createDirectory(folder.resolve("copies"));
    Killer killer = new Killer(journal, run, copies, 40);
    run(journal, forgetting(killer), settings, new Cancellation());
    assertSame(expected, run, "saving changes nothing ");
    Path killed = copies.resolve("killed-3");
    resume(killed, settings);
    Map<String, byte[]> actual = content(killed);
    assertFalse(Arrays.equals(expected.get("chain-1.csv"), actual.get("chain-1.csv")));
  }

  private static Journal forgetting(Journal journal) {
    return new Journal() {
      @Override
      public void begin(Heading heading) {
        journal.begin(heading);
      }

      @Override
      public Chain chain(int number) {
        Chain chain = journal.chain(number);
        return new Chain() {
          @Override
          public Optional<SavedChain> saved() {
            return chain.saved();
          }

          @Override
          public void adapted(ChainRecord record) {
            chain.adapted(record);
          }

          @Override
          public void draw(double[] samplerRow, double[] row) {
            chain.draw(samplerRow, row);
          }

          @Override
          public void passed(Resumable state) {
            chain.passed(new Forgetful(state));
          }

          @Override
          public void stopped(Resumable state) {
            chain.stopped(new Forgetful(state));
          }

          @Override
          public void ended() {
            chain.ended();
          }
        };
      }
    };
  }

  /** Saves the first number of a chain's generator as another one. */
  private record Forgetful(Resumable state) implements Resumable {
    @Override
    public void save(DataOutput out) throws IOException {
      var bytes = new ByteArrayOutputStream();
      state.save(new DataOutputStream(bytes));
      byte[] all = bytes.toByteArray();
      // Counters, flags, the first position with its length, and two times precede it.
      int generator = 3 * Integer.BYTES + 2 + Integer.BYTES + 4 * Double.BYTES + 2 * Long.BYTES;
      all[generator + Long.BYTES + 3] ^= 1;
      out.write(all);
    }

    @Override
    public void restore(DataInput in) throws IOException {
      state.restore(in);
    }
  }

  @Test
  void keepsTheDrawsOfAFolderThatVanishes() throws Exception {
    NutsSettings settings = NutsSettings.of(RUN);
    Map<String, byte[]> expected = undisturbed(folder.resolve("undisturbed"), settings);
    Path run = folder.resolve("run");
    var troubles = new ArrayList<RunProblem>();
    RunJournal journal = begin(run, new Keeping(Duration.ZERO, troubles::add));
    try (journal) {
      Fit fit =
          Inference.sample(
              TARGET,
              settings,
              progress -> {
                if (progress.iteration() == 70 && Files.exists(run)) delete(run);
              },
              new Cancellation(),
              journal);
      assertFalse(troubles.isEmpty());
      journal.finish(FinishedRun.of(fit, PROVENANCE));
    }
    assertSame(expected, run, "written again ");
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A folder stands where a chain's file should be: as with a full disk, nothing can be written.
   */
  @Test
  void keepsWhatItCanWhenAFileCannotBeWritten() throws Exception {
    NutsSettings settings = NutsSettings.of(RUN);
    Map<String, byte[]> expected = undisturbed(folder.resolve("undisturbed"), settings);
    Path run = folder.resolve("run");
    Path inTheWay = run.resolve("chain-2.csv");
    Files.createDirectories(inTheWay.resolve("something"));
    var troubles = new ArrayList<RunProblem>();
    RunJournal journal = begin(run, new Keeping(Duration.ZERO, troubles::add));
    RunProblem problem =
        assertThrows(RunException.class, () -> run(journal, journal, settings, new Cancellation()))
            .problem();
    assertInstanceOf(RunProblem.Unwritable.class, problem);
    assertFalse(troubles.isEmpty());
    assertEquals(30, RunFolder.at(run).read().draws().draws());
    delete(inTheWay);
    resume(run, settings);
    assertSame(expected, run, "after making room ");
  }

  @Test
  void putsTheDrawsOfAFailedChainAside() throws Exception {
    Path run = folder.resolve("run");
    NutsSettings settings =
        NutsSettings.of(RUN.withChains(3).withDraws(400).withStart(new StartPoints.Random()));
    Target failing =
        FailingChainsTest.failing(
            TARGET,
            1,
            700,
            () -> {
              throw new IllegalStateException("no");
            });
    RunJournal journal = begin(run, every(0));
    try (journal) {
      Fit fit =
          Inference.sample(
              failing, settings, Progress.Listener.none(), new Cancellation(), journal);
      journal.finish(FinishedRun.of(fit, PROVENANCE));
    }
    Run read = RunFolder.at(run).read();
    assertEquals(List.of(1, 3), read.record().chains().stream().map(ChainRecord::number).toList());
    assertFalse(Files.exists(run.resolve("chain-2.csv")));
    assertTrue(Files.exists(run.resolve("failed-2.csv")));
    assertTrue(read.record().chains().get(1).samplingSeconds() > 0);
  }

  @Test
  void leavesNothingOfARunThatFailedAtOnce() throws Exception {
    Path run = folder.resolve("run");
    RunJournal journal = begin(run, every(0));
    try (journal) {
      Target failing = FailingChainsTest.failing(TARGET, -1, 0, () -> Double.NaN);
      Fit fit =
          Inference.sample(
              failing, NutsSettings.of(RUN), Progress.Listener.none(), new Cancellation(), journal);
      assertFalse(fit.hasDraws());
      journal.withdraw();
    }
    assertEquals(Map.of(), content(run));
    assertFalse(Files.exists(run.resolve("model")));
    RunFolder.create(run);
  }
}
