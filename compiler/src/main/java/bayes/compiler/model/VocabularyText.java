package bayes.compiler.model;

import bayes.runtime.text.Normalisation;
import bayes.runtime.text.Unit;
import bayes.runtime.text.VocabularyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the rule of a vocabulary as a model has it. */
public final class VocabularyText {
  private VocabularyText() {}

  /** {@code words(lowercase: true, min_count: 5)}. */
  public static String of(VocabularyRule rule) {
    List<String> options = new ArrayList<>();
    Unit unit = rule.unit();
    if (unit instanceof Unit.Tokens tokens) options.add("pattern: " + quoted(tokens.pattern()));
    if (unit instanceof Unit.Graphemes) options.add("graphemes: true");
    if (rule.normalisation() != Normalisation.NFC) {
      String form = rule.normalisation().name();
      options.add(
          "normalisation: "
              + quoted(
                  rule.normalisation() == Normalisation.NONE
                      ? form.toLowerCase(Locale.ROOT)
                      : form));
    }
    addIf(rule.lowercase(), "lowercase", options);
    addIf(rule.digits(), "digits", options);
    if (rule.minCount() > 1) options.add("min_count: " + rule.minCount());
    rule.maxSize().ifPresent(size -> options.add("max_size: " + size));
    if (!rule.stop().isEmpty()) {
      List<String> words = rule.stop().stream().map(VocabularyText::quoted).toList();
      options.add("stop: [" + String.join(", ", words) + "]");
    }
    addIf(rule.unknown(), "unknown", options);
    addIf(rule.bos(), "bos", options);
    addIf(rule.eos(), "eos", options);
    String name = unit instanceof Unit.Graphemes ? "chars" : unit.name();
    return options.isEmpty() ? name : name + "(" + String.join(", ", options) + ")";
  }

  private static void addIf(boolean isSet, String option, List<String> options) {
    if (isSet) options.add(option + ": true");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
