package bayes.runtime.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entries by name, in the order given, and the sources that they were read from. Immutable. */
public final class Data {
  private static final Data EMPTY = new Data(List.of(), List.of());

  private final Map<String, DataEntry> entries;
  private final List<DataSource> sources;

  Data(Collection<DataEntry> entries, List<DataSource> sources) {
    Map<String, DataEntry> byName = new LinkedHashMap<>();
    for (DataEntry entry : entries) byName.put(entry.name(), entry);
    this.entries = byName;
    this.sources = List.copyOf(sources);
  }

  /** No entries. */
  public static Data empty() {
    return EMPTY;
  }

  /** Collects values of a Java program. */
  public static DataBuilder builder() {
    return new DataBuilder();
  }

  /** One entry, from anywhere. */
  public static Data of(DataEntry entry) {
    return new Data(List.of(entry), List.of());
  }

  /**
   * Entries as they were read.
   *
   * @param entries of distinct names
   */
  public static Data of(List<DataEntry> entries, List<DataSource> sources) {
    return new Data(entries, sources);
  }

  /**
   * One of these entries alone, under another name, with the sources of all.
   *
   * @throws java.util.NoSuchElementException if there is no such entry
   */
  public Data only(String name, String newName) {
    DataEntry entry = find(name).orElseThrow();
    return new Data(List.of(new DataEntry(newName, entry.value(), entry.origin())), sources);
  }

  /** The same values, as if they had been given elsewhere. */
  public Data givenBy(DataOrigin origin) {
    return new Data(
        entries.values().stream()
            .map(entry -> new DataEntry(entry.name(), entry.value(), origin))
            .toList(),
        sources);
  }

  /** The entry of this name, if there is one. */
  public Optional<DataEntry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** All entries, in the order given. */
  public List<DataEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** The names of all entries, in the order given. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** The files that were read, for the record of a run. */
  public List<DataSource> sources() {
    return sources;
  }

  /**
   * All entries of several sources.
   *
   * @throws DataException if two of them give the same entry
   */
  public static Data merge(List<Data> parts) throws DataException {
    Map<String, DataEntry> merged = new LinkedHashMap<>();
    List<DataSource> sources = new ArrayList<>();
    List<DataProblem> problems = new ArrayList<>();
    for (Data part : parts) {
      for (DataEntry entry : part.entries()) {
        DataEntry earlier = merged.putIfAbsent(entry.name(), entry);
        if (earlier != null) problems.add(new DataProblem.DuplicateEntry(earlier, entry));
      }
      sources.addAll(part.sources);
    }
    if (!problems.isEmpty()) throw new DataException(problems);
    return new Data(merged.values(), sources);
  }

  /** These entries, but those of {@code later} where both have one: {@code --set} after files. */
  public Data overriddenBy(Data later) {
    Map<String, DataEntry> merged = new LinkedHashMap<>(entries);
    merged.putAll(later.entries);
    List<DataSource> both = new ArrayList<>(sources);
    both.addAll(later.sources);
    return new Data(merged.values(), both);
  }

  /** Whether the entries have the same names and values, wherever they were given. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Data that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return "Data" + values();
  }

  private Map<String, DataValue> values() {
    Map<String, DataValue> values = new LinkedHashMap<>();
    entries.forEach((name, entry) -> values.put(name, entry.value()));
    return values;
  }
}
