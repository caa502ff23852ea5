package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.compiler.BoundModel;
import bayes.compiler.model.IndexSet;
import bayes.runtime.text.Vocabulary;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Tells which vocabularies texts were read with. */
public final class VocabularyNote {
  private static final int SHOWN = 12;

  private VocabularyNote() {}

  /** Says of each vocabulary how large it is, and the beginning of its digest. */
  public static void say(Console console, BoundModel posterior) {
    List<Map.Entry<IndexSet.Declared, Vocabulary>> all =
        posterior.data().vocabularies().entrySet().stream()
            .sorted(Comparator.comparing(made -> made.getKey().name()))
            .toList();
    for (Map.Entry<IndexSet.Declared, Vocabulary> made : all) {
      Vocabulary vocabulary = made.getValue();
      console.say(
          "Vocabulary: "
              + made.getKey().name()
              + " has "
              + vocabulary.size()
              + (vocabulary.size() == 1 ? " member" : " members")
              + ", digest "
              + vocabulary.digest().substring(0, SHOWN));
    }
  }
}
