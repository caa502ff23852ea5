package bayes.runtime.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ends of windows that Stan's windowed adaptation computes. */
class WindowsTest {
  private static List<Integer> ends(int nWarmup) {
    Windows windows = Windows.of(nWarmup);
    return IntStream.range(0, nWarmup).filter(windows::endsAt).boxed().toList();
  }

  @Test
  void asInStan() {
    assertEquals(List.of(99, 149, 249, 449, 949), ends(1000));
    assertEquals(List.of(99, 149, 249, 449), ends(500));
    assertEquals(List.of(99), ends(150));
    assertEquals(List.of(99, 109), ends(160));
    assertEquals(List.of(89), ends(100));
    assertEquals(List.of(17), ends(20));
    assertEquals(List.of(), ends(19));
    assertEquals(List.of(), ends(0));
  }
}
