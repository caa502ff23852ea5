/**
 * Text as data: tokenisers, vocabularies, readers of corpora, and sparse counts of what they hold.
 */
@NullMarked
package bayes.runtime.text;

import org.jspecify.annotations.NullMarked;
