package bayes.compiler.check;

/** What a value can change with. */
record Dependence(boolean onLatents, boolean onGenerated) {
  static final Dependence NONE = new Dependence(false, false);
  static final Dependence LATENTS = new Dependence(true, false);
  static final Dependence GENERATED = new Dependence(true, true);

  Dependence and(Dependence other) {
    return new Dependence(onLatents || other.onLatents, onGenerated || other.onGenerated);
  }

  boolean isDataOnly() {
    return !onLatents && !onGenerated;
  }
}
