package bayes.runtime.sampler.gibbs;

/** Which balls mention each site, in flat arrays: those of site s are from[s] to from[s + 1]. */
final class SiteBalls {
  final int[] from;
  final int[] family;
  final int[] ball;

  SiteBalls(Urns urns) {
    from = new int[urns.count() + 1];
    for (UrnFamily each : urns.families()) {
      Balls balls = each.balls();
      for (int b = 0; b < balls.count(); b++) {
        for (int j = balls.firstRowSite(b); j < balls.endOfRowSites(b); j++) {
          from[balls.rowSite(j) + 1]++;
        }
        if (hasOwnColumnSite(balls, b)) from[balls.columnSite(b) + 1]++;
      }
    }
    for (int s = 0; s < urns.count(); s++) from[s + 1] += from[s];
    family = new int[from[urns.count()]];
    ball = new int[family.length];
    fill(urns);
  }

  private void fill(Urns urns) {
    int[] next = from.clone();
    for (int f = 0; f < urns.families().size(); f++) {
      Balls balls = urns.families().get(f).balls();
      for (int b = 0; b < balls.count(); b++) {
        for (int j = balls.firstRowSite(b); j < balls.endOfRowSites(b); j++) {
          enter(next[balls.rowSite(j)]++, f, b);
        }
        if (hasOwnColumnSite(balls, b)) enter(next[balls.columnSite(b)]++, f, b);
      }
    }
  }

  /** Puts the balls of a site where its value says, or takes them out if {@code sign} is -1. */
  void addAll(int site, int[] values, int sign, CountTable[] tables) {
    for (int i = from[site]; i < from[site + 1]; i++) tables[family[i]].add(ball[i], values, sign);
  }

  private void enter(int place, int f, int b) {
    family[place] = f;
    ball[place] = b;
  }

  /** Whether the site of a ball's column is none of those of its row, which are counted already. */
  private static boolean hasOwnColumnSite(Balls balls, int b) {
    int site = balls.columnSite(b);
    if (site == Balls.NO_SITE) return false;
    for (int j = balls.firstRowSite(b); j < balls.endOfRowSites(b); j++) {
      if (balls.rowSite(j) == site) return false;
    }
    return true;
  }
}
