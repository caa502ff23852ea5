/** The command line and the interactive session. */
module bayes.cli {
  requires static org.jspecify;
  requires bayes.compiler;
  requires bayes.runtime;
  requires com.fasterxml.jackson.core;
  requires info.picocli;
  requires org.jline;

  opens bayes.cli to
      info.picocli;
  opens bayes.cli.repl to
      info.picocli;
  opens bayes.cli.run to
      info.picocli;
}
