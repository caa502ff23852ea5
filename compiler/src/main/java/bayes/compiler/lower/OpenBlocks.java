package bayes.compiler.lower;

import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that are open while statements are made, as a stack of levels: the prelude, the body,
 * then loops and branches.
 */
final class OpenBlocks {
  /** An open block. {@code index} and {@code size} if it is a loop's body. */
  record Frame(
      List<Statement> statements,
      Map<Object, Value> known,
      boolean isBranch,
      @Nullable Value index,
      @Nullable Value size) {}

  private final Frame prelude = new Frame(new ArrayList<>(), new HashMap<>(), false, null, null);
  private final Frame body = new Frame(new ArrayList<>(), new HashMap<>(), false, null, null);
  private List<Frame> frames = new ArrayList<>(List.of(prelude));

  static Frame loop(Value index, Value size) {
    return new Frame(new ArrayList<>(), new HashMap<>(), false, index, size);
  }

  static Frame branch() {
    return new Frame(new ArrayList<>(), new HashMap<>(), true, null, null);
  }

  Frame prelude() {
    return prelude;
  }

  Frame body() {
    return body;
  }

  /** From here on, statements go to the body. */
  void beginBody() {
    frames.add(body);
  }

  /** Whether statements go to the prelude now. */
  boolean inPrelude() {
    return frames.size() == 1 || frames.get(1) != body;
  }

  int level() {
    return frames.size() - 1;
  }

  /** The innermost branch; nothing inside is moved out of it. */
  private int branchLevel() {
    for (int i = level(); i > 0; i--) if (frames.get(i).isBranch()) return i;
    return 0;
  }

  /** The level where what needs {@code level} is emitted now. */
  int placeFor(int level) {
    return Math.min(level(), Math.max(level, branchLevel()));
  }

  /** Runs {@code action} with its statements going to an outer level, or where that is allowed. */
  <T> T at(int outer, Supplier<T> action) {
    int place = placeFor(outer);
    if (place == level()) return action.get();
    return with(new ArrayList<>(frames.subList(0, place + 1)), action);
  }

  /** Runs {@code action} with its statements going to the prelude, even from inside of a branch. */
  <T> T inThePrelude(Supplier<T> action) {
    return with(new ArrayList<>(List.of(prelude)), action);
  }

  /** Runs {@code action} with its statements going to a block inside of the innermost one. */
  <T> T within(Frame frame, Supplier<T> action) {
    List<Frame> inner = new ArrayList<>(frames);
    inner.add(frame);
    return with(inner, action);
  }

  void within(Frame frame, Runnable action) {
    within(
        frame,
        () -> {
          action.run();
          return true;
        });
  }

  private <T> T with(List<Frame> open, Supplier<T> action) {
    List<Frame> outer = frames;
    frames = open;
    try {
      return action.get();
    } finally {
      frames = outer;
    }
  }

  /** Appends to the innermost block. */
  void append(Statement statement) {
    frames.get(level()).statements().add(statement);
  }

  /**
   * Appends at a level what makes {@code value}, which is known there from now on as {@code key}.
   */
  void append(int level, Statement statement, Object key, Value value) {
    frames.get(level).statements().add(statement);
    frames.get(level).known().put(key, value);
  }

  /** What is known as {@code key} here, if anything. */
  @Nullable Value known(Object key) {
    for (int i = level(); i >= 0; i--) {
      Value known = frames.get(i).known().get(key);
      if (known != null) return known;
    }
    return null;
  }

  /** The loops that are open here, outermost first, as index and size. */
  List<Map.Entry<Value, Value>> loops() {
    List<Map.Entry<Value, Value>> loops = new ArrayList<>();
    for (Frame frame : frames) {
      Value index = frame.index();
      Value size = frame.size();
      if (index != null && size != null) loops.add(Map.entry(index, size));
    }
    return loops;
  }
}
