package bayes.compiler.input;

import bayes.compiler.diagnostic.Diagnostic;

/** What is wrong with the places that somebody names for what a command makes. */
public final class OutputMistakes {
  private OutputMistakes() {}

  /** A file that cannot be written. */
  public static Diagnostic unwritable(String file, String reason) {
    return Diagnostic.error(
            FileCode.C0012.code(),
            "`" + file + "` cannot be written: " + reason,
            FileMistakes.typed(file),
            "expected a new file, in a folder that you may write to")
        .withHint("name another one; `df -h` tells how much room the disks have");
  }

  /**
   * A run whose folder cannot be written to, after it has begun.
   *
   * @param consequence what that means for the draws
   */
  public static Diagnostic cutOffRun(String folder, String what, String consequence) {
    return Diagnostic.error(
            FileCode.C0013.code(),
            what,
            FileMistakes.typed(folder),
            "expected a folder that can be written to until the end")
        .withNote(consequence)
        .withHint("make room, and go on with `bayes resume " + folder + "`");
  }

  /** A folder that holds an unfinished run already. */
  public static Diagnostic occupied(String folder) {
    return Diagnostic.error(
            FileCode.C0009.code(),
            "`" + folder + "` holds a run that is not finished",
            FileMistakes.typed(folder),
            "expected a new folder, or an empty one")
        .withHint("go on with it: `bayes resume " + folder + "`")
        .withHint("or name another folder, such as `--out " + folder + "-2`");
  }

  /** A run that is read before its end. */
  public static Diagnostic unfinished(String folder, String label) {
    return Diagnostic.error(
            FileCode.C0010.code(),
            "the run in `" + folder + "` is not finished",
            FileMistakes.typed(folder),
            label)
        .withHint("go on with it: `bayes resume " + folder + "`");
  }

  /** A run that cannot be gone on with. */
  public static Diagnostic cannotGoOn(String folder, String what, String hint) {
    return Diagnostic.error(
            FileCode.C0011.code(), what, FileMistakes.typed(folder), "this run cannot go on")
        .withHint(hint);
  }
}
