package bayes.runtime.approximation;

import bayes.runtime.density.LogDensity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The normal distribution with independent coordinates at a mode m whose variances are those of
 * each coordinate given all others: 1 / P_ii, for P = minus the Hessian, where
 *
 * <p>P_ii = 2 d / h^2, d = f(m) - (f(m + h e_i) + f(m - h e_i)) / 2,
 *
 * <p>with a step h at which the log density f falls by about d = 0.1, so that it is the curvature
 * of the hill at its own size. Of the normal distributions with independent coordinates it is the
 * nearest to the one of precision P, in the divergence KL(q || p) (C. Bishop, "Pattern Recognition
 * and Machine Learning", 2006, section 10.1.2). Its draws lie as high as those of the latter, but
 * are too narrow where coordinates depend on each other.
 *
 * <p>It takes two evaluations of the density for each coordinate, and a few more where widths
 * change much from one to the next.
 */
public final class CoordinateWidths {
  /** Falls of the log density that tell the width. */
  private static final double SMALLEST_FALL = 0.005;

  private static final double LARGEST_FALL = 0.5;
  private static final double AIM = 0.1;

  private static final int ATTEMPTS = 30;

  /** Coordinates that are done one after the other, by one thread: their steps tell the next. */
  private static final int BLOCK = 64;

  private static final double FIRST_STEP = 0.01;

  private final double[] mode;
  private final double top;
  private final BooleanSupplier stop;

  private CoordinateWidths(double[] mode, double top, BooleanSupplier stop) {
    this.mode = mode;
    this.top = top;
    this.stop = stop;
  }

  /**
   * The distribution at {@code mode}; empty if the density does not fall to both sides of it in
   * each coordinate, or when stopped. The same for every number of threads.
   *
   * @param densities gives each thread a density of its own
   */
  public static Optional<LowRankNormal> at(
      double[] mode, Supplier<LogDensity> densities, int threads, BooleanSupplier stop) {
    double top = densities.get().logDensity(mode);
    CoordinateWidths widths = new CoordinateWidths(mode, top, stop);
    double[] scales = new double[mode.length];
    ExecutorService executor = Executors.newFixedThreadPool(threads, CoordinateWidths::daemon);
    try {
      ThreadLocal<LogDensity> density = ThreadLocal.withInitial(densities);
      List<Callable<Boolean>> blocks = new ArrayList<>();
      for (int from = 0; from < mode.length; from += BLOCK) {
        int first = from;
        int end = Math.min(mode.length, from + BLOCK);
        blocks.add(() -> widths.measure(density.get(), first, end, scales));
      }
      for (Future<Boolean> block : executor.invokeAll(blocks)) {
        if (!block.get()) return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) throw error;
      throw new IllegalStateException("a density broke down: " + e.getCause(), e.getCause());
    } finally {
      executor.shutdown();
    }
    return LowRankNormal.of(mode.clone(), scales, new double[0][], new double[0][]);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "bayes-curvature");
    thread.setDaemon(true);
    return thread;
  }

  private boolean measure(LogDensity density, int from, int end, double[] scales) {
    double[] point = mode.clone();
    double step = FIRST_STEP * Math.max(1, Math.abs(mode[from]));
    for (int i = from; i < end; i++) {
      if (stop.getAsBoolean()) return false;
      double scale = width(density, point, i, step);
      if (!(scale > 0)) return false;
      scales[i] = scale;
      step = scale * Math.sqrt(2 * AIM);
    }
    return true;
  }

  /** One over the root of the precision of coordinate i; NaN if there is none. */
  private double width(LogDensity density, double[] point, int i, double first) {
    double step = first;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      point[i] = mode[i] + step;
      double ahead = density.logDensity(point);
      point[i] = mode[i] - step;
      double behind = density.logDensity(point);
      point[i] = mode[i];
      double fall = top - (ahead + behind) / 2;
      if (fall >= SMALLEST_FALL && fall <= LARGEST_FALL) return step / Math.sqrt(2 * fall);
      // What is rejected or fails has fallen too far; what has not fallen, not far enough.
      double factor = fall > 0 ? Math.sqrt(AIM / fall) : 4;
      if (Double.isNaN(fall)) factor = 0;
      step *= Math.min(8, Math.max(1.0 / 8, factor));
      if (!Double.isFinite(step)) return Double.NaN;
    }
    return Double.NaN;
  }
}
