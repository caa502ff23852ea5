/** What ANTLR generates from the grammar of the .bayes language. */
module bayes.grammar {
  requires transitive org.antlr.antlr4.runtime;

  exports bayes.grammar;
}
