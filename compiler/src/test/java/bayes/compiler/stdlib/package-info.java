/** Tests of the library that is written in the language: its distributions and functions. */
@NullMarked
package bayes.compiler.stdlib;

import org.jspecify.annotations.NullMarked;
