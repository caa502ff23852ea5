package bayes.compiler.lower;

import bayes.compiler.program.Array;
import bayes.compiler.program.Value;
import java.util.List;

/**
 * One element of the data, or a row of them, for messages.
 *
 * @param positions from 0, one for each dimension or, for a row, each of the first ones
 */
record DataElement(Array array, List<Value> positions) {}
