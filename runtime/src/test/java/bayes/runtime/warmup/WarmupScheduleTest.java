package bayes.runtime.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmupScheduleTest {
  /** The times of estimates, and at the end the length. */
  private static List<Integer> run(WarmupSchedule schedule, boolean stable, boolean unstable) {
    List<Integer> times = new ArrayList<>();
    while (!schedule.isDone() && schedule.iteration() < 10_000) {
      if (schedule.advance()) {
        times.add(schedule.iteration());
        schedule.updated(stable, unstable);
      }
    }
    times.add(schedule.iteration());
    return times;
  }

  @Test
  void endsWhenStable() {
    assertEquals(
        List.of(8, 16, 24, 36, 54, 81, 131), run(new WarmupSchedule(1000, true), true, false));
  }

  @Test
  void endsAtItsNominalLengthUnlessClearlyUnstable() {
    List<Integer> times = run(new WarmupSchedule(1000, true), false, false);
    assertEquals(1050, times.get(times.size() - 1));
    List<Integer> longer = run(new WarmupSchedule(1000, true), false, true);
    int last = longer.get(longer.size() - 1);
    assertTrue(last > 2000 && last < 3100, "" + last);
  }

  @Test
  void aFixedLengthIsKept() {
    for (int length = 0; length <= 400; length++) {
      List<Integer> times = run(new WarmupSchedule(length, false), true, false);
      assertEquals(length, times.get(times.size() - 1));
      int estimates = times.size() - 1;
      assertEquals(length < 20, estimates == 0);
      if (estimates > 0) assertTrue(times.get(estimates - 1) <= length - Math.min(50, length / 4));
    }
  }
}
