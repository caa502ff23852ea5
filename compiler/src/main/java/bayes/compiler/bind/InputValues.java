package bayes.compiler.bind;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.lower.Input;
import bayes.compiler.program.Array;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bound data as the inputs of programs. */
public final class InputValues {
  private final List<Input> inputs;
  private final BoundData bound;

  public InputValues(List<Input> inputs, BoundData bound) {
    this.inputs = List.copyOf(inputs);
    this.bound = bound;
  }

  /** Whether the value of a DATA array is known. */
  boolean has(Array array) {
    return value(inputs.get(array.id())).isPresent();
  }

  /** Sets all DATA arrays of a program whose values are known. */
  public void setAll(Program program, ProgramInstance instance) {
    for (Array array : program.arrays()) {
      // Other arrays of data are tables of the program's own.
      if (array.role() != Array.Role.DATA || array.id() >= inputs.size()) continue;
      value(inputs.get(array.id()))
          .ifPresent(
              value -> {
                if (value.isReal()) instance.set(array, value.reals());
                else instance.set(array, value.integers());
              });
    }
  }

  /** Labels that the model uses and the data do not have. */
  public List<Diagnostic> unknownMembers() {
    List<Diagnostic> problems = new ArrayList<>();
    for (Input input : inputs) {
      if (!(input instanceof Input.MemberOf member) || value(input).isPresent()) continue;
      String message =
          "`" + member.set().name() + "` has no member \"" + member.label() + "\" in these data";
      problems.add(
          Diagnostic.error(
              BindCode.D0108.code(), message, member.set().declared(), "declared here"));
    }
    return problems;
  }

  private Optional<BoundArray> value(Input input) {
    if (input instanceof Input.OfVariable variable) {
      return Optional.ofNullable(bound.values().get(variable.symbol()));
    }
    if (input instanceof Input.SizeOf size) {
      return Optional.ofNullable(bound.sets().get(size.set()))
          .map(members -> BoundArray.of(new int[] {members.size()}));
    }
    Input.MemberOf member = (Input.MemberOf) input;
    return Optional.ofNullable(bound.sets().get(member.set()))
        .map(members -> members.labels().indexOf(member.label()))
        .filter(position -> position >= 0)
        .map(position -> BoundArray.of(new int[] {position + 1}));
  }
}
