package bayes.compiler.plan;

import bayes.compiler.source.Span;

/**
 * What stands in the way of a method.
 *
 * @param reason in words that follow "because", without a full stop
 * @param place the statement of the model
 * @param label what is to be seen there
 */
public record Obstacle(String reason, Span place, String label) {}
