package bayes.compiler.model;

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
 */
public record VariableDeclaration(
    Symbol symbol,
    Support support,
    Optional<Expr> defaultValue,
    boolean dependsOnLatents,
    boolean dependsOnGenerated,
    boolean recorded,
    String column,
    Optional<String> doc) {}
