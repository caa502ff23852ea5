package bayes.compiler.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.compiler.program.Array.Role;
import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import org.junit.jupiter.api.Test;

class ListingTest {
  private static final SourceText MODEL =
      SourceText.of("m.bayes", "set I\ny[i in I] ~ Normal(0, s)\n");

  @Test
  void printsAProgramWithItsPlacesInTheModel() {
    ProgramBuilder program = new ProgramBuilder("log_density");
    Array y = program.array(Kind.REAL, Role.DATA, "y");
    Array position = program.array(Kind.REAL, Role.POSITION, "");
    Value n = program.prelude().length(y);
    Array work = program.allocated(Kind.REAL, Role.WORKSPACE, "z", n);
    BlockBuilder code = program.body().at(new Span(MODEL, 6, 10));
    Register sum = program.register(Kind.REAL);
    Value zero = code.integer(0);
    code.set(sum, code.real(0));
    Value s = code.load(position, zero);
    Value positive = code.op(Operation.LT, code.real(0), s);
    code.check(positive, program.problem("D0107", "s is {0}", new Span(MODEL, 28, 29)), s);
    code.loopBackward(
        zero,
        n,
        i -> {
          Value z = code.at(-1).op(Operation.DIV, code.load(y, i), s);
          code.store(work, i, z);
          Value chosen = code.choose(positive, () -> code.real(1), () -> z);
          code.accumulate(sum, code.op(Operation.SQUARE, chosen));
        });
    Program made = program.build(code.get(sum));
    assertEquals(
        """
        program log_density
        array @0 real data   ; y
        array @1 real position
        array @2 real workspace   ; z
        prelude {
          %0 = length @0
          allocate @2 %0
        }
        body {
          %1 = int 0                                ; 2:1
          %2 = real 0.0                             ; 2:1
          $0 := %2                                  ; 2:1
          %3 = load @1 %1                           ; 2:1
          %4 = real 0.0                             ; 2:1
          %5 = lt %4 %3                             ; 2:1
          check %5, problem 0 %3                    ; 2:1
          loop %6 from %1 to %0 backward {          ; 2:1
            %7 = load @0 %6
            %8 = div %7 %3
            store @2 %6 %8
            if %5 {
              %9 = real 1.0
            } yields %10 = (%9, %8)
            %11 = square %10
            $0 += %11
          }
          %12 = get $0                              ; 2:1
        }
        result %12
        problem 0: D0107 "s is {0}"   ; 2:23
        """,
        Listing.of(made));
  }
}
