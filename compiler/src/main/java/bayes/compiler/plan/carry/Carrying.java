package bayes.compiler.plan.carry;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.statistics.CellTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a posterior goes on from the statistics of earlier data. Sums that its plan makes of data
 * begin at those of the earlier ones; what only these sums read is given for the new data alone.
 *
 * @param models the parts of the plan, with sums that begin at those of earlier data
 * @param statistics what is carried from one batch to the next
 * @param batch the data that are given for each batch
 * @param batchSets the open sets whose members are those of a batch
 * @param frozen sets that are kept and cannot have new members, as sums run over them
 * @param fixed numbers that are kept and cannot change, though they are sizes
 */
public record Carrying(
    List<TypedModel> models,
    List<Statistic> statistics,
    Set<Symbol> batch,
    Set<IndexSet.Declared> batchSets,
    Set<IndexSet.Declared> frozen,
    Set<Symbol> fixed) {
  /**
   * The end of the name of a value of data that sums are relative to. It stays that of the first
   * data, and no density depends on it.
   */
  public static final String REFERENCE = "?reference";

  public Carrying {
    models = List.copyOf(models);
    statistics = List.copyOf(statistics);
    batch = Set.copyOf(batch);
    batchSets = Set.copyOf(batchSets);
    frozen = Set.copyOf(frozen);
    fixed = Set.copyOf(fixed);
  }

  /**
   * How a posterior goes on, or why it cannot.
   *
   * @param carrying empty if it cannot
   * @param why in words that follow "as"; empty if it can
   */
  public record Answer(Optional<Carrying> carrying, String why) {}

  /**
   * How the parts of one plan go on.
   *
   * @param parts models that share symbols
   */
  public static Answer of(List<Part> parts, StandardLibrary library) {
    String why = "no part of the data enters by sums alone";
    Division division = new Division(parts);
    Batches batches = new Batches(division);
    while (true) {
      Separation separation = new Separation(division, batches);
      Set<Symbol> carried = new LinkedHashSet<>();
      try {
        for (Total total : Set.copyOf(division.totals().values())) {
          for (Leaf leaf : total.leaves()) {
            if (!batches.isFromBatch(leaf)) continue;
            separation.check(leaf);
            carried.addAll(total.outputs());
          }
        }
      } catch (NotSeparable problem) {
        why = problem.why();
        problem.keep(division);
        batches = new Batches(division);
        continue;
      }
      if (carried.isEmpty()) return new Answer(Optional.empty(), why);
      return new Answer(
          Optional.of(carrying(parts, carried, division, batches, separation, library)), "");
    }
  }

  private static Carrying carrying(
      List<Part> parts,
      Set<Symbol> carried,
      Division division,
      Batches batches,
      Separation separation,
      StandardLibrary library) {
    CarriedStatements statements = new CarriedStatements(batches, library);
    Set<Symbol> ofTables = new HashSet<>();
    for (CellTable.Parts table : division.tables()) {
      ofTables.addAll(table.outputs());
      if (carried.contains(table.counts())) statements.carry(table);
    }
    for (VariableDeclaration variable : division.variables()) {
      Symbol symbol = variable.symbol();
      if (ofTables.contains(symbol)) continue;
      boolean isFromCarried = batches.isReference(symbol) && batches.isDefinedFromSums(symbol);
      if (carried.contains(symbol)) {
        boolean isMixed = !division.definitions(symbol).stream().allMatch(batches::isFromBatch);
        statements.carry(symbol, false, isMixed);
      } else if (isFromCarried) {
        statements.carry(symbol, true, false);
      }
    }
    List<TypedModel> models = new ArrayList<>();
    for (Part part : parts) models.add(statements.of(part.model()));
    Set<IndexSet.Declared> sets = new HashSet<>();
    for (Part part : parts) {
      for (IndexSet.Declared set : part.model().sets()) {
        boolean isOpen = set.definition() instanceof IndexSet.Definition.Open;
        if (isOpen && batches.isOfBatch(set)) sets.add(set);
      }
    }
    Set<Symbol> fixed = new HashSet<>(separation.fixed());
    for (Statistic statistic : statements.statistics()) {
      if (!(statistic instanceof Statistic.Array array)) continue;
      for (IndexSet set : array.value().type().dimensions()) {
        Batches.size(set).ifPresent(fixed::add);
      }
    }
    return new Carrying(
        models, statements.statistics(), batches.data(), sets, separation.frozen(), fixed);
  }
}
