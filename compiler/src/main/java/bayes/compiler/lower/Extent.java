package bayes.compiler.lower;

import bayes.compiler.program.Value;

/**
 * One dimension of an array while a program is made.
 *
 * @param size how many elements
 * @param first the integer by which the first element is called: a range's lower end, else 1
 */
record Extent(Value size, Value first) {}
