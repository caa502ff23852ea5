package bayes.compiler;

import bayes.compiler.lower.DataRows;
import bayes.compiler.model.Expr;
import bayes.compiler.model.Symbol;
import bayes.compiler.plan.collapse.Ball;
import bayes.compiler.plan.collapse.Collapse;
import bayes.compiler.plan.collapse.Position;
import bayes.compiler.plan.collapse.Rows;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.sampler.gibbs.Balls;
import bayes.runtime.sampler.gibbs.UrnFamily;
import bayes.runtime.sampler.gibbs.Urns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes urns from a collapsed model and its data: where each ball lies, in time linear in balls.
 */
final class UrnTables {
  private final Collapse collapse;
  private final Axes axes;
  private final DiscreteSites sites;
  private final Map<Symbol, Integer> firstSites;
  private final Function<DataRows, double[]> list;
  private final Map<Symbol, Places> elements = new HashMap<>();

  /**
   * Tables of a model.
   *
   * @param firstSites the number of the first element's site of each discrete latent
   * @param list the cells of rows of data, row after row
   */
  UrnTables(
      Collapse collapse,
      Axes axes,
      DiscreteSites sites,
      Map<Symbol, Integer> firstSites,
      Function<DataRows, double[]> list) {
    this.collapse = collapse;
    this.axes = axes;
    this.sites = sites;
    this.firstSites = Map.copyOf(firstSites);
    this.list = list;
  }

  Urns urns() {
    int[] supports = new int[sites.count()];
    for (int s = 0; s < supports.length; s++) supports[s] = Math.toIntExact(sites.size(s));
    List<UrnFamily> families = new ArrayList<>();
    for (Rows rows : collapse.rows()) {
      Places plate = Places.of(rows.plateSets(), axes);
      int nColumns = axes.axis(rows.columns()).size();
      if (plate.size() == 0 || nColumns == 0) continue;
      Balls.Builder balls = new Balls.Builder();
      for (Ball ball : collapse.ballsOf(rows)) add(ball, plate, balls);
      families.add(
          UrnFamily.of(
              rows.symbol().name(),
              plate.size(),
              nColumns,
              new UrnPriors(axes, list, rows, plate, nColumns).counts(),
              balls.build()));
    }
    return new Urns(supports, families);
  }

  /**
   * A position of a ball among the listed cells.
   *
   * @param site of what is -1 where there is none: the cell of the first index of the element
   * @param offset likewise, the cell of what is added
   */
  private record Cell(int stride, Position position, int site, int offset) {}

  private void add(Ball ball, Places plate, Balls.Builder builder) {
    List<Expr> cells = new ArrayList<>();
    List<Cell> row = new ArrayList<>();
    int base = 0;
    for (int d = 0; d < ball.row().size(); d++) {
      base -= plate.stride(d) * plate.firsts()[d];
      row.add(cell(plate.stride(d), ball.row().get(d), cells));
    }
    Cell column = cell(1, ball.column(), cells);
    int firstColumn = axes.first(ball.rows().columns());
    int times = cells.size();
    ball.times().ifPresent(count -> cells.add(Places.number(count)));
    // Where a ball lies is not always told by data.
    if (cells.isEmpty()) cells.add(new Expr.IntConstant(0, ball.term().statement().span()));
    double[] all = list.apply(new DataRows(ball.path(), cells));
    for (int at = 0; at < all.length; at += cells.size()) {
      int first = base;
      for (Cell cell : row) first += cell.stride() * fixed(cell, all, at);
      builder.row(first);
      for (Cell cell : row) {
        if (cell.site() >= 0) builder.rowSite(site(cell, all, at), cell.stride());
      }
      int inColumn = fixed(column, all, at) - firstColumn;
      if (column.site() >= 0) {
        builder.columnOf(inColumn, site(column, all, at));
      } else if (ball.times().isPresent()) {
        builder.column(inColumn, (int) all[at + times]);
      } else {
        builder.column(inColumn);
      }
    }
  }

  private Cell cell(int stride, Position position, List<Expr> cells) {
    int site = position.site().isPresent() ? cells.size() : -1;
    position.site().ifPresent(s -> s.element().forEach(index -> cells.add(Places.number(index))));
    int offset = position.offset().isPresent() ? cells.size() : -1;
    position.offset().ifPresent(index -> cells.add(Places.number(index)));
    return new Cell(stride, position, site, offset);
  }

  /** The index where the site, if any, has the first of its values. */
  private int fixed(Cell cell, double[] all, int at) {
    int index = cell.offset() < 0 ? 0 : (int) all[at + cell.offset()];
    return cell.site() < 0 ? index : index + sites.lower(site(cell, all, at));
  }

  /** The number of a latent's element among all sites. */
  private int site(Cell cell, double[] all, int at) {
    Symbol latent = cell.position().site().orElseThrow().latent();
    Places places = elements.computeIfAbsent(latent, s -> Places.of(s.type().dimensions(), axes));
    Integer first = firstSites.get(latent);
    if (first == null) throw new IllegalStateException(latent + " is no site");
    return first + places.number(all, at + cell.site());
  }
}
