package bayes.compiler.parse;

import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import bayes.grammar.BayesLexer;
import org.antlr.v4.runtime.Token;

/** The tokens of a text, one per line: place, kind and text. White space is left out. */
final class TokenListing {
  private TokenListing() {}

  static String of(SourceText source) {
    StringBuilder listing = new StringBuilder();
    for (Token token : Scan.lex(source)) {
      if (token.getType() == BayesLexer.WHITE_SPACE) continue;
      Span span = source.span(token.getStartIndex(), token.getStopIndex() + 1);
      String kind =
          token.getType() == Token.EOF
              ? "END"
              : BayesLexer.VOCABULARY.getSymbolicName(token.getType());
      String text = span.text().replace("\r", "\\r").replace("\n", "\\n");
      listing.append(String.format("%-8s %-16s %s", span.place(), kind, text).stripTrailing());
      listing.append('\n');
    }
    return listing.toString();
  }
}
