package bayes.runtime.report;

import bayes.runtime.calibration.Calibration;
import bayes.runtime.calibration.Calibration.Remark;
import bayes.runtime.calibration.RankedQuantity;
import bayes.runtime.calibration.RankedQuantity.Bias;
import bayes.runtime.calibration.RankedQuantity.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What ranks mean, and what to do next, in sentences. */
final class CalibrationWords {
  private static final int NAMED = 8;

  private final Calibration calibration;

  CalibrationWords(Calibration calibration) {
    this.calibration = calibration;
  }

  /** The verdict on one quantity, in a word or two. */
  static String verdict(Calibration calibration, RankedQuantity quantity) {
    if (!calibration.isBlamed(quantity)) return "uniform";
    List<String> words = new ArrayList<>();
    switch (quantity.bias()) {
      case UP -> words.add("biased up");
      case DOWN -> words.add("biased down");
      case NONE -> {}
    }
    switch (quantity.spread()) {
      case TOO_NARROW -> words.add("too narrow");
      case TOO_WIDE -> words.add("too wide");
      case RIGHT -> {}
    }
    return words.isEmpty() ? "uneven" : String.join(", ", words);
  }

  /** All there is to say, a paragraph each. */
  List<String> paragraphs() {
    List<String> all = new ArrayList<>();
    remarks(
        all,
        calibration.failures(),
        " gave no draws and are not among the ranks, which are biased if this depends on the data");
    remarks(
        all, calibration.doubts(), " gave draws that are in doubt, which are ranked all the same");
    List<RankedQuantity> blamed = calibration.miscalibrated();
    if (calibration.quantities().isEmpty()) {
      all.add("There is nothing to rank.");
    } else if (blamed.isEmpty()) {
      all.add(
          "All ranks are as they should be: "
              + calibration.method()
              + " infers what the model says, as far as "
              + calibration.simulations()
              + " simulations can tell."
              + (calibration.exact() ? "" : " It is an approximation: other data may show it."));
    } else {
      meanings(all, blamed);
      all.add(next(blamed));
    }
    return all;
  }

  private static void remarks(List<String> all, List<Remark> remarks, String what) {
    if (remarks.isEmpty()) return;
    Map<String, Integer> kinds = new LinkedHashMap<>();
    for (Remark remark : remarks)
      kinds.merge(remark.text().replaceFirst(":.*", ""), 1, Integer::sum);
    List<String> reasons = new ArrayList<>();
    kinds.forEach((kind, count) -> reasons.add(kind + " (" + count + ")"));
    all.add(
        "Warning: "
            + Words.plural(remarks.size(), "simulation", "simulations")
            + what
            + ": "
            + String.join(", ", reasons)
            + ".");
  }

  private static void meanings(List<String> all, List<RankedQuantity> blamed) {
    mean(
        all,
        blamed.stream().filter(q -> q.bias() == Bias.UP).toList(),
        "Biased up",
        "the draws lie above the true value too often.");
    mean(
        all,
        blamed.stream().filter(q -> q.bias() == Bias.DOWN).toList(),
        "Biased down",
        "the draws lie below the true value too often.");
    mean(
        all,
        blamed.stream().filter(q -> q.spread() == Spread.TOO_NARROW).toList(),
        "Too narrow",
        "the true value lies at the edge of the draws or beyond too often; intervals promise more"
            + " than they hold.");
    mean(
        all,
        blamed.stream().filter(q -> q.spread() == Spread.TOO_WIDE).toList(),
        "Too wide",
        "the true value lies in the middle of the draws too often; intervals are wider than they"
            + " need be.");
    mean(
        all,
        blamed.stream().filter(q -> q.bias() == Bias.NONE && q.spread() == Spread.RIGHT).toList(),
        "Uneven",
        "some ranks are more frequent than others, in a pattern without a name: see the picture.");
  }

  private static void mean(List<String> all, List<RankedQuantity> of, String word, String meaning) {
    if (of.isEmpty()) return;
    List<String> names = of.stream().limit(NAMED).map(RankedQuantity::label).toList();
    int more = of.size() - names.size();
    all.add(
        word
            + " ("
            + String.join(", ", names)
            + (more > 0 ? " and " + more + " more" : "")
            + "): "
            + meaning);
  }

  private String next(List<RankedQuantity> blamed) {
    if (!calibration.exact()) {
      return "Next: "
          + calibration.method()
          + " is an approximation, which this model does not fit; use an exact method, such as"
          + " --method nuts.";
    }
    int doubtful = calibration.doubts().size();
    if (doubtful * 20 > calibration.simulations()) {
      return "Next: the fits in doubt may be the cause. Run longer chains (--warmup, --draws), or"
          + " write the model in another form, such as non-centred.";
    }
    boolean onlyDensities = blamed.stream().allMatch(q -> q.label().startsWith("log "));
    return "Next: "
        + (onlyDensities ? "only the densities show it, as they depend on the data; " : "")
        + "try another method. If it agrees, the model simulates otherwise than its density says:"
        + " look at `sample` and `log_density` of its own distributions. If not, "
        + calibration.method()
        + " does not explore this posterior.";
  }
}
