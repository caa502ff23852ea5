package bayes.runtime.sampler.gibbs;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The balls of each site in groups that lie in the same rows: either the column is the site's value
 * and the row has nothing to do with it, or the rows are {@code base + stride * value} and the
 * column has nothing to do with it. In flat arrays, made once.
 */
final class LinearGroups {
  /** Sites of more pairs of groups than this whose rows can meet are not linear. */
  static final int MOST_PAIRS = 16;

  /** Two groups of balls are in the same row whatever the site's value. */
  static final int EVERYWHERE = Integer.MAX_VALUE;

  private static final int NOWHERE = -1;

  private final Urns urns;
  private final SiteBalls siteBalls;
  private final boolean[] isLinear;
  private final int[] groupFrom;
  private final int[] pairFrom;
  private final IntList members = new IntList();
  private final IntList memberFrom = new IntList();
  private final IntList strides = new IntList();
  private final IntList pairs = new IntList();

  /** The groups of some sites; no other may be asked for. */
  LinearGroups(Urns urns, SiteBalls siteBalls, boolean[] isAsked) {
    this.urns = urns;
    this.siteBalls = siteBalls;
    isLinear = new boolean[urns.count()];
    groupFrom = new int[urns.count() + 1];
    pairFrom = new int[urns.count() + 1];
    memberFrom.add(0);
    for (int site = 0; site < urns.count(); site++) {
      isLinear[site] = isAsked[site] && canBeLinear(site);
      if (isLinear[site]) {
        group(site);
        pair(site);
        isLinear[site] = pairs.size - pairFrom[site] <= 2 * MOST_PAIRS;
      }
      groupFrom[site + 1] = strides.size;
      pairFrom[site + 1] = pairs.size;
    }
  }

  boolean isLinear(int site) {
    return isLinear[site];
  }

  int firstGroup(int site) {
    return groupFrom[site];
  }

  int endOfGroups(int site) {
    return groupFrom[site + 1];
  }

  int firstMember(int group) {
    return memberFrom.values[group];
  }

  int endOfMembers(int group) {
    return memberFrom.values[group + 1];
  }

  /** The number of a ball of a group among those of {@link SiteBalls}. */
  int member(int m) {
    return members.values[m];
  }

  /** How far apart the rows of neighbouring values are; 0 if the value is the column. */
  int stride(int group) {
    return strides.values[group];
  }

  boolean chooses(int group) {
    return stride(group) == 0;
  }

  /** The row of a group where the site's value, which is 0 in {@code values}, is 0. */
  int rowBase(int group, int[] values) {
    int entry = member(firstMember(group));
    UrnFamily family = urns.families().get(siteBalls.family[entry]);
    return family.row(siteBalls.ball[entry], values);
  }

  int firstPair(int site) {
    return pairFrom[site] / 2;
  }

  int endOfPairs(int site) {
    return pairFrom[site + 1] / 2;
  }

  /** The value, if any, at which the rows of a pair of groups are the same. */
  int meeting(int pair, int[] values) {
    int one = pairs.values[2 * pair];
    int other = pairs.values[2 * pair + 1];
    int slope = stride(one) - stride(other);
    int difference = rowBase(other, values) - rowBase(one, values);
    if (slope == 0) return difference == 0 ? EVERYWHERE : NOWHERE;
    return difference % slope == 0 && difference / slope >= 0 ? difference / slope : NOWHERE;
  }

  private boolean canBeLinear(int site) {
    for (int i = siteBalls.from[site]; i < siteBalls.from[site + 1]; i++) {
      UrnFamily family = urns.families().get(siteBalls.family[i]);
      int ball = siteBalls.ball[i];
      int stride = strideOf(i, site);
      boolean isColumn = family.balls().columnSite(ball) == site;
      if (isColumn != (stride == 0)) return false;
      if (!isColumn && family.hasTable()) return false;
    }
    return true;
  }

  private int strideOf(int entry, int site) {
    Balls balls = urns.families().get(siteBalls.family[entry]).balls();
    int ball = siteBalls.ball[entry];
    for (int j = balls.firstRowSite(ball); j < balls.endOfRowSites(ball); j++) {
      if (balls.rowSite(j) == site) return balls.rowStride(j);
    }
    return 0;
  }

  /** Whether a ball's row depends on the site alone. */
  private boolean isOfOneSite(int entry) {
    Balls balls = urns.families().get(siteBalls.family[entry]).balls();
    int ball = siteBalls.ball[entry];
    return balls.endOfRowSites(ball) - balls.firstRowSite(ball) == 1;
  }

  /** The entries of a site, those that share rows next to each other. */
  private int[] sorted(int site) {
    return IntStream.range(siteBalls.from[site], siteBalls.from[site + 1])
        .boxed()
        .sorted((a, b) -> compare(a, b, site))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private int compare(int a, int b, int site) {
    int byFamily = Integer.compare(siteBalls.family[a], siteBalls.family[b]);
    if (byFamily != 0) return byFamily;
    int byStride = Integer.compare(strideOf(a, site), strideOf(b, site));
    if (byStride != 0) return byStride;
    int byOthers = Boolean.compare(isOfOneSite(a), isOfOneSite(b));
    if (byOthers != 0) return byOthers;
    int byBase = Integer.compare(base(a), base(b));
    return byBase != 0 ? byBase : Integer.compare(a, b);
  }

  private int base(int entry) {
    return urns.families().get(siteBalls.family[entry]).balls().rowBase(siteBalls.ball[entry]);
  }

  private boolean shareRows(int a, int b, int site) {
    return siteBalls.family[a] == siteBalls.family[b]
        && strideOf(a, site) != 0
        && strideOf(a, site) == strideOf(b, site)
        && base(a) == base(b)
        && isOfOneSite(a)
        && isOfOneSite(b);
  }

  private void group(int site) {
    int last = -1;
    for (int i : sorted(site)) {
      if (last >= 0 && shareRows(last, i, site)) {
        memberFrom.values[memberFrom.size - 1]++;
      } else {
        strides.add(strideOf(i, site));
        memberFrom.add(members.size + 1);
      }
      members.add(i);
      last = i;
    }
  }

  /** The pairs of groups of a family whose rows can be the same. */
  private void pair(int site) {
    int first = groupFrom[site];
    for (int g = first; g < strides.size; g++) {
      for (int h = g + 1; h < strides.size; h++) {
        int a = member(firstMember(g));
        int b = member(firstMember(h));
        if (siteBalls.family[a] != siteBalls.family[b]) break;
        boolean isParallel =
            stride(g) != 0 && stride(g) == stride(h) && isOfOneSite(a) && isOfOneSite(b);
        if (isParallel) continue;
        pairs.add(g);
        pairs.add(h);
      }
    }
  }

  /** Numbers in an array that grows. */
  private static final class IntList {
    private int[] values = new int[16];
    private int size;

    void add(int value) {
      if (size == values.length) values = Arrays.copyOf(values, 2 * size);
      values[size++] = value;
    }
  }
}
