package bayes.compiler.model;

import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A checked model: a plated factor graph. Names are resolved, every expression has its type, every
 * latent its support.
 *
 * @param name the file's name without its extension
 * @param sets declared sets, in order
 * @param variables data, latents, derived and generated values, in order of declaration (locals of
 *     an iteration are not among them)
 * @param statements in program order
 */
public record TypedModel(
    String name,
    Optional<String> doc,
    SourceText source,
    List<IndexSet.Declared> sets,
    List<VariableDeclaration> variables,
    List<ModelStatement> statements) {
  public TypedModel {
    sets = List.copyOf(sets);
    variables = List.copyOf(variables);
    statements = List.copyOf(statements);
  }

  /** The latent that was summed or integrated out into a term: the one that is declared there. */
  public Optional<Symbol> latent(ModelStatement term) {
    boolean isSum =
        term instanceof ModelStatement.Marginal || term instanceof ModelStatement.Factor;
    if (!isSum) return Optional.empty();
    Span place = term.span();
    return variables.stream()
        .filter(VariableDeclaration::isWritten)
        .map(VariableDeclaration::symbol)
        .filter(s -> s.role() == Symbol.Role.GENERATED || s.role() == Symbol.Role.LATENT)
        .filter(
            s ->
                s.declared().source() == place.source()
                    && place.start() <= s.declared().start()
                    && s.declared().end() <= place.end())
        .findFirst();
  }

  /** The same model, with draws that keep the variables of these names, too. */
  public TypedModel recording(Collection<String> names) {
    List<VariableDeclaration> all = new ArrayList<>();
    for (VariableDeclaration variable : variables) {
      boolean isMore =
          names.contains(variable.symbol().name()) && variable.symbol().role() != Symbol.Role.DATA;
      all.add(isMore ? variable.recording() : variable);
    }
    return new TypedModel(name, doc, source, sets, all, statements);
  }

  /** The same model, with draws that do not keep these variables. */
  public TypedModel withoutRecording(Collection<Symbol> symbols) {
    List<VariableDeclaration> all =
        variables.stream()
            .map(v -> symbols.contains(v.symbol()) ? v.withoutRecording() : v)
            .toList();
    return new TypedModel(name, doc, source, sets, all, statements);
  }
}
