package bayes.runtime.inference;

import bayes.runtime.random.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A kernel that is interrupted, and goes on in another object from its saved state.
 *
 * @param maker makes the kernel, always from the same settings
 * @param nWarmup the iterations of its warmup
 * @param nDraws the iterations after it
 */
record SavedKernel(Supplier<Kernel> maker, int nWarmup, int nDraws) {
  /** What is done to a state between saving and restoring it. */
  interface Accident {
    byte[] happensTo(byte[] state);

    static Accident none() {
      return state -> state;
    }
  }

  /** Where an undisturbed chain was after each iteration, with the sampler's columns. */
  List<double[]> undisturbed() {
    return trace(-1, Accident.none());
  }

  /** The same of one that is interrupted before iteration {@code at}, from 0. */
  List<double[]> interrupted(int at, Accident accident) {
    return trace(at, accident);
  }

  /** The state before iteration {@code at}. */
  byte[] stateAt(int at) {
    List<byte[]> seen = new ArrayList<>();
    interrupted(
        at,
        state -> {
          seen.add(state.clone());
          return state;
        });
    return seen.get(0);
  }

  private List<double[]> trace(int interruption, Accident accident) {
    RandomGenerator random = Streams.of(11).chain(0);
    Kernel kernel = maker.get();
    ChainStart start = new ChainStart(new StartPoints.Random(), List::of, 0);
    if (kernel.begin(start, random).isPresent())
      throw new AssertionError("the kernel does not start");
    List<double[]> trace = new ArrayList<>();
    for (int i = 0; i < nWarmup + nDraws; i++) {
      if (i == interruption) kernel = restored(accident.happensTo(saved(kernel)));
      if (i < nWarmup) kernel.warmup(random);
      else kernel.draw(random);
      double[] position = kernel.state().position();
      double[] seen = Arrays.copyOf(position, position.length + kernel.columns().size());
      kernel.writeColumns(seen, position.length);
      trace.add(seen);
    }
    return trace;
  }

  private static byte[] saved(Kernel kernel) {
    var bytes = new ByteArrayOutputStream();
    try {
      kernel.save(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private Kernel restored(byte[] state) {
    Kernel kernel = maker.get();
    try (var in = new DataInputStream(new ByteArrayInputStream(state))) {
      kernel.restore(in);
      if (in.read() >= 0) throw new AssertionError("restore reads less than save has written");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return kernel;
  }
}
