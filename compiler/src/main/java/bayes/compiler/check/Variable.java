package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Request;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A variable of the model while its statements are checked. */
final class Variable {
  private final Symbol symbol;
  private final Optional<String> doc;
  private final boolean recorded;
  private final String column;
  private final Optional<Expr> defaultValue;
  private final List<Part> parts = new ArrayList<>();
  private Optional<Request> request;
  private boolean isRecordingAsked;
  private Support support = Support.WHOLE;
  private boolean supportIsKnown;

  /** A statement's part of the variable: what each index runs over, or the index itself. */
  record Part(List<Extent> extents, boolean conditional, Span span) {
    Part {
      extents = List.copyOf(extents);
    }
  }

  /** All members of a set, or one index. */
  sealed interface Extent {
    record Over(IndexSet set) implements Extent {}

    record Point(Expr index) implements Extent {}
  }

  /** One for which nothing is asked. */
  Variable(
      Symbol symbol,
      Optional<String> doc,
      boolean recorded,
      String column,
      Optional<Expr> defaultValue) {
    this(symbol, doc, recorded, column, defaultValue, Optional.empty());
  }

  Variable(
      Symbol symbol,
      Optional<String> doc,
      boolean recorded,
      String column,
      Optional<Expr> defaultValue,
      Optional<Request> request) {
    this.symbol = symbol;
    this.doc = doc;
    this.recorded = recorded;
    this.column = column;
    this.defaultValue = defaultValue;
    this.request = request;
  }

  Symbol symbol() {
    return symbol;
  }

  /** An annotation says that it is recorded. */
  void askForRecording() {
    isRecordingAsked = true;
  }

  List<Part> parts() {
    return parts;
  }

  /** The name of its columns. */
  String column() {
    return column;
  }

  /** What is asked to happen to it. */
  Optional<Request> request() {
    return request;
  }

  void ask(Optional<Request> asked) {
    request = asked;
  }

  boolean hasSupport() {
    return supportIsKnown;
  }

  Support support() {
    return support;
  }

  void liveIn(Support known) {
    support = known;
    supportIsKnown = true;
  }

  VariableDeclaration declaration(Dependence dependence) {
    return new VariableDeclaration(
        symbol,
        support,
        defaultValue,
        dependence.onLatents(),
        dependence.onGenerated(),
        recorded,
        column,
        doc,
        request,
        isRecordingAsked);
  }
}
