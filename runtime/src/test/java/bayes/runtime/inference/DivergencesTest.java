package bayes.runtime.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.state.StateMismatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The log of a chain's diverging steps is bounded, spread over the chain, and goes on after a save.
 */
final class DivergencesTest {
  private static void diverge(DivergenceLog log, int draw) {
    log.diverged(new double[] {draw, -draw}, new double[] {2.0 * draw, 0});
  }

  @Test
  void ofFewAllAreKept() {
    DivergenceLog log = new DivergenceLog(2);
    log.draw();
    diverge(log, 2);
    log.draw();
    diverge(log, 4);
    List<DivergenceLog.Step> kept = log.kept();
    assertEquals(List.of(2, 4), kept.stream().map(DivergenceLog.Step::draw).toList());
    assertArrayEquals(new double[] {4, -4}, kept.get(1).from());
    assertArrayEquals(new double[] {8, 0}, kept.get(1).to());
  }

  @Test
  void ofManyAPartIsKeptThatIsSpreadOverTheChain() {
    DivergenceLog log = new DivergenceLog(2);
    for (int draw = 1; draw <= 10_000; draw++) diverge(log, draw);
    List<Integer> draws = log.kept().stream().map(DivergenceLog.Step::draw).toList();
    assertTrue(draws.size() >= 32 && draws.size() < 64, draws.size() + " are kept");
    int stride = draws.get(1) - draws.get(0);
    for (int i = 1; i < draws.size(); i++) assertEquals(stride, draws.get(i) - draws.get(i - 1));
    assertTrue(draws.get(draws.size() - 1) > 10_000 - 2 * stride);
  }

  @Test
  void positionsOfManyCoordinatesTakeNoMoreRoom() {
    DivergenceLog log = new DivergenceLog(1_000_000);
    double[] position = new double[1_000_000];
    for (int draw = 1; draw <= 10; draw++) log.diverged(position, position);
    assertTrue(log.kept().size() < 4, log.kept().size() + " are kept");
  }

  @Test
  void itGoesOnAfterASave() throws IOException {
    DivergenceLog undisturbed = new DivergenceLog(2);
    DivergenceLog saved = new DivergenceLog(2);
    for (int draw = 1; draw <= 100; draw++) {
      diverge(undisturbed, draw);
      diverge(saved, draw);
    }
    byte[] state = saved(saved);
    DivergenceLog restored = new DivergenceLog(2);
    restored.restore(new DataInputStream(new ByteArrayInputStream(state)));
    for (int draw = 101; draw <= 300; draw++) {
      diverge(undisturbed, draw);
      diverge(restored, draw);
    }
    assertArrayEquals(saved(undisturbed), saved(restored));
    DivergenceLog other = new DivergenceLog(3);
    assertThrows(
        StateMismatch.class,
        () -> other.restore(new DataInputStream(new ByteArrayInputStream(state))));
  }

  private static byte[] saved(DivergenceLog log) throws IOException {
    var bytes = new ByteArrayOutputStream();
    log.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
