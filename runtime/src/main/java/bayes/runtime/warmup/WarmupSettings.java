package bayes.runtime.warmup;

import bayes.runtime.sampler.hamiltonian.MetricKind;
import java.util.Optional;

/**
 * What the warmup of a Hamiltonian chain is to do.
 *
 * @param iterations its length; if adaptive, where it ends unless it is clearly not stable
 * @param adaptive whether it ends when its estimates are stable, rather than after that length
 * @param targetAccept the acceptance statistic that the step size aims for
 * @param metric the shape of the metric; empty to choose it by evidence
 */
public record WarmupSettings(
    int iterations, boolean adaptive, double targetAccept, Optional<MetricKind> metric) {}
