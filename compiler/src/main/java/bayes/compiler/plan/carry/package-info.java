/** Posteriors that go on from the statistics of earlier data, without these. */
@NullMarked
package bayes.compiler.plan.carry;

import org.jspecify.annotations.NullMarked;
