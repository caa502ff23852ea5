/** What compiles but is likely wrong. */
@NullMarked
package bayes.compiler.lint;

import org.jspecify.annotations.NullMarked;
