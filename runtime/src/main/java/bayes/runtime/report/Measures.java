package bayes.runtime.report;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Run;
import bayes.runtime.report.Summary.DrawsKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figures of a run that requirements are about. */
public final class Measures {
  private final Run run;
  private final Summary summary;

  private Measures(Run run, Summary summary) {
    this.run = run;
    this.summary = summary;
  }

  public static Measures of(Run run, Summary summary) {
    return new Measures(run, summary);
  }

  /** The figures of a measure, or why there are none. */
  public sealed interface Figures {}

  /** One figure for each quantity or chain, or one of the whole run. */
  public record Known(List<Figure> figures) implements Figures {
    public Known {
      figures = List.copyOf(figures);
    }
  }

  /** {@code of}: the quantity or chain; empty for the whole run. */
  public record Figure(String of, double value) {}

  /** The method does not define it, as a sentence without a full stop. */
  public record Undefined(String reason) implements Figures {}

  /** The figures of a measure. */
  public Figures of(Measure measure) {
    return switch (measure) {
      case R_HAT -> ofChains(measure, Quantity::rHat);
      case ESS ->
          summary.kind() == DrawsKind.WEIGHTED
              ? ofQuantities(measure, Quantity::essBulk)
              : ofChains(measure, q -> Math.min(q.essBulk(), q.essTail()));
      case ESS_BULK -> ofChains(measure, Quantity::essBulk);
      case ESS_TAIL -> ofChains(measure, Quantity::essTail);
      case MCSE ->
          summary.kind() == DrawsKind.POINT
              ? undefined(measure)
              : ofQuantities(measure, q -> q.mcseMean() / q.sd());
      case DIVERGENCES -> count(measure, "divergent__", 1);
      case TREE_DEPTH -> {
        Object depth = run.record().settings().get("max_tree_depth");
        yield depth instanceof Number most
            ? count(measure, "treedepth__", most.doubleValue())
            : undefined(measure);
      }
      case E_BFMI -> energy(measure);
      case K -> k(measure);
      case NESTED_R_HAT -> nested();
    };
  }

  private Figures undefined(Measure measure) {
    return new Undefined(
        "a run of --method " + run.record().method() + " has no " + measure.word());
  }

  private Figures ofChains(Measure measure, ToDoubleFunction<Quantity> figure) {
    boolean hasChains = summary.kind() == DrawsKind.CHAINS || summary.kind() == DrawsKind.EXACT;
    return hasChains ? ofQuantities(measure, figure) : undefined(measure);
  }

  /** Constants, of which these figures are not defined, have nothing to fulfil. */
  private Figures ofQuantities(Measure measure, ToDoubleFunction<Quantity> figure) {
    List<Figure> figures = new ArrayList<>();
    for (Quantity quantity : summary.quantities()) {
      boolean isConstant = quantity.sd() == 0 || isConstant(quantity);
      if (!isConstant) figures.add(new Figure(quantity.label(), figure.applyAsDouble(quantity)));
    }
    if (figures.isEmpty()) {
      return new Undefined("the run has no quantity that " + measure.word() + " is defined for");
    }
    return new Known(figures);
  }

  private static boolean isConstant(Quantity quantity) {
    return quantity.q5() == quantity.q95()
        && Double.isNaN(quantity.rHat())
        && quantity.sd() < 1e-12;
  }

  private Figures count(Measure measure, String column, double from) {
    double[][] chains = run.draws().sampler(column).orElse(new double[0][]);
    if (chains.length == 0) return undefined(measure);
    long count =
        Arrays.stream(chains).flatMapToDouble(Arrays::stream).filter(x -> x >= from).count();
    return new Known(List.of(new Figure("", count)));
  }

  private Figures nested() {
    NestedRHat nested = NestedRHat.of(run.record(), MatchedDraws.of(run).draws());
    if (!nested.isDefined()) {
      return new Undefined("the run has no superchains (--superchains of `bayes sample`)");
    }
    return ofQuantities(Measure.NESTED_R_HAT, nested::of);
  }

  private Figures energy(Measure measure) {
    Draws draws = run.draws();
    double[][] chains = draws.sampler("energy__").orElse(new double[0][]);
    if (chains.length == 0) return undefined(measure);
    List<Figure> figures = new ArrayList<>();
    for (int c = 0; c < chains.length; c++) {
      figures.add(new Figure("chain " + (c + 1), Convergence.eBfmi(chains[c])));
    }
    return new Known(figures);
  }

  /** Of the run as a whole, and of each quantity that has one: the worst of all decides. */
  private Figures k(Measure measure) {
    List<Figure> figures = new ArrayList<>();
    if (run.record().results().get("pareto_k") instanceof Number k) {
      figures.add(new Figure("", k.doubleValue()));
    }
    for (Quantity quantity : summary.quantities()) {
      if (!Double.isNaN(quantity.paretoK())) {
        figures.add(new Figure(quantity.label(), quantity.paretoK()));
      }
    }
    return figures.isEmpty() ? undefined(measure) : new Known(figures);
  }
}
