package bayes.runtime.data;

/** The command line's {@code --set NAME=VALUE}. */
public final class DataSetting {
  private DataSetting() {}

  /**
   * Reads {@code NAME=VALUE}. The value is JSON ({@code 3}, {@code true}, {@code [1, 2]}, {@code
   * {"a": 1}}); a word that is no JSON is a string, so that labels need no quotes within quotes.
   *
   * @throws DataException if it is no setting
   */
  public static Data parse(String setting) throws DataException {
    DataOrigin origin = new DataOrigin.CommandLine("--set " + setting);
    int equals = setting.indexOf('=');
    String name = equals < 0 ? "" : setting.substring(0, equals).strip();
    String text = equals < 0 ? "" : setting.substring(equals + 1).strip();
    if (name.isEmpty() || text.isEmpty()) {
      throw new DataException(
          new DataProblem.BadSetting(
              origin.source(), "expected a name and a value, as in --set K=3"));
    }
    return Data.of(new DataEntry(name, value(origin.source(), text), origin));
  }

  private static DataValue value(String source, String text) throws DataException {
    boolean isWord = text.codePoints().allMatch(c -> Character.isLetter(c) || c == '_' || c == ' ');
    boolean isConstant = text.equals("true") || text.equals("false") || text.equals("null");
    if (isWord && !isConstant) return new DataValue.Text(text);
    try {
      return JsonData.value(source, text);
    } catch (DataException e) {
      throw new DataException(
          new DataProblem.BadSetting(
              source,
              "the value is neither a number, true, false, a word, nor JSON: "
                  + e.problems().get(0).message()));
    }
  }
}
