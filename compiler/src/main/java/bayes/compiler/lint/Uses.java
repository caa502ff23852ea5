package bayes.compiler.lint;

import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who reads what in a model. */
final class Uses {
  private final TypedModel model;
  private final List<Site> sites;
  private final Set<Symbol> read = new HashSet<>();
  private final Set<IndexSet.Declared> sets = new HashSet<>();
  private final Map<Symbol, Set<Symbol>> definitions = new HashMap<>();

  Uses(TypedModel model) {
    this.model = model;
    this.sites = Site.of(model.statements(), read);
    for (Site site : sites) {
      read.addAll(site.reads());
      site.defined()
          .ifPresent(
              symbol ->
                  definitions
                      .computeIfAbsent(symbol, key -> new LinkedHashSet<>())
                      .addAll(site.reads()));
    }
    for (VariableDeclaration variable : model.variables()) {
      if (variable.support() instanceof Support.Bounds bounds) {
        bounds.lower().ifPresent(b -> read.addAll(FreeSymbols.of(b.value())));
        bounds.upper().ifPresent(b -> read.addAll(FreeSymbols.of(b.value())));
      }
      variable.defaultValue().ifPresent(e -> read.addAll(FreeSymbols.of(e)));
      type(variable.symbol().type());
    }
    for (IndexSet.Declared set : model.sets()) read.addAll(FreeSymbols.of(set));
    for (IndexSet.Declared set : model.sets()) {
      if (set.definition() instanceof IndexSet.Definition.OfRange range) {
        read.addAll(FreeSymbols.of(range.lower()));
        read.addAll(FreeSymbols.of(range.upper()));
      } else if (set.definition() instanceof IndexSet.Definition.Chosen chosen) {
        read.addAll(FreeSymbols.of(chosen.size()));
      }
    }
    for (Site site : sites) site.binders().forEach(binder -> use(binder.set()));
  }

  private void type(Type type) {
    type.dimensions().forEach(this::use);
    if (type.element() instanceof Type.Member member) use(member.set());
  }

  private void use(IndexSet set) {
    read.addAll(FreeSymbols.of(set));
    if (set instanceof IndexSet.Part part) use(part.whole());
    if (set instanceof IndexSet.Declared declared) sets.add(declared);
  }

  TypedModel model() {
    return model;
  }

  List<Site> sites() {
    return sites;
  }

  /** Whether anything but its own definition reads it. */
  boolean isRead(Symbol symbol) {
    return read.contains(symbol);
  }

  /** Whether a variable or a loop ranges over it. */
  boolean isUsed(IndexSet.Declared set) {
    return sets.contains(set);
  }

  /** Whether the model conditions on anything. */
  boolean isConditioned() {
    return sites.stream()
        .anyMatch(
            site ->
                site.statement() instanceof ModelStatement.Observe
                    || site.statement() instanceof ModelStatement.Factor);
  }

  /** These symbols and all that their values come from, through definitions and draws. */
  Set<Symbol> sources(Set<Symbol> symbols) {
    Set<Symbol> sources = new LinkedHashSet<>();
    Deque<Symbol> open = new ArrayDeque<>(symbols);
    while (!open.isEmpty()) {
      Symbol symbol = open.pop();
      if (sources.add(symbol)) open.addAll(definitions.getOrDefault(symbol, Set.of()));
    }
    return sources;
  }

  /** The latents among these symbols and what defines them, but not what latents are drawn from. */
  Set<Symbol> latents(Set<Symbol> symbols) {
    Set<Symbol> seen = new LinkedHashSet<>();
    Set<Symbol> latents = new LinkedHashSet<>();
    Deque<Symbol> open = new ArrayDeque<>(symbols);
    while (!open.isEmpty()) {
      Symbol symbol = open.pop();
      if (!seen.add(symbol)) continue;
      if (symbol.role() == Symbol.Role.LATENT) latents.add(symbol);
      else open.addAll(definitions.getOrDefault(symbol, Set.of()));
    }
    return latents;
  }

  /** Whether it stands for the missing elements of data. */
  static boolean isMissingData(Symbol symbol) {
    return symbol.type().dimensions().stream()
        .anyMatch(
            set ->
                set instanceof IndexSet.Declared d
                    && d.definition() instanceof IndexSet.Definition.Missing);
  }
}
