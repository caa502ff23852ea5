/** What every transition shares: where a chain stands, and where it may start. */
@NullMarked
package bayes.runtime.sampler;

import org.jspecify.annotations.NullMarked;
