package bayes.compiler.lower;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Mention;
import java.util.List;

/** A term that mentions a latent, and where it does. */
record Blanket(Derivations.Term term, List<Mention> mentions) {
  Blanket {
    mentions = List.copyOf(mentions);
  }
}
