package bayes.compiler.parse;

import bayes.grammar.BayesLexer;
import bayes.grammar.BayesParser;
import java.util.Optional;

/** The form of what was being read, for messages that can only say what was expected. */
final class Hints {
  private Hints() {}

  static Optional<String> of(Site site) {
    int found = site.found();
    if (found == BayesLexer.ELSE) return Optional.of("`else` follows the `}` of an `if`");
    if (found == BayesLexer.LBRACKET && site.before() == BayesLexer.QUESTION) {
      return Optional.of("`?` stands last, behind the dimensions");
    }
    boolean call =
        found == BayesLexer.LPAREN
            && site.expected().has(BayesLexer.TILDE)
            && site.isName(site.at() - 1);
    if (call) {
      return Optional.of(
          "a statement defines (`let`, `~`), conditions (`observe`) or adds (`factor`); "
              + "a call alone does nothing");
    }
    return switch (site.expected().rule()) {
      case BayesParser.RULE_bounds, BayesParser.RULE_bound ->
          Optional.of("bounds are written `<lower=0, upper=1>`, with parentheses for comparisons");
      case BayesParser.RULE_setDefinition ->
          Optional.of("a set is a range `1..n`, or members in quotes `{\"a\", \"b\"}`");
      case BayesParser.RULE_parameter -> Optional.of("a parameter is written `name: type`");
      case BayesParser.RULE_block -> Optional.of("a body stands in braces, `{ ... }`");
      case BayesParser.RULE_binder -> Optional.of("an index is bound by `name in set`");
      case BayesParser.RULE_member ->
          Optional.of("a member is written `log_density(x) = ...;` or `sample { ... }`");
      case BayesParser.RULE_undecorated -> ofStatement(site);
      default -> Optional.empty();
    };
  }

  private static Optional<String> ofStatement(Site site) {
    return switch (site.type(site.statementStart())) {
      case BayesLexer.DATA -> Optional.of("data are declared by `data name : type;`");
      case BayesLexer.DIST ->
          Optional.of("a distribution is declared by `dist D(a: real) : real { ... }`");
      case BayesLexer.GENERATE ->
          Optional.of("write `generate name = ...;` or `generate name ~ ...;`");
      case BayesLexer.VOCAB -> Optional.of("a vocabulary is declared by `vocab W = words(...);`");
      default -> Optional.empty();
    };
  }
}
