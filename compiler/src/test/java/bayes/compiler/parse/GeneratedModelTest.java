package bayes.compiler.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.Printer;
import bayes.compiler.syntax.SyntaxListing;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** For generated models: they parse, and what is printed parses to the same tree. */
class GeneratedModelTest {
  @Property(tries = 150, seed = "20242", edgeCases = EdgeCasesMode.NONE)
  void printIsTheInverseOfParse(@ForAll long seed) {
    String text = new RandomModel(new Random(seed)).text();
    ModelFile file = ParserTest.parsed(SourceText.of("generated", text));
    String printed = Printer.print(file);
    ModelFile again = ParserTest.parsed(SourceText.of("printed", printed));
    assertEquals(SyntaxListing.shapeOf(file), SyntaxListing.shapeOf(again), text);
    assertEquals(printed, Printer.print(again));
  }
}
