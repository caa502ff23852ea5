package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.Version;
import bayes.compiler.BoundModel;
import bayes.compiler.HeldOut;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Simulation;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataValue;
import bayes.runtime.report.HeldOutScore;
import bayes.runtime.report.HeldOutScore.Interval;
import bayes.runtime.report.HeldOutScore.Point;
import bayes.runtime.report.NumberText;
import bayes.runtime.report.TextTable;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Tells how well the posterior of a run predicts held-out data.
 *
 * @param characters of the texts that were scored, where all of them were given as text
 */
public record ScoreReport(String model, HeldOutScore score, OptionalLong characters) {
  private static final int FORMAT = 1;
  private static final int DIGITS = 6;

  /**
   * What learning from each observation before the next one gives.
   *
   * @param total the log probability of all
   * @param tokens how many there are, if all are members of sets
   */
  public record Online(String model, double total, OptionalLong tokens, OptionalLong characters) {
    /** Prints it. */
    public void print(Console console, boolean asJson) {
      if (asJson) {
        console
            .out()
            .println(
                document(
                    model,
                    json -> {
                      json.writeNumberField("online_log_score", total);
                      if (tokens.isPresent()) {
                        json.writeNumberField("tokens", tokens.getAsLong());
                        json.writeNumberField(
                            "online_perplexity", Math.exp(-total / tokens.getAsLong()));
                      }
                    }));
      } else {
        console.out().println("Online log score: " + number(total) + " nats");
        tokens.ifPresent(
            n ->
                console
                    .out()
                    .println(
                        "Online perplexity: "
                            + number(Math.exp(-total / n))
                            + " ("
                            + n
                            + " tokens, "
                            + number(-total / n / Math.log(2))
                            + " bits each)"));
        characters.ifPresent(
            n -> console.out().println("Bits per character: " + number(-total / n / Math.log(2))));
      }
      console.out().flush();
    }
  }

  /**
   * The score of held-out data.
   *
   * @throws Failure if they do not fit, or the run cannot tell how probable they are
   */
  public static ScoreReport of(SavedRun saved, Data given, long seed, Compilation compilation) {
    HeldOut held = heldOut(saved, given, seed, compilation);
    List<String> absent = held.newLatents();
    if (!absent.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "the held-out data have latents of their own that the run knows nothing of, such as `"
              + absent.get(0)
              + "`: how probable the data are needs an integral over them. `bayes update` learns"
              + " them, and tells log_predictive");
    }
    HeldOutScore score = held.score();
    if (score.points().isEmpty()) {
      throw new Failure(
          ExitCode.DATA, "the held-out data have nothing that the model observes, with `observe`");
    }
    return new ScoreReport(saved.run().record().modelFile(), score, characters(saved, given));
  }

  static HeldOut heldOut(SavedRun saved, Data given, long seed, Compilation compilation) {
    List<Diagnostic> reasons = saved.model().whyNoLogLikelihood();
    if (!reasons.isEmpty()) throw Failure.of(ExitCode.MODEL, reasons);
    BoundModel posterior = compilation.bind(saved.model(), saved.data());
    return compilation.value(posterior.heldOut(given, saved.equalDraws(seed)), ExitCode.DATA);
  }

  /**
   * The score of held-out data that are learnt from as they come.
   *
   * @throws Failure if they do not fit, or the posterior has no closed form
   */
  public static Online online(SavedRun saved, Data given, Compilation compilation) {
    BoundModel posterior = compilation.bind(saved.model(), saved.data());
    Optional<HeldOut.Online> online =
        compilation.value(HeldOut.online(posterior, given), ExitCode.DATA);
    if (online.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "the posterior has no closed form, which --online needs: `bayes update` learns from the"
              + " data as a whole, and tells their log_predictive");
    }
    OptionalLong tokens =
        isOfTokens(posterior) ? OptionalLong.of(online.get().events()) : OptionalLong.empty();
    return new Online(
        saved.run().record().modelFile(),
        online.get().logScore(),
        tokens,
        characters(saved, given));
  }

  private static boolean isOfTokens(BoundModel posterior) {
    Set<Symbol> written = Simulation.of(posterior.model().typed()).written();
    return posterior.model().typed().variables().stream()
        .filter(v -> written.contains(v.symbol()))
        .allMatch(v -> v.symbol().type().element() instanceof Type.Member);
  }

  /** The code points of the texts among the data that the model observes. */
  private static OptionalLong characters(SavedRun saved, Data given) {
    Set<Symbol> written = Simulation.of(saved.model().typed()).written();
    long count = 0;
    for (VariableDeclaration variable : saved.model().typed().variables()) {
      if (!written.contains(variable.symbol())) continue;
      Optional<DataEntry> entry = given.find(variable.symbol().name());
      if (entry.isEmpty()) continue;
      OptionalLong of = characters(entry.get().value());
      if (of.isEmpty()) return of;
      count += of.getAsLong();
    }
    return count > 0 ? OptionalLong.of(count) : OptionalLong.empty();
  }

  /** Of a text, or of texts; lists of tokens do not tell what was between them. */
  private static OptionalLong characters(DataValue value) {
    if (value instanceof DataValue.Text text) {
      return OptionalLong.of(text.value().codePointCount(0, text.value().length()));
    }
    return OptionalLong.empty();
  }

  /** Prints it, as text or as one JSON document. */
  public void print(Console console, boolean asJson, boolean perToken) {
    if (asJson) {
      console.out().println(document(model, this::write));
      console.out().flush();
      return;
    }
    String of =
        score.points().size() == score.events()
            ? score.events() + " observations"
            : score.points().size() + " observations of " + score.events() + " values";
    console.out().println("Log score: " + number(score.total()) + " nats (" + of + ")");
    score.interval().ifPresent(i -> interval(console, i));
    score
        .perplexity()
        .ifPresentOrElse(
            p ->
                console
                    .out()
                    .println(
                        "Perplexity: "
                            + number(p)
                            + " ("
                            + number(score.bitsPerEvent())
                            + " bits per token)"),
            () ->
                console
                    .out()
                    .println(
                        "Per value: "
                            + number(score.total() / score.events())
                            + " nats (no perplexity: not all that is observed are members of"
                            + " sets)"));
    if (score.isOfTokens()) {
      characters.ifPresent(
          n -> console.out().println("Bits per character: " + number(score.bitsPer(n))));
    }
    if (score.isAtMeans()) {
      console.out().println("(probabilities that are integrated out are at their means)");
    }
    if (perToken) perToken(console);
    console.out().flush();
  }

  private static void interval(Console console, Interval interval) {
    console
        .out()
        .println(
            "  by the parameters, 90%: " + number(interval.q5()) + " to " + number(interval.q95()));
  }

  private void perToken(Console console) {
    boolean hasValues = score.points().stream().anyMatch(p -> !p.value().isEmpty());
    TextTable table =
        new TextTable(
            hasValues
                ? List.of("observation", "value", "log score", "bits")
                : List.of("observation", "log score", "bits"));
    for (Point point : score.points()) {
      table.add(
          hasValues
              ? List.of(point.label(), point.value(), number(point.score()), number(point.bits()))
              : List.of(point.label(), number(point.score()), number(point.bits())));
    }
    console.out().println();
    for (String line : table.lines(console.reportOptions().columns()).lines()) {
      console.out().println(line);
    }
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeNumberField("log_score", score.total());
    if (score.interval().isPresent()) {
      json.writeNumberField("log_score_q5", score.interval().get().q5());
      json.writeNumberField("log_score_q95", score.interval().get().q95());
    }
    json.writeNumberField("observations", score.points().size());
    json.writeNumberField("values", score.events());
    if (score.perplexity().isPresent()) {
      json.writeNumberField("perplexity", score.perplexity().getAsDouble());
      json.writeNumberField("bits_per_token", score.bitsPerEvent());
      if (characters.isPresent()) {
        json.writeNumberField("characters", characters.getAsLong());
        json.writeNumberField("bits_per_character", score.bitsPer(characters.getAsLong()));
      }
    }
    json.writeBooleanField("at_means", score.isAtMeans());
    json.writeArrayFieldStart("points");
    for (Point point : score.points()) {
      json.writeStartObject();
      json.writeStringField("label", point.label());
      if (!point.value().isEmpty()) json.writeStringField("value", point.value());
      json.writeNumberField("log_score", point.score());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String document(String model, GeneratedReport.Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("program", Version.text());
      json.writeStringField("model", model);
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string is always written", e);
    }
    return text.toString();
  }

  /**
   * Writes a table with a row per observation.
   *
   * @throws Failure if that cannot be
   */
  public void write(Path file) {
    StringBuilder csv = new StringBuilder("observation,value,log_score,bits\n");
    for (Point point : score.points()) {
      csv.append(MarginalsReport.quoted(point.label())).append(',');
      csv.append(MarginalsReport.quoted(point.value())).append(',');
      csv.append(point.score()).append(',').append(point.bits()).append('\n');
    }
    try {
      Files.writeString(file, csv);
    } catch (IOException e) {
      throw OutputProblems.unwritable(file, e);
    }
  }

  private static String number(double value) {
    return NumberText.significant(value, DIGITS);
  }
}
