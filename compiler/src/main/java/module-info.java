/** From .bayes text to class bytes, and the embedded Java API. */
module bayes.compiler {
  requires static org.jspecify;
  requires bayes.runtime;
  requires org.objectweb.asm;
}
