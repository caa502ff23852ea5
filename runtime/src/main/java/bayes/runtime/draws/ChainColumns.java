package bayes.runtime.draws;

import java.util.List;

/**
 * What a chain's file has of each draw: the sampler's columns, then the values.
 *
 * @param samplerNames as in Stan's files, {@code lp__} first
 * @param layout of the values
 */
public record ChainColumns(List<String> samplerNames, Layout layout) {
  public ChainColumns {
    samplerNames = List.copyOf(samplerNames);
  }
}
