package bayes.compiler.lower;

import bayes.compiler.program.Block;
import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a program by its checks: those that depend on data alone run once, when data are bound, in
 * a program of their own; the others stay and reject proposals.
 */
final class DataChecks {
  private final Taint taint;

  private DataChecks(Program program) {
    this.taint = Taint.of(program);
  }

  /** The checks that depend on data alone, with what they need, and nothing else. */
  static Program only(Program program) {
    DataChecks checks = new DataChecks(program);
    return new Program(
        "validate_" + program.name(),
        program.arrays(),
        program.prelude(),
        checks.only(program.body()),
        null,
        program.problems(),
        program.origins());
  }

  /** The program without the checks that depend on data alone. */
  static Program without(Program program) {
    DataChecks checks = new DataChecks(program);
    return new Program(
        program.name(),
        program.arrays(),
        withoutAny(program.prelude()),
        checks.without(program.body(), false),
        program.result(),
        program.problems(),
        program.origins());
  }

  private Block only(Block block) {
    List<Statement> kept = new ArrayList<>();
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.Loop s) {
        Block body = only(s.body());
        if (!taint.varies(s) && !body.statements().isEmpty()) {
          kept.add(new Statement.Loop(s.index(), s.from(), s.to(), s.backward(), body, s.origin()));
        }
      } else if (statement instanceof Statement.If s) {
        if (!taint.varies(s.condition())) kept.add(only(s));
      } else if (!taint.varies(statement)) {
        kept.add(statement);
      }
    }
    return new Block(kept);
  }

  private Statement only(Statement.If branch) {
    List<Statement.Result> results = new ArrayList<>();
    for (Statement.Result result : branch.results()) {
      if (!taint.varies(result.target())) results.add(result);
    }
    return new Statement.If(
        branch.condition(),
        only(branch.then()),
        only(branch.otherwise()),
        results,
        branch.origin());
  }

  private Block without(Block block, boolean controlled) {
    List<Statement> kept = new ArrayList<>();
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.Check check) {
        if (controlled || taint.varies(check)) kept.add(check);
      } else if (statement instanceof Statement.Loop s) {
        Block body = without(s.body(), controlled || taint.varies(s));
        if (!body.statements().isEmpty()) {
          kept.add(new Statement.Loop(s.index(), s.from(), s.to(), s.backward(), body, s.origin()));
        }
      } else if (statement instanceof Statement.If s) {
        boolean inner = controlled || taint.varies(s.condition());
        kept.add(
            new Statement.If(
                s.condition(),
                without(s.then(), inner),
                without(s.otherwise(), inner),
                s.results(),
                s.origin()));
      } else {
        kept.add(statement);
      }
    }
    return new Block(kept);
  }

  private static Block withoutAny(Block block) {
    List<Statement> kept = new ArrayList<>();
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.Loop s) {
        Block body = withoutAny(s.body());
        if (!body.statements().isEmpty()) {
          kept.add(new Statement.Loop(s.index(), s.from(), s.to(), s.backward(), body, s.origin()));
        }
      } else if (statement instanceof Statement.If s) {
        kept.add(
            new Statement.If(
                s.condition(),
                withoutAny(s.then()),
                withoutAny(s.otherwise()),
                s.results(),
                s.origin()));
      } else if (!(statement instanceof Statement.Check)) {
        kept.add(statement);
      }
    }
    return new Block(kept);
  }
}
