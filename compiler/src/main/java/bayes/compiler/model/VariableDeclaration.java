package bayes.compiler.model;

import bayes.runtime.text.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A variable of the model, with what the reports and the plan need to know.
 *
 * @param support of data: declared; of latents: where the draw lives after narrowing
 * @param defaultValue of data
 * @param dependsOnLatents whether its value can change from draw to draw
 * @param dependsOnGenerated whether it is defined from a {@code generate}
 * @param recorded whether draws keep it
 * @param column the name of its columns, {@code @name} or its own name
 * @param request what the user wants to happen to it, of a latent
 * @param isRecordingAsked whether it is recorded as the user says so
 */
public record VariableDeclaration(
    Symbol symbol,
    Support support,
    Optional<Expr> defaultValue,
    boolean dependsOnLatents,
    boolean dependsOnGenerated,
    boolean recorded,
    String column,
    Optional<String> doc,
    Optional<Request> request,
    boolean isRecordingAsked) {
  /** Of a variable that is recorded, or not, by itself. */
  public VariableDeclaration(
      Symbol symbol,
      Support support,
      Optional<Expr> defaultValue,
      boolean dependsOnLatents,
      boolean dependsOnGenerated,
      boolean recorded,
      String column,
      Optional<String> doc,
      Optional<Request> request) {
    this(
        symbol,
        support,
        defaultValue,
        dependsOnLatents,
        dependsOnGenerated,
        recorded,
        column,
        doc,
        request,
        false);
  }

  /** Of a variable for which nothing is asked. */
  public VariableDeclaration(
      Symbol symbol,
      Support support,
      Optional<Expr> defaultValue,
      boolean dependsOnLatents,
      boolean dependsOnGenerated,
      boolean recorded,
      String column,
      Optional<String> doc) {
    this(
        symbol,
        support,
        defaultValue,
        dependsOnLatents,
        dependsOnGenerated,
        recorded,
        column,
        doc,
        Optional.empty());
  }

  /** The same, recorded because someone asks for it. */
  public VariableDeclaration recording() {
    return recorded(true, true);
  }

  /** The same, not recorded. */
  public VariableDeclaration withoutRecording() {
    return recorded(false, false);
  }

  private VariableDeclaration recorded(boolean isRecorded, boolean isAsked) {
    return new VariableDeclaration(
        symbol,
        support,
        defaultValue,
        dependsOnLatents,
        dependsOnGenerated,
        isRecorded,
        column,
        doc,
        request,
        isAsked);
  }

  /** Whether the user wrote it; others, which say where elements are, have names with a mark. */
  public boolean isWritten() {
    return symbol.name().indexOf('?') < 0;
  }

  /** Whether it is data that strings of text can be given for, which its vocabulary cuts. */
  public boolean isText() {
    return symbol.role() == Symbol.Role.DATA
        && isWritten()
        && !indexSets().isEmpty()
        && symbol.type().element() instanceof Type.Member member
        && member.set() instanceof IndexSet.Declared set
        && set.definition() instanceof IndexSet.Definition.Vocabulary vocabulary
        && !vocabulary.rule().unit().equals(Unit.GIVEN);
  }

  /** The set that says whether it exists, if only one branch of an {@code if} defines it. */
  public Optional<IndexSet.Definition.Chosen> choice() {
    return symbol.type().dimensions().stream()
        .filter(VariableDeclaration::isChoice)
        .map(set -> (IndexSet.Definition.Chosen) ((IndexSet.Declared) set).definition())
        .findFirst();
  }

  private static boolean isChoice(IndexSet dimension) {
    return dimension instanceof IndexSet.Declared set
        && set.definition() instanceof IndexSet.Definition.Chosen;
  }

  /** What its indices range over, of ragged arrays too. */
  public List<IndexSet> indexSets() {
    List<IndexSet> sets = new ArrayList<>();
    for (IndexSet dimension : symbol.type().dimensions()) {
      if (dimension instanceof IndexSet.Declared set
          && set.definition() instanceof IndexSet.Definition.Ragged ragged) {
        ragged.outer().forEach(binder -> sets.add(binder.set()));
        sets.add(ragged.inner());
      } else if (!isChoice(dimension)) {
        sets.add(dimension);
      }
    }
    return sets;
  }
}
