package bayes.compiler.plan;

/** Ways to explore a posterior. */
public enum Method {
  NUTS("nuts", "the No-U-Turn sampler"),
  GIBBS("gibbs", "collapsed Gibbs sampling"),
  METROPOLIS("mh", "adaptive Metropolis-Hastings"),
  IMPORTANCE_PRIOR("importance --proposal prior", "importance sampling from the prior"),
  IMPORTANCE("importance", "importance sampling from an approximation"),
  SMC("smc", "tempered sequential Monte Carlo"),
  TEMPERING("tempering", "parallel tempering"),
  LAPLACE("laplace", "the Laplace approximation"),
  PATHFINDER("pathfinder", "an approximation by Pathfinder"),
  QUICK("quick", "the closer of two approximations"),
  MAP("map", "the posterior mode"),
  EXACT("exact", "the posterior in closed form");

  private final String option;
  private final String description;

  Method(String option, String description) {
    this.option = option;
    this.description = description;
  }

  /** What {@code --method} takes to choose it. */
  public String option() {
    return option;
  }

  public String description() {
    return description;
  }
}
