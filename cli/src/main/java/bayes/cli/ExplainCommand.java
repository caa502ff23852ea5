package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.compiler.diagnostic.Explanations;
import bayes.compiler.diagnostic.Suggestions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code bayes explain CODE}: the page about a code of diagnostics. */
final class ExplainCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes explain",
        List.of("Explain a code of the messages, with a wrong and a right model."),
        List.of(new Operand("CODE", "Such as T0203. Without it, all codes are listed.", false)),
        List.of());
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    Optional<String> given = arguments.optionalWord();
    if (given.isEmpty()) {
      console.out().print(Explanations.index());
      return ExitCode.OK;
    }
    String code = given.get().toUpperCase(Locale.ROOT);
    String page = Explanations.page(code).orElseThrow(() -> unknown(arguments, given.get(), code));
    console.out().print(page);
    return ExitCode.OK;
  }

  private static RuntimeException unknown(Arguments arguments, String given, String code) {
    List<String> near = Suggestions.nearest(code, Explanations.codes(), 1);
    String hint = near.isEmpty() ? "" : "; is it " + near.get(0) + "?";
    return arguments.wrong("there is no code `" + given + "`" + hint);
  }
}
