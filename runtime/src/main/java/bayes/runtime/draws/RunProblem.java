package bayes.runtime.draws;

/** Why a run folder cannot be written or read: facts, which {@link #message()} puts into words. */
public sealed interface RunProblem {
  /** The file or folder, as the caller named it. */
  String path();

  /** What is wrong and what to do, lower-case and without a full stop, without the place. */
  String message();

  /** Place and message on one line. */
  default String describe() {
    return path() + ": " + message();
  }

  /** There is a run already, and draws are not overwritten. */
  record Occupied(String path) implements RunProblem {
    @Override
    public String message() {
      return "this folder holds a run already; name another one, or delete it first";
    }
  }

  record Unwritable(String path, String reason) implements RunProblem {
    @Override
    public String message() {
      return "cannot be written: " + reason;
    }
  }

  record Unreadable(String path, String reason) implements RunProblem {
    @Override
    public String message() {
      return "cannot be read: " + reason;
    }
  }

  /** No {@code run.json}: not a run folder, or a run that was cut off before its end. */
  record NotARun(String path) implements RunProblem {
    @Override
    public String message() {
      return "this is not the folder of a finished run: it has no run.json";
    }
  }

  /**
   * The file is not what it should be.
   *
   * @param line from 1; 0 if unknown
   */
  record Damaged(String path, int line, String message) implements RunProblem {
    @Override
    public String describe() {
      return path + (line > 0 ? ":" + line : "") + ": " + message;
    }
  }

  /** Written by a later version, in a format that is not known here. */
  record NewerFormat(String path, long found, long known) implements RunProblem {
    @Override
    public String message() {
      return "this run has format "
          + found
          + ", but this version reads formats up to "
          + known
          + "; use a newer version";
    }
  }

  /** There is an unfinished run already. */
  record OccupiedByUnfinished(String path) implements RunProblem {
    @Override
    public String message() {
      return "this folder holds a run that is not finished";
    }
  }

  /** A run that has begun, but has made no draws yet. */
  record NoDrawsYet(String path) implements RunProblem {
    @Override
    public String message() {
      return "this run is not finished, and has no draws yet";
    }
  }

  /** A run that goes on in another process, or in another part of this one. */
  record UnderWay(String path) implements RunProblem {
    @Override
    public String message() {
      return "this run is still under way";
    }
  }

  /** A run of another version of the program, whose numbers may be others. */
  record OtherVersion(String path, String began) implements RunProblem {
    @Override
    public String message() {
      return "this run began with version " + began + " of the program, which is not this one";
    }
  }

  /** A file of a run that is not what the run began with. */
  record Changed(String path) implements RunProblem {
    @Override
    public String message() {
      return "this is not the text that the run began with";
    }
  }

  /** A checkpoint that is damaged, or speaks of draws that are not there. */
  record BadCheckpoint(String path, String reason) implements RunProblem {
    @Override
    public String message() {
      return "the chain cannot go on from here: " + reason;
    }
  }
}
