package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.compiler.Predictor;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Kind;
import bayes.runtime.report.PredictiveJson;
import bayes.runtime.report.Quantity;
import bayes.runtime.report.Summary;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a prediction tells beside its table: new elements of latents, and a check by the data. */
public record Prediction(String model, long seed, Predictor predictor, Draws draws) {
  private static final int NAMED = 3;

  /**
   * How many of the data lie in their 90% intervals.
   *
   * @param of the number of elements that were given
   */
  private record Check(String variable, int inside, int of) {}

  /** Says which latents are drawn rather than held. */
  public void sayWhatIsNew(Console console) {
    for (Predictor.Latent latent : predictor.latents()) {
      int count = latent.drawn().size();
      if (count == 0) continue;
      String some = String.join(", ", latent.drawn().subList(0, Math.min(count, NAMED)));
      console.say(
          "New: "
              + some
              + (count > NAMED ? " and " + (count - NAMED) + " more" : "")
              + (count == 1 ? " is" : " are")
              + " not in the run, and drawn from the distribution of `"
              + latent.name()
              + "`"
              + (latent.held() == 0 ? "" : "; " + latent.held() + " held as in the run"));
    }
  }

  /** The table, and how it fits the data. */
  public void print(Console console, boolean asJson) {
    print(console, asJson, PredictiveReport.NOTHING);
  }

  /** The table, the distributions of what is generated from few values, and the fit to the data. */
  public void print(Console console, boolean asJson, PredictiveReport predictives) {
    GeneratedReport report = new GeneratedReport("predict", model, seed, draws);
    if (asJson) {
      report.printJson(
          console,
          json -> {
            write(json);
            PredictiveJson.write(predictives.tables(), json);
          });
      return;
    }
    report.print(console, predictives.variables());
    predictives.printTables(console);
    List<Check> checks = checks();
    if (!checks.isEmpty()) console.out().println();
    for (Check check : checks) {
      console
          .out()
          .printf(
              "%d of %d observed values of %s lie in their 90%% interval.%n",
              check.inside(), check.of(), check.variable());
    }
    console.out().flush();
  }

  private List<Check> checks() {
    Map<String, Quantity> quantities = new HashMap<>();
    Summary.ofGenerated(draws).quantities().forEach(q -> quantities.put(q.label(), q));
    List<Check> checks = new ArrayList<>();
    int first = predictor.values().stream().mapToInt(RecordedVariable::size).sum();
    for (RecordedVariable variable : predictor.observed()) {
      double[] given = predictor.given(variable);
      int inside = 0;
      int of = 0;
      for (int i = 0; i < given.length; i++) {
        Quantity quantity = quantities.get(draws.layout().labels().get(first + i));
        if (quantity == null || Double.isNaN(given[i]) || Double.isNaN(quantity.q5())) continue;
        of++;
        if (quantity.q5() <= given[i] && given[i] <= quantity.q95()) inside++;
      }
      first += given.length;
      boolean isNumber = variable.kind() == Kind.REAL || variable.kind() == Kind.INT;
      if (isNumber && of > 0) checks.add(new Check(variable.name(), inside, of));
    }
    return checks;
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("new");
    for (Predictor.Latent latent : predictor.latents()) {
      for (String label : latent.drawn()) json.writeString(label);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("checks");
    for (Check check : checks()) {
      json.writeStartObject();
      json.writeStringField("variable", check.variable());
      json.writeNumberField("inside", check.inside());
      json.writeNumberField("of", check.of());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
