/** Topic models beside those of MALLET: tokens per second, and what held-out words are worth. */
package bayes.benchmarks.topics;
