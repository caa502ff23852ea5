/** Programs that use the embedded API on the example models. */
module bayes.examples {
  requires static org.jspecify;
  requires bayes.compiler;
  requires bayes.runtime;

  exports bayes.examples;
}
