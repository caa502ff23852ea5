package bayes.cli.repl;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.run.Compilation;
import bayes.cli.run.Execution;
import bayes.cli.run.InputFiles;
import bayes.cli.run.MethodOptions;
import bayes.cli.run.OutputProblems;
import bayes.cli.run.RunFiles;
import bayes.cli.run.RunReport;
import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.parse.Parser;
import bayes.compiler.parse.Parser.Interaction;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.Expression;
import bayes.runtime.data.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session: a model grows statement by statement, is run, and its draws are asked. What is wrong
 * is told and not taken.
 */
public final class Repl {
  private static final String WELCOME =
      "Write statements of a model, :run it, and ask about its draws. :help tells more.";

  /** What {@code :run} accepts. */
  static final Syntax RUN =
      new Syntax(
          Verb.RUN.text(),
          List.of("Infer the posterior of the model so far."),
          List.of(),
          MethodOptions.OPTIONS);

  private final Console console;
  private final Compilation compilation;
  private final Deque<Session> earlier = new ArrayDeque<>();
  private final Set<Path> ownFiles = new HashSet<>();
  private Session session = Session.EMPTY;
  private @Nullable Result result;
  private Optional<ExitCode> firstFailure = Optional.empty();
  private boolean isOver;

  private Repl(Console console) {
    this.console = console;
    this.compilation = new Compilation(console);
  }

  /**
   * Runs a session on the terminal, or on a script where stdin is none.
   *
   * @return the exit code: of a script that of its first failure
   */
  public static ExitCode run(
      Console console, Optional<Path> model, List<Path> data, List<String> settings) {
    Repl repl = new Repl(console);
    model.ifPresent(file -> repl.load(file, data));
    if (model.isEmpty()) data.forEach(repl::data);
    settings.forEach(repl::set);
    boolean isInteractive = console.terminals().in() && console.terminals().out();
    try (Entries entries =
        isInteractive
            ? TerminalEntries.ofProcess(repl.completions(), console.environment())
            : new ScriptEntries(console.in())) {
      return repl.run(entries);
    }
  }

  ExitCode run(Entries entries) {
    if (entries.isInteractive()) console.out().println(WELCOME);
    while (!isOver) {
      console.out().flush();
      Optional<String> entry = entries.next();
      if (entry.isEmpty()) break;
      try {
        take(entry.get());
      } catch (Failure failure) {
        failure.print(console);
        if (firstFailure.isEmpty()) firstFailure = Optional.of(failure.exitCode());
      }
    }
    return entries.isInteractive() ? ExitCode.OK : firstFailure.orElse(ExitCode.OK);
  }

  Completions completions() {
    return new SessionCompletions(() -> session, () -> Optional.ofNullable(result));
  }

  private void take(String entry) {
    String text = entry.strip();
    if (text.isEmpty()) return;
    if (text.startsWith(":")) {
      String[] words = text.split("\\s+", 2);
      command(Verb.of(words[0]), words.length > 1 ? words[1] : "");
      return;
    }
    Interaction interaction =
        compilation.value(Parser.parseInteraction(SourceText.of("input", entry)), ExitCode.MODEL);
    if (interaction instanceof Interaction.Query query) ask(query.expression());
    else if (interaction instanceof Interaction.Statements s && !s.statements().isEmpty()) {
      statements(entry);
    }
  }

  private void command(Verb verb, String argument) {
    if (!argument.isEmpty() && !verb.takesArgument()) {
      throw new Failure(ExitCode.USAGE, "`" + verb.text() + "` stands alone");
    }
    switch (verb) {
      case DATA -> data(file(verb, argument));
      case SET -> set(argument);
      case RUN -> run(argument);
      case SUMMARY -> summary(argument);
      case PREDICT -> generative().predict(result(), argument);
      case LOO -> generative().loo(result());
      case SIMULATE -> generative().simulate(session, argument);
      case SHOW -> show();
      case UNDO -> undo();
      case LOAD -> load(file(verb, argument), List.of());
      case SAVE -> save(file(verb, argument));
      case CLEAR -> moveTo(Session.EMPTY);
      case HELP -> help();
      case QUIT -> isOver = true;
    }
  }

  private GenerativeAnswers generative() {
    return new GenerativeAnswers(console, compilation);
  }

  private void moveTo(Session next) {
    earlier.push(session);
    session = next;
  }

  private void statements(String text) {
    Session next = session.withStatements(text);
    // Warnings wait for the run: a model that is being written has parts that nothing uses yet.
    Checked<Model> compiled = compilation.pipeline().compile(next.source());
    if (compiled.value().isEmpty()) throw Failure.of(ExitCode.MODEL, compiled.diagnostics());
    moveTo(next);
  }

  private void data(Path file) {
    Session next = session.withDataFile(file);
    InputFiles.data(next.dataFiles(), List.of());
    moveTo(next);
  }

  private void set(String setting) {
    if (setting.isEmpty()) throw new Failure(ExitCode.USAGE, "write :set NAME=VALUE");
    InputFiles.data(List.of(), List.of(setting));
    moveTo(session.withSetting(setting));
  }

  private void load(Path file, List<Path> data) {
    SourceText source = InputFiles.model(file);
    compilation.compile(source);
    List<Path> files = InputFiles.dataFiles(console, file, data);
    InputFiles.data(files, List.of());
    moveTo(new Session(List.of(source.text().stripTrailing()), files, List.of()));
    ownFiles.add(file.toAbsolutePath().normalize());
  }

  private void save(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (Files.exists(file) && !ownFiles.contains(absolute)) {
      throw OutputProblems.taken(file);
    }
    try {
      Files.writeString(file, session.source().text());
    } catch (IOException e) {
      throw OutputProblems.unwritable(file, e);
    }
    ownFiles.add(absolute);
    console.say("Written: " + file);
  }

  private void run(String argument) {
    Arguments arguments =
        RUN.parse(argument.isBlank() ? List.of() : List.of(argument.strip().split("\\s+")));
    if (arguments.isForHelp()) {
      console.out().print(RUN.help(console.columns()));
      return;
    }
    MethodOptions options = MethodOptions.of(arguments);
    SourceText source = session.source();
    Model model = compilation.compile(source, options.planning());
    Data data = InputFiles.data(model.typed(), session.dataFiles(), session.settings());
    BoundModel posterior = compilation.bind(model, data);
    Execution.Outcome outcome =
        Execution.run(
            console, posterior, options, RunFiles.provenance(source, data, options.planning()));
    result = new Result(session, source, posterior.entries(), outcome.run());
    RunReport.of(outcome.run()).print(console, false);
    if (outcome.exitCode() != ExitCode.OK && firstFailure.isEmpty()) {
      firstFailure = Optional.of(outcome.exitCode());
    }
  }

  private Result result() {
    Result last = result;
    if (last == null) {
      throw new Failure(ExitCode.USAGE, "there are no draws yet: :run the model first");
    }
    if (!last.session().equals(session)) {
      console.say("(of the last run; model or data have changed since)");
    }
    return last;
  }

  private void summary(String argument) {
    List<String> names = argument.isEmpty() ? List.of() : List.of(argument.split("\\s+"));
    RunReport.of(result().run()).only(names).print(console, false);
  }

  private void ask(Expression expression) {
    Question question = Question.of(expression);
    Posterior posterior = new Posterior(compilation.pipeline(), result());
    console
        .out()
        .print(Answer.of(question, posterior.evaluate(question.about()), console.reportOptions()));
  }

  private void show() {
    int number = 1;
    for (String line : session.source().text().lines().toList()) {
      console.out().printf("%3d  %s%n", number++, line);
    }
    for (Path file : session.dataFiles()) console.out().println(":data " + file);
    for (String setting : session.settings()) console.out().println(":set " + setting);
  }

  private void undo() {
    if (earlier.isEmpty()) throw new Failure(ExitCode.USAGE, "there is nothing to undo");
    session = earlier.pop();
  }

  private void help() {
    console.out().println("Statements of the language extend the model, if they fit.");
    console.out().println("Questions about the draws of the last run:");
    console.out().println("  P(tau > 1)           a probability");
    console.out().println("  mean(theta)          also sd, median, quantile(e, p), interval(e, p)");
    console.out().println("  exp(mu)              any other expression: a summary of its values");
    console.out().println("Commands, which may be shortened:");
    for (Verb verb : Verb.values()) console.out().println(verb.help());
  }

  /** The file of a command; quotes around it and a tilde before it are understood. */
  private Path file(Verb verb, String argument) {
    String name = argument.strip();
    if (name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")) {
      name = name.substring(1, name.length() - 1);
    }
    String home = console.environment().getOrDefault("HOME", "");
    if (name.startsWith("~/") && !home.isEmpty()) name = home + name.substring(1);
    if (name.isEmpty()) throw new Failure(ExitCode.USAGE, "write " + verb.text() + " FILE");
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new Failure(ExitCode.FILE, "`" + name + "` cannot be the name of a file");
    }
  }
}
