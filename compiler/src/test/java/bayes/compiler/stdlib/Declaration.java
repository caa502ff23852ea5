package bayes.compiler.stdlib;

import bayes.compiler.catalog.Catalog;
import bayes.compiler.model.Constraint;
import bayes.compiler.syntax.Printer;
import bayes.compiler.syntax.Statement;
import bayes.compiler.syntax.Statement.DistributionDeclaration;
import bayes.compiler.syntax.TypeSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A declaration of a distribution, and what a model's text needs to use it. */
record Declaration(DistributionDeclaration syntax) {
  /** All declarations of the library. */
  static List<Declaration> ofLibrary(Catalog catalog) {
    return catalog.distributionNames().stream()
        .flatMap(name -> catalog.distribution(name).stream())
        .map(Declaration::new)
        .toList();
  }

  String distribution() {
    return syntax.name().text();
  }

  /** The name with the parameters' names: {@code Normal-mean-sd}; and the type, if it decides. */
  String name() {
    return syntax.parameters().stream()
        .map(p -> "-" + p.name().text())
        .collect(
            Collectors.joining(
                "", distribution(), isByType() ? "-" + syntax.type().name().text() : ""));
  }

  /** Whether there are others that differ in the type of the event only. */
  boolean isByType() {
    return parameters().isEmpty() && !syntax.parameters().isEmpty();
  }

  /** The parameters that are values. */
  List<Parameter> parameters() {
    return syntax.parameters().stream()
        .filter(p -> !p.type().name().text().equals("set"))
        .map(p -> new Parameter(p.name().text(), p.type()))
        .toList();
  }

  Parameter event() {
    return new Parameter("x", syntax.type());
  }

  /** The names of the sets that its vectors are over, and of those that draws are members of. */
  List<String> sets() {
    List<String> sets = new ArrayList<>();
    for (Statement.Parameter p : syntax.parameters()) {
      if (p.type().name().text().equals("set")) sets.add(p.name().text());
    }
    for (Parameter p : parameters()) sets.addAll(p.dimensions());
    return sets.stream().distinct().toList();
  }

  /** The call, each argument written as {@code argument} makes it of the parameter. */
  String call(java.util.function.Function<Parameter, String> argument) {
    List<String> arguments = new ArrayList<>();
    for (Statement.Parameter p : syntax.parameters()) {
      if (p.type().name().text().equals("set")) arguments.add(p.name().text());
    }
    for (Parameter p : parameters()) arguments.add(p.name() + ": " + argument.apply(p));
    return distribution() + "(" + String.join(", ", arguments) + ")";
  }

  boolean canDraw() {
    return syntax.members().stream().anyMatch(Statement.Member.Sampler.class::isInstance);
  }

  boolean hasCdf() {
    return syntax.members().stream()
        .anyMatch(
            member ->
                (member instanceof Statement.Member.Formula f && f.name().text().equals("cdf"))
                    || (member instanceof Statement.Member.Body b
                        && b.name().text().equals("cdf")));
  }

  /** A parameter, or the point. */
  record Parameter(String name, TypeSyntax type) {
    /** The type without bounds: {@code real}, {@code int}, {@code bool} or a set. */
    String base() {
      return constraint().isPresent() ? "real" : type.name().text();
    }

    List<String> dimensions() {
      List<String> names = new ArrayList<>();
      type.dimensions()
          .forEach(g -> g.forEach(d -> d.extent().map(Printer::print).ifPresent(names::add)));
      if (constraint().filter(Constraint::isMatrix).isPresent()) names.add(names.get(0));
      return names;
    }

    boolean isReal() {
      return base().equals("real");
    }

    Optional<Constraint> constraint() {
      return Constraint.named(type.name().text());
    }

    boolean isMatrix() {
      return dimensions().size() == 2;
    }

    boolean isVector() {
      return !dimensions().isEmpty();
    }

    private Optional<String> bound(String inclusive, String exclusive) {
      return type.bounds().stream()
          .filter(b -> b.keyword().text().equals(inclusive) || b.keyword().text().equals(exclusive))
          .map(b -> Printer.print(b.value()))
          .findFirst();
    }

    /** The argument moved by {@code d}, in its support whatever {@code d} is. */
    String shifted(String d) {
      if (!isReal()) return name;
      if (constraint().filter(c -> c == Constraint.SIMPLEX).isPresent()) {
        return "softmax(log(" + name + ") + " + d + ")";
      }
      boolean below0 = bound("lower", "above").filter("0"::equals).isEmpty();
      boolean above1 = bound("upper", "below").filter("1"::equals).isEmpty();
      if (below0) return name + " + " + d;
      if (above1) return name + " * exp(" + d + ")";
      return "inv_logit(logit(" + name + ") + " + d + ")";
    }
  }
}
