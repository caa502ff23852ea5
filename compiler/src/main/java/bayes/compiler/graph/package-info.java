/**
 * The factor graph of a typed model: how its variables come from each other, the terms of its log
 * density, and which elements of a latent each of them reads.
 */
@NullMarked
package bayes.compiler.graph;

import org.jspecify.annotations.NullMarked;
