package bayes.runtime.draws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folder of a finished run, which needs nothing else to be read:
 *
 * <ul>
 *   <li>{@code chain-1.csv}, ...: the draws, in Stan's format, one file per chain;
 *   <li>{@code model/}: the text of the model and its imports;
 *   <li>{@code data.json}: the data that the model was bound to;
 *   <li>{@code divergences.json}: where chains diverged, and what is to blame, if they did;
 *   <li>{@code run.json}: how the draws came about, and what the columns are called. It is written
 *       last: a folder that has it is whole.
 * </ul>
 *
 * Every file appears under its name only when it is complete. The caller names the folder; nothing
 * outside of it is touched.
 */
public final class RunFolder {
  private static final String RUN = "run.json";
  private static final String DATA = "data.json";
  private static final String DIVERGENCES = "divergences.json";
  private static final String WEIGHT = "weight__";

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes the content of a file. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** The folder of a run that is to be read. */
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
      Files.createDirectories(folder);
      if (Files.exists(folder.resolve(RUN)) || Files.exists(chain(folder, 1))) {
        throw new RunException(new RunProblem.Occupied(folder.toString()));
      }
      Files.delete(Files.createTempFile(folder, "run", ".part"));
      return new RunFolder(folder);
    } catch (IOException e) {
      throw new RunException(new RunProblem.Unwritable(folder.toString(), reason(e)));
    }
  }

  /**
   * Writes a whole run.
   *
   * @param data writes the content of {@code data.json}
   */
  public void write(Run run, Content data) throws RunException {
    Map<String, String> digests = new TreeMap<>();
    for (Map.Entry<String, String> file : run.modelFiles().entrySet()) {
      byte[] bytes = file.getValue().getBytes(UTF_8);
      put(modelFile(file.getKey()), out -> out.write(bytes));
      digests.put(file.getKey(), sha256(bytes));
    }
    put(folder.resolve(DATA), data);
    for (int chain = 1; chain <= run.draws().chains(); chain++) {
      int number = chain;
      put(chain(folder, chain), out -> writeChain(run, number, out));
    }
    if (!run.divergences().isEmpty()) {
      put(
          folder.resolve(DIVERGENCES),
          out -> DivergencesJson.write(new OutputStreamWriter(out, UTF_8), run.divergences()));
    }
    put(
        folder.resolve(RUN),
        out -> RunJson.write(new OutputStreamWriter(out, UTF_8), run, digests));
  }

  /** Reads a whole run. */
  public Run read() throws RunException {
    Path file = folder.resolve(RUN);
    if (!Files.exists(file)) throw new RunException(new RunProblem.NotARun(folder.toString()));
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
    return new Run(content.record(), readDraws(content), modelFiles, readDivergences());
  }

  private List<Divergence> readDivergences() throws RunException {
    Path file = folder.resolve(DIVERGENCES);
    if (!Files.exists(file)) return List.of();
    return open(file, text -> DivergencesJson.read(JsonTree.read(file.toString(), text)));
  }

  /** Opens {@code data.json}; the caller closes it. */
  public InputStream openData() throws RunException {
    Path file = folder.resolve(DATA);
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new RunException(new RunProblem.Unreadable(file.toString(), reason(e)));
    }
  }

  private static Path chain(Path folder, int number) {
    return folder.resolve("chain-" + number + ".csv");
  }

  private static void writeChain(Run run, int number, OutputStream out) throws IOException {
    Draws draws = run.draws();
    ChainRecord chain = run.record().chains().get(number - 1);
    List<String> samplerNames = new ArrayList<>(draws.samplerNames());
    double[] weights = draws.weights().map(all -> all[number - 1]).orElse(new double[0]);
    if (weights.length > 0) samplerNames.add(WEIGHT);
    Writer text = new BufferedWriter(new OutputStreamWriter(out, UTF_8), 1 << 16);
    StanCsvWriter csv =
        new StanCsvWriter(text, draws.layout(), samplerNames, comments(run, number));
    csv.adaptation(chain);
    double[] samplerRow = new double[samplerNames.size()];
    double[] row = new double[draws.layout().width()];
    for (int draw = 0; draw < draws.draws(); draw++) {
      for (int i = 0; i < draws.samplerNames().size(); i++) {
        samplerRow[i] = draws.samplerValue(number - 1, draw, i);
      }
      if (weights.length > 0) samplerRow[samplerRow.length - 1] = weights[draw];
      for (int i = 0; i < row.length; i++) row[i] = draws.value(number - 1, draw, i);
      csv.draw(samplerRow, row);
    }
    csv.times(chain);
  }

  /** The settings under the names that readers of Stan's files look for, and all others. */
  private static Map<String, Object> comments(Run run, int number) {
    RunRecord record = run.record();
    Map<String, Object> comments = new LinkedHashMap<>();
    comments.put("program", "bayes " + record.programVersion());
    comments.put("model", record.modelFile());
    comments.put("method", "sample");
    comments.put("num_samples", run.draws().draws());
    comments.put("num_warmup", record.settings().getOrDefault("warmup", 0L));
    comments.put("save_warmup", 0);
    comments.put("thin", 1);
    comments.put("algorithm", record.method());
    comments.put("metric", "diag_e");
    comments.put("id", number);
    comments.put("seed", record.seed());
    record.settings().forEach(comments::putIfAbsent);
    return comments;
  }

  private Draws readDraws(RunJson.Content content) throws RunException {
    Layout layout = Layout.of(content.variables());
    List<double[]> rows = new ArrayList<>();
    List<double[]> samplerRows = new ArrayList<>();
    List<double[]> weights = new ArrayList<>();
    for (int number = 1; number <= content.record().chains().size(); number++) {
      Path file = chain(folder, number);
      String name = file.toString();
      StanCsvReader.Table table = open(file, text -> StanCsvReader.read(name, text));
      if (table.rows().size() != content.draws()) {
        throw new RunException(
            new RunProblem.Damaged(
                name,
                0,
                "expected " + content.draws() + " draws, but found " + table.rows().size()));
      }
      rows.add(StanCsvReader.arrange(name, table, layout.stanNames()));
      samplerRows.add(StanCsvReader.arrange(name, table, content.samplerNames()));
      if (content.isWeighted()) {
        weights.add(StanCsvReader.arrange(name, table, List.of(WEIGHT)));
      }
    }
    Draws draws = Draws.of(layout, content.samplerNames(), content.draws(), rows, samplerRows);
    return content.isWeighted() ? draws.weighted(weights) : draws;
  }

  /** A file below {@code model/}, and never outside of it, whatever the name says. */
  private Path modelFile(String name) throws RunException {
    Path model = folder.resolve("model");
    Path file = model.resolve(name).normalize();
    if (name.isEmpty() || file.equals(model.normalize()) || !file.startsWith(model.normalize())) {
      throw new RunException(
          new RunProblem.Damaged(
              folder.resolve(RUN).toString(), 0, "the model file `" + name + "` lies elsewhere"));
    }
    return file;
  }

  /** Writes beside the place, then moves there at once. */
  private static void put(Path file, Content content) throws RunException {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) Files.createDirectories(parent);
      Path part = file.resolveSibling(file.getFileName() + ".part");
      try (OutputStream out = Files.newOutputStream(part)) {
        content.writeTo(out);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new RunException(new RunProblem.Unwritable(file.toString(), reason(e)));
    }
  }

  private interface Reading<T> {
    T from(Reader text) throws RunException, IOException;
  }

  private static <T> T open(Path file, Reading<T> reading) throws RunException {
    try (Reader text = Files.newBufferedReader(file)) {
      return reading.from(text);
    } catch (IOException e) {
      throw new RunException(new RunProblem.Unreadable(file.toString(), reason(e)));
    }
  }

  private static String text(Reader reader) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[1 << 13];
    for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) text.append(buffer, 0, n);
    return text.toString();
  }

  /** The JDK's file exceptions say no more than the name of the file. */
  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) return "there is no such file";
    if (failure instanceof AccessDeniedException) return "permission denied";
    if (failure instanceof FileAlreadyExistsException) return "a file of this name is in the way";
    return String.valueOf(failure.getMessage());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
