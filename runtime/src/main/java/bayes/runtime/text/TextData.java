package bayes.runtime.text;

import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataException;
import bayes.runtime.data.DataOrigin;
import bayes.runtime.data.DataSource;
import bayes.runtime.data.DataValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts as entries of data, held in memory. */
public final class TextData {
  /** The name of what is not read. */
  private static final String SKIPPED = "_";

  private TextData() {}

  /** A source as one text. */
  public static Data whole(String name, TextSource source) throws DataException {
    List<DataValue> texts = new ArrayList<>();
    List<DataSource> read =
        Corpus.files(List.of(source)).read(d -> texts.add(new DataValue.Text(d.text())));
    return entry(name, texts.get(0), source.name(), read);
  }

  /** The documents of a corpus as a list of texts; {@code origin} is what the user named. */
  public static Data list(String name, Corpus corpus, String origin) throws DataException {
    List<DataValue> texts = new ArrayList<>();
    List<DataSource> read = corpus.read(d -> texts.add(new DataValue.Text(d.text())));
    return entry(name, DataValue.sequence(texts), origin, read);
  }

  /**
   * Sources as texts by label; {@code origin} is what the user named.
   *
   * @param labels distinct, one for each source
   */
  public static Data labelled(
      String name, List<String> labels, List<TextSource> sources, String origin)
      throws DataException {
    List<DataValue> texts = new ArrayList<>();
    List<DataSource> read =
        Corpus.files(sources).read(d -> texts.add(new DataValue.Text(d.text())));
    return entry(name, new DataValue.Labelled(labels, DataValue.sequence(texts)), origin, read);
  }

  private static Data entry(String name, DataValue value, String origin, List<DataSource> read) {
    DataOrigin place = new DataOrigin.Position(origin, 1, 1);
    return Data.of(List.of(new DataEntry(name, value, place)), read);
  }

  /**
   * Tagged text as parallel entries, each a list of sentences, which are lists of tokens or tags.
   * An entry that is empty in the text is missing.
   *
   * @param names of the entries of a line, in order; {@code _} is one that is not read
   */
  public static Data tagged(List<String> names, TextSource source) throws DataException {
    List<List<DataValue>> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) columns.add(new ArrayList<>());
    Labels labels = new Labels();
    DataSource read =
        TaggedText.read(
            source,
            names.size(),
            sentence -> {
              for (int i = 0; i < names.size(); i++) {
                if (names.get(i).equals(SKIPPED)) continue;
                columns.get(i).add(labels.list(sentence.get(i)));
              }
            });
    DataOrigin place = new DataOrigin.Position(source.name(), 1, 1);
    List<DataEntry> entries = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(SKIPPED)) continue;
      DataValue value = new DataValue.Items(Collections.unmodifiableList(columns.get(i)));
      entries.add(new DataEntry(names.get(i), value, place));
    }
    return Data.of(entries, List.of(read));
  }

  /** Equal strings are one value: tags come a thousand times each. */
  private static final class Labels {
    private final Map<String, DataValue> known = new HashMap<>();

    DataValue list(List<String> labels) {
      List<DataValue> values = new ArrayList<>(labels.size());
      for (String label : labels) {
        values.add(
            label.isEmpty()
                ? DataValue.Missing.MISSING
                : known.computeIfAbsent(label, DataValue.Text::new));
      }
      return DataValue.sequence(values);
    }
  }
}
