package bayes.compiler.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prints expressions, types and sets of the typed model. Two expressions that print alike mean the
 * same, as symbols of one name are told apart by their number.
 */
public final class ExprText {
  private final boolean withIds;

  private ExprText(boolean withIds) {
    this.withIds = withIds;
  }

  /** As a reader of the model would write it. */
  public static String of(Expr expr) {
    return new ExprText(false).text(expr);
  }

  public static String of(Type type) {
    return new ExprText(false).text(type);
  }

  public static String of(IndexSet set) {
    return new ExprText(false).text(set);
  }

  public static String of(DistributionCall call) {
    return new ExprText(false).text(call);
  }

  /** Whether both have the same value wherever both are defined, as far as their text tells. */
  public static boolean same(Expr a, Expr b) {
    ExprText text = new ExprText(true);
    return text.text(a).equals(text.text(b));
  }

  /** Whether both are the same set, as far as their text tells. */
  public static boolean same(IndexSet a, IndexSet b) {
    ExprText text = new ExprText(true);
    return text.text(a).equals(text.text(b));
  }

  /** Whether both are the same distribution, as far as their text tells. */
  public static boolean same(DistributionCall a, DistributionCall b) {
    ExprText text = new ExprText(true);
    return text.text(a).equals(text.text(b));
  }

  /** An element of data that is missing is called as if it were there. */
  private static boolean isMissingElement(Expr.Index e) {
    return e.subscripts().size() == 1
        && e.subscripts().get(0) instanceof Expr.Subscript.At
        && e.array().type().dimensions().get(0) instanceof IndexSet.Declared set
        && set.definition() instanceof IndexSet.Definition.Missing;
  }

  /** What only one branch defines is called without the place that says whether it exists. */
  private static boolean isChoice(Expr.Subscript subscript) {
    return subscript instanceof Expr.Subscript.At at
        && at.index() instanceof Expr.MemberConstant member
        && member.set().definition() instanceof IndexSet.Definition.Chosen;
  }

  private static boolean isChoice(IndexSet set) {
    return set instanceof IndexSet.Declared declared
        && declared.definition() instanceof IndexSet.Definition.Chosen;
  }

  private String text(Expr expr) {
    if (expr instanceof Expr.IntConstant e) return Integer.toString(e.value());
    if (expr instanceof Expr.RealConstant e) return Double.toString(e.value());
    if (expr instanceof Expr.BoolConstant e) return Boolean.toString(e.value());
    if (expr instanceof Expr.MemberConstant e) return '"' + e.label() + '"';
    if (expr instanceof Expr.Variable e) return text(e.symbol());
    if (expr instanceof Expr.Size e) return "size(" + text(e.set()) + ")";
    if (expr instanceof Expr.Apply e) return apply(e);
    if (expr instanceof Expr.Conditional e) {
      return "(" + text(e.condition()) + " ? " + text(e.then()) + " : " + text(e.otherwise()) + ")";
    }
    if (expr instanceof Expr.Convert e) {
      return withIds ? text(e.type()) + "(" + text(e.operand()) + ")" : text(e.operand());
    }
    if (expr instanceof Expr.Position e) return "index(" + text(e.member()) + ")";
    if (expr instanceof Expr.Index e && !withIds && isMissingElement(e)) {
      String place = text(((Expr.Subscript.At) e.subscripts().get(0)).index());
      return place.replace("?", "");
    }
    if (expr instanceof Expr.Index e) {
      List<Expr.Subscript> written =
          e.subscripts().stream().filter(s -> withIds || !isChoice(s)).toList();
      boolean isWhole = written.stream().allMatch(Expr.Subscript.All.class::isInstance);
      if (isWhole && written.size() < e.subscripts().size()) return text(e.array());
      return text(e.array())
          + written.stream().map(this::text).collect(Collectors.joining(", ", "[", "]"));
    }
    if (expr instanceof Expr.Comprehension e) return comprehension(e);
    if (expr instanceof Expr.ArrayLiteral e) return "[" + texts(e.elements()) + "]";
    if (expr instanceof Expr.Reduce e) {
      return e.reduction().name().toLowerCase(java.util.Locale.ROOT) + "(" + text(e.array()) + ")";
    }
    if (expr instanceof Expr.MatrixMultiply e) {
      return "(" + text(e.left()) + " @ " + text(e.right()) + ")";
    }
    if (expr instanceof Expr.Transpose e) return text(e.operand()) + "'";
    if (expr instanceof Expr.VectorFunction e) {
      return e.kind().name().toLowerCase(java.util.Locale.ROOT) + "(" + text(e.operand()) + ")";
    }
    if (expr instanceof Expr.MatrixFunction e) {
      return e.operation().function() + "(" + texts(e.arguments()) + ")";
    }
    if (expr instanceof Expr.ArrayFunction e) {
      return e.kind().name().toLowerCase(java.util.Locale.ROOT) + "(" + texts(e.arguments()) + ")";
    }
    if (expr instanceof Expr.Solve e) return solve(e);
    if (expr instanceof Expr.CallFunction e) {
      return e.function().name() + "(" + texts(e.arguments()) + ")";
    }
    if (expr instanceof Expr.LetIn e) {
      return "(let " + text(e.symbol()) + " = " + text(e.value()) + "; " + text(e.body()) + ")";
    }
    if (expr instanceof Expr.Tuple e) return "(" + texts(e.elements()) + ")";
    if (expr instanceof Expr.Part e) return text(e.tuple()) + "." + (e.index() + 1);
    if (expr instanceof Expr.LogDensity e) {
      return "log_density(" + text(e.distribution()) + ", " + text(e.point()) + ")";
    }
    if (expr instanceof Expr.RandomDraw e) return "draw(" + text(e.distribution()) + ")";
    if (expr instanceof Expr.OfDistribution e) {
      return text(e.quantity()) + "(" + text(e.distribution()) + ", " + text(e.point()) + ")";
    }
    if (expr instanceof Expr.OfComponent e) {
      String component = text(e.component()) + e.member().map(m -> "[" + text(m) + "]").orElse("");
      return text(e.quantity())
          + "("
          + component
          + e.point().map(p -> ", " + text(p)).orElse("")
          + ")";
    }
    if (expr instanceof Expr.RandomInverse) return "inverse()";
    Expr.RandomPrimitive e = (Expr.RandomPrimitive) expr;
    return e.name() + "(" + texts(e.arguments()) + ")";
  }

  private static String text(Quantity quantity) {
    return quantity.name().toLowerCase(java.util.Locale.ROOT);
  }

  private String text(Symbol symbol) {
    return withIds
        ? symbol.name() + "#" + symbol.id()
        : IndexSet.listOfLength(symbol).map(list -> "len(" + list + ")").orElse(symbol.name());
  }

  private String apply(Expr.Apply e) {
    String name = e.function().name();
    if (Character.isLetter(name.charAt(0)) && !name.equals("div")) {
      return name + "(" + texts(e.operands()) + ")";
    }
    return e.operands().size() == 1
        ? name + text(e.operands().get(0))
        : "(" + text(e.operands().get(0)) + " " + name + " " + text(e.operands().get(1)) + ")";
  }

  private String solve(Expr.Solve e) {
    List<String> parts = new ArrayList<>(List.of(e.function().name()));
    for (Expr operand : e.operands()) parts.add(text(operand));
    for (Expr argument : e.arguments()) parts.add(text(argument));
    for (int i = 0; i < e.options().size(); i++) {
      SolverFunction.Option option = e.solver().options().get(i);
      boolean isDefault =
          e.options().get(i) instanceof Expr.RealConstant c && c.value() == option.value();
      if (!isDefault) parts.add(option.name() + ": " + text(e.options().get(i)));
    }
    return e.solver().function() + "(" + String.join(", ", parts) + ")";
  }

  private String comprehension(Expr.Comprehension e) {
    return "["
        + text(e.element())
        + e.binders().stream()
            .map(b -> text(b.symbol()) + " in " + text(b.set()))
            .collect(Collectors.joining(", ", " for ", ""))
        + e.condition().map(c -> " if " + text(c)).orElse("")
        + "]";
  }

  private String text(Expr.Subscript subscript) {
    if (subscript instanceof Expr.Subscript.At at) return text(at.index());
    if (subscript instanceof Expr.Subscript.Slice slice) {
      return text(slice.lower()) + ".." + text(slice.upper());
    }
    return ":";
  }

  private String text(Optional<Expr> expr) {
    return expr.map(this::text).orElse("");
  }

  private String texts(List<Expr> exprs) {
    return exprs.stream().map(this::text).collect(Collectors.joining(", "));
  }

  /** With the parameters' names, as they tell the declarations of a distribution apart. */
  private String text(DistributionCall call) {
    List<String> arguments = new ArrayList<>();
    for (DistributionCall.Component component : call.components()) {
      arguments.add(text(component.distribution()) + component.over().map(this::text).orElse(""));
    }
    for (int i = 0; i < call.arguments().size(); i++) {
      String value =
          call.arguments().get(i) instanceof DistributionCall.Argument.OfValue v
              ? text(v.value())
              : text(((DistributionCall.Argument.OfSet) call.arguments().get(i)).set());
      arguments.add(call.definition().parameters().get(i).symbol().name() + ": " + value);
    }
    return call.definition().name() + "(" + String.join(", ", arguments) + ")";
  }

  private String text(Expr.Binder binder) {
    return " for " + text(binder.symbol()) + " in " + text(binder.set());
  }

  private String text(Type type) {
    if (type instanceof Type.Bool) return "bool";
    if (type instanceof Type.Int) return "int";
    if (type instanceof Type.Real) return "real";
    if (type instanceof Type.Member member) return text(member.set());
    if (type instanceof Type.Tuple tuple) {
      return tuple.parts().stream().map(this::text).collect(Collectors.joining(", ", "(", ")"));
    }
    if (type instanceof Type.Array array
        && !withIds
        && array.dimensions().stream().anyMatch(ExprText::isChoice)) {
      List<IndexSet> own = array.dimensions().stream().filter(set -> !isChoice(set)).toList();
      return text(Type.array(array.element(), own));
    }
    if (type instanceof Type.Array array
        && !withIds
        && IndexSet.listLength(array.dimensions().get(0)).isPresent()) {
      return text(array.element()) + "[]";
    }
    if (type instanceof Type.Array array && !withIds && isRagged(array)) {
      return text(array.element()) + ragged(array);
    }
    if (type instanceof Type.Array array) {
      return text(array.element())
          + array.dimensions().stream().map(this::text).collect(Collectors.joining(", ", "[", "]"));
    }
    return "?";
  }

  private static boolean isRagged(Type.Array array) {
    return array.dimensions().get(0) instanceof IndexSet.Declared set
        && set.definition() instanceof IndexSet.Definition.Ragged;
  }

  /** {@code [I, J][]}, and after it what each element ranges over. */
  private String ragged(Type.Array array) {
    IndexSet.Declared set = (IndexSet.Declared) array.dimensions().get(0);
    IndexSet.Definition.Ragged rows = (IndexSet.Definition.Ragged) set.definition();
    String outer =
        rows.outer().stream().map(b -> text(b.set())).collect(Collectors.joining(", ", "[", "]"));
    List<IndexSet> rest = array.dimensions().subList(1, array.dimensions().size());
    return outer
        + "[]"
        + (rest.isEmpty()
            ? ""
            : rest.stream().map(this::text).collect(Collectors.joining(", ", "[", "]")));
  }

  private String text(IndexSet set) {
    if (set instanceof IndexSet.Declared d
        && !withIds
        && d.definition() instanceof IndexSet.Definition.Missing missing) {
      return "missing " + missing.data().name();
    }
    if (set instanceof IndexSet.Declared d) return withIds ? d.name() + "#" + d.id() : d.name();
    if (set instanceof IndexSet.Range r) return text(r.lower()) + ".." + text(r.upper());
    if (set instanceof IndexSet.Size s) return text(s.size());
    if (set instanceof IndexSet.Part p) {
      return text(p.whole()) + "[" + text(p.lower()) + ".." + text(p.upper()) + "]";
    }
    return text(((IndexSet.Parameter) set).name());
  }
}
