package bayes.compiler.check;

import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.Subscript;
import bayes.compiler.syntax.Name;
import bayes.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a file defines which names, found before anything is checked: the first statement of a name
 * needs to know over which sets all of them together range.
 */
final class Definitions {
  private final Map<String, List<Part>> parts = new HashMap<>();
  private final Map<String, Span> declared = new HashMap<>();

  /** One statement that defines (a part of) a name, with the index of each position. */
  record Part(List<Position> positions, boolean conditional, Span span) {}

  /** An index of a defined name as it is written. */
  sealed interface Position {
    /** A binder or loop variable over this set. */
    record Over(Expression set) implements Position {}

    /** An index, and the sets of the loop variables in it. */
    record Point(Expression index, Map<String, Expression> loops) implements Position {
      public Point {
        loops = Map.copyOf(loops);
      }
    }
  }

  Definitions(List<Statement> statements) {
    collect(statements, Map.of(), false);
  }

  /** The parts of a name, in order. */
  List<Part> parts(String name) {
    return parts.getOrDefault(name, List.of());
  }

  /** Where each name is first declared. */
  Map<String, Span> declared() {
    return declared;
  }

  private void collect(
      List<Statement> statements, Map<String, Expression> loops, boolean conditional) {
    for (Statement statement : statements) {
      for (Statement.Target target : targets(statement)) add(target, loops, conditional);
      if (statement instanceof Statement.For loop) {
        Map<String, Expression> inner = new HashMap<>(loops);
        for (Expression.Binder b : loop.binders()) inner.put(b.name().text(), b.set());
        collect(loop.body(), inner, conditional);
      } else if (statement instanceof Statement.If branch) {
        collect(branch.then(), loops, true);
        collect(branch.otherwise(), loops, true);
      } else if (statement instanceof Statement.DataDeclaration data) {
        declared.putIfAbsent(data.name().text(), data.name().span());
      } else if (statement instanceof Statement.SetDeclaration set) {
        declared.putIfAbsent(set.name().text(), set.name().span());
      }
    }
  }

  private static List<Statement.Target> targets(Statement statement) {
    if (statement instanceof Statement.Let s) return List.of(s.target());
    if (statement instanceof Statement.LetTuple s) return targets(s.names());
    if (statement instanceof Statement.Draw s) return List.of(s.target());
    if (statement instanceof Statement.GenerateValue s) return List.of(s.target());
    if (statement instanceof Statement.GenerateTuple s) return targets(s.names());
    if (statement instanceof Statement.GenerateDraw s) return List.of(s.target());
    return List.of();
  }

  /** The names of a tuple as targets without subscripts. */
  static List<Statement.Target> targets(List<Name> names) {
    return names.stream().map(n -> new Statement.Target(n, List.of(), n.span())).toList();
  }

  private static Position point(Expression index, Map<String, Expression> loops) {
    Map<String, Expression> read = new HashMap<>(loops);
    read.keySet().removeIf(name -> !Written.mentions(index, name));
    return new Position.Point(index, read);
  }

  private void add(Statement.Target target, Map<String, Expression> loops, boolean conditional) {
    List<Position> positions = new ArrayList<>();
    for (Subscript subscript : target.subscripts()) {
      if (subscript instanceof Subscript.Bind bind) {
        positions.add(new Position.Over(bind.binder().set()));
      } else if (subscript instanceof Subscript.At at) {
        Optional<Expression> set =
            at.index() instanceof Expression.NameUse use
                ? Optional.ofNullable(loops.get(use.name().text()))
                : Optional.empty();
        positions.add(set.isPresent() ? new Position.Over(set.get()) : point(at.index(), loops));
      }
    }
    String name = target.name().text();
    parts
        .computeIfAbsent(name, n -> new ArrayList<>())
        .add(new Part(List.copyOf(positions), conditional, target.span()));
    if (loops.isEmpty() || !positions.isEmpty()) {
      declared.putIfAbsent(name, target.name().span());
    }
  }
}
