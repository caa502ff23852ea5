/** What computations keep from one step to the next, saved so that they can go on later. */
@NullMarked
package bayes.runtime.state;

import org.jspecify.annotations.NullMarked;
