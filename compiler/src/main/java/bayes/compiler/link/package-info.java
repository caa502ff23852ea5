/** Class bytes to running programs: hidden classes, their data, and instances for each thread. */
@NullMarked
package bayes.compiler.link;

import org.jspecify.annotations.NullMarked;
