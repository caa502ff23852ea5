/** Programs of the examples on text: their pictures, and what their pages print. */
@NullMarked
package bayes.examples.text;

import org.jspecify.annotations.NullMarked;
