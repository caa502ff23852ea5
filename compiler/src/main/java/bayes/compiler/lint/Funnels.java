package bayes.compiler.lint;

import bayes.compiler.bind.BoundData;
import bayes.compiler.bind.SetMembers;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * L0108: a plate drawn around a latent location with a latent variance or precision, of whose
 * elements each has few data. Drawn with a latent scale, its form would be chosen by the plan.
 * Where the data say little about an element, its prior makes a funnel of element and scale, which
 * a sampler can hardly enter; written as location plus scale times a standard draw, it is none
 * (Papaspiliopoulos, Roberts and Sköld 2007).
 */
final class Funnels {
  private static final Set<String> SCALES = Set.of("variance", "precision");

  /** With more rows per element than this, the centred form is mostly the better one. */
  private static final int FEW = 4;

  /** A row of more trials than this, on average, tells as much as many rows. */
  private static final int MANY_TRIALS = 100;

  private final Uses uses;
  private final Optional<BoundData> data;

  private Funnels(Uses uses, Optional<BoundData> data) {
    this.uses = uses;
    this.data = data;
  }

  static List<Diagnostic> in(Uses uses, Optional<BoundData> data) {
    Funnels funnels = new Funnels(uses, data);
    List<Diagnostic> found = new ArrayList<>();
    Set<Symbol> seen = new HashSet<>();
    for (Site site : uses.sites()) {
      if (site.statement() instanceof ModelStatement.Draw draw
          && draw.symbol().role() == Symbol.Role.LATENT
          && funnels.isCentred(draw)
          && funnels.hasFewData(draw.symbol())
          && !funnels.hasManyTrials(draw.symbol())
          && seen.add(draw.symbol())) {
        found.add(funnels.warn(draw));
      }
    }
    return found;
  }

  private boolean isCentred(ModelStatement.Draw draw) {
    if (draw.nonCentred().isPresent()) return false;
    DistributionCall call = draw.distribution();
    // Of a draw by its scale, the plan chooses the form when data are bound.
    if (draw.indices().isEmpty() || !call.definition().name().equals("Normal")) return false;
    // In a recurrence each element has its own centre.
    if (FreeSymbols.of(call).contains(draw.symbol())) return false;
    return scale(call).filter(e -> !uses.latents(FreeSymbols.of(e)).isEmpty()).isPresent();
  }

  private static Optional<Expr> scale(DistributionCall call) {
    for (int i = 0; i < call.arguments().size(); i++) {
      String parameter = call.definition().parameters().get(i).symbol().name();
      if (SCALES.contains(parameter)
          && call.arguments().get(i) instanceof DistributionCall.Argument.OfValue of) {
        return Optional.of(of.value());
      }
    }
    return Optional.empty();
  }

  /**
   * Whether every statement that reads elements has few rows per element, and one at least does.
   */
  private boolean hasFewData(Symbol plate) {
    boolean any = false;
    for (Site site : uses.sites()) {
      boolean isOwn = site.defined().filter(plate::equals).isPresent();
      boolean isGenerated =
          site.defined().filter(s -> s.role() == Symbol.Role.GENERATED).isPresent();
      if (isOwn || isGenerated || !site.reads().contains(plate)) continue;
      List<Expr.Index> reads = Reads.of(plate, site.expressions());
      if (reads.isEmpty()) return false;
      for (Expr.Index read : reads) {
        if (!hasFewRows(read, site)) return false;
        any = true;
      }
    }
    return any;
  }

  /** Whether it is observed through counts out of many trials, or out of nobody knows how many. */
  private boolean hasManyTrials(Symbol plate) {
    for (Site site : uses.sites()) {
      if (!(site.statement() instanceof ModelStatement.Observe observe)) continue;
      DistributionCall call = observe.distribution();
      if (!call.definition().name().startsWith("Binomial")) continue;
      if (!uses.latents(FreeSymbols.of(call)).contains(plate)) continue;
      for (Symbol symbol : FreeSymbols.of(Site.values(call).get(0))) {
        if (data.isEmpty()) return true;
        double mean =
            data.flatMap(bound -> Optional.ofNullable(bound.values().get(symbol)))
                .map(trials -> IntStream.range(0, trials.length()).mapToDouble(trials::get))
                .map(trials -> trials.average().orElse(0))
                .orElse(0.0);
        if (mean > MANY_TRIALS) return true;
      }
    }
    return false;
  }

  private boolean hasFewRows(Expr.Index read, Site site) {
    int own = 0;
    for (Expr.Subscript subscript : read.subscripts()) {
      if (!(subscript instanceof Expr.Subscript.At at)) return false;
      boolean isBinder =
          at.index() instanceof Expr.Variable v
              && site.binders().stream().anyMatch(b -> b.symbol().equals(v.symbol()));
      if (isBinder) own++;
      else return read.subscripts().size() == 1 && isSparse(at.index(), read);
    }
    return own == site.binders().size();
  }

  /** Whether an index such as {@code group[i]} names each member a few times only. */
  private boolean isSparse(Expr index, Expr.Index read) {
    if (data.isEmpty() || !(index instanceof Expr.Index of)) return false;
    if (!(of.array() instanceof Expr.Variable group) || of.subscripts().size() != 1) return false;
    IndexSet set = ((Expr.Variable) read.array()).symbol().type().dimensions().get(0);
    if (!(set instanceof IndexSet.Declared declared)) return false;
    Optional<SetMembers> members = Optional.ofNullable(data.get().sets().get(declared));
    return members.isPresent()
        && Optional.ofNullable(data.get().values().get(group.symbol()))
            .filter(rows -> rows.length() <= FEW * (long) members.get().size())
            .isPresent();
  }

  private Diagnostic warn(ModelStatement.Draw draw) {
    DistributionCall call = draw.distribution();
    String name = draw.symbol().name();
    String scale = sd(call);
    return Diagnostic.warning(
            LintCode.L0108.code(),
            "`" + name + "` is centred, with a latent scale and few data for each element",
            call.span(),
            "a funnel of `" + name + "` and `" + scale + "`")
        .withNote(
            "where the scale is small, all elements are close together: chains cannot get in, and"
                + " diverge")
        .withHint(hint(call, scale));
  }

  /** The draw by its scale, so that the plan can choose. */
  private static String hint(DistributionCall call, String scale) {
    String mean = ExprText.of(Site.values(call).get(0));
    return "draw it by its standard deviation, from `%s(%s, %s)`: the better form is then chosen when data are bound"
        .formatted(call.definition().name(), mean, scale);
  }

  /** What a standard draw is multiplied by. */
  private static String sd(DistributionCall call) {
    String scale = ExprText.of(scale(call).orElseThrow());
    int last = call.definition().parameters().size() - 1;
    return switch (call.definition().parameters().get(last).symbol().name()) {
      case "variance" -> "sqrt(" + scale + ")";
      case "precision" -> "1 / sqrt(" + scale + ")";
      default -> scale;
    };
  }

  /** The elements of an array that expressions read; none if one reads it in another way. */
  private static final class Reads extends ExprRewriter {
    private final Symbol array;
    private final List<Expr.Index> found = new ArrayList<>();
    private boolean isWhole;

    private Reads(Symbol array) {
      this.array = array;
    }

    static List<Expr.Index> of(Symbol array, List<Expr> expressions) {
      Reads reads = new Reads(array);
      reads.rewriteAll(expressions);
      return reads.isWhole ? List.of() : reads.found;
    }

    @Override
    public Expr rewrite(Expr expr) {
      if (expr instanceof Expr.Index index
          && index.array() instanceof Expr.Variable v
          && v.symbol().equals(array)) {
        found.add(index);
        return expr;
      }
      return super.rewrite(expr);
    }

    @Override
    protected Expr variable(Expr.Variable variable) {
      isWhole |= variable.symbol().equals(array);
      return variable;
    }
  }
}
