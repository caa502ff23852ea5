package bayes.cli.repl;

import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Run;

/**
 * The last run, and what it is of: the session may have moved on.
 *
 * @param session as it was when it ran
 * @param source the text of its model
 * @param data that it was bound to
 */
record Result(Session session, SourceText source, Data data, Run run) {}
