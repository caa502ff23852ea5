package bayes.compiler;

import bayes.compiler.lower.IndexTable;
import bayes.compiler.lower.LocalPrograms;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.simplify.Simplify;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs of single latents as classes. */
record LocalExecutables(
    List<VariableDeclaration> derived, LinkedExecutable values, Map<Symbol, OfLatent> latents) {
  /** Those of one latent. */
  record OfLatent(
      int event,
      Optional<LinkedExecutable> place,
      LinkedExecutable terms,
      List<IndexTable> tables) {}

  static LocalExecutables of(LocalPrograms programs) {
    Map<Symbol, OfLatent> latents = new LinkedHashMap<>();
    programs
        .latents()
        .forEach(
            (symbol, of) ->
                latents.put(
                    symbol,
                    new OfLatent(
                        of.event(),
                        of.place().map(Simplify::simplify).map(LinkedExecutable::of),
                        LinkedExecutable.of(Simplify.simplify(of.terms())),
                        of.tables())));
    return new LocalExecutables(
        programs.derived(), LinkedExecutable.of(Simplify.simplify(programs.values())), latents);
  }
}
