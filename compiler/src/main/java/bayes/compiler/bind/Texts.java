package bayes.compiler.bind;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.model.VocabularyText;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataValue;
import bayes.runtime.text.Vocabulary;
import bayes.runtime.text.VocabularyBuilder;
import bayes.runtime.text.VocabularyRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The vocabularies of a model, and its data that are text, as their members. An entry of a
 * vocabulary's name is the vocabulary; else it is made of all entries of its type.
 */
final class Texts {
  private final TypedModel model;
  private final Data data;
  private final Set<Symbol> written;
  private final List<Diagnostic> problems;
  private final Map<IndexSet.Declared, Vocabulary> vocabularies = new LinkedHashMap<>();
  private final Map<Symbol, TextTokens> tokens = new HashMap<>();

  private Texts(TypedModel model, Data data, Set<Symbol> written, List<Diagnostic> problems) {
    this.model = model;
    this.data = data;
    this.written = written;
    this.problems = problems;
  }

  /** Where nothing is read. */
  static Texts none(TypedModel model) {
    return new Texts(model, Data.empty(), Set.of(), List.of());
  }

  /**
   * Reads all texts; what is wrong with them goes to {@code problems}.
   *
   * @param written data that need no entry
   */
  static Texts read(TypedModel model, Data data, Set<Symbol> written, List<Diagnostic> problems) {
    Texts texts = new Texts(model, data, written, problems);
    for (IndexSet.Declared set : model.sets()) {
      if (set.definition() instanceof IndexSet.Definition.Vocabulary vocabulary) {
        texts.read(set, vocabulary.rule());
      }
    }
    return texts;
  }

  /** Reads the texts of data that are no one's mistake. */
  static Texts read(TypedModel model, Data data) {
    return read(model, asDocuments(model, data), Set.of(), new ArrayList<>());
  }

  /** A text where a list of them is expected is one document. */
  static Data asDocuments(TypedModel model, Data data) {
    Data all = data;
    for (VariableDeclaration variable : model.variables()) {
      if (!isText(variable) || TextShape.of(variable).outer() != 1) continue;
      Optional<DataEntry> entry = data.find(variable.symbol().name());
      if (entry.isPresent() && entry.get().value() instanceof DataValue.Text text) {
        DataValue one = DataValue.sequence(List.of(text));
        all =
            all.overriddenBy(Data.of(new DataEntry(entry.get().name(), one, entry.get().origin())));
      }
    }
    return all;
  }

  private static boolean isText(VariableDeclaration variable) {
    return variable.symbol().role() == Symbol.Role.DATA
        && variable.isWritten()
        && variable.symbol().type().element() instanceof Type.Member member
        && member.set() instanceof IndexSet.Declared set
        && set.definition() instanceof IndexSet.Definition.Vocabulary;
  }

  /** The vocabulary of a set; empty if it could not be made, which has been reported. */
  Optional<Vocabulary> vocabulary(IndexSet.Declared set) {
    return Optional.ofNullable(vocabularies.get(set));
  }

  /** All vocabularies. */
  Map<IndexSet.Declared, Vocabulary> vocabularies() {
    return vocabularies;
  }

  /** The tokens of data that are text, if they could be read. */
  Optional<TextTokens> tokens(Symbol symbol) {
    return Optional.ofNullable(tokens.get(symbol));
  }

  // ---- one vocabulary ----

  private void read(IndexSet.Declared set, VocabularyRule rule) {
    Optional<DataEntry> own = data.find(set.name());
    if (own.isPresent()) {
      Optional<Vocabulary> known = new VocabularyEntry(set, rule, own.get(), problems).read();
      known.ifPresent(vocabulary -> vocabularies.put(set, vocabulary));
      known.ifPresent(vocabulary -> encode(set, vocabulary));
    } else {
      build(set, rule);
    }
  }

  /** A variable of the vocabulary, its entry, and how its texts look. */
  private record Source(VariableDeclaration variable, DataEntry entry, TextShape shape) {}

  private List<Source> sources(IndexSet.Declared set) {
    List<Source> sources = new ArrayList<>();
    for (VariableDeclaration variable : model.variables()) {
      if (!isOf(set, variable)) continue;
      data.find(variable.symbol().name())
          .ifPresent(entry -> sources.add(new Source(variable, entry, TextShape.of(variable))));
    }
    return sources;
  }

  private static boolean isOf(IndexSet.Declared set, VariableDeclaration variable) {
    return isText(variable) && ((Type.Member) variable.symbol().type().element()).set().equals(set);
  }

  private void build(IndexSet.Declared set, VocabularyRule rule) {
    VocabularyBuilder builder = new VocabularyBuilder(rule);
    int begin = rule.bos() ? builder.tokens().add(VocabularyRule.BOS, 0) : -1;
    int end = rule.eos() ? builder.tokens().add(VocabularyRule.EOS, 0) : -1;
    TextScan.Numbers numbers =
        new TextScan.Numbers() {
          @Override
          public int of(CharSequence text, int start, int end, TextScan scan) {
            return builder.token(text, start, end);
          }

          @Override
          public void document() {
            builder.document();
          }
        };
    TextScan scan = new TextScan(rule, numbers, begin, end);
    Map<Source, TextTokens> read = new LinkedHashMap<>();
    for (Source source : sources(set)) {
      scan(source, scan).ifPresent(found -> read.put(source, found));
    }
    Vocabulary vocabulary = builder.build();
    if (vocabulary.size() == rule.specials().size()) {
      empty(set, rule, sources(set), builder.tokens().size());
      return;
    }
    vocabularies.put(set, vocabulary);
    int[] members = builder.members();
    read.forEach(
        (source, found) -> {
          Optional<String> rare =
              firstDropped(source, found, members).map(n -> builder.tokens().token(n));
          if (rare.isPresent()) {
            problems.add(dropped(source, vocabulary, rare.get()));
          } else {
            found.become(members);
            found.drop();
            tokens.put(source.variable().symbol(), found);
          }
        });
  }

  private Optional<TextTokens> scan(Source source, TextScan scan) {
    try {
      return Optional.of(scan.scan(source.entry().value(), source.shape()));
    } catch (TextScan.NoText e) {
      Symbol symbol = source.variable().symbol();
      boolean isToken = e.path.size() == source.variable().indexSets().size();
      problems.add(
          error(
                  BindCode.D0141,
                  symbol,
                  "expected "
                      + (isToken ? "a token" : "a text, or a list of tokens,")
                      + " for `"
                      + symbol.name()
                      + "`")
              .withNote(source.entry().describe(e.path) + ": found " + e.found)
              .withData(DataPlaces.of(source.entry(), e.path)));
      return Optional.empty();
    }
  }

  /** The first token that is left out where none can be. */
  private Optional<Integer> firstDropped(Source source, TextTokens found, int[] members) {
    if (mayDrop(source)) return Optional.empty();
    for (int i = 0; i < found.size(); i++) {
      int token = found.token(i);
      if (token >= 0 && members[token] == Vocabulary.DROPPED) return Optional.of(token);
    }
    return Optional.empty();
  }

  /** Where other data have a value for each of the tokens, none can be left out. */
  private boolean mayDrop(Source source) {
    if (!source.shape().isWhole()) return false;
    List<IndexSet> sets = source.variable().indexSets();
    return model.variables().stream()
        .filter(v -> v.symbol().role() == Symbol.Role.DATA && v.isWritten())
        .filter(v -> !v.symbol().equals(source.variable().symbol()))
        .noneMatch(v -> isParallel(v, sets));
  }

  private static boolean isParallel(VariableDeclaration other, List<IndexSet> sets) {
    List<IndexSet> others = other.indexSets();
    return TextShape.of(other).isWhole()
        && others.size() == sets.size()
        && others.subList(0, sets.size() - 1).equals(sets.subList(0, sets.size() - 1));
  }

  private Diagnostic dropped(Source source, Vocabulary vocabulary, String token) {
    Symbol symbol = source.variable().symbol();
    boolean isStop = vocabulary.rule().stop().contains(token);
    return error(
            BindCode.D0142,
            symbol,
            "\"" + token + "\" of `" + symbol.name() + "` cannot be left out of its vocabulary")
        .withNote(
            (isStop ? "it is a stop word" : "it is too rare for min_count or max_size")
                + (source.shape().isWhole()
                    ? ", and other data have a value for each token"
                    : ", and each element needs a member"))
        .withHint(
            isStop
                ? "take it out of `stop`"
                : "write `unknown: true`: rare tokens are the member \"<unk>\" then");
  }

  // ---- with a vocabulary that is known ----

  private void encode(IndexSet.Declared set, Vocabulary vocabulary) {
    VocabularyRule rule = vocabulary.rule();
    for (Source source : sources(set)) {
      NewTokens unknown = new NewTokens(vocabulary);
      int begin = rule.bos() ? vocabulary.idOf(VocabularyRule.BOS) : -1;
      int end = rule.eos() ? vocabulary.idOf(VocabularyRule.EOS) : -1;
      TextScan scan = new TextScan(rule, unknown, begin, end);
      Optional<TextTokens> found = scan(source, scan);
      if (found.isEmpty()) continue;
      if (unknown.count > 0) {
        problems.add(unknown(set, source, unknown));
      } else {
        if (mayDrop(source)) found.get().drop();
        tokens.put(source.variable().symbol(), found.get());
      }
    }
  }

  /** Members of tokens; notes those that are new. */
  private static final class NewTokens implements TextScan.Numbers {
    private final Vocabulary vocabulary;
    private List<Object> first = List.of();
    private String token = "";
    private int count;

    NewTokens(Vocabulary vocabulary) {
      this.vocabulary = vocabulary;
    }

    @Override
    public int of(CharSequence text, int start, int end, TextScan scan) {
      int member = vocabulary.idOf(text, start, end);
      if (member == Vocabulary.NEW && count++ == 0) {
        first = scan.path();
        token = text.subSequence(start, end).toString();
      }
      return member;
    }
  }

  private static Diagnostic unknown(IndexSet.Declared set, Source source, NewTokens unknown) {
    Symbol symbol = source.variable().symbol();
    return error(
            BindCode.D0143,
            symbol,
            "the vocabulary `" + set.name() + "` does not have \"" + unknown.token + "\"")
        .withNote(
            source.entry().describe(unknown.first)
                + (unknown.count > 1
                    ? ", the first of " + unknown.count + " tokens that it does not have"
                    : ""))
        .withData(DataPlaces.of(source.entry(), unknown.first))
        .withHint("with `unknown: true` new tokens are the member \"<unk>\"");
  }

  private void empty(IndexSet.Declared set, VocabularyRule rule, List<Source> sources, int kinds) {
    // Texts that could not be read, or that are not there, are reported as such.
    if (!problems.isEmpty() || (sources.isEmpty() && waitsForEntry(set))) return;
    Diagnostic problem =
        Diagnostic.error(
            BindCode.D0144.code(),
            "the vocabulary `" + set.name() + "` has no members",
            set.declared(),
            "declared here");
    if (sources.isEmpty()) {
      problems.add(
          problem
              .withNote("there are no data of type `" + set.name() + "`")
              .withHint(
                  "give such data, or an entry `\""
                      + set.name()
                      + "\": [\"a\", \"b\"]` that lists the members"));
      return;
    }
    problems.add(
        problem.withNote(
            kinds == 0
                ? "`"
                    + VocabularyText.of(rule)
                    + "` finds no token in "
                    + sources.get(0).entry().describe(List.of())
                : "every token is a stop word, or rarer than min_count"));
  }

  private boolean waitsForEntry(IndexSet.Declared set) {
    return model.variables().stream()
        .filter(v -> isOf(set, v) && v.defaultValue().isEmpty())
        .anyMatch(v -> !written.contains(v.symbol()));
  }

  private static Diagnostic error(BindCode code, Symbol symbol, String message) {
    return Diagnostic.error(code.code(), message, symbol.declared(), "declared here");
  }
}
