package bayes.compiler.plan;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a model observes that is computed from data, rather than data: {@code observe log(y) ~ D}.
 * It can be drawn, but there is nowhere to write it to.
 */
final class ComputedObservations {
  private final TypedModel model;
  private final Map<Symbol, Set<Symbol>> definitions = new HashMap<>();
  private final List<Set<Symbol>> around = new ArrayList<>();
  private final List<Observation> observations = new ArrayList<>();

  /** What other statements than those that only serve such observations read. */
  private final Set<Symbol> readElsewhere = new HashSet<>();

  private ComputedObservations(TypedModel model) {
    this.model = model;
  }

  /**
   * One of them.
   *
   * @param data the variables that it is computed from
   * @param whenceItIsThere what tells whether it is there, and how long it is
   */
  record Observation(
      ModelStatement.Observe observe, List<VariableDeclaration> data, Set<Symbol> whenceItIsThere) {
    Observation {
      data = List.copyOf(data);
    }
  }

  static ComputedObservations of(TypedModel model) {
    ComputedObservations computed = new ComputedObservations(model);
    computed.define(model.statements());
    computed.visit(model.statements());
    computed.readByDeclarations();
    return computed;
  }

  List<Observation> observations() {
    return List.copyOf(observations);
  }

  /** The data that these observations read, and nothing else does. */
  Set<Symbol> onlyObserved() {
    Set<Symbol> elsewhere = closure(readElsewhere);
    Set<Symbol> only = new LinkedHashSet<>();
    for (Observation one : observations) {
      for (VariableDeclaration variable : one.data()) {
        if (!elsewhere.contains(variable.symbol())) only.add(variable.symbol());
      }
    }
    return only;
  }

  private void define(List<ModelStatement> statements) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.Define define) {
        Set<Symbol> reads = definitions.computeIfAbsent(define.symbol(), s -> new HashSet<>());
        reads.addAll(FreeSymbols.of(define.value()));
        for (Expr index : define.indices()) reads.addAll(FreeSymbols.of(index));
        for (IndexSet set : define.symbol().type().dimensions()) reads.addAll(FreeSymbols.of(set));
      } else if (statement instanceof ModelStatement.For loop) {
        define(loop.body());
      } else if (statement instanceof ModelStatement.If branch) {
        define(branch.then());
        define(branch.otherwise());
      }
    }
  }

  private void visit(List<ModelStatement> statements) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.For loop) {
        within(FreeSymbols.of(loop.binder().set()), List.of(loop.body()));
      } else if (statement instanceof ModelStatement.If branch) {
        within(FreeSymbols.of(branch.condition()), List.of(branch.then(), branch.otherwise()));
      } else if (statement instanceof ModelStatement.Observe observe) {
        observe(observe);
      } else if (statement instanceof ModelStatement.Draw draw) {
        draw.indices().forEach(this::read);
        read(draw.distribution());
        draw.nonCentred().ifPresent(n -> read(n.location()));
        draw.nonCentred().ifPresent(n -> read(n.scale()));
      } else if (statement instanceof ModelStatement.Factor factor) {
        read(factor.value());
      }
    }
  }

  private void within(Set<Symbol> reads, List<List<ModelStatement>> bodies) {
    readElsewhere.addAll(reads);
    around.add(reads);
    bodies.forEach(this::visit);
    around.remove(around.size() - 1);
  }

  private void observe(ModelStatement.Observe observe) {
    read(observe.distribution());
    if (observe.elements().isPresent()) {
      read(observe.target());
      return;
    }
    Set<Symbol> there = new HashSet<>();
    around.forEach(there::addAll);
    for (IndexSet dimension : observe.target().type().dimensions()) {
      there.addAll(FreeSymbols.of(dimension));
    }
    readElsewhere.addAll(there);
    Set<Symbol> reads = closure(FreeSymbols.of(observe.target()));
    List<VariableDeclaration> data =
        model.variables().stream()
            .filter(v -> v.symbol().role() == Symbol.Role.DATA && v.isWritten())
            .filter(v -> reads.contains(v.symbol()))
            .toList();
    observations.add(new Observation(observe, data, there));
  }

  /** What is recorded, bounds and sizes are needed whatever is observed. */
  private void readByDeclarations() {
    for (VariableDeclaration variable : model.variables()) {
      if (variable.recorded()) readElsewhere.add(variable.symbol());
      variable.defaultValue().ifPresent(this::read);
      variable.symbol().type().dimensions().forEach(s -> readElsewhere.addAll(FreeSymbols.of(s)));
      if (variable.support() instanceof Support.Bounds bounds) {
        bounds.lower().ifPresent(b -> read(b.value()));
        bounds.upper().ifPresent(b -> read(b.value()));
      }
    }
    for (IndexSet.Declared set : model.sets()) readElsewhere.addAll(FreeSymbols.of(set));
    for (IndexSet.Declared set : model.sets()) {
      if (set.definition() instanceof IndexSet.Definition.OfRange range) {
        read(range.lower());
        read(range.upper());
      }
    }
  }

  private void read(Expr expr) {
    readElsewhere.addAll(FreeSymbols.of(expr));
  }

  private void read(DistributionCall call) {
    readElsewhere.addAll(FreeSymbols.of(call));
  }

  /** These, and all that they are computed from. */
  private Set<Symbol> closure(Set<Symbol> symbols) {
    Set<Symbol> all = new LinkedHashSet<>();
    List<Symbol> open = new ArrayList<>(symbols);
    while (!open.isEmpty()) {
      Symbol symbol = open.remove(open.size() - 1);
      if (all.add(symbol)) open.addAll(definitions.getOrDefault(symbol, Set.of()));
    }
    return all;
  }
}
