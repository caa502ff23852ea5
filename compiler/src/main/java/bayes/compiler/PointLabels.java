package bayes.compiler;

import bayes.compiler.bind.BoundData;
import bayes.compiler.bind.SetMembers;
import bayes.compiler.lower.ObservedEvents;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What observed events are called: {@code y["Choate"]}, or {@code log(y["Choate"])}. */
record PointLabels(ObservedEvents events, BoundData data, Axes axes) {
  /** The indices of a plate, which declare what they range over. */
  private static final Pattern DECLARES = Pattern.compile("^\\w+\\[\\w+ in ");

  /** The label of the event of a statement with these keys. */
  String of(int statement, List<Integer> keys) {
    ObservedEvents.Statement observed = events.statements().get(statement);
    List<String> members = new ArrayList<>();
    Optional<Symbol> variable = observed.variable();
    for (int k = 0; k < observed.keys().size(); k++) {
      IndexSet set = observed.keys().get(k).set();
      boolean isOfRows = observed.data().isPresent() && isOfRows(set);
      members.add(
          isOfRows
              ? axes.of(variable.get()).get(0).labels().get(keys.get(k) - 1)
              : member(set, keys.get(k)));
    }
    if (variable.isEmpty()) return computed(observed, members);
    String name = variable.get().name();
    return members.isEmpty() ? name : name + "[" + String.join(", ", members) + "]";
  }

  /** Whether a number counts the elements of all rows, which differ in length. */
  private static boolean isOfRows(IndexSet set) {
    return set instanceof IndexSet.Declared declared
        && declared.definition() instanceof IndexSet.Definition.Ragged;
  }

  /** The text of what is observed, with the members in the place of the loops' variables. */
  private static String computed(ObservedEvents.Statement observed, List<String> members) {
    String whole = text(observed);
    if (DECLARES.matcher(whole).find()) {
      return whole.substring(0, whole.indexOf('[')) + "[" + String.join(", ", members) + "]";
    }
    String text = whole;
    for (int k = 0; k < members.size(); k++) {
      Matcher name = word(observed.keys().get(k)).matcher(text);
      // What does not name a loop's variable is the same for all of its members.
      if (!name.find()) return whole + "[" + String.join(", ", members) + "]";
      text = name.replaceAll(Matcher.quoteReplacement(members.get(k)));
    }
    return text;
  }

  /**
   * The text of what is observed. Rows that differ in length are compiled to one array with
   * positions in it, which nobody wrote: what reads them is told as it is written.
   */
  private static String text(ObservedEvents.Statement observed) {
    Expr target = observed.target();
    boolean isWritten =
        FreeSymbols.of(target).stream().noneMatch(symbol -> symbol.name().contains("?"));
    if (isWritten) return ExprText.of(target);
    return target.span().text().strip().replaceAll("\\s+", " ").replaceAll(" ?, ?", ", ");
  }

  private static Pattern word(ObservedEvents.Key loop) {
    String name = ExprText.of(loop.value());
    return Pattern.compile("(?<![\\p{Alnum}_])" + Pattern.quote(name) + "(?![\\p{Alnum}_])");
  }

  /**
   * What the computed values that a statement observes are called: a {@code let} by its name, else
   * the expression, without the indices that are those of the elements: {@code log(y)}.
   */
  static String name(ObservedEvents.Statement observed) {
    if (observed.variable().isPresent()) return observed.variable().get().name();
    String text = text(observed);
    if (DECLARES.matcher(text).find()) return text.substring(0, text.indexOf('['));
    List<String> loops = new ArrayList<>();
    for (ObservedEvents.Key key : observed.keys()) loops.add(ExprText.of(key.value()));
    if (loops.isEmpty()) return text;
    String indices = Pattern.quote(String.join(", ", loops));
    String without = text.replaceAll("\\[" + indices + "(, :)*\\]", "");
    boolean isLeft = observed.keys().stream().anyMatch(key -> word(key).matcher(without).find());
    return isLeft ? text : without;
  }

  private String member(IndexSet set, int member) {
    Member one = memberOf(set, member);
    return one.text();
  }

  /** A member's label, and whether it is printed in quotes. */
  record Member(String label, boolean quoted) {
    String text() {
      if (!quoted) return label;
      return '"' + label.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  /** The member of a set with this number. */
  Member memberOf(IndexSet set, int member) {
    IndexSet whole = set;
    while (whole instanceof IndexSet.Part part) whole = part.whole();
    SetMembers members =
        whole instanceof IndexSet.Declared declared ? data.sets().get(declared) : null;
    if (members == null || members.names().isEmpty()) {
      return new Member(Integer.toString(member), false);
    }
    List<String> names = members.names().get();
    return member >= 1 && member <= names.size()
        ? new Member(names.get(member - 1), true)
        : new Member(Integer.toString(member), false);
  }
}
