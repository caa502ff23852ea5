package bayes.runtime.draws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What can be read of a run that is under way, or was cut off. */
final class UnfinishedReader {
  private UnfinishedReader() {}

  /** The draws so far, cut to a common length. */
  static Run read(RunFolder folder, UnfinishedJson.Content content) throws RunException {
    UnfinishedRun run = content.run();
    String path = folder.path().toString();
    Journal.Heading heading =
        run.heading().orElseThrow(() -> new RunException(new RunProblem.NoDrawsYet(path)));
    Map<Integer, StanCsvReader.Table> tables = new TreeMap<>();
    for (int number : RunFolder.chainNumbers(heading)) {
      folder.place(number).readSoFar().ifPresent(table -> tables.put(number, table));
    }
    int length =
        CommonLength.of(tables.values().stream().map(table -> table.rows().size()).toList());
    if (length == 0) throw new RunException(new RunProblem.NoDrawsYet(path));
    List<ChainRecord> chains = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    List<double[]> samplerRows = new ArrayList<>();
    ChainColumns columns = heading.columns();
    for (Map.Entry<Integer, StanCsvReader.Table> entry : tables.entrySet()) {
      if (entry.getValue().rows().size() < length) continue;
      StanCsvReader.Table table = entry.getValue().first(length);
      String name = folder.place(entry.getKey()).csv().toString();
      chains.add(ChainRecord.unknown(entry.getKey()));
      rows.add(StanCsvReader.arrange(name, table, columns.layout().stanNames()));
      samplerRows.add(StanCsvReader.arrange(name, table, columns.samplerNames()));
    }
    Draws draws = Draws.of(columns.layout(), columns.samplerNames(), length, rows, samplerRows);
    RunRecord record =
        run.record(heading).withChains(chains).withResults(Map.of(RunRecord.INTERRUPTED, true));
    return new Run(record, draws, RunInputs.of(folder, content).texts());
  }
}
