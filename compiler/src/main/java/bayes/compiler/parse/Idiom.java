package bayes.compiler.parse;

/** Habits from other languages that a .bayes file writes differently. */
enum Idiom {
  HASH_COMMENT("a comment begins with `//`", "this does not begin a comment"),
  WORD_OPERATOR("the logical operators are `&&`, `||` and `!`", "this is a name, not an operator"),
  DOUBLE_STAR("a power is written `^`", "this is not an operator"),
  SUPERSCRIPT("a power is written `^`", "this is not a digit"),
  STAN_DENSITY(
      "the log density of a distribution is written `log_density(D(...), x)`",
      "a function takes its arguments between commas"),
  OBSERVED_EQUALS("an observation is drawn with `~`", "this would define a value"),
  DIAMOND("inequality is written `!=`", "this is not an operator"),
  DOT_OPERATOR("an operator acts elementwise without a point", "this point is not needed"),
  ARROW_ASSIGNMENT("a value is defined with `let` and `=`", "this reads as `<` and a minus sign"),
  COLON_ASSIGNMENT("a value is defined with `let` and `=`", "this reads as a type that is missing"),
  TARGET_INCREMENT(
      "a term is added to the log density with `factor`", "there is no variable to add to"),
  COMPOUND_ASSIGNMENT("a name is defined once", "this would change an earlier value"),
  STAN_BLOCK("a model is a list of statements without blocks", "no such block"),
  FOR_PARENTHESES("the head of a loop stands without parentheses", "these are not needed"),
  COLON_RANGE("a range is written with `..`", "this is not a range"),
  ELIF("a further branch is written `else if`", "this is a name, not a keyword"),
  NAMED_ARGUMENT("an argument is named with `:`", "this would be a definition"),
  SINGLE_EQUALS("a comparison for equality is written `==`", "this would be a definition"),
  SINGLE_QUOTES("a text stands in double quotes", "this mark transposes a matrix"),
  IMPLICIT_PRODUCT("a product needs a `*`", "the factors stand side by side"),
  LET_DRAW("a draw stands without `let`", "`let` defines a value with `=`"),
  EMPTY_STATEMENT("nothing stands before this `;`", "an empty statement");

  private final String message;
  private final String label;

  Idiom(String message, String label) {
    this.message = message;
    this.label = label;
  }

  String message() {
    return message;
  }

  String label() {
    return label;
  }
}
