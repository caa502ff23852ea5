package bayes.compiler.parse;

import bayes.grammar.BayesLexer;
import bayes.grammar.BayesParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.jspecify.annotations.Nullable;

/**
 * The types of tokens that could stand where the parser stopped, found by following the grammar's
 * automaton from the failed decision through the tokens that were read ahead.
 *
 * @param atStatement whether a whole statement could stand there
 * @param rule the rule of the grammar that was being read
 */
record Expected(Set<Integer> types, boolean atStatement, int rule) {
  Expected {
    types = Set.copyOf(types);
  }

  /** Where the automaton returns to at the end of a rule. */
  private record Frame(ATNState returnTo, @Nullable Frame outer) {
    // Identity is enough to tell configurations apart, and keeps long chains cheap.
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private record Position(ATNState state, @Nullable Frame frame) {}

  static Expected at(
      BayesParser parser, RecognitionException stop, List<Token> tokens, int offending) {
    int start = offending;
    if (stop instanceof NoViableAltException alternatives) {
      start = alternatives.getStartToken().getTokenIndex();
    }
    ATN atn = parser.getATN();
    ParserRuleContext context = (ParserRuleContext) stop.getCtx();
    Set<Position> positions =
        closure(
            Set.of(new Position(atn.states.get(stop.getOffendingState()), frames(atn, context))));
    for (int i = start; i < offending; i++) {
      positions = closure(after(positions, tokens.get(i).getType(), atn.maxTokenType));
    }
    Set<Integer> types = new TreeSet<>();
    for (Position position : positions) {
      for (Transition transition : position.state.getTransitions()) {
        if (!transition.isEpsilon()) types.addAll(transition.label().toSet());
      }
    }
    boolean atStatement = types.contains(BayesLexer.LET) || endsStatements(context, types);
    return new Expected(types, atStatement, context.getRuleIndex());
  }

  /** In the loop over statements the automaton has already left for what follows them. */
  private static boolean endsStatements(ParserRuleContext context, Set<Integer> types) {
    int rule = context.getRuleIndex();
    return rule == BayesParser.RULE_file
        || rule == BayesParser.RULE_block && types.contains(BayesLexer.RBRACE);
  }

  private static @Nullable Frame frames(ATN atn, RuleContext context) {
    Deque<RuleContext> contexts = new ArrayDeque<>();
    for (RuleContext c = context; c != null && c.invokingState >= 0; c = c.parent) contexts.push(c);
    Frame frame = null;
    for (RuleContext c : contexts) {
      RuleTransition call = (RuleTransition) atn.states.get(c.invokingState).transition(0);
      frame = new Frame(call.followState, frame);
    }
    return frame;
  }

  private static Set<Position> after(Set<Position> positions, int type, int maxType) {
    Set<Position> next = new LinkedHashSet<>();
    for (Position position : positions) {
      for (Transition transition : position.state.getTransitions()) {
        if (!transition.isEpsilon()
            && transition.matches(type, Token.MIN_USER_TOKEN_TYPE, maxType)) {
          next.add(new Position(transition.target, position.frame));
        }
      }
    }
    return next;
  }

  /** Ends, as no rule begins with itself. */
  private static Set<Position> closure(Set<Position> positions) {
    Set<Position> reached = new LinkedHashSet<>(positions);
    List<Position> work = new ArrayList<>(positions);
    while (!work.isEmpty()) {
      Position position = work.remove(work.size() - 1);
      List<Position> next = new ArrayList<>();
      if (position.state instanceof RuleStopState) {
        if (position.frame != null) {
          next.add(new Position(position.frame.returnTo, position.frame.outer));
        }
      } else {
        for (Transition transition : position.state.getTransitions()) {
          if (transition instanceof RuleTransition call) {
            next.add(new Position(call.target, new Frame(call.followState, position.frame)));
          } else if (transition.isEpsilon()) {
            next.add(new Position(transition.target, position.frame));
          }
        }
      }
      for (Position p : next) if (reached.add(p)) work.add(p);
    }
    return reached;
  }

  boolean has(int type) {
    return types.contains(type);
  }

  /** Whether an expression could begin here. */
  boolean anExpression() {
    return has(BayesLexer.INT) && has(BayesLexer.LPAREN);
  }

  /** Whether a name, and not any other expression, could stand here. */
  boolean aName() {
    return has(BayesLexer.NAME) && !anExpression();
  }

  /** In words, the likeliest first; an operator only where nothing else fits. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    Set<Integer> rest = new TreeSet<>(types);
    if (atStatement) {
      words.add("a statement");
      rest.removeAll(Vocabulary.STATEMENT_STARTS);
      rest.remove(Token.EOF);
    }
    if (anExpression()) {
      words.add("an expression");
      rest.removeAll(Vocabulary.EXPRESSION_STARTS);
    } else if (has(BayesLexer.NAME) && !atStatement) {
      words.add("a name");
    }
    rest.removeAll(Vocabulary.NAMES);
    // After a finished operand every operator would do; what must come is worth more.
    Set<Integer> needed = new TreeSet<>(rest);
    needed.removeAll(Vocabulary.OPERATORS);
    for (int type : needed.isEmpty() && rest.size() <= 2 ? rest : needed) {
      words.add(Vocabulary.describe(type));
    }
    if (words.isEmpty()) words.add("an operator");
    return words;
  }
}
