package bayes.compiler.check;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.Diagnostic.Hint;
import bayes.compiler.diagnostic.Diagnostic.Replacement;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Name;
import java.util.List;
import java.util.Optional;

/** Names that do not resolve. */
sealed interface NameProblem extends Problem {

  /**
   * {@code below}: where it is declared further down.
   *
   * @param declaration what would declare it, as the place where it stands has it
   */
  record UnknownName(
      Name name, List<String> similar, Optional<Span> below, Optional<String> declaration)
      implements NameProblem {
    @Override
    public CheckCode code() {
      return CheckCode.N0101;
    }

    @Override
    public Diagnostic explain() {
      if (below.isPresent()) {
        return Diagnostic.error(
                code().code(),
                "`" + name + "` is used before it is declared",
                name.span(),
                "used here")
            .withOther(below.get(), "declared here")
            .withHint("move the declaration above this line");
      }
      Diagnostic unknown =
          suggest(
              Diagnostic.error(
                  code().code(), "there is no `" + name + "`", name.span(), "not declared above"),
              name,
              similar);
      return declaration
          .map(text -> unknown.withHint("declare it above this line: `" + text + "`"))
          .orElse(unknown);
    }
  }

  /** A function, or distribution, without its arguments. */
  record CallableAsValue(Name name, boolean isDistribution) implements NameProblem {
    @Override
    public CheckCode code() {
      return CheckCode.N0101;
    }

    @Override
    public Diagnostic explain() {
      String kind = isDistribution ? "distribution" : "function";
      return Diagnostic.error(
              code().code(), "there is no value `" + name + "`", name.span(), "this is a " + kind)
          .withHint(
              isDistribution
                  ? "draw from it, `x ~ "
                      + name
                      + "(...)`, or write `log_density("
                      + name
                      + "(...), x)`"
                  : "write its arguments: `" + name + "(...)`");
    }
  }

  /** A draw of what is data: the likelihood, as other languages write it. */
  record DrawOfData(Name name, Span data) implements NameProblem {
    @Override
    public CheckCode code() {
      return CheckCode.N0102;
    }

    @Override
    public Diagnostic explain() {
      return Diagnostic.error(
              code().code(), "`" + name + "` is data, and not drawn", name.span(), "drawn here")
          .withOther(data, "declared as data here")
          .withHint("write `observe " + name + " ~ ...`");
    }
  }

  record DefinedTwice(Name name, Span first) implements NameProblem {
    @Override
    public CheckCode code() {
      return CheckCode.N0102;
    }

    @Override
    public Diagnostic explain() {
      return Diagnostic.error(
              code().code(), "`" + name + "` is declared twice", name.span(), "declared again here")
          .withOther(first, "first declared here")
          .withHint("names are never shadowed: choose another one");
    }
  }

  record UnknownFunction(Name name, List<String> similar, Optional<String> instead)
      implements NameProblem {
    @Override
    public CheckCode code() {
      return CheckCode.N0103;
    }

    @Override
    public Diagnostic explain() {
      Diagnostic diagnostic =
          Diagnostic.error(
              code().code(), "there is no function `" + name + "`", name.span(), "not a function");
      return instead.isPresent()
          ? diagnostic.withHint(instead.get())
          : suggest(diagnostic, name, similar);
    }
  }

  record UnknownDistribution(Name name, List<String> similar, Optional<String> instead)
      implements NameProblem {
    @Override
    public CheckCode code() {
      return CheckCode.N0104;
    }

    @Override
    public Diagnostic explain() {
      Diagnostic diagnostic =
          Diagnostic.error(
              code().code(),
              "there is no distribution `" + name + "`",
              name.span(),
              "not a distribution");
      return instead.isPresent()
          ? diagnostic.withHint(instead.get())
          : suggest(diagnostic, name, similar);
    }
  }

  record UnknownAnnotation(Name name, List<String> similar) implements NameProblem {
    @Override
    public CheckCode code() {
      return CheckCode.N0105;
    }

    @Override
    public Diagnostic explain() {
      return suggest(
          Diagnostic.error(
              code().code(),
              "there is no annotation `@" + name + "` here",
              name.span(),
              "not an annotation of this statement"),
          name,
          similar);
    }
  }

  record NotAValue(Span span, String what, String hint) implements NameProblem {
    @Override
    public CheckCode code() {
      return CheckCode.N0106;
    }

    @Override
    public Diagnostic explain() {
      return Diagnostic.error(code().code(), what + " is not a value", span, "a value is needed")
          .withHint(hint);
    }
  }

  record NotASet(Span span, String what) implements NameProblem {
    @Override
    public CheckCode code() {
      return CheckCode.N0107;
    }

    @Override
    public Diagnostic explain() {
      return Diagnostic.error(code().code(), what + " is not a set", span, "a set is needed")
          .withHint("name a declared set, or write a range such as `1..n`");
    }
  }

  record UnknownType(Name name, List<String> similar, Optional<String> instead)
      implements NameProblem {
    @Override
    public CheckCode code() {
      return CheckCode.N0108;
    }

    @Override
    public Diagnostic explain() {
      Diagnostic diagnostic =
          Diagnostic.error(
              code().code(),
              "there is no type `" + name + "`",
              name.span(),
              "neither a type nor a set declared above");
      return instead.isPresent()
          ? diagnostic.withHint(instead.get())
          : suggest(diagnostic, name, similar);
    }
  }

  record UnknownMember(Span span, String label, String set, Span declared, List<String> similar)
      implements NameProblem {
    @Override
    public CheckCode code() {
      return CheckCode.N0109;
    }

    @Override
    public Diagnostic explain() {
      Diagnostic diagnostic =
          Diagnostic.error(
                  code().code(),
                  "\"" + label + "\" is not a member of `" + set + "`",
                  span,
                  "not a member")
              .withOther(declared, "the members are listed here");
      return similar.isEmpty()
          ? diagnostic
          : diagnostic.withHint("did you mean \"" + similar.get(0) + "\"?");
    }
  }

  private static Diagnostic suggest(Diagnostic diagnostic, Name name, List<String> similar) {
    if (similar.isEmpty()) return diagnostic;
    Diagnostic suggested = diagnostic;
    for (String candidate : similar) {
      suggested =
          suggested.withHint(
              new Hint(
                  "did you mean `" + candidate + "`?",
                  similar.size() == 1
                      ? Optional.of(new Replacement(name.span(), candidate))
                      : Optional.empty()));
    }
    return suggested;
  }
}
