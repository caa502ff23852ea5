package bayes.runtime.sampler.gibbs;

import java.util.Arrays;

/**
 * Where the few balls of a site lie, as numbers next to each other, for the sites that {@link
 * SingleBalls} can draw: each ball counts once and either has the site's value as its column, in a
 * row that has nothing to do with it, or has the row that is the site's value and more, in a column
 * that has nothing to do with it. Of each family one ball may choose, and the others lie in
 * different rows whatever the value is.
 *
 * <p>The row of a ball is {@code ROW_BASE + STRIDE * value(ROW_SITE) + OTHER_STRIDE *
 * value(OTHER_ROW_SITE)} and its column {@code COLUMN_BASE + value(COLUMN_SITE)}, where the site
 * itself, while its value is 0, stands for none.
 */
final class SingleBallShapes {
  /** Sites of more balls are drawn another way; products of so many neither overflow nor vanish. */
  static final int MOST_BALLS = 8;

  static final int FAMILY = 0;
  static final int KIND = 1;
  static final int ROW_BASE = 2;
  static final int ROW_SITE = 3;
  static final int STRIDE = 4;
  static final int OTHER_ROW_SITE = 5;
  static final int OTHER_STRIDE = 6;
  static final int COLUMN_BASE = 7;
  static final int COLUMN_SITE = 8;

  /** How many numbers a ball has. */
  static final int SIZE = 9;

  /** The kind of a ball whose column is the site's value. */
  static final int CHOOSES = -2;

  /**
   * The kind of a ball in the row of the site's value, if no ball of its family chooses; else the
   * number of the one that does.
   */
  static final int LIES_ALONE = -1;

  /** Nor do products vanish with prior counts of at least this. */
  private static final double LEAST_PRIOR = 1e-20;

  private final Urns urns;
  private final SiteBalls siteBalls;
  private final boolean[] isTiny;
  private final boolean[] needShares;
  private final int[] first;
  private int[] numbers = new int[16 * SIZE];
  private int end;

  SingleBallShapes(Urns urns, SiteBalls siteBalls) {
    this.urns = urns;
    this.siteBalls = siteBalls;
    needShares = new boolean[urns.families().size()];
    isTiny = new boolean[needShares.length];
    for (int f = 0; f < isTiny.length; f++) {
      double[] counts = urns.families().get(f).prior().values();
      isTiny[f] = Arrays.stream(counts).anyMatch(count -> count < LEAST_PRIOR);
    }
    first = new int[urns.count()];
    Arrays.fill(first, -1);
  }

  /** Takes a site's balls down; false, with nothing taken down, if they are of another shape. */
  boolean add(int site) {
    int from = siteBalls.from[site];
    int n = siteBalls.from[site + 1] - from;
    if (n > MOST_BALLS) return false;
    int start = end;
    while (end + n * SIZE > numbers.length) numbers = Arrays.copyOf(numbers, 2 * numbers.length);
    for (int j = 0; j < n; j++) {
      if (!addBall(site, siteBalls.family[from + j], siteBalls.ball[from + j])
          || !fitsOthers(start, end - SIZE)) {
        end = start;
        return false;
      }
    }
    for (int at = start; at < end; at += SIZE) {
      if (numbers[at + KIND] != CHOOSES) needShares[numbers[at + FAMILY]] = true;
    }
    first[site] = start;
    return true;
  }

  private boolean addBall(int site, int f, int ball) {
    UrnFamily family = urns.families().get(f);
    Balls balls = family.balls();
    if (family.hasTable() || balls.times(ball) != 1 || isTiny[f]) return false;
    int[] sites = {site, site};
    int[] strides = {0, 0};
    int others = 0;
    boolean isRow = false;
    for (int j = balls.firstRowSite(ball); j < balls.endOfRowSites(ball); j++) {
      if (balls.rowSite(j) == site) {
        if (balls.rowStride(j) != 1) return false;
        isRow = true;
      } else {
        if (others == 2) return false;
        sites[others] = balls.rowSite(j);
        strides[others++] = balls.rowStride(j);
      }
    }
    boolean isColumn = balls.columnSite(ball) == site;
    if (isRow == isColumn) return false;
    PriorCounts prior = family.prior();
    if (!(isColumn ? prior.isAlikeInColumns() : prior.isAlikeInRows())) return false;
    numbers[end + FAMILY] = f;
    numbers[end + KIND] = isColumn ? CHOOSES : LIES_ALONE;
    numbers[end + ROW_BASE] = balls.rowBase(ball);
    numbers[end + ROW_SITE] = sites[0];
    numbers[end + STRIDE] = strides[0];
    numbers[end + OTHER_ROW_SITE] = sites[1];
    numbers[end + OTHER_STRIDE] = strides[1];
    numbers[end + COLUMN_BASE] = balls.columnBase(ball);
    boolean isFixed = balls.columnSite(ball) == Balls.NO_SITE;
    numbers[end + COLUMN_SITE] = isFixed ? site : balls.columnSite(ball);
    end += SIZE;
    return true;
  }

  /** Whether the last ball of a site goes with those before it of the same family. */
  private boolean fitsOthers(int start, int last) {
    for (int at = start; at < last; at += SIZE) {
      if (numbers[at + FAMILY] != numbers[last + FAMILY]) continue;
      boolean isChoice = numbers[at + KIND] == CHOOSES;
      boolean isLastChoice = numbers[last + KIND] == CHOOSES;
      if (isChoice && isLastChoice) return false;
      if (isChoice) numbers[last + KIND] = (at - start) / SIZE;
      else if (isLastChoice) numbers[at + KIND] = (last - start) / SIZE;
      else if (!areApart(at, last)) return false;
    }
    return true;
  }

  /** Whether two balls lie in different rows whatever the values of sites are. */
  private boolean areApart(int one, int other) {
    return numbers[one + STRIDE] == 0
        && numbers[other + STRIDE] == 0
        && numbers[one + ROW_BASE] != numbers[other + ROW_BASE];
  }

  /** The numbers of all balls. */
  int[] numbers() {
    return numbers;
  }

  /** Where the numbers of a site's first ball begin. */
  int first(int site) {
    return first[site];
  }

  /** The number of balls of a site. */
  int count(int site) {
    return siteBalls.from[site + 1] - siteBalls.from[site];
  }

  /** Whether balls of a family lie in the rows of sites' values. */
  boolean needShares(int family) {
    return needShares[family];
  }
}
