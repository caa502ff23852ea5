package bayes.compiler.parse;

import bayes.compiler.source.SourceText;
import bayes.grammar.BayesParser;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** One run of the parser over a list of tokens: a tree, or where it stopped. */
record Attempt<C extends ParserRuleContext>(Optional<C> tree, Optional<Failure> failure) {

  /** The place of a failure among the tokens, and what could have stood there. */
  record Failure(List<Token> tokens, int at, Expected expected) {
    Token found() {
      return tokens.get(at);
    }

    Site in(SourceText source) {
      return new Site(source, tokens, at, expected);
    }
  }

  /** SLL is enough for nearly every text and faster; LL decides where SLL fails. */
  static <C extends ParserRuleContext> Attempt<C> at(
      List<Token> tokens, Function<BayesParser, C> rule) {
    Attempt<C> first = at(tokens, rule, PredictionMode.SLL);
    return first.tree.isPresent() ? first : at(tokens, rule, PredictionMode.LL);
  }

  private static <C extends ParserRuleContext> Attempt<C> at(
      List<Token> tokens, Function<BayesParser, C> rule, PredictionMode mode) {
    BayesParser parser = new BayesParser(new CommonTokenStream(new ListTokenSource(tokens)));
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    parser.getInterpreter().setPredictionMode(mode);
    try {
      return new Attempt<>(Optional.of(rule.apply(parser)), Optional.empty());
    } catch (ParseCancellationException e) {
      if (!(e.getCause() instanceof RecognitionException stop)) throw e;
      int at = stop.getOffendingToken().getTokenIndex();
      Expected expected = Expected.at(parser, stop, tokens, at);
      return new Attempt<>(Optional.empty(), Optional.of(new Failure(tokens, at, expected)));
    }
  }
}
