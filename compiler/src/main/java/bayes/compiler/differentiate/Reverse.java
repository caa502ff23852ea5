package bayes.compiler.differentiate;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Renaming;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Statement.Accumulate;
import bayes.compiler.program.Statement.AddTo;
import bayes.compiler.program.Statement.Check;
import bayes.compiler.program.Statement.Define;
import bayes.compiler.program.Statement.Get;
import bayes.compiler.program.Statement.If;
import bayes.compiler.program.Statement.Load;
import bayes.compiler.program.Statement.Loop;
import bayes.compiler.program.Statement.RealConstant;
import bayes.compiler.program.Statement.Result;
import bayes.compiler.program.Statement.Set;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Writes the forward and backward statements of one program, block by block. */
final class Reverse {
  private final Program program;
  private final Numbering numbering;
  private final Activity activity;
  private final Formula formulas;
  private final Value result;
  private final Adjoints adjoints;
  private final KnownAdjoints known;
  private final AdjointCalls calls;

  /** Arrays whose elements have the value that was stored, for good. */
  private final java.util.Set<Array> storedOnce = new java.util.HashSet<>();

  Reverse(
      Program program, Numbering numbering, Activity activity, Map<Array, Array> adjointArrays) {
    this.program = program;
    this.numbering = numbering;
    this.activity = activity;
    this.formulas = Formula.of(numbering);
    this.result = Objects.requireNonNull(program.result());
    this.adjoints = new Adjoints(numbering, activity, adjointArrays, formulas);
    this.known = new KnownAdjoints(program, activity);
    this.calls = new AdjointCalls(numbering, activity, adjointArrays);
    learnConstants(program.prelude());
    learnConstants(program.body());
    learnStores(program.body());
  }

  Block body() {
    Scope prelude = new Scope(null, Region.forward());
    for (Value each : Differentiate.preludeValues(program)) prelude.name(each, each);
    Scope top = new Scope(prelude, prelude.region);
    if (activity.of(result)) top.adjoint(result).sum = formulas.at(top.beginning, -1).real(1);
    both(top, program.body());
    return top.block();
  }

  /** Allocates what the backward calls of primitives need as scratch. */
  List<Statement> scratchAllocations() {
    return calls.scratchAllocations();
  }

  private void learnConstants(Block block) {
    Parts.forEach(
        block,
        s -> {
          if (s instanceof RealConstant c) formulas.know(c.target(), c.value());
        });
  }

  private void learnStores(Block block) {
    Parts.forEach(
        block,
        s -> {
          if (s instanceof Statement.Store t) storedOnce.add(t.array());
        });
    Parts.forEach(
        block,
        s -> {
          if (!(s instanceof Statement.Store)) storedOnce.removeAll(Parts.written(s));
        });
  }

  private void both(Scope scope, Block block) {
    forward(scope, block, true);
    backward(scope, block);
  }

  private void backward(Scope scope, Block block) {
    List<Statement> statements = block.statements();
    for (int k = statements.size() - 1; k >= 0; k--) {
      Statement s = statements.get(k);
      if (activity.of(s) && !scope.fused.contains(s)) backward(scope, s);
    }
  }

  // Forward.

  private void forward(Scope scope, Block block, boolean differentiated) {
    for (Statement s : block.statements()) {
      if (s instanceof Loop || s instanceof If) {
        boolean fuse = differentiated && activity.of(s) && canFuse(scope, block, s);
        if (fuse) scope.fused.add(s);
        if (s instanceof Loop loop) forwardLoop(scope, loop, fuse);
        if (s instanceof If branch) forwardIf(scope, branch, fuse);
      } else {
        forwardSimple(scope, s);
      }
    }
  }

  private void forwardLoop(Scope scope, Loop loop, boolean fuse) {
    Value from = scope.find(loop.from());
    Value to = scope.find(loop.to());
    if (from == null || to == null) return;
    Scope inner = new Scope(scope, scope.region);
    Value index = define(inner, loop.index());
    write(inner, loop.body(), fuse);
    Block body = inner.block();
    if (body.statements().isEmpty() && !scope.region.isForward()) return;
    scope.forward.add(new Loop(index, from, to, loop.backward(), body, loop.origin()));
  }

  private void forwardIf(Scope scope, If branch, boolean fuse) {
    Value condition = scope.find(branch.condition());
    if (condition == null) return;
    Scope then = new Scope(scope, scope.region);
    write(then, branch.then(), fuse);
    Scope otherwise = new Scope(scope, scope.region);
    write(otherwise, branch.otherwise(), fuse);
    List<Result> results = new ArrayList<>();
    for (Result r : branch.results()) {
      Value a = then.find(r.fromThen());
      Value b = otherwise.find(r.fromElse());
      if (a != null && b != null) results.add(new Result(define(scope, r.target()), a, b));
    }
    scope.forward.add(new If(condition, then.block(), otherwise.block(), results, branch.origin()));
  }

  private void write(Scope scope, Block block, boolean differentiated) {
    if (differentiated) {
      both(scope, block);
    } else {
      forward(scope, block, false);
    }
  }

  private void forwardSimple(Scope scope, Statement s) {
    if (s instanceof Statement.Store t && !scope.region.isForward()) {
      reload(scope, t);
      return;
    }
    for (Value operand : s.used()) {
      if (scope.find(operand) == null) return;
    }
    boolean effect = s instanceof Check || !Parts.written(s).isEmpty();
    if (effect && !scope.region.isForward()) return;
    Register changed = Parts.changedRegister(s);
    Register target = null;
    if (changed != null) {
      if (s instanceof Set && !changed.constant()) scope.begin(changed);
      target = scope.region.written(s, changed, numbering);
      if (target == null) return;
    }
    if (s instanceof Get g) {
      if (!scope.region.isForward() && scope.region.isLost(g.register())) return;
      target = scope.region.read(g.register());
    }
    Register register = target;
    scope.forward.add(
        new Renaming() {
          @Override
          public Value use(Value value) {
            return scope.here(value);
          }

          @Override
          public Value define(Value value) {
            return Reverse.this.define(scope, value);
          }

          @Override
          public Register register(Register original) {
            return register == null ? original : register;
          }
        }.apply(s));
  }

  /** What the forward evaluation has stored need not be computed again. */
  private void reload(Scope scope, Statement.Store store) {
    Value index = scope.find(store.index());
    boolean isOfThisBlock = scope.find(store.value()) != null && scope.home(store.value()) == scope;
    if (index == null || !isOfThisBlock || !storedOnce.contains(store.array())) return;
    Value copy = numbering.value(store.value().kind());
    scope.forward.add(new Load(copy, store.array(), index, store.origin()));
    scope.name(store.value(), copy);
  }

  /** Names a value in this copy: its own name in the forward evaluation, else a new one. */
  private Value define(Scope scope, Value original) {
    Value copy = scope.region.isForward() ? original : numbering.value(original.kind());
    scope.name(original, copy);
    return copy;
  }

  private static Statement.Slice slice(Scope scope, Statement.Slice slice, Array array) {
    return new Statement.Slice(array, scope.here(slice.offset()), scope.here(slice.length()));
  }

  // Fusion.

  /**
   * Whether the only active effects of a loop or branch are additions to registers whose adjoint
   * can be known here, before it runs. Settles these adjoints if so.
   */
  private boolean canFuse(Scope scope, Block block, Statement s) {
    if (s instanceof If && s.defined().stream().anyMatch(activity::of)) return false;
    java.util.Set<Register> within = new java.util.HashSet<>();
    java.util.Set<Register> added = new TreeSet<>((a, b) -> Integer.compare(a.id(), b.id()));
    boolean[] simple = {true};
    Parts.forEach(
        s,
        each -> {
          if (!Parts.written(each).isEmpty() && activity.isActiveWrite(each)) simple[0] = false;
          if (each instanceof Set t) within.add(t.register());
          if (each instanceof Accumulate a && activity.isActiveWrite(a)) added.add(a.register());
        });
    added.removeAll(within);
    if (!simple[0]) return false;
    for (Register register : added) {
      if (scope.owns(register) && !known.available(scope, block, register)) return false;
    }
    for (Register register : added) {
      if (scope.owns(register)) known.settle(scope, register, formulas);
    }
    return true;
  }

  // Backward.

  private void backward(Scope scope, Statement s) {
    Formula f = formulas.at(scope.backward, s.origin());
    if (s instanceof Define d) {
      backwardDefine(scope, f, d);
    } else if (s instanceof Load l) {
      Value d = activity.of(l.target()) ? adjoints.total(scope, f, l.target()) : null;
      if (d != null) {
        Array adjoint = adjoints.of(l.array());
        scope.backward.add(new AddTo(adjoint, scope.here(l.index()), d, l.origin()));
      }
    } else if (s instanceof Get g) {
      Value d = adjoints.total(scope, f, g.target());
      if (d != null && !scope.settled.contains(g.target())) {
        adjoints.add(scope, f, scope.home(g.register()), g.register(), d);
      }
    } else if (s instanceof Set || s instanceof Accumulate) {
      Register register = Objects.requireNonNull(Parts.register(s));
      Value d = adjoints.total(scope.home(register), f, register);
      if (d != null) adjoints.contribute(scope, f, s.used().get(0), d);
    } else if (s instanceof Statement.Store t) {
      adjoints.contribute(
          scope, f, t.value(), adjoints.element(scope, t.array(), t.index(), t.origin()));
    } else if (s instanceof AddTo a) {
      adjoints.contribute(
          scope, f, a.value(), adjoints.element(scope, a.array(), a.index(), a.origin()));
    } else if (s instanceof Statement.Fill t) {
      adjoints.contribute(scope, f, t.value(), adjoints.sum(scope, f, t));
    } else if (s instanceof Statement.Call call) {
      scope.backward.addAll(calls.backward(call, value -> scope.here(value)));
    } else if (s instanceof Statement.Solve t) {
      scope.backward.add(
          new Statement.Pullback(
              t.procedure(),
              t.sizes(),
              slice(scope, t.input(), t.input().array()),
              slice(scope, t.output(), adjoints.of(t.output().array())),
              slice(scope, t.input(), adjoints.of(t.input().array())),
              t.origin()));
    } else if (s instanceof Loop loop) {
      adjoints.totalRegisters(scope, f, loop);
      backwardLoop(scope, loop);
    } else if (s instanceof If branch) {
      adjoints.totalRegisters(scope, f, branch);
      backwardIf(scope, f, branch);
    } else {
      throw Differentiate.bug("no derivative of " + s);
    }
  }

  private void backwardDefine(Scope scope, Formula f, Define s) {
    Value d = adjoints.total(scope, f, s.target());
    if (d == null) return;
    List<Value> operands = s.operands().stream().map(x -> scope.here(x)).toList();
    for (int i = 0; i < operands.size(); i++) {
      Value operand = s.operands().get(i);
      if (!activity.of(operand) || scope.home(operand).settled.contains(operand)) continue;
      Value part = Partials.contribution(f, s.operation(), i, operands, scope.here(s.target()), d);
      if (part != null) adjoints.contribute(scope, f, operand, part);
    }
  }

  private void backwardLoop(Scope scope, Loop loop) {
    Scope inner = new Scope(scope, scope.region.recompute(loop.body(), program.body()));
    Value index = define(inner, loop.index());
    both(inner, loop.body());
    boolean down = isRecurrence(loop) != loop.backward();
    Value from = scope.here(loop.from());
    Value to = scope.here(loop.to());
    scope.backward.add(new Loop(index, from, to, down, inner.block(), loop.origin()));
  }

  private void backwardIf(Scope scope, Formula f, If branch) {
    Scope then = new Scope(scope, scope.region.recompute(branch.then(), program.body()));
    Scope otherwise = new Scope(scope, scope.region.recompute(branch.otherwise(), program.body()));
    forward(then, branch.then(), true);
    forward(otherwise, branch.otherwise(), true);
    for (Result r : branch.results()) {
      Value d = activity.of(r.target()) ? adjoints.total(scope, f, r.target()) : null;
      if (d == null) continue;
      adjoints.contribute(then, formulas.at(then.backward, branch.origin()), r.fromThen(), d);
      adjoints.contribute(
          otherwise, formulas.at(otherwise.backward, branch.origin()), r.fromElse(), d);
    }
    backward(then, branch.then());
    backward(otherwise, branch.otherwise());
    Value condition = scope.here(branch.condition());
    scope.backward.add(
        new If(condition, then.block(), otherwise.block(), List.of(), branch.origin()));
  }

  /**
   * Whether iterations read what others wrote, so that the backward loop must run the other way.
   */
  private static boolean isRecurrence(Loop loop) {
    java.util.Set<Array> read = new java.util.HashSet<>();
    java.util.Set<Array> written = new java.util.HashSet<>();
    Parts.forEach(
        loop.body(),
        s -> {
          read.addAll(Parts.read(s));
          written.addAll(Parts.written(s));
        });
    return read.stream().anyMatch(written::contains);
  }
}
