package bayes.runtime.sampler.gibbs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Which way each site is drawn, found from what its balls look like: sites in their order, in runs
 * of the same way.
 */
final class Schedule {
  /** Sites that {@link ChoiceAndEmission} can draw together. */
  private record Kind(int choices, int emissions, int columnBase, int support) {}

  private final Urns urns;
  private final SiteBalls siteBalls;
  private final CountTable[] tables;
  private final Optional<SiteTerms> terms;
  private final int[] choiceBall;
  private final int[] column;
  private final Map<Kind, SiteDraws> pairs = new HashMap<>();
  private final List<SiteDraws> runs = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private final int[] runOf;
  private final SiteDraws[] drawsOfRun;
  private final int[] endOfRun;

  Schedule(Urns urns, SiteBalls siteBalls, CountTable[] tables, Optional<SiteTerms> terms) {
    this.urns = urns;
    this.siteBalls = siteBalls;
    this.tables = tables;
    this.terms = terms;
    choiceBall = new int[urns.count()];
    column = new int[urns.count()];
    runOf = new int[urns.count()];
    var shapes = new SingleBallShapes(urns, siteBalls);
    List<Optional<SiteDraws>> together = new ArrayList<>();
    boolean[] isSingle = new boolean[urns.count()];
    boolean[] isOther = new boolean[urns.count()];
    for (int site = 0; site < urns.count(); site++) {
      together.add(pairOf(site));
      isSingle[site] = together.get(site).isEmpty() && !hasTerms(site) && shapes.add(site);
      isOther[site] = together.get(site).isEmpty() && !isSingle[site];
    }
    var singles = new SingleBalls(urns, tables, shapes);
    var groups = new LinearGroups(urns, siteBalls, isOther);
    var others = new WeighedDraws(urns, siteBalls, groups, tables, terms);
    for (int site = 0; site < urns.count(); site++) {
      enter(site, together.get(site).orElse(isSingle[site] ? singles : others));
    }
    drawsOfRun = runs.toArray(SiteDraws[]::new);
    endOfRun = ends.stream().mapToInt(Integer::intValue).toArray();
  }

  private void enter(int site, SiteDraws draws) {
    if (runs.isEmpty() || runs.get(runs.size() - 1) != draws) {
      runs.add(draws);
      ends.add(site + 1);
    } else {
      ends.set(ends.size() - 1, site + 1);
    }
    runOf[site] = runs.size() - 1;
  }

  /** Draws every site once, in their order. */
  void sweep(int[] values, RandomGenerator random) {
    int from = 0;
    for (int run = 0; run < drawsOfRun.length; run++) {
      drawsOfRun[run].sweep(from, endOfRun[run], values, random);
      from = endOfRun[run];
    }
  }

  /** The way a site is drawn. */
  SiteDraws of(int site) {
    return drawsOfRun[runOf[site]];
  }

  private boolean hasTerms(int site) {
    return terms.isPresent() && terms.get().mention(site);
  }

  private Optional<SiteDraws> pairOf(int site) {
    int first = siteBalls.from[site];
    if (siteBalls.from[site + 1] != first + 2) return Optional.empty();
    if (hasTerms(site)) return Optional.empty();
    return pairOf(site, first, first + 1).or(() -> pairOf(site, first + 1, first));
  }

  /** The site's draws if the first ball chooses its value, and the other lies in that row. */
  private Optional<SiteDraws> pairOf(int site, int choice, int emission) {
    int f = siteBalls.family[choice];
    int g = siteBalls.family[emission];
    if (f == g || !chooses(site, f, siteBalls.ball[choice])) return Optional.empty();
    if (!isEmitted(site, g, siteBalls.ball[emission])) return Optional.empty();
    if (!(tables[f] instanceof RowCounts choices)) return Optional.empty();
    if (!(tables[g] instanceof ColumnCounts emissions)) return Optional.empty();
    choiceBall[site] = siteBalls.ball[choice];
    column[site] = emissions.family.balls().columnBase(siteBalls.ball[emission]);
    int base = choices.family.balls().columnBase(choiceBall[site]);
    int support = urns.support(site);
    return Optional.of(
        pairs.computeIfAbsent(
            new Kind(f, g, base, support),
            kind -> new ChoiceAndEmission(choices, emissions, support, base, choiceBall, column)));
  }

  /** Whether a ball's column is the site's value, and its row has nothing to do with it. */
  private boolean chooses(int site, int f, int ball) {
    Balls balls = urns.families().get(f).balls();
    for (int j = balls.firstRowSite(ball); j < balls.endOfRowSites(ball); j++) {
      if (balls.rowSite(j) == site) return false;
    }
    return balls.columnSite(ball) == site;
  }

  /** Whether a ball lies once in the row that is the site's value and in a fixed column. */
  private boolean isEmitted(int site, int g, int ball) {
    UrnFamily family = urns.families().get(g);
    Balls balls = family.balls();
    int j = balls.firstRowSite(ball);
    return !family.hasTable()
        && family.prior().isAlikeInRows()
        && balls.endOfRowSites(ball) == j + 1
        && balls.rowSite(j) == site
        && balls.rowStride(j) == 1
        && balls.rowBase(ball) == 0
        && balls.columnSite(ball) == Balls.NO_SITE
        && balls.times(ball) == 1;
  }
}
