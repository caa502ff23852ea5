/** Programs that make the examples' data, and a service that embeds a model. */
@NullMarked
package bayes.examples;

import org.jspecify.annotations.NullMarked;
