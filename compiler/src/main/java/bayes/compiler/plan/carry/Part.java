package bayes.compiler.plan.carry;

import bayes.compiler.model.TypedModel;

/**
 * One of the models that programs of a plan are made of.
 *
 * @param hasTerms whether its density is computed; else only what it records
 */
public record Part(TypedModel model, boolean hasTerms) {}
