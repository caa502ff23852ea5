package bayes.compiler.simplify;

import static bayes.compiler.program.Operation.*;

import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Statement.Accumulate;
import bayes.compiler.program.Statement.Loop;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes sums apart: of the terms that a loop adds to a register, those that do not change in the
 * loop are added once, times the number of iterations; factors that do not change are multiplied to
 * the whole sum; and what depends on data alone becomes a sum of its own, for the prelude.
 *
 * <p>What is taken out counts only if the loop runs at all: it may be infinite or NaN otherwise.
 */
final class SplitSums {
  private final Numbering numbering;
  private final Dependence dependence;
  private final Map<Value, Integer> uses = new HashMap<>();

  /** Values from here on are this pass's own, and not known to be independent. */
  private final int firstOwn;

  private SplitSums(Program program) {
    numbering = Numbering.after(program);
    firstOwn = numbering.value(Kind.INT).id();
    dependence = new Dependence(program);
    count(program.prelude());
    count(program.body());
    if (program.result() != null) uses.merge(program.result(), 1, Integer::sum);
  }

  static Program apply(Program program) {
    SplitSums pass = new SplitSums(program);
    return program.with(
        program.arrays(), program.prelude(), pass.block(program.body()), program.result());
  }

  private void count(Block block) {
    for (Statement s : block.statements()) {
      Parts.forEachUse(s, v -> uses.merge(v, 1, Integer::sum));
    }
  }

  private Block block(Block block) {
    List<Statement> result = new ArrayList<>();
    for (Statement s : block.statements()) {
      if (s instanceof Loop l) {
        new Splitting(l, block(l.body())).into(result);
      } else if (s instanceof Statement.If i) {
        result.add(
            new Statement.If(
                i.condition(), block(i.then()), block(i.otherwise()), i.results(), i.origin()));
      } else {
        result.add(s);
      }
    }
    return new Block(result);
  }

  /** What the terms of one kind have in common. */
  private record Group(Register register, Factors factors, boolean ofData) {}

  /** One loop while its sums are being taken apart. */
  private final class Splitting {
    private final Loop loop;
    private final Block body;
    private final Map<Value, Statement> definitions = new HashMap<>();
    private final Set<Value> inside = new HashSet<>();
    private final Set<Register> otherwiseUsed = new HashSet<>();
    private final List<Statement> before = new ArrayList<>();
    private final List<Statement> within = new ArrayList<>();
    private final List<Statement> after = new ArrayList<>();
    private final Map<Group, Register> sums = new LinkedHashMap<>();
    private @Nullable Value runs;
    private @Nullable Value times;

    Splitting(Loop loop, Block body) {
      this.loop = loop;
      this.body = body;
      inside.add(loop.index());
      for (Statement s : body.statements()) {
        for (Value v : s.defined()) definitions.put(v, s);
        inside.addAll(s.defined());
        Parts.forEach(
            s,
            each -> {
              if (each instanceof Accumulate) return;
              Register register = Parts.register(each);
              if (register != null) otherwiseUsed.add(register);
            });
      }
    }

    void into(List<Statement> result) {
      for (Statement s : body.statements()) {
        if (!(s instanceof Accumulate a) || !splits(a)) within.add(s);
      }
      result.addAll(before);
      result.add(
          new Loop(
              loop.index(),
              loop.from(),
              loop.to(),
              loop.backward(),
              new Block(within),
              loop.origin()));
      result.addAll(after);
    }

    /** Replaces the statement if something can be taken out of it. */
    private boolean splits(Accumulate a) {
      Register register = a.register();
      if (register.kind() != Kind.REAL || otherwiseUsed.contains(register)) return false;
      List<Term> terms = new ArrayList<>();
      terms(a.value(), 1, terms, a.origin());
      Map<Group, List<Value>> parts = new LinkedHashMap<>();
      List<Factors> fixed = new ArrayList<>();
      boolean found = false;
      for (Term term : terms) {
        if (term.rest == null) {
          fixed.add(term.factors);
          continue;
        }
        boolean ofData = dependence.of(register) && !isDependent(term.value);
        Group group = new Group(register, term.factors, ofData);
        found |= !term.factors.isOne() || ofData;
        parts.computeIfAbsent(group, g -> new ArrayList<>()).add(term.rest);
      }
      if (!found && fixed.isEmpty()) return false;
      for (Factors each : fixed) addFixed(register, each, a.origin());
      parts.forEach((group, values) -> addPart(group, values, a.origin()));
      return true;
    }

    private boolean isDependent(Value value) {
      return value.id() >= firstOwn || dependence.of(value) || dependence.of(loop.index());
    }

    private void addFixed(Register register, Factors factors, int o) {
      Value product = factors.product(numbering, before, o);
      Value each = factors.values().isEmpty() ? product : ifRuns(product, o);
      Value sum = define(after, MUL, o, times(), each);
      after.add(new Accumulate(register, sum, o));
    }

    private void addPart(Group group, List<Value> values, int o) {
      Value sum = values.get(0);
      for (Value v : values.subList(1, values.size())) sum = define(within, ADD, o, sum, v);
      boolean own = group.ofData || !group.factors.isOne();
      Register target = own ? sums.computeIfAbsent(group, g -> begin(g, o)) : group.register;
      within.add(new Accumulate(target, sum, o));
    }

    /** A register of its own for a sum, which is added to the old one after the loop. */
    private Register begin(Group group, int o) {
      Register register = numbering.register(Kind.REAL, false);
      Value zero = numbering.value(Kind.REAL);
      before.add(new Statement.RealConstant(zero, 0, o));
      before.add(new Statement.Set(register, zero, o));
      Value sum = numbering.value(Kind.REAL);
      after.add(new Statement.Get(sum, register, o));
      if (!group.factors.isOne()) {
        Value product = group.factors.product(numbering, before, o);
        Value factor = group.factors.values().isEmpty() ? product : ifRuns(product, o);
        sum = define(after, MUL, o, factor, sum);
      }
      after.add(new Accumulate(group.register, sum, o));
      return register;
    }

    private Value ifRuns(Value value, int o) {
      if (runs == null) runs = define(before, INT_LT, o, loop.from(), loop.to());
      Value zero = numbering.value(Kind.REAL);
      before.add(new Statement.RealConstant(zero, 0, o));
      return define(before, SELECT, o, runs, value, zero);
    }

    private Value times() {
      Value known = times;
      if (known != null) return known;
      int o = loop.origin();
      Value zero = numbering.value(Kind.INT);
      before.add(new Statement.IntConstant(zero, 0, o));
      Value count = define(before, INT_SUB, o, loop.to(), loop.from());
      Value number = define(before, INT_TO_REAL, o, define(before, INT_MAX, o, count, zero));
      times = number;
      return number;
    }

    /** The terms of a sum, each with what can be taken out of it. */
    private void terms(Value value, double sign, List<Term> terms, int o) {
      Statement.Define d = ownDefinition(value);
      if (d != null && d.operation() == ADD) {
        terms(d.operands().get(0), sign, terms, o);
        terms(d.operands().get(1), sign, terms, o);
      } else if (d != null && d.operation() == SUB) {
        terms(d.operands().get(0), sign, terms, o);
        terms(d.operands().get(1), -sign, terms, o);
      } else if (d != null && d.operation() == NEG) {
        terms(d.operands().get(0), -sign, terms, o);
      } else {
        Term term = factor(value, o);
        terms.add(new Term(value, term.factors.times(sign), term.rest));
      }
    }

    /** The definition in this body, of a value that has no other use. */
    private Statement.@Nullable Define ownDefinition(Value value) {
      boolean own = uses.getOrDefault(value, 0) == 1;
      return own && definitions.get(value) instanceof Statement.Define d ? d : null;
    }

    /** Writes the value as factors that do not change in the loop, times a rest. */
    private Term factor(Value value, int o) {
      if (!inside.contains(value)) return new Term(value, Factors.of(value), null);
      if (definitions.get(value) instanceof Statement.RealConstant c) {
        return new Term(value, Factors.ONE.times(c.value()), null);
      }
      Statement.Define d = ownDefinition(value);
      if (d == null) return new Term(value, Factors.ONE, value);
      Value x = d.operands().get(0);
      return switch (d.operation()) {
        case NEG -> {
          Term of = factor(x, o);
          yield new Term(value, of.factors.times(-1), of.rest);
        }
        case SQUARE -> {
          Term of = factor(x, o);
          if (of.factors.isOne()) yield new Term(value, Factors.ONE, value);
          Value rest = of.rest == null ? null : define(within, SQUARE, o, of.rest);
          yield new Term(value, of.factors.times(of.factors), rest);
        }
        case MUL -> {
          Term a = factor(x, o);
          Term b = factor(d.operands().get(1), o);
          if (a.factors.isOne() && b.factors.isOne()) yield new Term(value, Factors.ONE, value);
          Value rest =
              a.rest == null
                  ? b.rest
                  : b.rest == null ? a.rest : define(within, MUL, o, a.rest, b.rest);
          yield new Term(value, a.factors.times(b.factors), rest);
        }
        case DIV -> {
          Term a = factor(x, o);
          if (a.factors.isOne()) yield new Term(value, Factors.ONE, value);
          Value numerator = a.rest == null ? constant(within, 1, o) : a.rest;
          Value rest = define(within, DIV, o, numerator, d.operands().get(1));
          yield new Term(value, a.factors, rest);
        }
        default -> new Term(value, Factors.ONE, value);
      };
    }

    private Value constant(List<Statement> to, double value, int o) {
      Value target = numbering.value(Kind.REAL);
      to.add(new Statement.RealConstant(target, value, o));
      return target;
    }

    private Value define(List<Statement> to, Operation operation, int o, Value... operands) {
      Value target = numbering.value(operation.result());
      to.add(new Statement.Define(target, operation, List.of(operands), o));
      return target;
    }
  }

  /** A term: {@code factors * rest}, or the factors alone. */
  private record Term(Value value, Factors factors, @Nullable Value rest) {}
}
