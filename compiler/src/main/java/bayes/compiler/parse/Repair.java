package bayes.compiler.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * A problem, and edits of the tokens after which the rest of the text can be read.
 *
 * @param edits in the order of the tokens, without overlap
 */
record Repair(SyntaxProblem problem, List<Edit> edits) {
  Repair {
    edits = List.copyOf(edits);
  }

  /** Puts tokens of some types in place of those from {@code from} (inclusive) to {@code to}. */
  record Edit(int from, int to, List<Integer> types) {
    Edit {
      types = List.copyOf(types);
    }

    static Edit insert(int at, Integer... types) {
      return new Edit(at, at, List.of(types));
    }

    static Edit replace(int at, Integer... types) {
      return new Edit(at, at + 1, List.of(types));
    }

    static Edit delete(int from, int to) {
      return new Edit(from, to, List.of());
    }

    boolean changesSomething() {
      return from < to || !types.isEmpty();
    }
  }

  static Repair of(SyntaxProblem problem, Edit... edits) {
    return new Repair(problem, List.of(edits));
  }

  boolean changesSomething() {
    return edits.stream().anyMatch(Edit::changesSomething);
  }

  List<Token> apply(List<Token> tokens) {
    List<Token> edited = new ArrayList<>(tokens.size() + 8);
    int next = 0;
    for (Edit edit : edits) {
      edited.addAll(tokens.subList(next, edit.from));
      for (int k = 0; k < edit.types.size(); k++) edited.add(made(tokens, edit, k));
      next = edit.to;
    }
    edited.addAll(tokens.subList(next, tokens.size()));
    return edited;
  }

  /** A token that covers what it replaces, or nothing, behind the token before it. */
  private static Token made(List<Token> tokens, Edit edit, int k) {
    if (k < edit.to - edit.from) {
      Token replaced = tokens.get(edit.from + k);
      int end =
          k == edit.types.size() - 1
              ? tokens.get(edit.to - 1).getStopIndex() + 1
              : replaced.getStopIndex() + 1;
      return Scan.token(edit.types.get(k), replaced.getStartIndex(), end);
    }
    int place = edit.to == 0 ? 0 : tokens.get(edit.to - 1).getStopIndex() + 1;
    return Scan.token(edit.types.get(k), place, place);
  }
}
