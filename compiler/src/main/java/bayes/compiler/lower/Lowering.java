package bayes.compiler.lower;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.Expr;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.Simulation;
import bayes.compiler.program.Program;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From a plan to programs. */
public final class Lowering {
  private static final Diagnostic.Code UNSUPPORTED = new Diagnostic.Code("M0901");

  private final Plan plan;
  private final List<Input> inputs;

  private Lowering(Plan plan) {
    this.plan = plan;
    this.inputs = Inputs.of(plan.written(), plan.compressed());
  }

  public static Checked<ModelPrograms> lower(Plan plan) {
    try {
      return Checked.of(new Lowering(plan).lower());
    } catch (Unsupported problem) {
      return Checked.failed(List.of(diagnostic(problem)));
    }
  }

  private static Diagnostic diagnostic(Unsupported problem) {
    return Diagnostic.error(
        UNSUPPORTED,
        problem.getMessage() + " is not supported yet",
        problem.span(),
        "not supported yet");
  }

  private ModelPrograms lower() {
    Optional<Program> coverage = coverage();
    if (!plan.refusals().isEmpty()) {
      // Nothing is found wrong later, here neither.
      boolean isDrawn = Simulation.of(plan.written()).whyNotFromPrior(true, data -> true).isEmpty();
      if (isDrawn) lower(Purpose.SIMULATE);
      return programs(Optional.empty(), Optional.empty(), coverage, List.of());
    }
    Program logDensity = lower(Purpose.LOG_DENSITY);
    Program record = lower(Purpose.RECORD);
    List<Program> validations = new ArrayList<>();
    coverage.ifPresent(validations::add);
    // What is wrong with data is said of the statements that the user wrote.
    boolean isWritten = plan.compressed() == plan.written();
    validations.add(DataChecks.only(isWritten ? logDensity : ofWritten(Purpose.LOG_DENSITY)));
    validations.add(DataChecks.only(isWritten ? record : ofWritten(Purpose.RECORD)));
    return programs(
        Optional.of(DataChecks.without(logDensity)),
        Optional.of(DataChecks.without(record)),
        coverage,
        validations);
  }

  private Program ofWritten(Purpose purpose) {
    Plan written = plan.asWritten();
    Set<Symbol> needed = Needs.of(written.model(), purpose);
    return new ModelLowering(written, inputs, purpose, needed).lower();
  }

  private ModelPrograms programs(
      Optional<Program> logDensity,
      Optional<Program> record,
      Optional<Program> coverage,
      List<Program> validations) {
    return new ModelPrograms(
        inputs,
        logDensity,
        record,
        coverage,
        validations,
        this::withoutDataChecks,
        this::withAllChecks,
        this::traced);
  }

  /** With the checks of data, as these are other data than those that the density checks. */
  private Checked<Program> withAllChecks(Purpose purpose) {
    try {
      return Checked.of(lower(purpose));
    } catch (Unsupported problem) {
      return Checked.failed(List.of(diagnostic(problem)));
    }
  }

  /** Counts definitions and observations, if there are any that only data decide. */
  private Optional<Program> coverage() {
    Coverage coverage = Coverage.of(plan.written());
    if (coverage.parts().isEmpty()) return Optional.empty();
    Plan written = plan.asWritten();
    Set<Symbol> needed = Needs.of(written.model(), coverage.reads());
    return Optional.of(new ModelLowering(written, inputs, Purpose.DATA, needed).coverage(coverage));
  }

  private TracedTerms traced() {
    Purpose purpose = Purpose.WITHOUT_JACOBIAN;
    return new ModelLowering(plan, inputs, purpose, Needs.of(plan.model(), purpose)).traced();
  }

  private Program withoutDataChecks(Purpose purpose) {
    return DataChecks.without(lower(purpose));
  }

  private Program lower(Purpose purpose) {
    Optional<EventListing> listing = EventListing.of(purpose);
    if (listing.isPresent()) {
      boolean isOfExplored = purpose == Purpose.COUNT_POINTS || purpose == Purpose.LIST_POINTS;
      Plan listed = isOfExplored ? plan : plan.asWritten();
      ObservedEvents events =
          isOfExplored
              ? ObservedEvents.ofExplored(plan.written(), plan.model())
              : ObservedEvents.of(listed.model());
      Set<Symbol> needed = Needs.of(listed.model(), listing.get().reads(events));
      return new ModelLowering(listed, inputs, purpose, needed).events(events, listing.get());
    }
    if (purpose == Purpose.RECOVER) return values(purpose, plan.recoveredVariables());
    if (purpose == Purpose.MARGINALS) return values(purpose, plan.marginalVariables(false));
    if (purpose == Purpose.SCALAR_MARGINALS) {
      return values(purpose, plan.marginalVariables(true));
    }
    // What is drawn anew is drawn by the statements that the user wrote.
    Plan followed = purpose.generates() ? plan.asWritten() : plan;
    if (purpose.isDensity() && !purpose.isLocal()) followed = plan.ofDensities();
    TypedModel statements = purpose.drawsFromPrior() ? plan.written() : followed.model();
    return new ModelLowering(followed, inputs, purpose, Needs.of(statements, purpose)).lower();
  }

  /** A program that writes variables, the latents that are explored being given. */
  private Program values(Purpose purpose, List<VariableDeclaration> variables) {
    Set<Symbol> wanted = new LinkedHashSet<>();
    variables.forEach(variable -> wanted.add(variable.symbol()));
    Set<Symbol> needed = Needs.of(plan.model(), purpose, wanted, Set.of());
    return new ModelLowering(plan, inputs, purpose, needed).values(variables);
  }

  /** Rows that loops over the data list: their number, and their cells row by row. */
  public static DataExpression ofRows(Plan plan, List<Input> inputs, DataRows rows) {
    Set<Symbol> needed = Needs.of(plan.model(), rows.reads());
    return DataExpression.of(
        new ModelLowering(plan, inputs, Purpose.DATA, needed).rows(rows, false),
        new ModelLowering(plan, inputs, Purpose.DATA, needed).rows(rows, true));
  }

  /** A program that writes values that are computed from data alone, one after the other. */
  public static Program ofValues(Plan plan, List<Input> inputs, List<Symbol> values) {
    Set<Symbol> needed =
        Needs.of(plan.model(), Purpose.DATA, new LinkedHashSet<>(values), Set.of());
    return new ModelLowering(plan, inputs, Purpose.DATA, needed).dataValues(values);
  }

  /** An expression of data alone, such as a size or a bound. */
  public static Checked<DataExpression> ofData(Plan plan, List<Input> inputs, Expr expr) {
    try {
      Set<Symbol> needed = Needs.of(plan.model(), List.of(expr));
      return Checked.of(
          DataExpression.of(
              new ModelLowering(plan, inputs, Purpose.DATA, needed).value(expr, false),
              new ModelLowering(plan, inputs, Purpose.DATA, needed).value(expr, true)));
    } catch (Unsupported problem) {
      return Checked.failed(List.of(diagnostic(problem)));
    }
  }
}
