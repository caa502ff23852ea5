/** Every figure that the project quotes, as JMH benchmarks. */
package bayes.benchmarks;
