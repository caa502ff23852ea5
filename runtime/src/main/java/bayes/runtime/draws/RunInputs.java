package bayes.runtime.draws;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run is made of, in its folder: the texts of the model and the data.
 *
 * @param texts of the model and its imports, by their names
 * @param data writes the data, if they are at hand
 * @param digests of the texts
 * @param dataDigest of the data's file
 */
record RunInputs(
    RunFolder folder,
    Map<String, String> texts,
    Optional<RunFolder.Content> data,
    Map<String, String> digests,
    String dataDigest) {

  /** Writes them. */
  static RunInputs put(RunFolder folder, Map<String, String> texts, RunFolder.Content data)
      throws RunException {
    Map<String, String> digests = new TreeMap<>();
    for (Map.Entry<String, String> file : texts.entrySet()) {
      putText(folder, file.getKey(), file.getValue());
      digests.put(file.getKey(), digest(folder.modelFile(file.getKey())));
    }
    WholeFile.put(folder.dataFile(), data);
    return new RunInputs(folder, texts, Optional.of(data), digests, digest(folder.dataFile()));
  }

  /**
   * Reads the texts.
   *
   * @throws RunException if a file is not what the run began with
   */
  static RunInputs of(RunFolder folder, UnfinishedJson.Content content) throws RunException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, String> file : content.digests().entrySet()) {
      Path path = folder.modelFile(file.getKey());
      if (!digest(path).equals(file.getValue())) throw changed(path);
      texts.put(file.getKey(), RunFolder.open(path, RunFolder::text));
    }
    if (!digest(folder.dataFile()).equals(content.dataDigest())) throw changed(folder.dataFile());
    String model = content.run().provenance().modelFile();
    if (!texts.containsKey(model)) {
      throw new RunException(
          new RunProblem.Damaged(
              folder.unfinishedFile().toString(), 0, "the model is not among its files"));
    }
    return new RunInputs(folder, texts, Optional.empty(), content.digests(), content.dataDigest());
  }

  /** What is written of an unfinished run with these inputs. */
  UnfinishedJson.Content content(UnfinishedRun run) {
    return new UnfinishedJson.Content(run, digests, dataDigest);
  }

  /** Writes again what has gone. */
  void putMissing() throws RunException {
    for (Map.Entry<String, String> file : texts.entrySet()) {
      if (!Files.exists(folder.modelFile(file.getKey()))) {
        putText(folder, file.getKey(), file.getValue());
      }
    }
    if (data.isPresent() && !Files.exists(folder.dataFile())) {
      WholeFile.put(folder.dataFile(), data.get());
    }
  }

  /** Takes the files away. */
  void delete() throws IOException {
    Files.deleteIfExists(folder.dataFile());
    for (String name : texts.keySet()) {
      Path model = folder.path().resolve("model");
      Path file = model.resolve(name);
      Files.deleteIfExists(file);
      Path parent = file.getParent();
      // Imports may lie in folders of their own.
      while (parent != null && parent.startsWith(model) && isEmpty(parent)) {
        Files.delete(parent);
        parent = parent.getParent();
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void putText(RunFolder folder, String name, String text) throws RunException {
    WholeFile.put(folder.modelFile(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static RunException changed(Path path) {
    return new RunException(new RunProblem.Changed(path.toString()));
  }

  private static String digest(Path file) throws RunException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new RunException(new RunProblem.Unreadable(file.toString(), WholeFile.reason(e)));
    }
  }
}
