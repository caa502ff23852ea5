package bayes.compiler.bind;

import bayes.compiler.diagnostic.Diagnostic.DataPlace;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataOrigin;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Where an element of the data was given, as diagnostics tell it to programs. */
final class DataPlaces {
  private DataPlaces() {}

  /**
   * The place of one element of an entry.
   *
   * @param path per dimension a position counted from 1 ({@link Integer}) or a label
   */
  static DataPlace of(DataEntry entry, List<?> path) {
    DataOrigin origin = entry.origin();
    OptionalInt line = OptionalInt.empty();
    OptionalInt column = OptionalInt.empty();
    if (origin instanceof DataOrigin.Position position) {
      line = OptionalInt.of(position.line());
      column = OptionalInt.of(position.column());
    }
    Optional<String> header = Optional.empty();
    OptionalInt row = OptionalInt.empty();
    if (origin instanceof DataOrigin.Column ofTable) {
      header = Optional.of(ofTable.header());
      if (path.size() == 1 && path.get(0) instanceof Integer number) row = OptionalInt.of(number);
    }
    if (origin instanceof DataOrigin.Keyed keyed) {
      header = Optional.of(keyed.header());
      row = keyed.row(path);
    }
    return new DataPlace(
        origin.source(), entry.name(), entry.element(path), line, column, header, row);
  }
}
