package bayes.compiler.program;

import java.util.List;
import java.util.stream.Collectors;

/** Programs as text, one statement a line: {@code %7 = mul %3 %6 ; 4:12}. */
public final class Listing {
  private static final int ORIGIN_COLUMN = 44;

  private final Program program;
  private final StringBuilder text = new StringBuilder();
  private int depth;

  private Listing(Program program) {
    this.program = program;
  }

  /** The whole program: arrays, prelude, body, result and problems; then those of procedures. */
  public static String of(Program program) {
    Listing listing = new Listing(program);
    listing.program();
    for (Procedure procedure : Procedure.in(program)) {
      listing.line("");
      listing.line("procedure " + procedure.title());
      listing.text.append(of(procedure.value())).append(of(procedure.pullback()));
    }
    return listing.text.toString();
  }

  private void program() {
    line("program " + program.name());
    for (Array array : program.arrays()) {
      String hint = array.hint().isEmpty() ? "" : "   ; " + array.hint();
      line("array " + array + " " + name(array.kind()) + " " + name(array.role()) + hint);
    }
    section("prelude", program.prelude());
    section("body", program.body());
    if (program.result() != null) line("result " + program.result());
    for (int i = 0; i < program.problems().size(); i++) {
      Program.Problem problem = program.problems().get(i);
      String what = problem.code() + " \"" + problem.message() + "\"";
      line("problem " + i + ": " + what + "   ; " + problem.span().place());
    }
  }

  private void section(String title, Block block) {
    if (block.statements().isEmpty()) return;
    line(title + " {");
    nested(block);
    line("}");
  }

  private void nested(Block block) {
    depth++;
    block.statements().forEach(this::statement);
    depth--;
  }

  private void statement(Statement statement) {
    if (statement instanceof Statement.Loop loop) {
      String range = " from " + loop.from() + " to " + loop.to();
      line(
          "loop " + loop.index() + range + (loop.backward() ? " backward {" : " {"), loop.origin());
      nested(loop.body());
      line("}");
    } else if (statement instanceof Statement.If conditional) {
      line("if " + conditional.condition() + " {", conditional.origin());
      nested(conditional.then());
      if (!conditional.otherwise().statements().isEmpty()) {
        line("} else {");
        nested(conditional.otherwise());
      }
      line("}" + yields(conditional.results()));
    } else {
      line(simple(statement), statement.origin());
    }
  }

  private static String yields(List<Statement.Result> results) {
    return results.isEmpty()
        ? ""
        : results.stream()
            .map(r -> r.target() + " = (" + r.fromThen() + ", " + r.fromElse() + ")")
            .collect(Collectors.joining(", ", " yields ", ""));
  }

  /** A statement without blocks, on one line and without its origin. */
  static String simple(Statement statement) {
    if (statement instanceof Statement.RealConstant s) return s.target() + " = real " + s.value();
    if (statement instanceof Statement.IntConstant s) return s.target() + " = int " + s.value();
    if (statement instanceof Statement.Define s) {
      return s.target() + " = " + s.operation().mnemonic() + spaced(s.operands());
    }
    if (statement instanceof Statement.Load s) {
      return s.target() + " = load " + s.array() + " " + s.index();
    }
    if (statement instanceof Statement.Length s) return s.target() + " = length " + s.array();
    if (statement instanceof Statement.Store s) {
      return "store " + s.array() + " " + s.index() + " " + s.value();
    }
    if (statement instanceof Statement.AddTo s) {
      return "add " + s.array() + " " + s.index() + " " + s.value();
    }
    if (statement instanceof Statement.Fill s) return "fill " + s.array() + " " + s.value();
    if (statement instanceof Statement.Allocate s)
      return "allocate " + s.array() + " " + s.length();
    if (statement instanceof Statement.Set s) return s.register() + " := " + s.value();
    if (statement instanceof Statement.Accumulate s) return s.register() + " += " + s.value();
    if (statement instanceof Statement.Get s) return s.target() + " = get " + s.register();
    if (statement instanceof Statement.Draw s) {
      return s.target() + " = draw " + s.operation().method() + spaced(s.operands());
    }
    if (statement instanceof Statement.Check s) {
      return "check " + s.condition() + ", problem " + s.problem() + spaced(s.arguments());
    }
    if (statement instanceof Statement.Call s) {
      return "call "
          + s.primitive().mnemonic()
          + spaced(s.operands())
          + slices(s.inputs())
          + " ->"
          + slices(s.outputs());
    }
    if (statement instanceof Statement.Solve s) {
      return s.target()
          + " = solve "
          + s.procedure().title()
          + " "
          + s.sizes()
          + slices(List.of(s.input()))
          + " ->"
          + slices(List.of(s.output()));
    }
    if (statement instanceof Statement.Pullback s) {
      return "pullback "
          + s.procedure().title()
          + " "
          + s.sizes()
          + slices(List.of(s.input(), s.outputAdjoint()))
          + " ->"
          + slices(List.of(s.inputAdjoint()));
    }
    return statement.getClass().getSimpleName() + spaced(statement.used());
  }

  private static String spaced(List<Value> values) {
    return values.stream().map(value -> " " + value).collect(Collectors.joining());
  }

  private static String slices(List<Statement.Slice> slices) {
    return slices.stream()
        .map(slice -> " " + slice.array() + "[" + slice.offset() + ":" + slice.length() + "]")
        .collect(Collectors.joining());
  }

  private void line(String content, int origin) {
    boolean known = origin >= 0 && origin < program.origins().size();
    if (!known) {
      line(content);
      return;
    }
    String indented = "  ".repeat(depth) + content;
    int padding = Math.max(3, ORIGIN_COLUMN - indented.length());
    text.append(indented)
        .append(" ".repeat(padding))
        .append("; ")
        .append(program.origins().get(origin).place())
        .append('\n');
  }

  private void line(String content) {
    text.append("  ".repeat(depth)).append(content).append('\n');
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT);
  }
}
