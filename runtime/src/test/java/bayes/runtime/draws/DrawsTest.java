package bayes.runtime.draws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.draws.RecordedVariable.Axis;
import bayes.runtime.draws.RecordedVariable.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private static final RecordedVariable MU =
      new RecordedVariable("mu", Kind.REAL, List.of(), List.of());
  private static final RecordedVariable BETA =
      new RecordedVariable(
          "beta",
          Kind.REAL,
          List.of(
              new Axis("School", List.of("a", "say \"b\""), true),
              new Axis("", List.of("1", "2", "3"), false)),
          List.of());

  @Test
  void columnsAreNamedAndOrdered() {
    Layout layout = Layout.of(List.of(MU, BETA));
    assertEquals(7, layout.width());
    assertEquals(1, layout.offset(1));
    assertEquals(
        List.of("mu", "beta.1.1", "beta.1.2", "beta.1.3", "beta.2.1", "beta.2.2", "beta.2.3"),
        layout.stanNames());
    assertEquals("beta[\"say \\\"b\\\"\", 3]", layout.labels().get(6));
    assertEquals(List.of(0, 1, 4, 2, 5, 3, 6), layout.stanOrder());
    assertEquals(4, layout.column("beta.2.1").orElseThrow());
    assertEquals(2, layout.column("beta[\"a\", 2]").orElseThrow());
    assertTrue(layout.column("gamma").isEmpty());
  }

  @Test
  void columnsOfChains() {
    Layout layout =
        Layout.of(List.of(MU, new RecordedVariable("nu", Kind.INT, List.of(), List.of())));
    Draws draws =
        Draws.of(
            layout,
            List.of("lp__"),
            2,
            List.of(new double[] {1, 2, 3, 4}, new double[] {5, 6, 7, 8}),
            List.of(new double[] {-1, -2}, new double[] {-3, -4}));
    assertArrayEquals(new double[][] {{2, 4}, {6, 8}}, draws.chains(1));
    assertArrayEquals(new double[][] {{-1, -2}, {-3, -4}}, draws.sampler("lp__").orElseThrow());
    assertEquals(7, draws.value(1, 1, 0));
    Draws weighted = draws.weighted(List.of(new double[] {1, 1}, new double[] {2, 4}));
    assertArrayEquals(
        new double[][] {{0.125, 0.125}, {0.25, 0.5}}, weighted.weights().orElseThrow());
    assertThrows(IndexOutOfBoundsException.class, () -> draws.chains(2));
  }
}
