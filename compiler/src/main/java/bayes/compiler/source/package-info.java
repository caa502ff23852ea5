/** Text and places in it. */
@NullMarked
package bayes.compiler.source;

import org.jspecify.annotations.NullMarked;
