package bayes.runtime.text;

import bayes.runtime.data.DataException;
import bayes.runtime.data.DataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Files of text, whole or in parts. */
record PlainTexts(List<TextSource> sources, Part part) implements Corpus {
  /** What a document is. */
  enum Part {
    FILE,
    LINE,
    PARAGRAPH
  }

  PlainTexts {
    sources = List.copyOf(sources);
  }

  @Override
  public List<DataSource> read(Sink sink) throws DataException {
    List<DataSource> read = new ArrayList<>();
    for (TextSource source : sources) {
      read.add(
          source.read(
              text -> {
                if (part == Part.FILE) {
                  sink.document(new Document(source.stem(), Map.of(), text));
                } else {
                  parts(text, sink);
                }
              }));
    }
    return read;
  }

  private void parts(Reader text, Sink sink) throws IOException {
    BufferedReader lines = new BufferedReader(text, 1 << 14);
    StringBuilder paragraph = new StringBuilder();
    int first = 1;
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
      boolean isBlank = line.isBlank();
      if (part == Part.LINE && !isBlank) {
        sink.document(new Document(String.valueOf(number), Map.of(), line));
      } else if (part == Part.PARAGRAPH && !isBlank) {
        if (paragraph.length() == 0) first = number;
        paragraph.append(line).append('\n');
      } else if (paragraph.length() > 0) {
        sink.document(new Document(String.valueOf(first), Map.of(), paragraph.toString()));
        paragraph.setLength(0);
      }
    }
    if (paragraph.length() > 0) {
      sink.document(new Document(String.valueOf(first), Map.of(), paragraph.toString()));
    }
  }
}
