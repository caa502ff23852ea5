package bayes.compiler.lower;

import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold for an evaluation to go on; each check is made once, as early as it can be. */
final class Checks {
  private final Emitter emitter;
  private final Map<Program.Problem, Integer> problems = new LinkedHashMap<>();

  Checks(Emitter emitter) {
    this.emitter = emitter;
  }

  void add(
      Value condition,
      String code,
      String message,
      Span span,
      Optional<DataElement> element,
      List<Value> arguments) {
    Integer known = emitter.knownInteger(condition);
    if (known != null && known != 0) return;
    List<Value> values = new ArrayList<>(arguments);
    int first = values.size();
    element.ifPresent(e -> values.addAll(e.positions()));
    Optional<Program.Element> place = element.map(e -> new Program.Element(e.array().id(), first));
    add(condition, new Program.Problem(code, message, span, place), values);
  }

  private void add(Value condition, Program.Problem problem, List<Value> values) {
    int number = problems.computeIfAbsent(problem, p -> problems.size());
    OpenBlocks blocks = emitter.blocks();
    int place = blocks.placeFor(Math.max(emitter.level(condition), emitter.level(values)));
    List<Object> key = List.of("check", condition, number);
    if (blocks.known(key) != null) return;
    int origin = emitter.origins().number();
    blocks.append(place, new Statement.Check(condition, number, values, origin), key, condition);
  }

  /** The problems that the checks number. */
  List<Program.Problem> problems() {
    return List.copyOf(problems.keySet());
  }
}
