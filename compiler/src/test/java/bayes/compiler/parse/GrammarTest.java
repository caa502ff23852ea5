package bayes.compiler.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.compiler.Golden;
import bayes.grammar.BayesLexer;
import bayes.grammar.BayesParser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DiagnosticErrorListener;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text of the corpus has one reading: no decision of the grammar is ambiguous on it. */
class GrammarTest {
  @TestFactory
  Stream<DynamicTest> goodModelsAreUnambiguous() {
    return tests(false);
  }

  /** The prompt's grammar reads every model too, as statements. */
  @TestFactory
  Stream<DynamicTest> goodModelsAreUnambiguousAtThePrompt() {
    return tests(true);
  }

  private static Stream<DynamicTest> tests(boolean prompt) {
    return Golden.cases("parse/good").stream()
        .map(
            model ->
                DynamicTest.dynamicTest(
                    Golden.name(model),
                    () -> assertEquals(List.of(), complaints(Golden.model(model).text(), prompt))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mu",
        "P(theta[\"Choate\"] > 0)",
        "mean(tau);",
        "theta[1] - theta[2]",
        "set + data",
        "a ? b : c",
        "x[1]",
        ""
      })
  void queriesAreUnambiguous(String query) {
    assertEquals(List.of(), complaints(query, true));
  }

  /** The check itself can fail. */
  @Test
  void aMistakeIsReported() {
    assertEquals(1, complaints("let = 3;", false).size());
  }

  private static List<String> complaints(String text, boolean prompt) {
    List<String> complaints = new ArrayList<>();
    BayesLexer lexer = new BayesLexer(CharStreams.fromString(text));
    BayesParser parser = new BayesParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(PredictionMode.LL_EXACT_AMBIG_DETECTION);
    parser.addErrorListener(new Ambiguities(complaints));
    ParserRuleContext tree = prompt ? parser.interactive() : parser.file();
    if (tree.getChildCount() == 0) complaints.add("no tree");
    return complaints;
  }

  /** Keeps errors and true ambiguities; that a decision needed its full context is no fault. */
  private static final class Ambiguities extends DiagnosticErrorListener {
    private final List<String> complaints;

    Ambiguities(List<String> complaints) {
      super(true);
      this.complaints = complaints;
    }

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object symbol,
        int line,
        int column,
        String message,
        RecognitionException e) {
      complaints.add(line + ":" + column + " " + message);
    }

    @Override
    public void reportAmbiguity(
        org.antlr.v4.runtime.Parser recognizer,
        org.antlr.v4.runtime.dfa.DFA dfa,
        int start,
        int stop,
        boolean exact,
        java.util.BitSet alternatives,
        org.antlr.v4.runtime.atn.ATNConfigSet configurations) {
      complaints.add(
          "ambiguous: " + getDecisionDescription(recognizer, dfa) + " at token " + start);
    }

    @Override
    public void reportAttemptingFullContext(
        org.antlr.v4.runtime.Parser recognizer,
        org.antlr.v4.runtime.dfa.DFA dfa,
        int start,
        int stop,
        java.util.BitSet conflicting,
        org.antlr.v4.runtime.atn.ATNConfigSet configurations) {}

    @Override
    public void reportContextSensitivity(
        org.antlr.v4.runtime.Parser recognizer,
        org.antlr.v4.runtime.dfa.DFA dfa,
        int start,
        int stop,
        int prediction,
        org.antlr.v4.runtime.atn.ATNConfigSet configurations) {}
  }
}
