/** The tree of what the user wrote, and its printer. */
@NullMarked
package bayes.compiler.syntax;

import org.jspecify.annotations.NullMarked;
