package bayes.runtime.inference;

/**
 * What one temperature of an island did.
 *
 * @param beta the inverse temperature that was reached
 * @param essShare the effective size of the weights on the way there, as a share of the particles
 * @param logMeanWeight what it added to the log evidence
 * @param sweeps how often each particle moved
 * @param acceptance the average acceptance statistic of the moves
 * @param correlation the largest correlation between where particles stood before and after
 * @param ratioCorrelation the same of their log ratios, of which the next weights are made
 * @param movedEnough whether it stopped for that, rather than for the bound on the sweeps
 * @param divergences moves that ended at a divergence
 * @param ancestors the number of initial particles that still have descendants
 */
public record SmcStep(
    double beta,
    double essShare,
    double logMeanWeight,
    int sweeps,
    double acceptance,
    double correlation,
    double ratioCorrelation,
    boolean movedEnough,
    long divergences,
    int ancestors) {}
