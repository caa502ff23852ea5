package bayes.runtime.draws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The folder of a run, which needs nothing else to be read:
 *
 * <ul>
 *   <li>{@code chain-1.csv}, ...: the draws, in Stan's format, one file per chain;
 *   <li>{@code model/}: the text of the model and its imports;
 *   <li>{@code data.json}: the data that the model was bound to;
 *   <li>{@code statistics.json}: what is needed of the data to add new ones, if that is less than
 *       all of them;
 *   <li>{@code divergences.json}: where chains diverged, and what is to blame, if they did;
 *   <li>{@code times.json}: how long the chains took;
 *   <li>{@code run.json}: how the draws came about, and what the columns are called. It is written
 *       last: a folder that has it is whole.
 * </ul>
 *
 * As long as a run is under way, its folder has {@code unfinished.json} and {@code
 * chain-1.checkpoint}, ..., from which it can go on; they go when it ends. The same run leaves the
 * same bytes, but for {@code times.json}, however often it was cut off.
 *
 * <p>All files but the chains' appear under their names only when they are complete. The caller
 * names the folder; nothing outside of it is touched.
 */
public final class RunFolder {
  private static final String RUN = "run.json";
  private static final String DATA = "data.json";
  private static final String STATISTICS = "statistics.json";
  private static final String DIVERGENCES = "divergences.json";
  private static final String PARTS =
      "{chain-*.csv,chain-*.checkpoint,run.json,times.json,divergences.json,unfinished.json}"
          + WholeFile.PART;
  private static final String WEIGHT = "weight__";

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes the content of a file. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** The folder of a run that is to be read or gone on with. */
  public static RunFolder at(Path folder) {
    return new RunFolder(folder);
  }

  /**
   * Makes the folder if there is none, and sees that a run can be written to it: to be asked before
   * hours of sampling.
   *
   * @throws RunException if it holds a run already, or cannot be written
   */
  public static RunFolder create(Path folder) throws RunException {
    try {
      RunFolder made = new RunFolder(folder);
      Files.createDirectories(folder);
      if (made.isUnfinished()) {
        throw new RunException(new RunProblem.OccupiedByUnfinished(folder.toString()));
      }
      if (Files.exists(made.runFile()) || Files.exists(made.place(1).csv())) {
        throw new RunException(new RunProblem.Occupied(folder.toString()));
      }
      Files.delete(Files.createTempFile(folder, "run", ".part"));
      return made;
    } catch (IOException e) {
      throw new RunException(new RunProblem.Unwritable(folder.toString(), WholeFile.reason(e)));
    }
  }

  /**
   * Begins a run in this folder: writes all that is needed to go on with it.
   *
   * @param options how it is asked for, for whoever goes on with it
   * @param data writes the content of {@code data.json}
   */
  public RunJournal begin(
      Provenance provenance, List<String> options, Content data, RunJournal.Keeping keeping)
      throws RunException {
    RunLock lock = lock();
    try {
      RunInputs inputs = RunInputs.put(this, provenance.modelFiles(), data);
      UnfinishedRun run = new UnfinishedRun(provenance, options, Optional.empty());
      WholeFile.put(
          unfinishedFile(),
          out -> UnfinishedJson.write(new OutputStreamWriter(out, UTF_8), inputs.content(run)));
      return new RunJournal(this, inputs, run, Map.of(), keeping, lock);
    } catch (RunException e) {
      lock.close();
      throw e;
    }
  }

  /** Whether this is the folder of a run that can be gone on with. */
  public boolean isUnfinished() {
    return Files.exists(unfinishedFile());
  }

  /** Whether this is the folder of a run that came to its end. */
  public boolean isFinished() {
    return Files.exists(runFile()) && !isUnfinished();
  }

  /**
   * Goes on with a run.
   *
   * @param programVersion of the program that does so
   * @throws RunException if it is finished, or was begun by another version, or its files are not
   *     as they were, or another process writes to it
   */
  public RunJournal resume(String programVersion, RunJournal.Keeping keeping) throws RunException {
    UnfinishedJson.Content content = unfinished();
    String began = content.run().provenance().programVersion();
    if (!began.equals(programVersion)) {
      throw new RunException(new RunProblem.OtherVersion(folder.toString(), began));
    }
    RunInputs inputs = RunInputs.of(this, content);
    UnfinishedRun run = content.run();
    RunLock lock = lock();
    try {
      deleteParts();
      Map<Integer, ChainPlace.Before> before = new TreeMap<>();
      if (run.heading().isPresent()) {
        ChainColumns columns = run.heading().get().columns();
        for (int number : chainNumbers(run.heading().get())) {
          place(number).before(columns).ifPresent(b -> before.put(number, b));
        }
      }
      Provenance whole = run.provenance().withModelFiles(inputs.texts());
      return new RunJournal(
          this,
          inputs,
          new UnfinishedRun(whole, run.options(), run.heading()),
          before,
          keeping,
          lock);
    } catch (RunException e) {
      lock.close();
      throw e;
    }
  }

  /** What a process was writing when it was killed. */
  private void deleteParts() throws RunException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, PARTS)) {
      for (Path part : parts) Files.delete(part);
    } catch (IOException e) {
      throw new RunException(new RunProblem.Unwritable(folder.toString(), WholeFile.reason(e)));
    }
  }

  private UnfinishedJson.Content unfinished() throws RunException {
    Path file = unfinishedFile();
    if (!Files.exists(file)) throw new RunException(new RunProblem.NotARun(folder.toString()));
    return open(file, text -> UnfinishedJson.read(JsonTree.read(file.toString(), text)));
  }

  private RunLock lock() throws RunException {
    Path file = folder.resolve("running.lock");
    try {
      return RunLock.take(file)
          .orElseThrow(() -> new RunException(new RunProblem.UnderWay(folder.toString())));
    } catch (IOException e) {
      throw new RunException(new RunProblem.Unwritable(file.toString(), WholeFile.reason(e)));
    }
  }

  static List<Integer> chainNumbers(Journal.Heading heading) {
    long chains = heading.settings().get("chains") instanceof Number n ? n.longValue() : 1;
    return IntStream.rangeClosed(1, (int) chains).boxed().toList();
  }

  /**
   * Writes a whole run at once.
   *
   * @param data writes the content of {@code data.json}
   */
  public void write(Run run, Content data) throws RunException {
    RunInputs inputs = RunInputs.put(this, run.modelFiles(), data);
    for (int chain = 0; chain < run.draws().chains(); chain++) putChain(run, chain);
    putRecord(run, inputs.digests());
  }

  /** Writes the file of a chain from memory. */
  void putChain(Run run, int chain) throws RunException {
    int number = run.record().chains().get(chain).number();
    WholeFile.put(place(number).csv(), out -> writeChain(run, chain, out));
  }

  /** Writes all that is neither draws nor what they were made of. */
  void putRecord(Run run, Map<String, String> digests) throws RunException {
    WholeFile.put(
        timesFile(),
        out -> TimesJson.write(new OutputStreamWriter(out, UTF_8), run.record().chains()));
    if (!run.divergences().isEmpty()) {
      WholeFile.put(
          divergencesFile(),
          out -> DivergencesJson.write(new OutputStreamWriter(out, UTF_8), run.divergences()));
    }
    WholeFile.put(
        runFile(), out -> RunJson.write(new OutputStreamWriter(out, UTF_8), run, digests));
  }

  /**
   * Reads a whole run; or what there is of one that is unfinished, as one that was interrupted.
   *
   * @throws RunException if there is no run, or none that has draws
   */
  public Run read() throws RunException {
    Path file = runFile();
    if (!Files.exists(file)) return UnfinishedReader.read(this, unfinished());
    RunJson.Content content =
        open(file, text -> RunJson.read(JsonTree.read(file.toString(), text)));
    Map<String, String> modelFiles = new LinkedHashMap<>();
    for (String name : content.modelFiles()) {
      modelFiles.put(name, open(modelFile(name), RunFolder::text));
    }
    if (!modelFiles.containsKey(content.record().modelFile())) {
      throw new RunException(
          new RunProblem.Damaged(file.toString(), 0, "the model is not among its files"));
    }
    return new Run(timed(content.record()), readDraws(content), modelFiles, readDivergences());
  }

  private List<Divergence> readDivergences() throws RunException {
    Path file = divergencesFile();
    if (!Files.exists(file)) return List.of();
    return open(file, text -> DivergencesJson.read(JsonTree.read(file.toString(), text)));
  }

  private RunRecord timed(RunRecord record) throws RunException {
    Path file = timesFile();
    if (!Files.exists(file)) return record;
    return record.withChains(
        open(file, text -> TimesJson.read(JsonTree.read(file.toString(), text), record.chains())));
  }

  /** Opens {@code data.json}; the caller closes it. */
  public InputStream openData() throws RunException {
    Path file = folder.resolve(DATA);
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new RunException(new RunProblem.Unreadable(file.toString(), WholeFile.reason(e)));
    }
  }

  /** Writes {@code statistics.json}. */
  public void putStatistics(Content content) throws RunException {
    WholeFile.put(folder.resolve(STATISTICS), content);
  }

  /** Opens {@code statistics.json}, which the caller closes; empty if there is none. */
  public Optional<InputStream> openStatistics() throws RunException {
    Path file = folder.resolve(STATISTICS);
    if (!Files.exists(file)) return Optional.empty();
    try {
      return Optional.of(Files.newInputStream(file));
    } catch (IOException e) {
      throw new RunException(new RunProblem.Unreadable(file.toString(), WholeFile.reason(e)));
    }
  }

  Path path() {
    return folder;
  }

  Path runFile() {
    return folder.resolve(RUN);
  }

  Path timesFile() {
    return folder.resolve("times.json");
  }

  Path divergencesFile() {
    return folder.resolve(DIVERGENCES);
  }

  Path unfinishedFile() {
    return folder.resolve("unfinished.json");
  }

  Path dataFile() {
    return folder.resolve(DATA);
  }

  ChainPlace place(int number) {
    return new ChainPlace(folder, number);
  }

  private static void writeChain(Run run, int chain, OutputStream out) throws IOException {
    Draws draws = run.draws();
    ChainRecord record = run.record().chains().get(chain);
    List<String> samplerNames = new ArrayList<>(draws.samplerNames());
    double[] weights = draws.weights().map(all -> all[chain]).orElse(new double[0]);
    if (weights.length > 0) samplerNames.add(WEIGHT);
    Writer text = new BufferedWriter(new OutputStreamWriter(out, UTF_8), 1 << 16);
    ChainColumns columns = new ChainColumns(samplerNames, draws.layout());
    StanCsvWriter csv =
        ChainText.begin(text, run.record(), record.number(), draws.draws(), columns);
    csv.adaptation(record);
    double[] samplerRow = new double[samplerNames.size()];
    double[] row = new double[draws.layout().width()];
    for (int draw = 0; draw < draws.draws(); draw++) {
      for (int i = 0; i < draws.samplerNames().size(); i++) {
        samplerRow[i] = draws.samplerValue(chain, draw, i);
      }
      if (weights.length > 0) samplerRow[samplerRow.length - 1] = weights[draw];
      for (int i = 0; i < row.length; i++) row[i] = draws.value(chain, draw, i);
      csv.draw(samplerRow, row);
    }
    text.flush();
  }

  private Draws readDraws(RunJson.Content content) throws RunException {
    Layout layout = content.columns().layout();
    List<String> samplerNames = content.columns().samplerNames();
    RunRecord record = content.record();
    // The chains of a run that was interrupted may have made more draws than are kept.
    boolean isCut = Boolean.TRUE.equals(record.results().get(RunRecord.INTERRUPTED));
    List<double[]> rows = new ArrayList<>();
    List<double[]> samplerRows = new ArrayList<>();
    List<double[]> weights = new ArrayList<>();
    for (ChainRecord chain : record.chains()) {
      Path file = place(chain.number()).csv();
      String name = file.toString();
      StanCsvReader.Table whole = open(file, text -> StanCsvReader.read(name, text));
      StanCsvReader.Table table = isCut ? whole.first(content.draws()) : whole;
      if (table.rows().size() != content.draws()) {
        throw new RunException(
            new RunProblem.Damaged(
                name,
                0,
                "expected " + content.draws() + " draws, but found " + table.rows().size()));
      }
      rows.add(StanCsvReader.arrange(name, table, layout.stanNames()));
      samplerRows.add(StanCsvReader.arrange(name, table, samplerNames));
      if (content.isWeighted()) {
        weights.add(StanCsvReader.arrange(name, table, List.of(WEIGHT)));
      }
    }
    Draws draws = Draws.of(layout, samplerNames, content.draws(), rows, samplerRows);
    return content.isWeighted() ? draws.weighted(weights) : draws;
  }

  /** A file below {@code model/}, and never outside of it, whatever the name says. */
  Path modelFile(String name) throws RunException {
    Path model = folder.resolve("model");
    Path file = model.resolve(name).normalize();
    if (name.isEmpty() || file.equals(model.normalize()) || !file.startsWith(model.normalize())) {
      throw new RunException(
          new RunProblem.Damaged(
              folder.resolve(RUN).toString(), 0, "the model file `" + name + "` lies elsewhere"));
    }
    return file;
  }

  interface Reading<T> {
    T from(Reader text) throws RunException, IOException;
  }

  static <T> T open(Path file, Reading<T> reading) throws RunException {
    try (Reader text = Files.newBufferedReader(file)) {
      return reading.from(text);
    } catch (IOException e) {
      throw new RunException(new RunProblem.Unreadable(file.toString(), WholeFile.reason(e)));
    }
  }

  static String text(Reader reader) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[1 << 13];
    for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) text.append(buffer, 0, n);
    return text.toString();
  }
}
