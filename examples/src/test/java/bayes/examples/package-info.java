/** Runs every example and compares it with what is known of its posterior. */
@NullMarked
package bayes.examples;

import org.jspecify.annotations.NullMarked;
