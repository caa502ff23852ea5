package bayes.runtime.data;

/**
 * What was read, for the record of a run.
 *
 * @param name the file as the user named it
 * @param sha256 of its bytes as they lie on disk (compressed, if they are), in lower-case hex
 * @param size the number of those bytes
 */
public record DataSource(String name, String sha256, long size) {}
