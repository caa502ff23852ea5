package bayes.runtime.data;

import java.util.List;

/**
 * A named value and where it was given.
 *
 * @param name the name as written, which a declaration {@code data name : T} looks for
 */
public record DataEntry(String name, DataValue value, DataOrigin origin) {
  /**
   * The place of one element for messages: {@code schools.json:3:8, y[3]["Choate"]}, or {@code
   * wells.csv, column `dist`, row 17}.
   *
   * @param path per dimension a position counted from 1 ({@link Integer}) or a label
   */
  public String describe(List<?> path) {
    if (origin instanceof DataOrigin.Column && path.size() == 1) {
      return origin.describe() + ", row " + path.get(0);
    }
    if (origin instanceof DataOrigin.Keyed keyed && keyed.row(path).isPresent()) {
      StringBuilder labels = new StringBuilder();
      for (int d = 0; d < Math.min(path.size(), keyed.keyHeaders().size()); d++) {
        labels.append(d == 0 ? "" : ", ").append(keyed.keyHeaders().get(d));
        labels.append(" \"").append(path.get(d)).append('"');
      }
      return origin.describe() + ", row " + keyed.row(path).getAsInt() + " (" + labels + ")";
    }
    return origin.describe() + ", " + element(path);
  }

  /** The element as the model would write it: {@code y[3]["Choate"]}. */
  public String element(List<?> path) {
    StringBuilder text = new StringBuilder(name);
    for (Object key : path) {
      text.append('[');
      if (key instanceof String label) text.append('"').append(label).append('"');
      else text.append(key);
      text.append(']');
    }
    return text.toString();
  }
}
