package bayes.compiler.bind;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.TypedModel;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataException;
import bayes.runtime.data.DataOrigin;
import bayes.runtime.data.DataValue;
import bayes.runtime.data.JsonData;
import bayes.runtime.text.Vocabulary;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * Data with the vocabularies that were made of them, as entries: whoever binds them again, with
 * other texts, reads these with the same vocabularies.
 */
public final class SavedVocabularies {
  private SavedVocabularies() {}

  /** The data with an entry for each vocabulary that has none. */
  public static Data in(Data data, BoundData bound) {
    Data all = data;
    for (Map.Entry<IndexSet.Declared, Vocabulary> made : bound.vocabularies().entrySet()) {
      if (data.find(made.getKey().name()).isPresent()) continue;
      all = all.overriddenBy(Data.of(entry(made.getKey(), made.getValue())));
    }
    return all;
  }

  /**
   * Data with the vocabularies of others, which a run was made of: texts that come later are read
   * as those were.
   */
  public static Data of(TypedModel model, Data ofRun, Data data) {
    Optional<Texts> texts = Optional.empty();
    Data all = data;
    for (IndexSet.Declared set : model.sets()) {
      boolean isVocabulary = set.definition() instanceof IndexSet.Definition.Vocabulary;
      if (!isVocabulary || data.find(set.name()).isPresent()) continue;
      Optional<DataEntry> known = ofRun.find(set.name());
      if (known.isEmpty()) {
        if (texts.isEmpty()) texts = Optional.of(Texts.read(model, ofRun));
        known = texts.get().vocabulary(set).map(made -> entry(set, made));
      }
      if (known.isPresent()) all = all.overriddenBy(Data.of(known.get()));
    }
    return all;
  }

  private static DataEntry entry(IndexSet.Declared set, Vocabulary vocabulary) {
    return new DataEntry(set.name(), value(vocabulary), new DataOrigin.JavaValue());
  }

  /** As {@link VocabularyEntry} reads it. */
  private static DataValue value(Vocabulary vocabulary) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      JsonGenerator out = new JsonFactory().createGenerator(json);
      out.writeStartObject();
      out.writeFieldName("vocabulary");
      vocabulary.toJson(out);
      out.writeEndObject();
      out.close();
      Data read = JsonData.read("vocabulary", new ByteArrayInputStream(json.toByteArray()));
      return read.find("vocabulary").orElseThrow().value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataException e) {
      throw new IllegalStateException(e);
    }
  }
}
