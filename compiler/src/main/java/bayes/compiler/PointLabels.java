package bayes.compiler;

import bayes.compiler.bind.BoundData;
import bayes.compiler.bind.SetMembers;
import bayes.compiler.lower.ObservedEvents;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What observed events are called: {@code y["Choate"]}, or {@code log(y["Choate"])}. */
record PointLabels(ObservedEvents events, BoundData data, Axes axes) {
  /** The label of the event of a statement with these keys. */
  String of(int statement, List<Integer> keys) {
    ObservedEvents.Statement observed = events.statements().get(statement);
    List<String> members = new ArrayList<>();
    Optional<Symbol> variable = observed.data();
    for (int k = 0; k < observed.keys().size(); k++) {
      IndexSet set = observed.keys().get(k).set();
      boolean isOfRows = variable.isPresent() && isOfRows(set);
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
    String text = ExprText.of(observed.observe().target());
    for (int k = 0; k < members.size(); k++) {
      String loop = ExprText.of(observed.keys().get(k).value());
      Pattern name =
          Pattern.compile("(?<![\\p{Alnum}_])" + Pattern.quote(loop) + "(?![\\p{Alnum}_])");
      text = name.matcher(text).replaceAll(Matcher.quoteReplacement(members.get(k)));
    }
    return text;
  }

  private String member(IndexSet set, int member) {
    IndexSet whole = set;
    while (whole instanceof IndexSet.Part part) whole = part.whole();
    SetMembers members =
        whole instanceof IndexSet.Declared declared ? data.sets().get(declared) : null;
    if (members == null || members.names().isEmpty()) return Integer.toString(member);
    List<String> names = members.names().get();
    return member >= 1 && member <= names.size()
        ? '"' + names.get(member - 1).replace("\\", "\\\\").replace("\"", "\\\"") + '"'
        : Integer.toString(member);
  }
}
