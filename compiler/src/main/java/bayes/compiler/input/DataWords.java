package bayes.compiler.input;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.runtime.data.DataProblem;

/**
 * What is said of data that cannot be read, beside the message: what was found, why, what to do.
 */
final class DataWords {
  private DataWords() {}

  /** What stands at the place. */
  static String found(DataProblem problem) {
    if (problem instanceof DataProblem.Syntax p) return ofSyntax(p.message());
    if (problem instanceof DataProblem.NotUtf8) return "this byte is part of no character";
    if (problem instanceof DataProblem.Unreadable) return "no more than this can be read";
    if (problem instanceof DataProblem.Empty) return "there is nothing here";
    if (problem instanceof DataProblem.NotAnObject p) return "this is " + p.found();
    if (problem instanceof DataProblem.DuplicateKey) return "given before";
    if (problem instanceof DataProblem.DuplicateEntry) return "given before";
    if (problem instanceof DataProblem.TooDeep p) return "this is number " + (p.limit() + 1);
    if (problem instanceof DataProblem.TooLarge)
      return "no real number of the language is as large";
    if (problem instanceof DataProblem.RaggedRow row) return ofRow(row);
    if (problem instanceof DataProblem.TaggedLine) {
      return "expected an entry for each name, and a tab between them";
    }
    if (problem instanceof DataProblem.UnnamedColumn) return "there is no name here";
    if (problem instanceof DataProblem.BadSetting p) {
      return p.source().contains("=") ? "expected JSON, or one word" : "expected NAME=VALUE";
    }
    return "not JSON";
  }

  /** Its second half, if it says what was expected. */
  private static String ofSyntax(String message) {
    int expected = message.lastIndexOf(", expected ");
    return expected < 0 ? "here" : message.substring(expected + 2);
  }

  private static String ofRow(DataProblem.RaggedRow row) {
    if (row.found() == 0) return "an empty row";
    int more = row.found() - row.expected();
    if (more > 0) return more + (more == 1 ? " cell" : " cells") + " too many";
    return -more + (more == -1 ? " cell" : " cells") + " too few";
  }

  /** With reasons and what to type. */
  static Diagnostic explain(Diagnostic d, DataProblem problem) {
    if (problem instanceof DataProblem.Syntax p) return d.withHint(p.fix());
    if (problem instanceof DataProblem.NotUtf8 p) {
      return d.withNote("data are read as UTF-8, whatever the system's encoding")
          .withHint(
              "convert the file, from Western European say: `iconv -f WINDOWS-1252 -t UTF-8 "
                  + p.source()
                  + " > utf8-"
                  + lastPart(p.source())
                  + "`");
    }
    if (problem instanceof DataProblem.Unreadable p) {
      return d.withHint(
          p.reason().contains("gzip")
              ? "copy or pack it once more; `gzip -t " + p.source() + "` tells whether it is whole"
              : "copy the file to another disk, and read it there");
    }
    if (problem instanceof DataProblem.Empty p) {
      return d.withHint("write " + p.expected() + " into it, or leave the file out");
    }
    if (problem instanceof DataProblem.NotAnObject) {
      return d.withNote("each entry is known by its key, the name of a `data` variable or a set")
          .withHint("write `{\"y\": ` before it and `}` after it, with the name for `y`");
    }
    if (problem instanceof DataProblem.DuplicateKey p) {
      return d.withNote("which of the two is meant cannot be known")
          .withHint("take one `" + p.key() + "` out, or give it another name");
    }
    if (problem instanceof DataProblem.DuplicateEntry p) {
      return d.withNote("which of the two is meant cannot be known")
          .withHint(
              "take `"
                  + p.second().name()
                  + "` out of one of them; `--set NAME=VALUE` replaces what files give");
    }
    if (problem instanceof DataProblem.TooDeep p) {
      return d.withNote("arrays of data have at most " + p.limit() + " dimensions")
          .withHint("close lists and objects where they end");
    }
    if (problem instanceof DataProblem.TooLarge) {
      return d.withNote("the largest is about 1.8e308")
          .withHint("write it in another unit, or its logarithm");
    }
    if (problem instanceof DataProblem.RaggedRow row) return d.withHint(ofRows(row));
    if (problem instanceof DataProblem.UnnamedColumn) {
      return d.withNote("a column is known by its name, in the first row of the table")
          .withHint("write a name here, or take the column out");
    }
    if (problem instanceof DataProblem.TaggedLine) {
      return d.withNote(
              "tagged text has a token and its tags on a line, a blank line after a sentence")
          .withHint("name as many entries as a line has, as in `--data words,tags=FILE`");
    }
    if (problem instanceof DataProblem.BadSetting) {
      return d.withNote(
              "in a shell, put it into single quotes: it takes other quotes away, and cuts at spaces")
          .withHint("write `--set K=3`, `--set y='[1, 2]'` or `--set School='[\"a\", \"b\"]'`");
    }
    return d.withNote("files that end in .csv or .tsv are tables, all others JSON")
        .withHint("name the file .json, .csv or .tsv (or .json.gz, ...), and write it so");
  }

  private static String ofRows(DataProblem.RaggedRow row) {
    if (row.found() == 0) return "take the empty row out";
    return row.found() < row.expected()
        ? "write an empty cell, or `NA`, for what is missing: a row has one separator less than the"
            + " header has columns"
        : "put a cell that holds a separator into double quotes, or take the cell out";
  }

  private static String lastPart(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
