package bayes.compiler.check;

import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Name;
import bayes.compiler.syntax.Statement;
import bayes.compiler.syntax.Statement.SetDefinition;
import bayes.compiler.syntax.TypeSyntax;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The statements of a file, one after the other. */
final class Statements {
  private final Frame frame;
  private final Session session;
  private final Expressions expressions;
  private final DefinitionRules definitions;
  private final DrawRules draws;
  private final ObservationRules observations;
  private final Annotations annotations;
  private final List<IndexSet.Declared> sets = new ArrayList<>();
  private final ChosenVariables chosen;
  private final List<ChosenVariables.Choice> choices = new ArrayList<>();

  Statements(Frame frame) {
    this.frame = frame;
    this.session = frame.session();
    this.expressions = frame.expressions();
    this.definitions = new DefinitionRules(frame);
    this.draws = new DrawRules(frame);
    this.observations = new ObservationRules(frame);
    this.annotations = new Annotations(session);
    this.chosen = new ChosenVariables(session);
  }

  /** What only one branch of an {@code if} defines. */
  ChosenVariables chosen() {
    return chosen;
  }

  List<IndexSet.Declared> sets() {
    return sets;
  }

  List<ModelStatement> check(List<Statement> statements, Scope scope) {
    List<ModelStatement> checked = new ArrayList<>();
    for (Statement statement : statements) {
      List<ModelStatement> one = check(statement, scope);
      if (frame.loops().isTop()) {
        takeMade();
        checked.addAll(session.ragged().takePending());
      }
      checked.addAll(one);
    }
    return checked;
  }

  private List<ModelStatement> check(Statement statement, Scope scope) {
    if (statement instanceof Statement.Let s) return definitions.let(s, scope);
    if (statement instanceof Statement.LetTuple s) return definitions.let(s, scope);
    if (statement instanceof Statement.GenerateTuple s) return definitions.generate(s, scope);
    if (statement instanceof Statement.Draw s) return draws.draw(s, scope);
    if (statement instanceof Statement.GenerateValue s) return definitions.generate(s, scope);
    if (statement instanceof Statement.GenerateDraw s) return draws.generate(s, scope);
    if (statement instanceof Statement.Observe s) {
      annotations.ofOther(s.preamble());
      return observations.check(s, scope);
    }
    if (statement instanceof Statement.Factor s) return factor(s, scope);
    if (statement instanceof Statement.For s) return loop(s, scope);
    if (statement instanceof Statement.If s) return branch(s, scope);
    declare(statement);
    return List.of();
  }

  /** Statements that add nothing to the model's own statements. */
  private void declare(Statement statement) {
    if (statement instanceof Statement.Return) {
      session.report(
          ModelProblem.misplaced(statement.span(), "`return`", "outside a function or sampler"));
    } else if (!frame.loops().isTop()) {
      session.report(
          ModelProblem.misplaced(statement.span(), "a declaration", "inside a loop or branch"));
    } else if (statement instanceof Statement.SetDeclaration s) {
      annotations.ofOther(s.preamble());
      set(s);
    } else if (statement instanceof Statement.DataDeclaration s) {
      data(s);
    } else if (statement instanceof Statement.FunctionDeclaration s) {
      annotations.ofOther(s.preamble());
      function(s);
    } else if (statement instanceof Statement.DistributionDeclaration s) {
      annotations.ofOther(s.preamble());
      distribution(s);
    } else if (statement instanceof Statement.Import) {
      session.report(
          ModelProblem.misplaced(
              statement.span(), "`import`", "where nothing tells what it names"));
    } else {
      Statement.VocabDeclaration s = (Statement.VocabDeclaration) statement;
      annotations.ofOther(s.preamble());
      declareSet(
          s.name(),
          new VocabularyRules(session)
              .rule(s.definition())
              .map(IndexSet.Definition.Vocabulary::new),
          s.preamble());
    }
  }

  // ---- declarations ----

  private void set(Statement.SetDeclaration declaration) {
    declareSet(declaration.name(), definition(declaration.definition()), declaration.preamble());
  }

  private void declareSet(
      Name name, Optional<? extends IndexSet.Definition> definition, Statement.Preamble preamble) {
    if (definition.isEmpty()) {
      declareUnknown(name);
      return;
    }
    IndexSet.Declared set =
        new IndexSet.Declared(
            session.nextId(), name.text(), definition.get(), preamble.doc(), name.span());
    expressions.sets().declare(name, new Scope.Entry.OfSet(set, name.span()), frame.file());
    sets.add(set);
  }

  /** What is in error is declared, so that its uses are not reported as well. */
  private void declareUnknown(Name name) {
    Symbol unknown = session.symbol(name.text(), Symbol.Role.LOCAL, Type.UNKNOWN, name.span());
    expressions.sets().declare(name, unknown, frame.file());
  }

  private Optional<IndexSet.Definition> definition(SetDefinition definition) {
    if (definition instanceof SetDefinition.Open) {
      return Optional.of(new IndexSet.Definition.Open());
    }
    if (definition instanceof SetDefinition.Members named) {
      Set<String> members = new LinkedHashSet<>();
      for (Expression.StringLiteral member : named.members()) {
        if (!members.add(member.value())) {
          session.report(
              ModelProblem.at(
                  CheckCode.N0102,
                  member.span(),
                  "\"" + member.value() + "\" is a member twice",
                  "named again here"));
        }
      }
      return Optional.of(new IndexSet.Definition.Named(List.copyOf(members)));
    }
    Expression value = ((SetDefinition.OfExpression) definition).value();
    Optional<IndexSet> set = expressions.sets().set(value, frame.file());
    if (set.isEmpty()) return Optional.empty();
    if (!(set.get() instanceof IndexSet.Range range)) {
      session.report(ModelProblem.unsupported(value.span(), "a set made from another set"));
      return Optional.empty();
    }
    return Optional.of(new IndexSet.Definition.OfRange(range.lower(), range.upper()));
  }

  private void data(Statement.DataDeclaration declaration) {
    Name name = declaration.name();
    Annotations.Meaning meaning = annotations.ofDefinition(declaration.preamble(), false);
    Optional<Types.Declared> type =
        frame.types().ofData(present(declaration.type()), name.text(), frame.file());
    Symbol symbol =
        session.symbol(
            name.text(),
            Symbol.Role.DATA,
            type.map(Types.Declared::type).orElse(Type.UNKNOWN),
            name.span());
    Optional<Expr> defaultValue =
        declaration.defaultValue().flatMap(e -> defaultValue(e, symbol.type()));
    expressions.sets().declare(name, symbol, frame.file());
    if (type.isEmpty()) return;
    Variable variable =
        new Variable(
            symbol,
            declaration.preamble().doc(),
            false,
            meaning.column().orElse(name.text()),
            defaultValue);
    variable.liveIn(type.get().support());
    session.intervals().declare(symbol, type.get().support());
    frame.variables().putIfAbsent(name.text(), variable);
    ragged(symbol);
    if (declaration.type().admitsMissing()) missing(variable, type.get());
  }

  /** The type of the elements that are there. */
  private static TypeSyntax present(TypeSyntax type) {
    return new TypeSyntax(type.name(), type.bounds(), type.dimensions(), false, type.span());
  }

  /** The set of a ragged array's elements, and the variables that say where its rows are. */
  private void ragged(Symbol symbol) {
    for (IndexSet dimension : symbol.type().dimensions()) {
      if (dimension instanceof IndexSet.Declared set
          && set.definition() instanceof IndexSet.Definition.Ragged) {
        session.ragged().declare(symbol, set);
      }
    }
    takeMade();
  }

  private void takeMade() {
    frame.variables().putAll(session.ragged().takeMade());
    sets.addAll(session.ragged().takeSets());
  }

  private void missing(Variable variable, Types.Declared type) {
    if (!Types.isScalar(type.support())) {
      session.report(
          ModelProblem.unsupported(type.span(), "missing data in vectors or with array bounds"));
      return;
    }
    MissingData.Entry entry = session.missing().declare(variable, type);
    // No name of a user has such a sign.
    frame.variables().put(variable.symbol().name() + "?", entry.places());
    frame.variables().put(variable.symbol().name() + "??", entry.latent());
    sets.add(entry.set());
  }

  private Optional<Expr> defaultValue(Expression e, Type type) {
    Expr value =
        type instanceof Type.Member member
            ? expressions.subscripts().index(e, member.set(), frame.file())
            : expressions.check(e, frame.file());
    if (Shapes.isUnknown(value) || type instanceof Type.Unknown) return Optional.empty();
    expressions.conversions().requireData(value, "a default");
    List<IndexSet> dimensions = value.type().dimensions();
    if (!dimensions.isEmpty() && !Shapes.match(dimensions, type.dimensions())) {
      session.report(
          new TypeProblem.ShapesDiffer(
              e.span(), "the default and its type", ExprText.of(value.type()), ExprText.of(type)));
      return Optional.empty();
    }
    return Optional.of(expressions.conversions().require(value, type.element(), "the default"));
  }

  private void function(Statement.FunctionDeclaration declaration) {
    Name name = declaration.name();
    boolean taken =
        session.functions().containsKey(name.text())
            || FunctionNames.BUILT_IN.contains(name.text())
            || TextCalls.names().contains(name.text())
            || MatrixFunctions.names().contains(name.text())
            || SolverCalls.names().contains(name.text())
            || session.library().catalog().functionNames().contains(name.text());
    if (taken) {
      session.report(twice(name, "function"));
      return;
    }
    session.failed().add(name.text());
    session.declaring(Optional.of(name.text()));
    Optional<FunctionEntry> checked =
        new FunctionDeclarations(session).check(declaration, frame.file());
    session.declaring(Optional.empty());
    checked.ifPresent(
        entry -> {
          session.functions().put(name.text(), entry);
          session.failed().remove(name.text());
        });
  }

  private void distribution(Statement.DistributionDeclaration declaration) {
    Name name = declaration.name();
    if (session.library().hasDistribution(name.text()) || Wrappers.names().contains(name.text())) {
      session.report(twice(name, "distribution"));
      return;
    }
    Optional<DistributionDefinition> checked =
        new DistributionDeclarations(session).check(declaration, frame.file());
    if (checked.isEmpty()) {
      session.failed().add(name.text());
    } else {
      session
          .distributions()
          .computeIfAbsent(name.text(), n -> new ArrayList<>())
          .add(checked.get());
    }
  }

  private static Problem twice(Name name, String kind) {
    return ModelProblem.at(
            CheckCode.N0102,
            name.span(),
            "there is a " + kind + " `" + name + "` already",
            "declared again here")
        .withHint("names are never shadowed: choose another one");
  }

  // ---- statements ----

  private List<ModelStatement> factor(Statement.Factor statement, Scope scope) {
    annotations.ofOther(statement.preamble());
    Expr value =
        expressions
            .conversions()
            .requireScalar(expressions.check(statement.value(), scope), Type.REAL, "a factor");
    if (Shapes.isUnknown(value)) return List.of();
    frame.requireNotGenerated(value);
    return List.of(new ModelStatement.Factor(value, statement.span()));
  }

  private List<ModelStatement> loop(Statement.For statement, Scope scope) {
    annotations.ofOther(statement.preamble());
    Scope inner = scope.inner();
    List<Expr.Binder> binders = new ArrayList<>();
    for (Expression.Binder binder : statement.binders()) {
      Expr.Binder bound = expressions.sets().bind(binder, inner);
      binders.add(bound);
      frame.loops().enter(bound);
    }
    List<ModelStatement> body = check(statement.body(), inner);
    binders.forEach(b -> frame.loops().leave());
    List<ModelStatement> wrapped = body;
    for (int i = binders.size() - 1; i >= 0; i--) {
      wrapped = List.of(new ModelStatement.For(binders.get(i), wrapped, statement.span()));
    }
    return body.isEmpty() ? List.of() : wrapped;
  }

  private List<ModelStatement> branch(Statement.If statement, Scope scope) {
    annotations.ofOther(statement.preamble());
    Expr condition =
        expressions
            .conversions()
            .requireScalar(
                expressions.check(statement.condition(), scope), Type.BOOL, "the condition");
    frame.requireNotGenerated(condition);
    Optional<Expr> latent =
        session.dependence(condition).onLatents() ? Optional.of(condition) : Optional.empty();
    frame.loops().enterBranch(latent);
    choices.add(new ChosenVariables.Choice(condition, true));
    Branch then = branch(statement.then(), scope, Map.of());
    choices.set(choices.size() - 1, new ChosenVariables.Choice(condition, false));
    Branch otherwise = branch(statement.otherwise(), scope, then.locals());
    join(condition, then, otherwise, scope);
    choices.remove(choices.size() - 1);
    frame.loops().leaveBranch(latent);
    if (Shapes.isUnknown(condition)) return List.of();
    return List.of(
        new ModelStatement.If(
            condition, then.statements(), otherwise.statements(), statement.span()));
  }

  /** A checked branch with the names that it defines. */
  private record Branch(
      List<ModelStatement> statements, Set<String> names, Map<String, Symbol> locals) {}

  private Branch branch(List<Statement> body, Scope scope, Map<String, Symbol> reusable) {
    Scope inner = scope.inner();
    Set<String> before = frame.file().own();
    definitions.reuse(reusable);
    List<ModelStatement> checked = check(body, inner);
    definitions.reuse(Map.of());
    Set<String> names = frame.file().own();
    names.removeAll(before);
    // What only one branch defines is not visible in the other.
    names.forEach(frame.file()::remove);
    Map<String, Symbol> locals = new java.util.LinkedHashMap<>();
    for (String name : inner.own()) {
      if (inner.find(name).orElse(null) instanceof Scope.Entry.OfSymbol symbol) {
        locals.put(name, symbol.symbol());
      }
    }
    return new Branch(checked, names, locals);
  }

  /** Names are visible after the branches if both define them. */
  private void join(Expr condition, Branch then, Branch otherwise, Scope scope) {
    Set<String> names = new LinkedHashSet<>(then.names());
    names.addAll(otherwise.names());
    for (String name : names) {
      Optional<Variable> variable = Optional.ofNullable(frame.variables().get(name));
      if (variable.isEmpty()) continue;
      Symbol symbol = variable.get().symbol();
      boolean isThen = then.names().contains(name);
      if (isThen && otherwise.names().contains(name)) {
        frame.file().put(name, new Scope.Entry.OfSymbol(symbol));
        if (chosen.contains(symbol)) chosen.reportTwice(variable.get());
      } else {
        choices.set(choices.size() - 1, new ChosenVariables.Choice(condition, isThen));
        choose(variable.get());
      }
    }
    for (Map.Entry<String, Symbol> local : then.locals().entrySet()) {
      if (local.getValue().equals(otherwise.locals().get(local.getKey()))) {
        scope.put(local.getKey(), new Scope.Entry.OfSymbol(local.getValue()));
      }
    }
  }

  /** A variable that exists only where the data choose the branches that are open. */
  private void choose(Variable variable) {
    Symbol symbol = variable.symbol();
    boolean isKnown = choices.stream().noneMatch(c -> Shapes.isUnknown(c.condition()));
    if (!isKnown) return;
    Optional<String> whyNot = choices.stream().flatMap(c -> whyNot(c).stream()).findFirst();
    List<ChosenVariables.Choice> path = outsideOfLoops();
    if (symbol.role() == Symbol.Role.DERIVED) {
      // It stays where it is: its place is made before the branch computes what a condition reads.
      boolean isTooLate =
          path.stream()
              .flatMap(c -> FreeSymbols.of(c.condition()).stream())
              .anyMatch(this::isConditional);
      if (whyNot.isEmpty() && !isTooLate) chosen.add(symbol, path);
    } else if (whyNot.isPresent()) {
      String what = "a variable that only one branch of an `if` defines, where the condition ";
      session.report(ModelProblem.unsupported(symbol.declared(), what + whyNot.get() + ","));
    } else {
      chosen.add(symbol, path);
    }
  }

  /** Why a condition does not decide whether a variable exists, if it does not. */
  private Optional<String> whyNot(ChosenVariables.Choice choice) {
    Set<Symbol> reads = frame.loops().reads(choice.condition());
    if (frame.loops().binders().stream().anyMatch(b -> reads.contains(b.symbol()))) {
      return Optional.of("changes within a loop");
    }
    return session.dependence(choice.condition()).isDataOnly()
        ? Optional.empty()
        : Optional.of("depends on latents");
  }

  private boolean isConditional(Symbol symbol) {
    Variable variable = frame.variables().get(symbol.name());
    return variable != null && variable.parts().stream().anyMatch(Variable.Part::conditional);
  }

  /** The choices, with the values of what is local to an iteration. */
  private List<ChosenVariables.Choice> outsideOfLoops() {
    Substitution locals = Substitution.ofValues(frame.loops().locals());
    List<ChosenVariables.Choice> outside = new ArrayList<>();
    for (ChosenVariables.Choice choice : choices) {
      Expr condition = choice.condition();
      while (FreeSymbols.of(condition).stream().anyMatch(frame.loops().locals()::containsKey)) {
        condition = locals.rewrite(condition);
      }
      outside.add(new ChosenVariables.Choice(condition, choice.then()));
    }
    return outside;
  }
}
