/** Densities, samplers, draws and convergence. Knows nothing of the compiler. */
module bayes.runtime {
  requires static org.jspecify;
  requires com.fasterxml.jackson.core;
  requires com.ibm.icu;
  requires org.apache.commons.csv;
  requires ejml.core;
  requires ejml.ddense;

  exports bayes.runtime.approximation;
  exports bayes.runtime.calibration;
  exports bayes.runtime.convergence;
  exports bayes.runtime.data;
  exports bayes.runtime.density;
  exports bayes.runtime.draws;
  exports bayes.runtime.inference;
  exports bayes.runtime.math;
  exports bayes.runtime.random;
  exports bayes.runtime.report;
  exports bayes.runtime.sampler;
  exports bayes.runtime.sampler.gibbs;
  exports bayes.runtime.sampler.hamiltonian;
  exports bayes.runtime.sampler.importance;
  exports bayes.runtime.sampler.metropolis;
  exports bayes.runtime.sampler.smc;
  exports bayes.runtime.sampler.tempering;
  exports bayes.runtime.solve;
  exports bayes.runtime.state;
  exports bayes.runtime.support;
  exports bayes.runtime.text;
  exports bayes.runtime.warmup;
}
