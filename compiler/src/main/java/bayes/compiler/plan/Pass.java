package bayes.compiler.plan;

/**
 * A part of planning: takes latents out of the model, or writes its density in a better way. The
 * posterior of what is left, and of what the recovery statements give back, is that of the model
 * before.
 */
public interface Pass {
  Rewriting apply(Rewriting before);
}
