/** From .bayes text to class bytes, and the embedded Java API. */
module bayes.compiler {
  requires static org.jspecify;
  requires bayes.grammar;
  requires transitive bayes.runtime;
  requires com.fasterxml.jackson.core;
  requires org.objectweb.asm;
  requires org.objectweb.asm.util;

  exports bayes.compiler;
  exports bayes.compiler.bind;
  exports bayes.compiler.catalog;
  exports bayes.compiler.diagnostic;
  exports bayes.compiler.format;
  exports bayes.compiler.input;
  exports bayes.compiler.model;
  exports bayes.compiler.parse;
  exports bayes.compiler.plan;
  exports bayes.compiler.source;
  exports bayes.compiler.syntax;
}
