package bayes.compiler.program;

import bayes.compiler.program.Statement.Accumulate;
import bayes.compiler.program.Statement.AddTo;
import bayes.compiler.program.Statement.Allocate;
import bayes.compiler.program.Statement.Call;
import bayes.compiler.program.Statement.Check;
import bayes.compiler.program.Statement.Define;
import bayes.compiler.program.Statement.Draw;
import bayes.compiler.program.Statement.Fill;
import bayes.compiler.program.Statement.Get;
import bayes.compiler.program.Statement.IntConstant;
import bayes.compiler.program.Statement.Length;
import bayes.compiler.program.Statement.Load;
import bayes.compiler.program.Statement.Pullback;
import bayes.compiler.program.Statement.RealConstant;
import bayes.compiler.program.Statement.Set;
import bayes.compiler.program.Statement.Slice;
import bayes.compiler.program.Statement.Solve;
import bayes.compiler.program.Statement.Store;
import java.util.List;

/** Copies statements without blocks under other names. */
public interface Renaming {
  /** What stands for a value where it is used. */
  Value use(Value value);

  /** What stands for a value where it is defined. */
  default Value define(Value value) {
    return use(value);
  }

  default Register register(Register register) {
    return register;
  }

  default Array array(Array array) {
    return array;
  }

  /** The statement under the new names. */
  default Statement apply(Statement s) {
    int o = s.origin();
    if (s instanceof Define d)
      return new Define(define(d.target()), d.operation(), uses(d.operands()), o);
    if (s instanceof Load l)
      return new Load(define(l.target()), array(l.array()), use(l.index()), o);
    if (s instanceof RealConstant c) return new RealConstant(define(c.target()), c.value(), o);
    if (s instanceof IntConstant c) return new IntConstant(define(c.target()), c.value(), o);
    if (s instanceof Length l) return new Length(define(l.target()), array(l.array()), o);
    if (s instanceof Store t) return new Store(array(t.array()), use(t.index()), use(t.value()), o);
    if (s instanceof AddTo a) return new AddTo(array(a.array()), use(a.index()), use(a.value()), o);
    if (s instanceof Fill f) return new Fill(array(f.array()), use(f.value()), o);
    if (s instanceof Allocate a) return new Allocate(array(a.array()), use(a.length()), o);
    if (s instanceof Set t) return new Set(register(t.register()), use(t.value()), o);
    if (s instanceof Accumulate a) return new Accumulate(register(a.register()), use(a.value()), o);
    if (s instanceof Get g) return new Get(define(g.target()), register(g.register()), o);
    if (s instanceof Draw d)
      return new Draw(define(d.target()), d.operation(), uses(d.operands()), o);
    if (s instanceof Check c) {
      return new Check(use(c.condition()), c.problem(), uses(c.arguments()), o);
    }
    if (s instanceof Call c) {
      return new Call(
          c.primitive(), uses(c.operands()), slices(c.inputs()), slices(c.outputs()), o);
    }
    if (s instanceof Solve t) {
      return new Solve(
          define(t.target()),
          t.procedure(),
          array(t.sizes()),
          slice(t.input()),
          slice(t.output()),
          o);
    }
    if (s instanceof Pullback p) {
      return new Pullback(
          p.procedure(),
          array(p.sizes()),
          slice(p.input()),
          slice(p.outputAdjoint()),
          slice(p.inputAdjoint()),
          o);
    }
    throw new IllegalArgumentException("a statement with blocks: " + s);
  }

  private List<Value> uses(List<Value> values) {
    return values.stream().map(this::use).toList();
  }

  private List<Slice> slices(List<Slice> slices) {
    return slices.stream().map(this::slice).toList();
  }

  private Slice slice(Slice s) {
    return new Slice(array(s.array()), use(s.offset()), use(s.length()));
  }
}
