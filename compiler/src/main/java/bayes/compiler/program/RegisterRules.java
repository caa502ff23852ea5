package bayes.compiler.program;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The life of registers along every path: set before it is read, and a real register that carries a
 * derivative is set by one statement, then accumulated, then read.
 */
final class RegisterRules {
  private enum State {
    SET,
    ACCUMULATED,
    READ
  }

  private final Verifier verifier;
  private final Set<Integer> everSet = new HashSet<>();
  private Map<Register, State> states = new HashMap<>();

  RegisterRules(Verifier verifier) {
    this.verifier = verifier;
  }

  /** Registers do not outlive the prelude. */
  void forget() {
    states = new HashMap<>();
  }

  void statement(Statement statement) {
    if (statement instanceof Statement.Set set) {
      boolean again = !everSet.add(set.register().id());
      boolean allowed = !(again && disciplined(set.register()));
      verifier.require(allowed, "register set by two statements", set);
      states.put(set.register(), State.SET);
    } else if (statement instanceof Statement.Accumulate accumulate) {
      Register register = accumulate.register();
      verifier.require(states.containsKey(register), "register before it is set", accumulate);
      boolean late = states.get(register) == State.READ && disciplined(register);
      verifier.require(!late, "register accumulated after it was read", accumulate);
      states.put(register, State.ACCUMULATED);
    } else if (statement instanceof Statement.Get get) {
      verifier.require(states.containsKey(get.register()), "register before it is set", get);
      states.put(get.register(), State.READ);
    }
  }

  private static boolean disciplined(Register register) {
    return register.kind() == Kind.REAL && !register.constant();
  }

  /** The body may run not at all, so what it sets is unset afterwards; or twice. */
  void loop(Statement.Loop loop, Runnable body) {
    Map<Register, State> before = new HashMap<>(states);
    body.run();
    Map<Register, EnumMap<State, Boolean>> inside = new HashMap<>();
    collect(loop.body(), inside);
    for (Register register : before.keySet()) {
      EnumMap<State, Boolean> uses = inside.get(register);
      boolean circular =
          uses != null
              && disciplined(register)
              && uses.containsKey(State.ACCUMULATED)
              && uses.containsKey(State.READ);
      verifier.require(!circular, register + " read and accumulated in one loop", loop);
    }
    states.keySet().retainAll(before.keySet());
  }

  private static void collect(Block block, Map<Register, EnumMap<State, Boolean>> uses) {
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.Accumulate accumulate) {
        note(uses, accumulate.register(), State.ACCUMULATED);
      } else if (statement instanceof Statement.Get get) {
        note(uses, get.register(), State.READ);
      }
      for (Block nested : statement.blocks()) collect(nested, uses);
    }
  }

  private static void note(
      Map<Register, EnumMap<State, Boolean>> uses, Register register, State state) {
    uses.computeIfAbsent(register, key -> new EnumMap<>(State.class)).put(state, true);
  }

  /** Afterwards set is what both branches leave set, and read what either has read. */
  void branches(Runnable then, Runnable otherwise) {
    Map<Register, State> before = new HashMap<>(states);
    then.run();
    Map<Register, State> afterThen = states;
    states = before;
    otherwise.run();
    states.keySet().retainAll(afterThen.keySet());
    states.replaceAll(
        (register, state) -> {
          State other = afterThen.getOrDefault(register, state);
          return state.compareTo(other) < 0 ? other : state;
        });
  }
}
