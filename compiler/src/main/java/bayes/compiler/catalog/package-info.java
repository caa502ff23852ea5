/** Functions and distributions: signatures, supports, one documentation line each. */
@NullMarked
package bayes.compiler.catalog;

import org.jspecify.annotations.NullMarked;
