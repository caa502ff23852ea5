package bayes.compiler.check;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.source.Span;
import java.util.Optional;

/** Statements that make no generative model, or stand where they cannot. */
sealed interface ModelProblem extends Problem {

  /** A mistake that its place, and perhaps an earlier one, explain. */
  record At(
      CheckCode code,
      Span span,
      String message,
      String label,
      Optional<Other> other,
      Optional<String> hint)
      implements ModelProblem {

    /** Another place and what it has to do with it. */
    record Other(Span span, String text) {}

    At withOther(Span place, String text) {
      return new At(code, span, message, label, Optional.of(new Other(place, text)), hint);
    }

    At withHint(String text) {
      return new At(code, span, message, label, other, Optional.of(text));
    }

    @Override
    public Diagnostic explain() {
      Diagnostic d = Diagnostic.error(code.code(), message, span, label);
      if (other.isPresent()) d = d.withOther(other.get().span(), other.get().text());
      return hint.isPresent() ? d.withHint(hint.get()) : d;
    }
  }

  /** Something of the language page that this version cannot do. */
  record Unsupported(Span span, String what, Optional<String> hint) implements ModelProblem {
    @Override
    public CheckCode code() {
      return CheckCode.M0901;
    }

    @Override
    public Diagnostic explain() {
      Diagnostic d =
          Diagnostic.error(
              code().code(), what + " is not supported yet", span, "not supported yet");
      return hint.isPresent() ? d.withHint(hint.get()) : d;
    }
  }

  static At at(CheckCode code, Span span, String message, String label) {
    return new At(code, span, message, label, Optional.empty(), Optional.empty());
  }

  static Unsupported unsupported(Span span, String what) {
    return new Unsupported(span, what, Optional.empty());
  }

  static At notObservable(Span span, String why) {
    return at(CheckCode.M0101, span, "only data can be observed", why);
  }

  static At drawUnderLatent(Span span, Span condition) {
    return at(
            CheckCode.M0102,
            span,
            "whether this is drawn or observed depends on latents",
            "under a condition on latents")
        .withOther(condition, "this condition");
  }

  static At missingLoopVariable(Span span, String name, String variable, boolean first, Span loop) {
    return at(
            CheckCode.M0103,
            span,
            "`" + name + "` must carry the loop variable `" + variable + "` once",
            "this element is drawn or observed for each `" + variable + "`")
        .withOther(loop, "the loop")
        .withHint("write `" + name + (first ? "[" : "[..., ") + variable + "]`");
  }

  static At overlap(Span span, String name, Span first) {
    return at(
            CheckCode.M0104,
            span,
            "some elements of `" + name + "` are defined twice",
            "defined again here")
        .withOther(first, "defined here");
  }

  static At recursive(Span span, String function) {
    return at(CheckCode.M0117, span, "a function cannot call itself", "calls `" + function + "`")
        .withHint("write a recurrence as a loop: `let x[t] = ...` from `x[t - 1]`");
  }

  static At readsLater(Span span, String name) {
    return at(
            CheckCode.M0116,
            span,
            "`" + name + "` is defined from an element that is not defined yet",
            "this element comes later, or is the one that is being defined")
        .withHint("elements are defined in order, from earlier ones: `" + name + "[t - 1]`");
  }

  static At gap(Span span, String name, String missing) {
    return at(
        CheckCode.M0105,
        span,
        "not all elements of `" + name + "` are defined",
        "nothing defines " + missing);
  }

  static At generatedInDensity(Span span, String name) {
    return at(
            CheckCode.M0106,
            span,
            "`" + name + "` is generated, so the density cannot read it",
            "reads `" + name + "`")
        .withHint("only `generate`, and a `let` for it, reads what is generated");
  }

  static At indexNotFixed(Span span, String name) {
    return at(
        CheckCode.M0107,
        span,
        "an index of `"
            + name
            + "` where it is defined must be a binder, a loop variable or"
            + " an integer known from data",
        "none of these");
  }

  static At indicesWithoutSet(Span span, String name) {
    return at(
            CheckCode.M0107,
            span,
            "over what the indices of `" + name + "` range cannot be seen here",
            "these indices are computed")
        .withHint("define `" + name + "` over a set with a name, such as `for t in Time[2..]`");
  }

  static At labelOfUnknownSet(Span span, String name) {
    return at(
            CheckCode.M0107,
            span,
            "it is not known which set this index of `" + name + "` belongs to",
            "no declared set, or more than one, has this label")
        .withHint("declare the members, `set S = {...}`, or define all elements by a binder");
  }

  static At notNonCentred(Span annotation, Span distribution, String why) {
    return at(
            CheckCode.M0119,
            annotation,
            "this draw has no non-centred form",
            "asks for a standard draw that is shifted and scaled")
        .withOther(distribution, why)
        .withHint("leave out `@noncentered`: it never changes what a model means");
  }

  static At missingNotObserved(Span span, String name) {
    return at(
            CheckCode.M0118,
            span,
            "nothing says what missing elements of `" + name + "` can be",
            "may be missing, but is not observed")
        .withHint(
            "write `observe "
                + name
                + " ~ ...`: the elements that are missing are drawn there; or leave out the `?`");
  }

  static At notKnownFromData(Span span, String what) {
    return at(CheckCode.M0108, span, what + " must be known from data", "depends on latents");
  }

  static At observedTwice(Span span, String name, Span first) {
    return at(CheckCode.M0109, span, "`" + name + "` is observed twice", "observed again here")
        .withOther(first, "observed here")
        .withHint("each element of the data is observed at most once");
  }

  static At plateNotWritten(Span span, String parameter, String distribution, String type) {
    return at(
            CheckCode.M0110,
            span,
            parameter + " of `" + distribution + "` has more dimensions than one draw needs",
            "this has type `" + type + "`")
        .withHint("write the plate: `x[i in S] ~ ...`, or `x : real[S] ~ ...`");
  }

  static At randomOutsideSampler(Span span) {
    return at(
            CheckCode.M0115,
            span,
            "random numbers come from `~` only",
            "only the library's samplers draw like this")
        .withHint("write `generate x ~ Normal(0, 1);`, or draw with `~` in `sample { ... }`");
  }

  static At misplaced(Span span, String what, String where) {
    return at(CheckCode.M0112, span, what + " cannot stand " + where, "not here");
  }
}
