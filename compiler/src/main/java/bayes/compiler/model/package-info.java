/** The typed model: a plated factor graph with types, shapes and supports. */
@NullMarked
package bayes.compiler.model;

import org.jspecify.annotations.NullMarked;
