/** What commands accept, their help, and what was given. */
@NullMarked
package bayes.cli.arguments;

import org.jspecify.annotations.NullMarked;
