package bayes.compiler;

import bayes.compiler.program.ProgramInstance;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import java.util.List;
import java.util.Optional;

/**
 * A log density by the programs of single latents. It keeps the values of the latents and of what
 * is derived from them, and brings them up to date when they are read.
 */
final class ProgramLocalDensity implements LocalDensity {
  private static final double[] NOTHING = {};

  private final List<Latent> latents;
  private final int[] owners;
  private final ProgramInstance allValues;
  private final LocalDensity whole;
  private final boolean keepsDerived;
  private final boolean needsWhole;

  /** The coordinates, and one more number: the event to be placed. */
  private final double[] coordinates;

  /** The values, and one more number: the event whose terms are asked for. */
  private final double[] values;

  private final double[] old;
  private boolean discreteMoved;
  private boolean continuousMoved;

  /**
   * A latent's place among coordinates and values.
   *
   * @param coordinate its first one
   * @param perEvent the coordinates of one event
   * @param value the place of its first value
   * @param eventSize the values of one event
   * @param terms of one event; none if all terms are to be evaluated
   */
  record Latent(
      boolean isDiscrete,
      int coordinate,
      int nCoordinates,
      int perEvent,
      int value,
      int eventSize,
      Optional<ProgramInstance> place,
      Optional<ProgramInstance> terms) {}

  /**
   * A density.
   *
   * @param nDerived the number of derived values that are kept
   */
  ProgramLocalDensity(
      List<Latent> latents,
      ProgramInstance allValues,
      LogDensity density,
      int nValues,
      int nDerived) {
    this.latents = List.copyOf(latents);
    this.allValues = allValues;
    this.whole = LocalDensity.whole(density);
    this.keepsDerived = nDerived > 0;
    this.needsWhole = latents.stream().anyMatch(latent -> latent.terms().isEmpty());
    this.coordinates = new double[density.dimension() + 1];
    this.values = new double[nValues + nDerived + 1];
    this.old = new double[latents.stream().mapToInt(Latent::eventSize).max().orElse(0)];
    this.owners = new int[density.dimension()];
    for (int k = 0; k < latents.size(); k++) {
      Latent latent = latents.get(k);
      for (int i = 0; i < latent.nCoordinates(); i++) owners[latent.coordinate() + i] = k;
    }
  }

  @Override
  public void moveTo(double[] position) {
    System.arraycopy(position, 0, coordinates, 0, owners.length);
    if (needsWhole) whole.moveTo(position);
    derive();
  }

  private void derive() {
    allValues.evaluate(coordinates, values, BoundModel.NO_RANDOMNESS);
    discreteMoved = false;
    continuousMoved = false;
  }

  @Override
  public double logDensity(int coordinate, double value) {
    Latent latent = latents.get(owners[coordinate]);
    if (latent.terms().isEmpty()) return whole.logDensity(coordinate, value);
    if (keepsDerived && (latent.isDiscrete() ? continuousMoved : discreteMoved)) derive();
    int event = (coordinate - latent.coordinate()) / latent.perEvent();
    values[values.length - 1] = event;
    ProgramInstance terms = latent.terms().get();
    if (latent.place().isEmpty()) {
      int at = latent.value() + coordinate - latent.coordinate();
      double before = values[at];
      values[at] = value;
      double result = terms.evaluate(values, NOTHING, BoundModel.NO_RANDOMNESS);
      values[at] = before;
      return result;
    }
    int from = latent.value() + event * latent.eventSize();
    System.arraycopy(values, from, old, 0, latent.eventSize());
    double before = coordinates[coordinate];
    coordinates[coordinate] = value;
    double logJacobian = place(latent, event);
    double result = terms.evaluate(values, NOTHING, BoundModel.NO_RANDOMNESS);
    coordinates[coordinate] = before;
    System.arraycopy(old, 0, values, from, latent.eventSize());
    return logJacobian + result;
  }

  private double place(Latent latent, int event) {
    coordinates[coordinates.length - 1] = event;
    return latent.place().orElseThrow().evaluate(coordinates, values, BoundModel.NO_RANDOMNESS);
  }

  @Override
  public void set(int coordinate, double value) {
    Latent latent = latents.get(owners[coordinate]);
    coordinates[coordinate] = value;
    if (needsWhole) whole.set(coordinate, value);
    if (latent.isDiscrete()) discreteMoved = true;
    else continuousMoved = true;
    if (latent.terms().isEmpty()) {
      // Others' values may change with it.
      derive();
    } else if (latent.place().isEmpty()) {
      values[latent.value() + coordinate - latent.coordinate()] = value;
    } else {
      place(latent, (coordinate - latent.coordinate()) / latent.perEvent());
    }
  }
}
