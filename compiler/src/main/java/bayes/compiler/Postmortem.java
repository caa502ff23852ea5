package bayes.compiler;

import bayes.compiler.bind.BoundData;
import bayes.compiler.bind.InputValues;
import bayes.compiler.bind.SetMembers;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.interpret.Interpreter;
import bayes.compiler.lower.TracedTerms;
import bayes.compiler.lower.TracedTerms.Shown;
import bayes.compiler.lower.TracedTerms.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.program.Rejection;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the log density is not finite at a position: the first statement, and its element, whose term
 * is not, with the values that went in. Found by interpreting the position once more.
 */
final class Postmortem {
  private static final double[] NOTHING = {};

  private final TracedTerms traced;
  private final InputValues inputs;
  private final BoundData data;
  private final TypedModel model;

  Postmortem(TracedTerms traced, InputValues inputs, BoundData data, TypedModel model) {
    this.model = model;
    this.traced = traced;
    this.inputs = inputs;
    this.data = data;
  }

  /** What is wrong at a position; empty if every term is finite there. */
  Optional<Diagnostic> of(double[] position) {
    Interpreter interpreter = new Interpreter(traced.program());
    inputs.setAll(traced.program(), interpreter);
    Optional<Rejection> rejection = interpreter.prelude();
    if (rejection.isEmpty()) {
      interpreter.evaluate(position, NOTHING, BoundModel.NO_RANDOMNESS);
      rejection = interpreter.rejection();
    }
    return rejection.map(this::explain);
  }

  private Diagnostic explain(Rejection rejection) {
    String code = rejection.problem().code();
    if (!code.equals(TracedTerms.CODE)) {
      return Diagnostic.error(
              new Diagnostic.Code(code),
              rejection.message(),
              rejection.problem().span(),
              "at this point")
          .withNote("a point at which this happens has density zero");
    }
    Term term = traced.terms().get(Integer.parseInt(rejection.problem().message()));
    return new Words(term, rejection.arguments()).explain();
  }

  /** One term and the values of its rejection. */
  private final class Words {
    private final Term term;
    private final List<Number> arguments;
    private final Substitution labels;

    Words(Term term, List<Number> arguments) {
      this.term = term;
      this.arguments = arguments;
      Map<Symbol, Expr> members = new HashMap<>();
      for (int i = 0; i < term.binders().size(); i++) {
        Expr.Binder binder = term.binders().get(i);
        members.put(binder.symbol(), member(binder, arguments.get(i).intValue()));
      }
      labels = Substitution.ofValues(members);
    }

    private Expr member(Expr.Binder binder, int value) {
      return label(binder.set(), value)
          .<Expr>map(label -> new Expr.MemberConstant(label, declared(binder.set()), span()))
          .orElse(new Expr.IntConstant(value, span()));
    }

    private Span span() {
      return term.statement().span();
    }

    Diagnostic explain() {
      List<String> outer = new ArrayList<>();
      List<String> inner = new ArrayList<>();
      List<String> bad = new ArrayList<>();
      int at = first();
      for (Shown shown : term.shown()) {
        String text = text(shown.expr());
        String value = text + (shown.isArray() ? " has " : " = ") + value(shown, at);
        (shown.isInner() ? inner : outer).add(value);
        if (isBad(shown, at)) bad.add(text);
        at += shown.width();
      }
      if (outer.isEmpty()) {
        outer.addAll(inner);
        inner.clear();
      }
      String outcome = number(arguments.get(first() - 1).doubleValue());
      String message =
          "`" + statement() + "` is " + outcome + (outer.isEmpty() ? "" : ": ") + list(outer);
      Diagnostic problem =
          Diagnostic.error(new Diagnostic.Code(TracedTerms.CODE), message, span(), "is " + outcome);
      if (!inner.isEmpty()) problem = problem.withNote("with " + list(inner));
      if (!bad.isEmpty()) {
        String last = bad.get(bad.size() - 1);
        return problem.withNote("`" + last + "` is not finite: look at how it is computed");
      }
      for (String outside : outside()) problem = problem.withNote(outside);
      return problem;
    }

    /** Where the values begin among the arguments. */
    private int first() {
      return term.binders().size() + 1;
    }

    /** Arguments of the distribution that are outside what their parameters allow. */
    private List<String> outside() {
      DistributionCall call;
      List<String> found = new ArrayList<>();
      if (term.statement() instanceof ModelStatement.Observe observe) {
        call = observe.distribution();
        outside(observe.target(), call.definition().support(), "a draw of", call)
            .ifPresent(found::add);
      } else if (term.statement() instanceof ModelStatement.Draw draw) {
        call = draw.distribution();
      } else {
        return found;
      }
      for (int i = 0; i < call.arguments().size(); i++) {
        if (!(call.arguments().get(i) instanceof DistributionCall.Argument.OfValue of)) continue;
        DistributionDefinition.Parameter parameter = call.definition().parameters().get(i);
        String name = "`" + parameter.symbol().name() + "` of";
        outside(of.value(), parameter.support(), name, call).ifPresent(found::add);
      }
      return found;
    }

    private Optional<String> outside(
        Expr expr, Support support, String what, DistributionCall call) {
      if (!(support instanceof Support.Bounds bounds)) return Optional.empty();
      int at = first();
      for (Shown shown : term.shown()) {
        if (ExprText.of(shown.expr()).equals(ExprText.of(expr)) && !shown.isArray()) {
          double value = arguments.get(at).doubleValue();
          return violated(bounds, value)
              .map(
                  bound ->
                      "%s `%s` must be %s, and `%s` is %s"
                          .formatted(
                              what, call.definition().name(), bound, text(expr), number(value)));
        }
        at += shown.width();
      }
      return Optional.empty();
    }

    private String statement() {
      ModelStatement statement = term.statement();
      if (statement instanceof ModelStatement.Observe observe) {
        return "observe " + text(observe.target()) + " ~ " + call(observe.distribution());
      }
      if (statement instanceof ModelStatement.Draw draw) {
        Expr element = term.shown().isEmpty() ? null : term.shown().get(0).expr();
        String name = element == null ? draw.symbol().name() : text(element);
        return name + " ~ " + call(draw.distribution());
      }
      Optional<Symbol> latent = model.latent(statement);
      if (latent.isPresent()) return sum(latent.get());
      if (statement instanceof ModelStatement.Factor factor) {
        return "factor " + text(factor.value());
      }
      return span().text();
    }

    /** A sum by the element of its latent. */
    private String sum(Symbol latent) {
      List<String> members = new ArrayList<>();
      for (Expr.Binder binder : term.binders()) {
        members.add(text(new Expr.Variable(binder.symbol(), span())));
      }
      boolean isReal = latent.type().element() instanceof Type.Real;
      return (isReal ? "integral over " : "sum over ")
          + latent.name()
          + (members.isEmpty() ? "" : "[" + list(members) + "]");
    }

    /** As the model has it, with the members in the place of loop variables. */
    private String text(Expr expr) {
      boolean isSimple = expr instanceof Expr.Variable || expr instanceof Expr.Index;
      Optional<String> written =
          isSimple ? Optional.empty() : written(expr.span(), FreeSymbols.of(expr));
      return written.orElseGet(() -> bare(ExprText.of(labels.rewrite(expr))));
    }

    /** A text of the model; none if loop variables in it are not written out. */
    private Optional<String> written(Span place, Set<Symbol> reads) {
      if (place.source() != span().source() || place.text().contains("\n")) return Optional.empty();
      String text = place.text();
      for (Expr.Binder binder : term.binders()) {
        if (!reads.contains(binder.symbol())) continue;
        String name = "(?U)(?<![\\w.])" + Pattern.quote(binder.symbol().name()) + "(?!\\w)";
        String member = ExprText.of(labels.rewrite(new Expr.Variable(binder.symbol(), span())));
        String named = text.replaceAll(name, Matcher.quoteReplacement(member));
        if (named.equals(text)) return Optional.empty();
        text = named;
      }
      return Optional.of(text);
    }

    private String call(DistributionCall call) {
      // Of a truncated or mixed distribution the call is what it was made into.
      Span whole = span();
      int tilde = whole.text().indexOf('~');
      if (tilde >= 0) {
        Span after = whole.source().span(whole.start() + tilde + 1, whole.end());
        Optional<String> written = written(after, FreeSymbols.of(call));
        if (written.isPresent()) return written.get().strip().replaceFirst("\\s*;$", "");
      }
      List<String> texts = new ArrayList<>();
      for (DistributionCall.Argument argument : call.arguments()) {
        texts.add(
            argument instanceof DistributionCall.Argument.OfValue of
                ? text(of.value())
                : ExprText.of(((DistributionCall.Argument.OfSet) argument).set()));
      }
      return call.definition().name() + "(" + list(texts) + ")";
    }

    private boolean isBad(Shown shown, int at) {
      return shown.isArray()
          ? arguments.get(at + 3).intValue() > 0
          : !Double.isFinite(arguments.get(at).doubleValue());
    }

    private String value(Shown shown, int at) {
      if (!shown.isArray()) return scalar(shown.expr().type(), arguments.get(at));
      int count = arguments.get(at).intValue();
      if (count == 0) return "no values";
      int bad = arguments.get(at + 3).intValue();
      String size = count + (count == 1 ? " value" : " values");
      if (bad == count) return size + ", none of them finite";
      return size
          + (bad > 0 ? ", " + bad + " of them not finite, " : " ")
          + "from "
          + number(arguments.get(at + 1).doubleValue())
          + " to "
          + number(arguments.get(at + 2).doubleValue());
    }

    private String scalar(Type type, Number value) {
      if (type instanceof Type.Bool) return value.intValue() == 0 ? "false" : "true";
      if (type instanceof Type.Member member) {
        return label(member.set(), value.intValue())
            .map(label -> '"' + label + '"')
            .orElse(value.toString());
      }
      return number(value.doubleValue());
    }
  }

  /** The bound that a value violates, in words, where the bounds are constants. */
  private static Optional<String> violated(Support.Bounds bounds, double value) {
    if (bounds.lower().isPresent()) {
      OptionalDouble bound = constant(bounds.lower().get().value());
      boolean isOpen = bounds.lower().get().exclusive();
      if (bound.isPresent()
          && (isOpen ? value <= bound.getAsDouble() : value < bound.getAsDouble())) {
        return Optional.of((isOpen ? "above " : "at least ") + number(bound.getAsDouble()));
      }
    }
    if (bounds.upper().isPresent()) {
      OptionalDouble bound = constant(bounds.upper().get().value());
      boolean isOpen = bounds.upper().get().exclusive();
      if (bound.isPresent()
          && (isOpen ? value >= bound.getAsDouble() : value > bound.getAsDouble())) {
        return Optional.of((isOpen ? "below " : "at most ") + number(bound.getAsDouble()));
      }
    }
    return Optional.empty();
  }

  private static OptionalDouble constant(Expr expr) {
    if (expr instanceof Expr.Convert convert) return constant(convert.operand());
    if (expr instanceof Expr.IntConstant i) return OptionalDouble.of(i.value());
    if (expr instanceof Expr.RealConstant r) return OptionalDouble.of(r.value());
    return OptionalDouble.empty();
  }

  /** The label of a member, if the set has labels. */
  private Optional<String> label(IndexSet set, int member) {
    IndexSet root = root(set);
    if (!(root instanceof IndexSet.Declared declared)) return Optional.empty();
    return Optional.ofNullable(data.sets().get(declared))
        .flatMap(SetMembers::names)
        .filter(names -> member >= 1 && member <= names.size())
        .map(names -> names.get(member - 1));
  }

  private static IndexSet.Declared declared(IndexSet set) {
    return (IndexSet.Declared) root(set);
  }

  private static IndexSet root(IndexSet set) {
    IndexSet root = set;
    while (root instanceof IndexSet.Part part) root = part.whole();
    return root;
  }

  private static String list(List<String> texts) {
    return String.join(", ", texts);
  }

  /** Without the brackets around the whole, which stand there for an operand's sake. */
  private static String bare(String text) {
    if (!text.startsWith("(")) return text;
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '(') depth++;
      if (text.charAt(i) == ')' && --depth == 0 && i < text.length() - 1) return text;
    }
    return text.substring(1, text.length() - 1);
  }

  /** To six digits; whole numbers as they are. */
  static String number(double value) {
    if (Double.isNaN(value)) return "NaN";
    if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
    if (value == Math.rint(value) && Math.abs(value) < 1e9) return Long.toString((long) value);
    String text = String.format(Locale.ROOT, "%.6g", value);
    int exponent = text.indexOf('e');
    String digits = exponent < 0 ? text : text.substring(0, exponent);
    if (digits.contains(".")) digits = digits.replaceFirst("\\.?0+$", "");
    return digits + (exponent < 0 ? "" : text.substring(exponent));
  }
}
