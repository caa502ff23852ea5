package bayes.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Counts of n-grams, against counting them one by one. */
class NgramCountsTest {
  @Test
  void countsAreThoseOfCountingOneByOne() {
    Random random = new Random(7);
    NgramCounts counts = new NgramCounts(4);
    Map<List<Integer>, Long> expected = new HashMap<>();
    for (int sequence = 0; sequence < 50; sequence++) {
      counts.begin();
      List<Integer> tokens = new ArrayList<>();
      for (int t = random.nextInt(200); t > 0; t--) {
        // Few tokens that come often and many that come once, as in a text.
        int token = random.nextInt(3) == 0 ? random.nextInt(100_000) : random.nextInt(6);
        counts.add(token);
        tokens.add(token);
        for (int n = 2; n <= Math.min(4, tokens.size()); n++) {
          List<Integer> ngram = tokens.subList(tokens.size() - n, tokens.size());
          expected.merge(List.copyOf(ngram), 1L, Long::sum);
        }
      }
    }
    int cells = 0;
    for (int n = 2; n <= counts.order(); n++) {
      PairCounts table = counts.table(n);
      for (int cell = 0; cell < table.size(); cell++, cells++) {
        int[] ngram = counts.tokens(n, cell);
        assertEquals(expected.get(Arrays.stream(ngram).boxed().toList()), table.count(cell));
        assertEquals(table.count(cell), counts.count(ngram));
      }
    }
    assertEquals(expected.size(), cells);
    assertEquals(0, counts.count(100_001, 1, 2));
  }

  @Test
  void noNgramReachesOverTheStartOfASequence() {
    NgramCounts counts = new NgramCounts(3);
    for (int sequence = 0; sequence < 2; sequence++) {
      counts.begin();
      for (int token : new int[] {1, 2}) counts.add(token);
    }
    assertEquals(2, counts.count(1, 2));
    assertEquals(0, counts.count(2, 1));
    assertEquals(0, counts.table(3).size());
  }

  @Test
  void cellsTakeOtherNumbers() {
    PairCounts counts = new PairCounts();
    counts.add(0, 1);
    counts.add(1, 1, 5);
    counts.add(2, 0, 7);
    PairCounts renumbered = counts.renumbered(new int[] {3, 3, -2}, new int[] {9, 4});
    assertEquals(1, renumbered.size());
    assertEquals(6, renumbered.count(3, 4));
    assertEquals(0, renumbered.count(4, 3));
  }

  @Test
  void cellsComeByRowThenColumn() {
    PairCounts counts = new PairCounts();
    int[][] pairs = {{5, 1}, {0, 9}, {5, 0}, {0, 2}};
    for (int[] pair : pairs) counts.add(pair[0], pair[1]);
    assertArrayEquals(new int[] {3, 1, 2, 0}, counts.sorted());
  }

  @Test
  void aSingleTokenIsNoNgram() {
    assertThrows(IllegalArgumentException.class, () -> new NgramCounts(1));
  }
}
