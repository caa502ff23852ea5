package bayes.compiler.program;

import bayes.compiler.program.Array.Role;
import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes well-formed programs of loops, conditionals, registers, arrays, checks and draws, by a
 * seed. Each has the arrays of {@link Example}, which can run it.
 */
public final class RandomPrograms {
  private static final List<Operation> OPERATIONS = List.of(Operation.values());

  private final Random random;
  private final ProgramBuilder program = new ProgramBuilder("random");
  private final List<Array> readable = new ArrayList<>();
  private final List<Array> writable = new ArrayList<>();
  private List<Value> reals = new ArrayList<>();
  private List<Value> ints = new ArrayList<>();
  private final List<Register> settable = new ArrayList<>();
  private final Span[] spans;
  private BlockBuilder code;
  private boolean draws;
  private int loops;

  private RandomPrograms(long seed) {
    random = new Random(seed);
    SourceText source = SourceText.of("random.bayes", "a\n  b\nc\n\nd\n");
    spans = new Span[] {new Span(source, 0, 1), new Span(source, 4, 5), new Span(source, 6, 7)};
    code = program.prelude();
  }

  /** A program of about {@code size} statements. */
  public static Example of(long seed, int size) {
    return new RandomPrograms(seed).make(size);
  }

  private Example make(int size) {
    Array x = program.array(Kind.REAL, Role.DATA, "x");
    Array g = program.array(Kind.INT, Role.DATA, "g");
    Array position = program.array(Kind.REAL, Role.POSITION, "");
    Array output = program.array(Kind.REAL, Role.OUTPUT, "");
    Value n = code.length(x);
    ints.add(n);
    ints.add(code.integer(3));
    reals.add(code.real(0.5));
    readable.addAll(List.of(x, g));
    Array constant = program.allocated(Kind.REAL, Role.CONSTANT, "c", n);
    Array work = program.allocated(Kind.REAL, Role.WORKSPACE, "w", n);
    Array counts = program.allocated(Kind.INT, Role.WORKSPACE, "k", code.integer(4));
    readable.addAll(List.of(constant, work, counts));
    writable.addAll(List.of(constant, work, counts));
    block(size / 4, 0);
    settable.clear();

    code = program.body();
    draws = true;
    readable.addAll(List.of(position, output));
    writable.remove(constant);
    writable.add(output);
    for (Array array : List.of(work, output)) code.fill(array, code.real(0));
    code.fill(counts, code.integer(0));
    block(size, 0);
    return new Example(program.build(real()));
  }

  private Value real() {
    return reals.get(random.nextInt(reals.size()));
  }

  private Value integer() {
    return ints.get(random.nextInt(ints.size()));
  }

  private Value any(Kind kind) {
    return kind == Kind.REAL ? real() : integer();
  }

  private Value truth() {
    return code.op(
        random.nextBoolean() ? Operation.INT_LT : Operation.INT_NE, integer(), integer());
  }

  private void define(Value value) {
    (value.kind() == Kind.REAL ? reals : ints).add(value);
  }

  private Value index(Array array) {
    return code.op(Operation.INT_MOD, integer(), code.length(array));
  }

  private void block(int size, int depth) {
    for (int i = 0; i < size; i++) {
      code.at(random.nextInt(8) == 0 ? -1 : program.origin(spans[random.nextInt(3)]));
      statement(Math.max(1, size / 3), depth);
    }
  }

  private void statement(int inner, int depth) {
    switch (random.nextInt(depth < 3 ? 17 : 12)) {
      case 0 -> define(code.real(random.nextInt(5) == 0 ? 1e300 : random.nextGaussian()));
      case 1 -> define(code.integer(random.nextInt(9) - 2));
      case 2, 3 -> {
        Array array = readable.get(random.nextInt(readable.size()));
        define(code.load(array, index(array)));
      }
      case 4 -> {
        Array array = writable.get(random.nextInt(writable.size()));
        Value index = index(array);
        if (random.nextBoolean()) code.store(array, index, any(array.kind()));
        else code.addTo(array, index, any(array.kind()));
      }
      case 5 -> registers(inner, depth);
      case 6 -> {
        if (draws) define(code.draw(RandomOperation.NORMAL, real(), real()));
        if (draws) define(code.draw(RandomOperation.BINOMIAL, integer(), real()));
      }
      case 7 -> changingRegister();
      case 12, 13 -> loop(inner, depth);
      case 14, 15 -> conditional(inner, depth);
      case 16 -> check();
      default -> operation();
    }
  }

  private void operation() {
    Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
    List<Value> operands = new ArrayList<>();
    for (Kind kind : operation.operands()) {
      boolean truth = List.of("AND", "OR", "NOT").contains(operation.name());
      operands.add(truth ? truth() : any(kind));
    }
    define(code.op(operation, operands));
  }

  private void changingRegister() {
    if (settable.isEmpty() || random.nextInt(3) == 0) {
      Register fresh = program.constantRegister(random.nextBoolean() ? Kind.REAL : Kind.INT);
      code.set(fresh, any(fresh.kind()));
      settable.add(fresh);
    } else {
      Register register = settable.get(random.nextInt(settable.size()));
      switch (random.nextInt(3)) {
        case 0 -> code.set(register, any(register.kind()));
        case 1 -> code.accumulate(register, any(register.kind()));
        default -> define(code.get(register));
      }
    }
  }

  private void registers(int inner, int depth) {
    Register register = program.register(Kind.REAL);
    code.set(register, real());
    if (depth < 3) {
      nested(
          () ->
              loopOf(
                  () -> {
                    block(inner / 2, depth + 1);
                    code.accumulate(register, real());
                  }));
    }
    code.accumulate(register, real());
    define(code.get(register));
  }

  private void loop(int inner, int depth) {
    nested(() -> loopOf(() -> block(inner, depth + 1)));
  }

  private void loopOf(Runnable body) {
    loops++;
    Value from = code.integer(random.nextInt(3));
    Value to =
        loops % 2 == 0
            ? code.integer(random.nextInt(6))
            : code.op(Operation.INT_MOD, integer(), code.integer(5));
    code.loop(
        from,
        to,
        random.nextInt(3) == 0,
        i -> {
          ints.add(i);
          body.run();
        });
  }

  private void conditional(int inner, int depth) {
    if (random.nextBoolean()) {
      define(code.choose(truth(), () -> branch(inner, depth), () -> branch(inner, depth)));
    } else {
      Value condition = truth();
      code.conditional(condition, () -> nested(() -> block(inner, depth + 1)));
    }
  }

  private Value branch(int inner, int depth) {
    Value[] result = new Value[1];
    nested(
        () -> {
          block(inner, depth + 1);
          result[0] = real();
        });
    return result[0];
  }

  /** What the contents define is forgotten after them. */
  private void nested(Runnable contents) {
    List<Value> outerReals = new ArrayList<>(reals);
    List<Value> outerInts = new ArrayList<>(ints);
    int outerSettable = settable.size();
    contents.run();
    reals = outerReals;
    ints = outerInts;
    settable.subList(outerSettable, settable.size()).clear();
  }

  private void check() {
    int problem = program.problem("R000" + random.nextInt(3), "{0} and {1}", spans[0]);
    Value fails = code.op(Operation.EQ, real(), real());
    code.check(code.op(Operation.NOT, fails), problem, real(), integer());
  }
}
