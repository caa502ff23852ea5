package bayes.examples;

import bayes.compiler.BindingException;
import bayes.compiler.Model;
import bayes.compiler.ModelException;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.MemberShares.Share;
import bayes.runtime.report.Quantity;
import bayes.runtime.report.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which of several offers do customers take most often? A part of a service that embeds Bayes: the
 * model is compiled once, each request binds its own data. Instances are immutable and may serve
 * several threads.
 */
public final class OfferService {
  private static final String MODEL =
      """
      set Offer;
      data shown  : int<lower=0>[Offer];
      data bought : int<lower=0>[Offer];

      rate[o in Offer] ~ Beta(1, 1);
      observe bought[o in Offer] ~ Binomial(shown[o], rate[o]);

      generate best = argmax(rate);
      """;

  private final Model model;

  /** An offer's rate, as a posterior mean and a 90% interval, and how probably it is the best. */
  public record Rating(double mean, double lower, double upper, double probabilityOfBest) {}

  /** A service with the model above. */
  public OfferService() {
    this(MODEL);
  }

  /**
   * A service with a model of your own, with the same data and {@code rate} and {@code best}.
   *
   * @throws ModelException if the model is wrong; it carries the list of diagnostics
   */
  public OfferService(String model) {
    this.model = Model.compile(model);
  }

  /**
   * Rates offers.
   *
   * @param shown how often each offer was shown
   * @param bought how often it was taken
   * @throws BindingException if the numbers make no sense; it carries the list of diagnostics
   */
  public Map<String, Rating> rate(Map<String, Integer> shown, Map<String, Integer> bought) {
    Summary summary = Summary.of(sample(shown, bought));
    Map<String, Double> best =
        summary.members().get(0).shares().stream()
            .collect(Collectors.toMap(Share::member, Share::probability));
    Map<String, Rating> ratings = new LinkedHashMap<>();
    for (String offer : shown.keySet()) {
      Quantity rate = quantity(summary, "rate[\"" + offer + "\"]");
      ratings.put(
          offer, new Rating(rate.mean(), rate.q5(), rate.q95(), best.getOrDefault(offer, 0.0)));
    }
    return ratings;
  }

  /**
   * The probability that one offer's rate exceeds another's by some margin: a look at the draws.
   */
  public static double probabilityOfLead(Draws draws, String one, String other, double margin) {
    int a = draws.layout().column("rate[\"" + one + "\"]").orElseThrow();
    int b = draws.layout().column("rate[\"" + other + "\"]").orElseThrow();
    int leads = 0;
    for (int chain = 0; chain < draws.chains(); chain++) {
      for (int draw = 0; draw < draws.draws(); draw++) {
        if (draws.value(chain, draw, a) > draws.value(chain, draw, b) + margin) leads++;
      }
    }
    return (double) leads / (draws.chains() * draws.draws());
  }

  /** Draws from the posterior. */
  public Draws sample(Map<String, Integer> shown, Map<String, Integer> bought) {
    Data data = Data.builder().put("shown", shown).put("bought", bought).build();
    Fit fit = model.bind(data).sample(NutsSettings.of(RunSettings.defaults(1)));
    if (!fit.failures().isEmpty()) {
      throw new IllegalStateException(fit.failures().get(0).reason());
    }
    return fit.draws();
  }

  private static Quantity quantity(Summary summary, String label) {
    return summary.quantities().stream()
        .filter(q -> q.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  /** Rates three offers. */
  public static void main(String[] arguments) {
    Map<String, Integer> shown = new LinkedHashMap<>();
    Map<String, Integer> bought = new LinkedHashMap<>();
    for (String offer : List.of("plain", "discount", "gift")) shown.put(offer, 500);
    bought.put("plain", 40);
    bought.put("discount", 61);
    bought.put("gift", 52);
    OfferService service = new OfferService();
    service
        .rate(shown, bought)
        .forEach(
            (offer, rating) ->
                System.out.printf(
                    "%-8s  %.3f (%.3f to %.3f), best with probability %.2f%n",
                    offer,
                    rating.mean(),
                    rating.lower(),
                    rating.upper(),
                    rating.probabilityOfBest()));
    try {
      new OfferService("rate ~ Beta(1, oops);");
    } catch (ModelException e) {
      System.out.println(e.diagnostics().size() + " diagnostic: " + e.getMessage());
    }
  }
}
