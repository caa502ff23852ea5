package bayes.compiler.lint;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.parse.Lexeme;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.Name;
import bayes.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** L0101 to L0104: what is declared and not used. */
final class Unused {
  private static final Pattern TUPLE = Pattern.compile("(?s)(let|generate)\\s*\\(.*");

  private final Uses uses;
  private final List<Diagnostic> found = new ArrayList<>();

  private Unused(Uses uses) {
    this.uses = uses;
  }

  static List<Diagnostic> in(Uses uses, ModelFile file, List<Lexeme> lexemes) {
    Unused unused = new Unused(uses);
    unused.variables();
    unused.sets();
    unused.locals();
    unused.definitions(file, lexemes);
    return unused.found;
  }

  private void variables() {
    for (VariableDeclaration variable : uses.model().variables()) {
      Symbol symbol = variable.symbol();
      if (uses.isRead(symbol) || Uses.isMissingData(symbol)) continue;
      // The compiler's own: the places of missing data, and where rows of any length begin.
      if (symbol.name().contains("?")) continue;
      if (symbol.role() == Symbol.Role.LATENT && uses.isConditioned()) {
        found.add(
            warn(LintCode.L0101, "nothing reads the latent `" + symbol.name() + "`", symbol)
                .withNote("what is observed tells nothing about it: its posterior is its prior")
                .withHint(
                    "use it in what is observed; or, if it is a prediction, write `generate "
                        + symbol.name()
                        + " ~ ...`"));
      } else if (symbol.role() == Symbol.Role.DATA && !isMeasured(symbol)) {
        found.add(
            warn(LintCode.L0102, "nothing reads the data `" + symbol.name() + "`", symbol)
                .withHint("observe or use it, or delete the declaration"));
      } else if (symbol.role() == Symbol.Role.DERIVED && !variable.recorded()) {
        value(symbol);
      }
    }
  }

  /** Whether the length of texts is read, or of other data of any length. */
  private boolean isMeasured(Symbol data) {
    String lengths = data.name() + "?lengths";
    return uses.model().variables().stream()
        .map(VariableDeclaration::symbol)
        .filter(s -> s.name().equals(lengths) || s.name().equals(IndexSet.lengthName(data.name())))
        .anyMatch(uses::isRead);
  }

  private void value(Symbol symbol) {
    found.add(
        warn(LintCode.L0103, "nothing reads `" + symbol.name() + "`", symbol)
            .withHint(
                "delete it; to see it with the draws, put `@record` before it or make it a"
                    + " `generate`"));
  }

  private void sets() {
    for (IndexSet.Declared set : uses.model().sets()) {
      if (uses.isUsed(set) || set.definition() instanceof IndexSet.Definition.Missing) continue;
      if (set.definition() instanceof IndexSet.Definition.Chosen) continue;
      if (isMentioned(set)) continue;
      found.add(
          Diagnostic.warning(
                  LintCode.L0102.code(),
                  "nothing ranges over the set `" + set.name() + "`",
                  set.declared(),
                  "never used")
              .withHint("delete the declaration"));
    }
  }

  /** Sets stand in expressions too, as in {@code size(S)} and comprehensions. */
  private boolean isMentioned(IndexSet.Declared set) {
    String text = uses.model().source().text();
    String name = "(?U)(?<!\\w)" + Pattern.quote(set.name()) + "(?!\\w)";
    return Pattern.compile(name).matcher(text).results().count() > 1;
  }

  private void locals() {
    Set<Symbol> seen = new HashSet<>();
    for (Site site : uses.sites()) {
      if (!(site.statement() instanceof ModelStatement.Define define)) continue;
      Symbol symbol = define.symbol();
      boolean isTuple = TUPLE.matcher(define.span().text()).matches();
      if (symbol.role() != Symbol.Role.LOCAL || isTuple || uses.isRead(symbol)) continue;
      if (seen.add(symbol)) value(symbol);
    }
  }

  private void definitions(ModelFile file, List<Lexeme> lexemes) {
    for (Statement statement : file.statements()) {
      if (statement instanceof Statement.FunctionDeclaration function) {
        definition(function.name(), "function", lexemes);
      } else if (statement instanceof Statement.DistributionDeclaration distribution) {
        definition(distribution.name(), "distribution", lexemes);
      }
    }
  }

  private void definition(Name name, String kind, List<Lexeme> lexemes) {
    boolean isUsed =
        lexemes.stream()
            .anyMatch(
                lexeme ->
                    lexeme.kind() == Lexeme.Kind.NAME
                        && lexeme.span().start() != name.span().start()
                        && lexeme.span().text().equals(name.text()));
    if (isUsed) return;
    found.add(
        Diagnostic.warning(
                LintCode.L0104.code(),
                "nothing uses the " + kind + " `" + name.text() + "`",
                name.span(),
                "never used")
            .withHint("call it, or delete it"));
  }

  private static Diagnostic warn(LintCode code, String message, Symbol symbol) {
    return Diagnostic.warning(code.code(), message, symbol.declared(), "never read");
  }
}
