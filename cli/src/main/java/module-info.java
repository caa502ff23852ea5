/** The command line and the interactive session. */
module bayes.cli {
  requires static org.jspecify;
  requires bayes.compiler;
  requires bayes.runtime;
  requires com.fasterxml.jackson.core;
  requires org.jline;
}
