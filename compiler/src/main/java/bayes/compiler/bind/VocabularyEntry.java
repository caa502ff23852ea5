package bayes.compiler.bind;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.VocabularyText;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataValue;
import bayes.runtime.data.JsonData;
import bayes.runtime.text.Vocabulary;
import bayes.runtime.text.VocabularyRule;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A vocabulary that is an entry of the data: the list of its members, or the object that a run has
 * saved, which also knows what is passed over.
 */
final class VocabularyEntry {
  private final IndexSet.Declared set;
  private final VocabularyRule rule;
  private final DataEntry entry;
  private final List<Diagnostic> problems;

  VocabularyEntry(
      IndexSet.Declared set, VocabularyRule rule, DataEntry entry, List<Diagnostic> problems) {
    this.set = set;
    this.rule = rule;
    this.entry = entry;
    this.problems = problems;
  }

  /** The vocabulary; empty if it is none, which has then been reported. */
  Optional<Vocabulary> read() {
    if (entry.value() instanceof DataValue.Sequence list) return ofMembers(list);
    if (entry.value() instanceof DataValue.Labelled) return saved();
    return reject(entry.value().describe());
  }

  private Optional<Vocabulary> ofMembers(DataValue.Sequence list) {
    Set<String> labels = new LinkedHashSet<>(rule.specials());
    int specials = labels.size();
    boolean hasSpecials = false;
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof DataValue.Text text)) {
        return reject(entry.element(List.of(i + 1)) + " is " + list.get(i).describe());
      }
      boolean isSpecial = rule.specials().contains(text.value());
      hasSpecials |= isSpecial;
      if (!labels.add(text.value()) && !isSpecial) {
        return reject("\"" + text.value() + "\" stands in the list twice");
      }
    }
    int expected = list.size() + (hasSpecials ? 0 : specials);
    if (labels.size() != expected) return reject("some of its members stand in the list twice");
    if (labels.size() == specials) return reject("a list without members");
    return Optional.of(Vocabulary.of(rule, List.copyOf(labels)));
  }

  private Optional<Vocabulary> saved() {
    Vocabulary vocabulary;
    try {
      vocabulary = parse();
    } catch (IOException e) {
      return reject(String.valueOf(e.getMessage()));
    }
    if (vocabulary.rule().equals(rule)) return Optional.of(vocabulary);
    problems.add(
        Diagnostic.error(
                BindCode.D0146.code(),
                "the saved vocabulary `" + set.name() + "` was made by another rule",
                set.declared(),
                "`" + VocabularyText.of(rule) + "` here")
            .withNote(
                entry.describe(List.of())
                    + ": made by `"
                    + VocabularyText.of(vocabulary.rule())
                    + "`")
            .withData(DataPlaces.of(entry, List.of())));
    return Optional.empty();
  }

  /** The object as a run has written it. */
  private Vocabulary parse() throws IOException {
    JsonFactory json = new JsonFactory();
    StringWriter text = new StringWriter();
    try (JsonGenerator out = json.createGenerator(text)) {
      JsonData.write(Data.of(entry), out);
    }
    try (JsonParser in = json.createParser(text.toString())) {
      while (in.nextToken() != JsonToken.FIELD_NAME) continue;
      in.nextToken();
      return Vocabulary.fromJson(in);
    }
  }

  private Optional<Vocabulary> reject(String found) {
    problems.add(
        Diagnostic.error(
                BindCode.D0145.code(),
                "the entry `" + set.name() + "` is no vocabulary",
                set.declared(),
                "declared here")
            .withNote(entry.describe(List.of()) + ": found " + found)
            .withData(DataPlaces.of(entry, List.of()))
            .withHint(
                "list its members, or give that of a run, `--data "
                    + set.name()
                    + "=RUN/data.json`"));
    return Optional.empty();
  }
}
