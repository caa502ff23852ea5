package bayes.compiler.plan.collapse;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Models of discrete latents under Dirichlet and Beta rows, with data so small that all is known.
 */
final class CollapsedModels {
  private CollapsedModels() {}

  /**
   * A model and its data.
   *
   * @param logEvidence where it was computed by other means: by enumeration in a program of its own
   */
  record Case(String name, String model, String data, OptionalDouble logEvidence) {
    BoundModel bind() {
      byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
      try {
        return Model.compile(model).bind(JsonData.read("data", new ByteArrayInputStream(bytes)));
      } catch (DataException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, String model, String data) {
    return new Case(name, model, data, OptionalDouble.empty());
  }

  static final Case TOPICS =
      new Case(
          "topics",
          """
          set Topic = 1..2;
          set Doc;
          set Word = 0..4;
          data text : Word[Doc][];
          phi[k in Topic] ~ Dirichlet(Word, 0.3);
          for d in Doc {
            theta[d] ~ Dirichlet(Topic, 0.5);
            for n in 1..len(text[d]) {
              @record z[d, n] ~ Categorical(theta[d]);
              observe text[d, n] ~ Categorical(phi[z[d, n]]);
            }
          }
          """,
          "{\"text\": [[0, 0, 1, 2], [0, 1, 1, 0], [3, 4, 3], [4, 3, 2, 4]]}",
          OptionalDouble.of(-26.284974819999178));

  static final Case LATENT_CLASSES =
      new Case(
          "naive Bayes with latent classes",
          """
          set Class = 1..2;
          set Doc;
          set Word = 0..3;
          data text : Word[Doc][];
          pi ~ Dirichlet(Class, 1);
          phi[c in Class] ~ Dirichlet(Word, 0.5);
          for d in Doc {
            @record label[d] ~ Categorical(pi);
            for n in 1..len(text[d]) { observe text[d, n] ~ Categorical(phi[label[d]]); }
          }
          """,
          "{\"text\": [[0, 0, 1], [0, 1, 1], [2, 3, 3], [3, 2, 2, 3], [0, 3]]}",
          OptionalDouble.of(-21.65364560765633));

  /** Rows go to a tag or to the end; a sentence that has not ended has no such tag. */
  static final Case TAGGER =
      new Case(
          "hidden Markov model",
          """
          set Tag = 1..3;
          set Sentence;
          set Word = 0..2;
          data text : Word[Sentence][];
          data end : Tag = 3;
          start ~ Dirichlet(Tag, [0.5, 0.5, 1e-300]);
          move[t in Tag] ~ Dirichlet(Tag, 0.5);
          emit[t in Tag] ~ Dirichlet(Word, 0.4);
          data last : Tag[Sentence];
          for s in Sentence {
            for n in 1..len(text[s]) {
              @record z[s, n] : Tag ~ Categorical(n == 1 ? start : move[z[s, n - 1]]);
              factor z[s, n] == end ? log(0.0) : 0;
              observe text[s, n] ~ Categorical(emit[z[s, n]]);
            }
            observe last[s] ~ Categorical(move[z[s, len(text[s])]]);
          }
          """,
          "{\"text\": [[0, 1, 0, 1, 2], [0, 2, 1, 0]], \"last\": [3, 3]}",
          OptionalDouble.of(-16.529077816205614));

  static final Case PARTLY_LABELLED =
      of(
          "partly labelled",
          """
          set Class = {"ham", "spam"};
          set Doc;
          set Word;
          data text : Word[Doc][];
          data label : Class[Doc]?;
          pi ~ Dirichlet(Class, 1);
          phi[c in Class] ~ Dirichlet(Word, 0.5);
          for d in Doc {
            observe label[d] ~ Categorical(pi);
            for n in 1..len(text[d]) { observe text[d, n] ~ Categorical(phi[label[d]]); }
          }
          """,
          """
          {"text": [["a", "a", "b"], ["a", "b", "b"], ["c", "d", "d"], ["d", "c"], ["a", "d"]],
           "label": ["ham", null, "spam", null, null]}
          """);

  static final Case ANNOTATORS =
      of(
          "annotators",
          """
          set Item;
          set Annotator;
          set Class = 1..3;
          set Label;
          data item : Item[Label];
          data annotator : Annotator[Label];
          data answer : Class[Label];
          prevalence ~ Dirichlet(Class, 1);
          confusion[a in Annotator, c in Class] ~ Dirichlet([i == c ? 2.0 : 0.8 for i in Class]);
          @record truth[i in Item] ~ Categorical(prevalence);
          observe answer[l in Label] ~ Categorical(confusion[annotator[l], truth[item[l]]]);
          """,
          """
          {"Item": 4, "Annotator": 2, "item": [1, 1, 2, 2, 3, 3, 4], "annotator": [1, 2, 1, 2, 1, 2, 1],
           "answer": [1, 1, 2, 3, 3, 3, 1]}
          """);

  static final Case FEATURES =
      of(
          "mixture of features",
          """
          set Kind = 1..2;
          set Animal;
          set Trait;
          data has : bool[Animal, Trait];
          weight ~ Dirichlet(Kind, 1.5);
          rate[k in Kind, t in Trait] ~ Beta(0.7, 1.2);
          for a in Animal {
            @record kind[a] ~ Categorical(weight);
            for t in Trait { observe has[a, t] ~ Bernoulli(rate[kind[a], t]); }
          }
          """,
          """
          {"has": [[1, 1, 0], [1, 0, 0], [0, 0, 1], [0, 1, 1], [1, 1, 1]]}
          """);

  /** The author of a word is one of its document's, which data say by probabilities. */
  static final Case AUTHORS =
      of(
          "authors and topics",
          """
          set Topic = 1..2;
          set Doc;
          set Author;
          set Word = 1..3;
          data text : Word[Doc][];
          data share : simplex[Doc, Author];
          theta[a in Author] ~ Dirichlet(Topic, 0.5);
          phi[k in Topic] ~ Dirichlet(Word, 0.3);
          for d in Doc {
            for n in 1..len(text[d]) {
              @record who[d, n] ~ Categorical(share[d]);
              @record z[d, n] ~ Categorical(theta[who[d, n]]);
              observe text[d, n] ~ Categorical(phi[z[d, n]]);
            }
          }
          """,
          """
          {"text": [[1, 1, 2], [3, 2]], "share": [[0.5, 0.5, 0.0], [0.0, 0.25, 0.75]]}
          """);

  /** Invented: groups of a network by who writes to whom; a row is chosen by two sites. */
  static final Case NETWORK =
      of(
          "network",
          """
          set Group = 1..2;
          set Person;
          data writes : bool[Person, Person];
          size ~ Dirichlet(Group, 1);
          rate[g in Group, h in Group] ~ Beta(1, 2);
          @record group[p in Person] ~ Categorical(size);
          for p in Person, q in Person {
            if p != q { observe writes[p, q] ~ Bernoulli(rate[group[p], group[q]]); }
          }
          """,
          """
          {"writes": [[0, 1, 0, 0], [1, 0, 0, 1], [0, 0, 0, 1], [0, 0, 1, 0]]}
          """);

  /** Invented: customers of segments, by region, whose taste changes with the season. */
  static final Case CUSTOMERS =
      of(
          "customers",
          """
          set Segment = {"thrifty", "loyal"};
          set Region;
          set Customer;
          set Season = 0..1;
          set Purchase;
          data region : Region[Customer];
          data who : Customer[Purchase];
          data season : Season[Purchase];
          data prior : real<lower=0>[Region];
          set Dish;
          data dish : Dish[Purchase];
          data left : bool[Customer];
          mix[r in Region] ~ Dirichlet(Segment, prior[r] + 0.5);
          taste[s in Segment, t in Season] ~ Dirichlet(Dish, 0.4 + 0.1 * t);
          leave[s in Segment] ~ Beta(1, 3);
          for c in Customer {
            @record segment[c] ~ Categorical(mix[region[c]]);
            observe left[c] ~ Bernoulli(leave[segment[c]]);
          }
          for p in Purchase { observe dish[p] ~ Categorical(taste[segment[who[p]], season[p]]); }
          """,
          """
          {"Region": ["n", "s"], "Customer": 4, "region": ["n", "n", "s", "s"], "prior": [1, 0.2],
           "who": [1, 1, 2, 3, 3, 4, 4], "season": [0, 1, 0, 1, 1, 0, 1],
           "dish": ["tea", "tea", "tea", "pie", "pie", "pie", "tea"], "left": [0, 0, 1, 0]}
          """);

  /** Invented: the theme of a review and the mood of each of its sentences choose its words. */
  static final Case REVIEWS =
      of(
          "reviews",
          """
          set Theme = 1..2;
          set Review;
          set Line;
          data review : Review[Line];
          set Word;
          data word : Word[Line];
          theme_share ~ Dirichlet(Theme, 1);
          set Mood = {"good", "bad"};
          tone[t in Theme] ~ Dirichlet(Mood, [2.0, 1.0]);
          words[t in Theme, m in Mood] ~ Dirichlet(Word, 0.5);
          @record theme[r in Review] ~ Categorical(theme_share);
          for l in Line {
            let t = theme[review[l]];
            @record mood[l] ~ Categorical(tone[t]);
            observe word[l] ~ Categorical(words[t, mood[l]]);
          }
          """,
          """
          {"Review": 2, "review": [1, 1, 1, 2, 2], "word": ["fine", "fine", "dull", "dull", "slow"]}
          """);

  /** Nothing is drawn from the rows `spare`. */
  static final Case SPARE_ROWS =
      of(
          "spare rows",
          """
          set Class = 1..2;
          set Doc;
          data word : Class[Doc];
          share ~ Dirichlet(Class, 1);
          spare[k in Class] ~ Dirichlet(Class, 0.5);
          often ~ Beta(2, 1);
          words[k in Class] ~ Dirichlet(Class, 0.5);
          for d in Doc {
            @record z[d] ~ Categorical(share);
            observe word[d] ~ Categorical(words[z[d]]);
          }
          """,
          "{\"word\": [1, 1, 2, 1]}");

  static final List<Case> ALL =
      List.of(
          TOPICS,
          LATENT_CLASSES,
          TAGGER,
          PARTLY_LABELLED,
          ANNOTATORS,
          FEATURES,
          AUTHORS,
          NETWORK,
          CUSTOMERS,
          REVIEWS,
          SPARE_ROWS);
}
