package bayes.compiler.plan.collapse;

import bayes.runtime.density.DiscreteSites;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Every combination of the values of some sites, each counted from 0. */
final class AllValues {
  private AllValues() {}

  static Stream<int[]> of(DiscreteSites sites) {
    long count = 1;
    for (int site = 0; site < sites.count(); site++) count *= sites.size(site);
    return LongStream.range(0, count)
        .mapToObj(
            number -> {
              int[] values = new int[sites.count()];
              long rest = number;
              for (int site = 0; site < values.length; site++) {
                values[site] = (int) (rest % sites.size(site));
                rest /= sites.size(site);
              }
              return values;
            });
  }

  static double[] position(DiscreteSites sites, int[] values) {
    double[] position = new double[values.length];
    for (int site = 0; site < values.length; site++) {
      position[sites.coordinate(site)] = sites.lower(site) + values[site];
    }
    return position;
  }
}
