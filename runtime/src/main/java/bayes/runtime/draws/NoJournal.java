package bayes.runtime.draws;

import bayes.runtime.state.Resumable;
import java.util.Optional;

/** The journal of a run that nobody wants to go on with. */
enum NoJournal implements Journal, Journal.Chain {
  INSTANCE;

  @Override
  public void begin(Heading heading) {}

  @Override
  public Chain chain(int number) {
    return this;
  }

  @Override
  public Optional<SavedChain> saved() {
    return Optional.empty();
  }

  @Override
  public void adapted(ChainRecord record) {}

  @Override
  public void draw(double[] samplerRow, double[] row) {}

  @Override
  public void passed(Resumable state) {}

  @Override
  public void stopped(Resumable state) {}

  @Override
  public void ended() {}
}
