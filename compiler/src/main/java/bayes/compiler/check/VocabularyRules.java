package bayes.compiler.check;

import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Name;
import bayes.runtime.text.Normalisation;
import bayes.runtime.text.Unit;
import bayes.runtime.text.VocabularyRule;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** How a vocabulary is made of text, {@code words(lowercase: true, min_count: 5)}. */
final class VocabularyRules {
  private static final List<String> UNITS = List.of("words", "chars", "tokens", "lines", "given");
  private static final Set<String> COMMON =
      new LinkedHashSet<>(
          List.of(
              "lowercase",
              "digits",
              "normalisation",
              "min_count",
              "max_size",
              "stop",
              "unknown",
              "bos",
              "eos"));
  private static final Map<String, String> OF_UNIT =
      Map.of("pattern", "tokens", "graphemes", "chars");

  private final Session session;
  private final Map<String, Expression> options = new LinkedHashMap<>();
  private boolean failed;

  VocabularyRules(Session session) {
    this.session = session;
  }

  /** The rule that is written, if it is one. */
  Optional<VocabularyRule> rule(Expression definition) {
    if (definition instanceof Expression.Parenthesised p) return rule(p.inner());
    Name unit;
    List<Expression.Argument> arguments = List.of();
    if (definition instanceof Expression.NameUse use) {
      unit = use.name();
    } else if (definition instanceof Expression.Call call) {
      unit = call.name();
      arguments = call.arguments();
    } else {
      return noUnit(definition.span(), "this", List.of());
    }
    if (!UNITS.contains(unit.text())) {
      return noUnit(unit.span(), "`" + unit + "`", Suggestions.nearest(unit.text(), UNITS, 1));
    }
    for (Expression.Argument argument : arguments) option(unit, argument);
    Unit made = unit(unit, definition.span());
    VocabularyRule rule =
        new VocabularyRule(
            made,
            normalisation(),
            isSet("lowercase"),
            isSet("digits"),
            count("min_count", 1).orElse(1),
            count("max_size", 1),
            stop(),
            isSet("unknown"),
            isSet("bos"),
            isSet("eos"));
    return failed ? Optional.empty() : Optional.of(rule);
  }

  private Optional<VocabularyRule> noUnit(Span span, String what, List<String> near) {
    ModelProblem.At problem =
        ModelProblem.at(
            CheckCode.N0110, span, what + " is no way to make a vocabulary", "not one of them");
    session.report(
        problem.withHint(
            near.isEmpty()
                ? "write `words(...)`, `chars`, `tokens(pattern: \"...\")`, `lines` or `given`"
                : "did you mean `" + near.get(0) + "`?"));
    return Optional.empty();
  }

  // ---- options ----

  private void option(Name unit, Expression.Argument argument) {
    if (argument.name().isEmpty()) {
      report(
          CheckCode.T0141,
          argument.span(),
          "options of `" + unit + "` go by name",
          "without a name",
          unit.text().equals("tokens") && argument.value() instanceof Expression.StringLiteral
              ? "write `tokens(pattern: ...)`"
              : "write `" + unit + "(min_count: 5)`");
      return;
    }
    Name name = argument.name().get();
    Set<String> allowed = new LinkedHashSet<>(COMMON);
    OF_UNIT.forEach(
        (option, of) -> {
          if (of.equals(unit.text())) allowed.add(option);
        });
    if (!allowed.contains(name.text())) {
      List<String> near = Suggestions.nearest(name.text(), allowed, 1);
      String of = OF_UNIT.get(name.text());
      report(
          CheckCode.T0141,
          name.span(),
          "`" + unit + "` has no option `" + name + "`",
          "no option of it",
          of != null
              ? "it is an option of `" + of + "`"
              : near.isEmpty()
                  ? "its options are "
                      + String.join(", ", allowed.stream().map(o -> "`" + o + "`").toList())
                  : "did you mean `" + near.get(0) + "`?");
    } else if (options.putIfAbsent(name.text(), argument.value()) != null) {
      report(
          CheckCode.T0141,
          name.span(),
          "the option `" + name + "` is given twice",
          "given again here",
          "leave one of them out");
    }
  }

  private Unit unit(Name unit, Span definition) {
    return switch (unit.text()) {
      case "words" -> Unit.WORDS;
      case "lines" -> Unit.LINES;
      case "given" -> Unit.GIVEN;
      case "chars" -> isSet("graphemes") ? Unit.GRAPHEMES : Unit.CHARACTERS;
      default -> tokens(definition);
    };
  }

  private Unit tokens(Span definition) {
    Optional<Expression> given = Optional.ofNullable(options.get("pattern"));
    if (given.isEmpty() && failed) return Unit.GIVEN;
    if (given.isEmpty()) {
      report(
          CheckCode.T0142,
          definition,
          "`tokens` needs a pattern",
          "no pattern is given",
          "write `tokens(pattern: \"[a-z]+\")`: what matches is a token");
      return Unit.GIVEN;
    }
    Optional<String> pattern = text("pattern", given.get());
    if (pattern.isEmpty()) return Unit.GIVEN;
    Span span = given.get().span();
    try {
      return new Unit.Tokens(pattern.get());
    } catch (PatternSyntaxException e) {
      wrongValue(
          span,
          "the pattern is no regular expression",
          e.getDescription().toLowerCase(Locale.ROOT)
              + (e.getIndex() >= 0 ? " at its character " + (e.getIndex() + 1) : ""));
      return Unit.GIVEN;
    }
  }

  private boolean isSet(String option) {
    Expression value = options.get(option);
    if (value == null) return false;
    if (value instanceof Expression.BoolLiteral bool) return bool.value();
    wrongValue(value.span(), "`" + option + "` is true or false", "neither");
    return false;
  }

  private OptionalInt count(String option, int least) {
    Expression value = options.get(option);
    if (value == null) return OptionalInt.empty();
    if (value instanceof Expression.IntLiteral literal && literal.text().length() < 10) {
      int count = Integer.parseInt(literal.text());
      if (count >= least) return OptionalInt.of(count);
    }
    wrongValue(
        value.span(), "`" + option + "` is a whole number, at least " + least, "not such a number");
    return OptionalInt.empty();
  }

  private Normalisation normalisation() {
    Expression value = options.get("normalisation");
    if (value == null) return Normalisation.NFC;
    Optional<String> text = text("normalisation", value);
    for (Normalisation known : Normalisation.values()) {
      if (text.filter(t -> t.equalsIgnoreCase(known.name())).isPresent()) return known;
    }
    if (text.isPresent()) {
      wrongValue(value.span(), "`normalisation` is \"NFC\", \"NFKC\" or \"none\"", "none of these");
    }
    return Normalisation.NFC;
  }

  private Optional<String> text(String option, Expression value) {
    if (value instanceof Expression.StringLiteral literal) return Optional.of(literal.value());
    wrongValue(value.span(), "`" + option + "` is a text in quotes", "no text in quotes");
    return Optional.empty();
  }

  private Set<String> stop() {
    Expression value = options.get("stop");
    if (value == null) return Set.of();
    Set<String> words = new LinkedHashSet<>();
    if (!(value instanceof Expression.ArrayLiteral list)) {
      wrongValue(value.span(), "`stop` is a list of texts, `[\"the\", \"of\"]`", "no list");
      return Set.of();
    }
    for (Expression word : list.elements()) {
      text("stop", word).ifPresent(words::add);
    }
    return words;
  }

  private void wrongValue(Span span, String message, String label) {
    failed = true;
    session.report(ModelProblem.at(CheckCode.T0142, span, message, label));
  }

  private void report(CheckCode code, Span span, String message, String label, String hint) {
    failed = true;
    session.report(ModelProblem.at(code, span, message, label).withHint(hint));
  }
}
