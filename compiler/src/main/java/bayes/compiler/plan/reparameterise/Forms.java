package bayes.compiler.plan.reparameterise;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.LocationScale;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.NonCentred;
import bayes.compiler.model.Request;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.Treatment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The plates that a model leaves open to be explored centred, as they are written, or non-centred:
 * those of draws of a location and scale family, whose scale depends on a latent, and that do not
 * depend on each other.
 */
public final class Forms {
  private Forms() {}

  /**
   * One of them.
   *
   * @param symbol the latent
   * @param draw its first statement
   * @param information what its prior tells of an element, in units of 1 / scale^2
   */
  public record Open(Symbol symbol, ModelStatement.Draw draw, double information) {}

  /** The open plates of a plan's model, in the order of their statements. */
  public static List<Open> of(Plan plan) {
    return plan.options().reparameterisation() ? of(plan.model()) : List.of();
  }

  static List<Open> of(TypedModel model) {
    Map<Symbol, List<ModelStatement.Draw>> draws = new LinkedHashMap<>();
    collect(model.statements(), draws);
    Derivations derivations = Derivations.of(model);
    List<Open> open = new ArrayList<>();
    Set<Symbol> closed = new HashSet<>();
    for (VariableDeclaration variable : model.variables()) {
      if (variable.request().filter(r -> r.kind() == Request.Kind.CENTERED).isPresent()) {
        closed.add(variable.symbol());
      }
    }
    draws.forEach(
        (symbol, all) -> {
          if (!closed.contains(symbol)
              && all.stream().allMatch(draw -> isOpen(draw, derivations))) {
            double information =
                LocationScale.of(all.get(0).distribution().definition())
                    .map(LocationScale::information)
                    .orElseThrow();
            open.add(new Open(symbol, all.get(0), information));
          }
        });
    return open;
  }

  private static void collect(
      List<ModelStatement> statements, Map<Symbol, List<ModelStatement.Draw>> draws) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.For loop) {
        collect(loop.body(), draws);
      } else if (statement instanceof ModelStatement.If branch) {
        collect(branch.then(), draws);
        collect(branch.otherwise(), draws);
      } else if (statement instanceof ModelStatement.Draw draw
          && draw.symbol().role() == Symbol.Role.LATENT) {
        draws.computeIfAbsent(draw.symbol(), symbol -> new ArrayList<>()).add(draw);
      }
    }
  }

  private static boolean isOpen(ModelStatement.Draw draw, Derivations derivations) {
    if (draw.nonCentred().isPresent() || draw.indices().isEmpty()) return false;
    Optional<NonCentred> form = nonCentred(draw);
    if (form.isEmpty()) return false;
    return !latents(FreeSymbols.of(draw.distribution()), derivations).contains(draw.symbol())
        && !derivations.latentsOf(form.get().scale()).isEmpty();
  }

  private static Set<Symbol> latents(Set<Symbol> read, Derivations derivations) {
    Set<Symbol> latents = new HashSet<>();
    for (Symbol symbol : read) latents.addAll(derivations.latentsOf(symbol));
    return latents;
  }

  private static Optional<NonCentred> nonCentred(ModelStatement.Draw draw) {
    return LocationScale.of(draw.distribution().definition())
        .flatMap(family -> family.nonCentred(draw.distribution()));
  }

  /**
   * What the data have chosen.
   *
   * @param pooling the prior's average share in what is known of an element
   * @param limit above which the plate is non-centred
   */
  public record Choice(Open plate, double pooling, double limit) {
    public boolean isNonCentred() {
      return pooling > limit;
    }

    private Treatment treatment() {
      String share =
          String.format(
              Locale.ROOT,
              "the prior has %.2f of what is known of an element, on average, which is %s %.2f;"
                  + " `@%s` before it decides otherwise",
              pooling,
              isNonCentred() ? "above" : "not above",
              limit,
              isNonCentred() ? "centered" : "noncentered");
      String form =
          isNonCentred() ? "non-centred, as a shifted and scaled standard draw" : "centred";
      return ReparameterisePass.treatment(plate, form, share);
    }
  }

  /** The plan that tells what the data have chosen. */
  public static Plan told(Plan plan, List<Choice> choices) {
    Map<Symbol, Choice> chosen = new LinkedHashMap<>();
    for (Choice choice : choices) chosen.put(choice.plate().symbol(), choice);
    List<Treatment> treatments = new ArrayList<>();
    for (Treatment treatment : plan.treatments()) {
      boolean isOpen = treatment.kind() == Treatment.Kind.REPARAMETERISED;
      Choice choice = isOpen ? chosen.get(treatment.of().get(0)) : null;
      treatments.add(choice == null ? treatment : choice.treatment());
    }
    return plan.withTreatments(treatments);
  }

  /** The plan that explores some plates non-centred, and leaves nothing open. */
  public static Plan nonCentred(Plan plan, Set<Symbol> latents) {
    TypedModel written = nonCentred(plan.written(), latents);
    // What was one model stays one: whether a plan rewrites is told by that.
    TypedModel model = plan.isRewritten() ? nonCentred(plan.model(), latents) : written;
    TypedModel compressed =
        plan.compressed() == plan.model() ? model : nonCentred(plan.compressed(), latents);
    return plan.exploring(written, model, compressed);
  }

  private static TypedModel nonCentred(TypedModel model, Set<Symbol> latents) {
    StatementRewriter rewriter = new InForm(latents);
    return new TypedModel(
        model.name(),
        model.doc(),
        model.source(),
        model.sets(),
        model.variables(),
        rewriter.statements(model.statements()));
  }

  private static final class InForm extends StatementRewriter {
    private final Set<Symbol> latents;

    InForm(Set<Symbol> latents) {
      this.latents = latents;
    }

    @Override
    protected List<ModelStatement> statement(ModelStatement statement) {
      if (statement instanceof ModelStatement.Draw draw && latents.contains(draw.symbol())) {
        return List.of(
            new ModelStatement.Draw(
                draw.symbol(), draw.indices(), draw.distribution(), nonCentred(draw), draw.span()));
      }
      return parts(statement);
    }
  }
}
