package bayes.compiler.program;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.program.Array.Role;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class VerifierTest {
  private static final Value LOST = new Value(999, Kind.REAL);

  /** A rule, the message when it is broken, and code for the body that breaks it. */
  private record Broken(String message, BiConsumer<ProgramBuilder, BlockBuilder> body) {}

  private static final List<Broken> BROKEN =
      List.of(
          new Broken("undefined %999", (p, c) -> c.op(Operation.EXP, LOST)),
          new Broken(
              "defined twice",
              (p, c) -> {
                Value value = c.real(1);
                c.append(new Statement.RealConstant(value, 2, -1));
              }),
          new Broken(
              "out of scope",
              (p, c) -> {
                Value[] inner = new Value[1];
                c.loop(c.integer(0), c.integer(2), i -> inner[0] = c.real(1));
                c.op(Operation.EXP, inner[0]);
              }),
          new Broken(
              "out of scope",
              (p, c) -> {
                Value[] inner = new Value[1];
                c.conditional(
                    c.integer(1), () -> inner[0] = c.real(1), () -> c.op(Operation.EXP, inner[0]));
              }),
          new Broken(
              "out of scope",
              (p, c) -> {
                Value[] index = new Value[1];
                c.loop(c.integer(0), c.integer(2), i -> index[0] = i);
                c.op(Operation.INT_NEG, index[0]);
              }),
          new Broken(
              "of another kind",
              (p, c) -> {
                Value value = c.integer(1);
                c.op(Operation.EXP, new Value(value.id(), Kind.REAL));
              }),
          new Broken("is not INT", (p, c) -> c.loop(c.real(0), c.integer(1), i -> {})),
          new Broken("is not INT", (p, c) -> c.conditional(c.real(0), () -> {})),
          new Broken(
              "is not REAL",
              (p, c) ->
                  c.store(
                      p.allocated(Kind.REAL, Role.WORKSPACE, "", zero(p)),
                      c.integer(0),
                      c.integer(1))),
          new Broken("not allocated", (p, c) -> p.array(Kind.REAL, Role.WORKSPACE, "forgotten")),
          new Broken(
              "allocated twice",
              (p, c) ->
                  p.prelude()
                      .allocate(p.allocated(Kind.REAL, Role.WORKSPACE, "", zero(p)), zero(p))),
          new Broken(
              "outside the prelude's top level",
              (p, c) ->
                  c.allocate(p.allocated(Kind.REAL, Role.WORKSPACE, "", zero(p)), c.integer(1))),
          new Broken(
              "outside the prelude's top level",
              (p, c) -> {
                Array array = p.array(Kind.REAL, Role.WORKSPACE, "");
                p.prelude().loop(zero(p), zero(p), i -> p.prelude().allocate(array, i));
              }),
          new Broken(
              "allocation of an array that is given",
              (p, c) -> p.allocated(Kind.REAL, Role.DATA, "", zero(p))),
          new Broken(
              "array before its allocation",
              (p, c) -> {
                Array array = p.array(Kind.REAL, Role.WORKSPACE, "");
                p.prelude().allocate(array, p.prelude().length(array));
              }),
          new Broken(
              "write to a DATA array",
              (p, c) -> c.store(p.array(Kind.REAL, Role.DATA, ""), c.integer(0), c.real(1))),
          new Broken(
              "write to a CONSTANT array",
              (p, c) -> c.fill(p.allocated(Kind.REAL, Role.CONSTANT, "", zero(p)), c.real(1))),
          new Broken(
              "write to a POSITION array",
              (p, c) -> c.addTo(p.array(Kind.REAL, Role.POSITION, ""), c.integer(0), c.real(1))),
          new Broken(
              "the prelude has no arguments",
              (p, c) -> p.prelude().load(p.array(Kind.REAL, Role.POSITION, ""), zero(p))),
          new Broken(
              "more than one",
              (p, c) -> {
                p.array(Kind.REAL, Role.OUTPUT, "");
                p.array(Kind.REAL, Role.OUTPUT, "");
              }),
          new Broken("unknown array", (p, c) -> c.length(new Array(77, Kind.REAL, Role.DATA, ""))),
          new Broken("register before it is set", (p, c) -> c.get(p.register(Kind.REAL))),
          new Broken(
              "register before it is set",
              (p, c) -> c.accumulate(p.register(Kind.REAL), c.real(1))),
          new Broken(
              "register before it is set",
              (p, c) -> {
                Register register = p.constantRegister(Kind.REAL);
                c.loop(c.integer(0), c.integer(1), i -> c.set(register, c.real(0)));
                c.get(register);
              }),
          new Broken(
              "register before it is set",
              (p, c) -> {
                Register register = p.constantRegister(Kind.REAL);
                p.prelude().set(register, p.prelude().real(0));
                c.get(register);
              }),
          new Broken(
              "register set by two statements",
              (p, c) -> {
                Register register = p.register(Kind.REAL);
                c.set(register, c.real(0));
                c.set(register, c.real(1));
              }),
          new Broken(
              "accumulated after it was read",
              (p, c) -> {
                Register register = p.register(Kind.REAL);
                c.set(register, c.real(0));
                c.accumulate(register, c.get(register));
                c.accumulate(register, c.real(1));
              }),
          new Broken(
              "read and accumulated in one loop",
              (p, c) -> {
                Register register = p.register(Kind.REAL);
                c.set(register, c.real(0));
                c.loop(
                    c.integer(0),
                    c.integer(1),
                    i -> {
                      c.accumulate(register, c.real(1));
                      c.get(register);
                    });
              }),
          new Broken("unknown problem", (p, c) -> c.check(c.integer(1), 3)),
          new Broken(
              "random numbers in the prelude",
              (p, c) -> p.prelude().draw(RandomOperation.EXPONENTIAL, p.prelude().real(1))),
          new Broken(
              "kinds of a draw",
              (p, c) ->
                  c.append(
                      new Statement.Draw(
                          p.fresh(Kind.INT), RandomOperation.NORMAL, List.of(), -1))),
          new Broken(
              "kinds of a primitive",
              (p, c) -> c.call(Primitive.RANDOM_DIRICHLET, List.of(), List.of(), List.of())));

  private static Value zero(ProgramBuilder program) {
    return program.prelude().integer(0);
  }

  @TestFactory
  Stream<DynamicTest> rejectsEachMalformedKind() {
    return BROKEN.stream()
        .map(broken -> DynamicTest.dynamicTest(broken.message(), () -> assertRejected(broken)));
  }

  private static void assertRejected(Broken broken) {
    ProgramBuilder program = new ProgramBuilder("broken");
    broken.body().accept(program, program.body());
    MalformedProgram thrown = assertThrows(MalformedProgram.class, () -> program.build(null));
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.contains(broken.message()), message);
    assertTrue(message.contains("program broken"), "no listing: " + message);
  }

  @Test
  void resultIsARealOfTheTopLevel() {
    ProgramBuilder missing = new ProgramBuilder("missing");
    assertThrows(MalformedProgram.class, () -> missing.build(LOST));
    ProgramBuilder wrong = new ProgramBuilder("wrong");
    Value integer = wrong.body().integer(1);
    assertThrows(MalformedProgram.class, () -> wrong.build(integer));
    ProgramBuilder right = new ProgramBuilder("right");
    Value real = right.prelude().real(1);
    assertDoesNotThrow(() -> right.build(real));
  }

  @Test
  void definitionsHaveTheKindsOfTheirOperation() {
    BlockBuilder code = new ProgramBuilder("kinds").body();
    Value integer = code.integer(1);
    assertThrows(IllegalArgumentException.class, () -> code.op(Operation.EXP, integer));
    assertThrows(IllegalArgumentException.class, () -> code.op(Operation.INT_ADD, integer));
  }

  @Test
  void blocksAreClosed() {
    ProgramBuilder program = new ProgramBuilder("open");
    program.body().open();
    assertThrows(MalformedProgram.class, () -> program.build(null));
    assertThrows(MalformedProgram.class, () -> new ProgramBuilder("none").body().close());
  }
}
