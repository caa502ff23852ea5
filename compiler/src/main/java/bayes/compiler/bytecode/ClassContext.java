package bayes.compiler.bytecode;

import bayes.compiler.program.Program;
import bayes.compiler.program.Value;
import java.util.Map;

/**
 * What the methods of one class share.
 *
 * @param owner the internal name of the class
 * @param uses how often the program uses each value
 */
record ClassContext(
    Program program, String owner, Fields fields, Constants constants, Map<Value, Integer> uses) {}
