package bayes.compiler.check;

import bayes.compiler.catalog.Catalog;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.syntax.ModelFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a model file: names, types, index sets, supports, plates and generativity. A checker keeps
 * the library's definitions once they are checked, so share one; it is safe for several threads.
 */
public final class Checker {
  /** How often a file is checked at most, until the types of what recurs are known. */
  private static final int PASSES = 8;

  private final Library library;

  public Checker(Catalog catalog) {
    this.library = new Library(catalog);
  }

  /** The typed model of a file, or what is wrong with it. */
  public static Checked<TypedModel> check(ModelFile file, Catalog catalog) {
    return new Checker(catalog).check(file);
  }

  /** What the library has by name. */
  public StandardLibrary library() {
    return library;
  }

  /** The typed model of a file, or what is wrong with it. */
  public Checked<TypedModel> check(ModelFile file) {
    Widening widening = new Widening();
    Checked<TypedModel> checked = check(file, widening);
    for (int pass = 2; widening.next(pass == PASSES); pass++) checked = check(file, widening);
    return checked;
  }

  /**
   * Checks with the element types that are known so far of what several statements define; a later
   * statement may find a wider one.
   */
  private Checked<TypedModel> check(ModelFile file, Widening widening) {
    Session session = new Session(library, 0, false);
    Definitions definitions = new Definitions(file.statements());
    session.declaredLater().putAll(definitions.declared());
    Frame frame = new Frame(session, definitions, widening);
    Statements statements = new Statements(frame);
    List<ModelStatement> checked = statements.check(file.statements(), frame.file());
    Coverage coverage = new Coverage(session);
    frame.variables().values().forEach(coverage::check);
    statements.chosen().check(frame.variables().values());
    session.missing().requireObserved();
    if (!session.diagnostics().isEmpty()) return Checked.failed(session.diagnostics());
    List<VariableDeclaration> variables =
        frame.variables().values().stream()
            .map(v -> v.declaration(session.dependence(v.symbol())))
            .toList();
    ChosenRewriter chosen = statements.chosen().rewriter(variables);
    List<IndexSet.Declared> sets = new ArrayList<>(statements.sets());
    sets.addAll(chosen.sets());
    return Checked.of(
        new TypedModel(
            name(file),
            file.doc(),
            file.source(),
            sets,
            variables.stream().map(chosen::declaration).toList(),
            chosen.statements(checked)));
  }

  private static String name(ModelFile file) {
    String path = file.source().name();
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return name.endsWith(".bayes") ? name.substring(0, name.length() - ".bayes".length()) : name;
  }
}
