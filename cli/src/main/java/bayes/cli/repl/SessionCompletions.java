package bayes.cli.repl;

import bayes.compiler.catalog.Catalog;
import bayes.compiler.catalog.Function;
import bayes.compiler.parse.Parser;
import bayes.compiler.syntax.Statement;
import bayes.runtime.draws.RecordedVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Completions from the model as it has been typed and the last run. */
final class SessionCompletions implements Completions {
  private final Supplier<Session> session;
  private final Supplier<Optional<Result>> result;
  private final Catalog catalog = new Catalog(Parser::parse);

  SessionCompletions(Supplier<Session> session, Supplier<Optional<Result>> result) {
    this.session = session;
    this.result = result;
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    Parser.parse(session.get().source())
        .value()
        .ifPresent(model -> model.statements().forEach(s -> declared(s, names)));
    names.addAll(catalog.distributionNames());
    for (Function function : catalog.scalarFunctions()) names.add(function.name());
    names.addAll(catalog.languageFunctionNames());
    names.addAll(EntryCompleter.keywords());
    return names.stream().distinct().toList();
  }

  private static void declared(Statement statement, List<String> names) {
    if (statement instanceof Statement.SetDeclaration s) names.add(s.name().text());
    else if (statement instanceof Statement.DataDeclaration s) names.add(s.name().text());
    else if (statement instanceof Statement.Let s) names.add(s.target().name().text());
    else if (statement instanceof Statement.LetTuple s) s.names().forEach(n -> names.add(n.text()));
    else if (statement instanceof Statement.GenerateTuple s)
      s.names().forEach(n -> names.add(n.text()));
    else if (statement instanceof Statement.Draw s) names.add(s.target().name().text());
    else if (statement instanceof Statement.GenerateValue s) names.add(s.target().name().text());
    else if (statement instanceof Statement.GenerateDraw s) names.add(s.target().name().text());
    else if (statement instanceof Statement.FunctionDeclaration s) names.add(s.name().text());
    else if (statement instanceof Statement.DistributionDeclaration s) names.add(s.name().text());
    else if (statement instanceof Statement.For s) s.body().forEach(b -> declared(b, names));
  }

  @Override
  public List<String> labels(String variable, int dimension) {
    return result.get().stream()
        .flatMap(r -> r.run().draws().variables().stream())
        .filter(v -> v.name().equals(variable) && dimension < v.axes().size())
        .map(v -> v.axes().get(dimension))
        .filter(RecordedVariable.Axis::quoted)
        .findFirst()
        .map(RecordedVariable.Axis::labels)
        .orElse(List.of());
  }

  @Override
  public List<String> options() {
    return Repl.RUN.optionNames();
  }
}
