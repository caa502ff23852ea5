package bayes.runtime.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The matches of a regular expression that {@link Pattern} would find, found in one pass: a
 * deterministic automaton, made as the text needs it (Thompson 1968). A state is the list of places
 * in the pattern where a match may stand, by the order in which {@link Pattern} would try them;
 * what comes behind an end of the pattern in this list is cut off, so that the first alternative
 * wins and not the longest.
 */
final class PatternAutomaton implements Segmenter {
  private static final int MOST_PLACES = 2_000;
  private static final int MOST_STATES = 5_000;

  /** No match is possible any more. */
  private static final int DEAD = -1;

  /** Not known yet. */
  private static final int OPEN = -2;

  /** A place that reads one of the classes; or, with a class below zero, a fork or the end. */
  private record Place(int type, int first, int second) {}

  private static final int FORK = -1;
  private static final int END = -2;

  private final List<Place> places = new ArrayList<>();
  private final List<Pattern> classes = new ArrayList<>();
  private final List<String> classNames = new ArrayList<>();
  private final int start;

  /** Characters that all classes treat alike are one symbol; 0 is not known yet. */
  private final short[] symbols = new short[1 << 16];

  private final Map<Long, Integer> symbolOfClasses = new HashMap<>();
  private final List<Long> classesOfSymbol = new ArrayList<>();

  private final Map<List<Integer>, Integer> states = new HashMap<>();
  private final List<List<Integer>> placesOfState = new ArrayList<>();
  private int[][] next = new int[16][];
  private boolean[] accepts = new boolean[16];

  private PatternAutomaton(PatternTree tree) {
    places.add(new Place(END, 0, 0));
    start = build(tree, 0);
    classesOfSymbol.add(0L);
  }

  /** The automaton of a tree that is not too large. */
  static Optional<PatternAutomaton> of(PatternTree tree) {
    PatternAutomaton automaton = new PatternAutomaton(tree);
    boolean fits = automaton.places.size() <= MOST_PLACES && automaton.classes.size() < 64;
    if (fits) automaton.forget();
    return fits ? Optional.of(automaton) : Optional.empty();
  }

  // ---- places ----

  /** Adds a tree before the place {@code then}; returns where it begins. */
  private int build(PatternTree tree, int then) {
    if (places.size() > MOST_PLACES) return then;
    if (tree instanceof PatternTree.OneOf one) return add(new Place(type(one.type()), then, then));
    if (tree instanceof PatternTree.Sequence sequence) {
      int first = then;
      for (int i = sequence.parts().size() - 1; i >= 0; i--) {
        first = build(sequence.parts().get(i), first);
      }
      return first;
    }
    if (tree instanceof PatternTree.Choice choice) {
      List<PatternTree> branches = choice.branches();
      int first = build(branches.get(branches.size() - 1), then);
      for (int i = branches.size() - 2; i >= 0; i--) {
        first = add(new Place(FORK, build(branches.get(i), then), first));
      }
      return first;
    }
    PatternTree.Repeat repeat = (PatternTree.Repeat) tree;
    int first = then;
    if (repeat.most() < 0) {
      int loop = add(new Place(FORK, 0, then));
      places.set(loop, new Place(FORK, build(repeat.part(), loop), then));
      first = loop;
    } else {
      for (int i = repeat.least(); i < repeat.most(); i++) {
        first = add(new Place(FORK, build(repeat.part(), first), then));
      }
    }
    for (int i = 0; i < repeat.least(); i++) first = build(repeat.part(), first);
    return first;
  }

  private int add(Place place) {
    places.add(place);
    return places.size() - 1;
  }

  private int type(String name) {
    int known = classNames.indexOf(name);
    if (known >= 0) return known;
    classNames.add(name);
    classes.add(Pattern.compile(name, Pattern.UNICODE_CHARACTER_CLASS));
    return classNames.size() - 1;
  }

  // ---- states ----

  private void forget() {
    states.clear();
    placesOfState.clear();
    List<Integer> reached = new ArrayList<>();
    reach(start, reached);
    state(reached);
  }

  /** Adds a place, and all that it forks to, behind those reached; false at an end. */
  private boolean reach(int place, List<Integer> reached) {
    Place at = places.get(place);
    if (at.type() == FORK) return reach(at.first(), reached) && reach(at.second(), reached);
    if (!reached.contains(place)) reached.add(place);
    return at.type() != END;
  }

  private int state(List<Integer> reached) {
    if (reached.isEmpty()) return DEAD;
    Integer known = states.get(reached);
    if (known != null) return known;
    int state = placesOfState.size();
    states.put(reached, state);
    placesOfState.add(reached);
    if (state == next.length) {
      next = Arrays.copyOf(next, state * 2);
      accepts = Arrays.copyOf(accepts, state * 2);
    }
    next[state] = new int[0];
    accepts[state] = reached.contains(0);
    return state;
  }

  private int makeStep(int state, int symbol) {
    if (placesOfState.size() >= MOST_STATES) {
      // Few patterns need so many; those go on from the places where they are.
      List<Integer> here = placesOfState.get(state);
      forget();
      return makeStep(state(here), symbol);
    }
    long types = classesOfSymbol.get(symbol);
    List<Integer> reached = new ArrayList<>();
    for (int place : placesOfState.get(state)) {
      Place at = places.get(place);
      boolean reads = at.type() >= 0 && (types >> at.type() & 1) != 0;
      if (reads && !reach(at.first(), reached)) break;
    }
    int to = state(reached);
    int[] steps = next[state];
    if (symbol >= steps.length) {
      int length = steps.length;
      steps = Arrays.copyOf(steps, Math.max(symbol + 1, classesOfSymbol.size()));
      Arrays.fill(steps, length, steps.length, OPEN);
      next[state] = steps;
    }
    steps[symbol] = to;
    return to;
  }

  private int symbol(int codePoint) {
    String text = Character.toString(codePoint);
    long types = 0;
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i).matcher(text).matches()) types |= 1L << i;
    }
    return symbolOfClasses.computeIfAbsent(
        types,
        key -> {
          classesOfSymbol.add(key);
          return classesOfSymbol.size() - 1;
        });
  }

  // ---- matching ----

  @Override
  public int segment(CharRun text, int from, int to, boolean isEnd, TokenSink sink) {
    char[] chars = text.chars;
    int at = from;
    while (at < to) {
      // Most of what lies between tokens cannot begin one, by itself.
      int first = symbols[chars[at]];
      int[] begins = next[0];
      if (first != 0 && first < begins.length && begins[first] == DEAD) {
        at++;
        continue;
      }
      int state = 0;
      int end = at;
      int i = at;
      while (true) {
        if (i == to) {
          if (!isEnd) return at;
          break;
        }
        char c = chars[i];
        int symbol = symbols[c];
        int width = 1;
        if (symbol == 0) {
          if (Character.isHighSurrogate(c)
              && i + 1 < to
              && Character.isLowSurrogate(chars[i + 1])) {
            width = 2;
            symbol = symbol(Character.toCodePoint(c, chars[i + 1]));
          } else {
            symbol = symbol(c);
            if (!Character.isSurrogate(c)) symbols[c] = (short) symbol;
          }
        }
        int[] steps = next[state];
        int reached = symbol < steps.length ? steps[symbol] : OPEN;
        if (reached == OPEN) reached = makeStep(state, symbol);
        if (reached == DEAD) break;
        state = reached;
        i += width;
        if (accepts[state]) end = i;
      }
      if (end > at) {
        sink.token(text, at, end);
        at = end;
      } else {
        boolean isPair =
            Character.isHighSurrogate(chars[at])
                && at + 1 < to
                && Character.isLowSurrogate(chars[at + 1]);
        at += isPair ? 2 : 1;
      }
    }
    return to;
  }
}
