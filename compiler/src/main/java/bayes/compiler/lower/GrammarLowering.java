package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.List;
import java.util.Objects;

/** Grammars: the sum over the trees of a sentence, and sentences, as calls of primitives. */
final class GrammarLowering {
  /** How far the sum of the probabilities of a nonterminal may be from 1, as that of a simplex. */
  private static final double TOLERANCE = 1e-6;

  private final Emitter emitter;
  private final ExpressionLowering expressions;

  GrammarLowering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  /**
   * The logarithm of the inside probability.
   *
   * @param arguments the rules, the lexicon, the words, each in one piece, and, unless it is the
   *     first nonterminal, the start symbol
   */
  View logInside(List<View> arguments, Span place) {
    View rules = arguments.get(0);
    View lexicon = arguments.get(1);
    View words = arguments.get(2);
    requireNormalised(rules, lexicon, place);
    Storage storage = expressions.storage();
    Value n = words.extents().get(0).size();
    Value nonterminals = rules.extents().get(0).size();
    Extent vocabulary = lexicon.extents().get(1);
    Storage.Piece sum = storage.piece(Kind.REAL, "", emitter.integer(1));
    Storage.Piece chart = storage.piece(Kind.REAL, "chart", chartSize(n, nonterminals));
    List<Value> operands =
        List.of(n, nonterminals, vocabulary.size(), start(arguments, 3), vocabulary.first());
    emitter.beginStores(sum.array());
    emitter.beginStores(chart.array());
    emitter.call(
        Primitive.LOG_INSIDE,
        operands,
        List.of(slice(rules), slice(lexicon), slice(words)),
        List.of(sum.slice(), chart.slice()));
    emitter.endStores(chart.array());
    emitter.endStores(sum.array());
    return expressions.constant(storage.load(sum, emitter.integer(0)));
  }

  /** A sentence of the length that the type of the draw has. */
  View sentence(Expr.RandomPrimitive primitive, List<View> arguments, Environment environment) {
    View rules = inOnePiece(arguments.get(0));
    View lexicon = inOnePiece(arguments.get(1));
    List<Extent> places = expressions.sets().extents(primitive.type().dimensions(), environment);
    Value n = places.get(0).size();
    Storage.Piece words = expressions.storage().piece(Kind.INT, "", n);
    List<Value> operands =
        List.of(
            n,
            rules.extents().get(0).size(),
            start(arguments, 2),
            lexicon.extents().get(1).first());
    expressions
        .storage()
        .fill(
            words,
            () ->
                emitter.call(
                    Primitive.RANDOM_PCFG,
                    operands,
                    List.of(slice(rules), slice(lexicon)),
                    List.of(words.slice())));
    return expressions.storage().view(words, places);
  }

  private View inOnePiece(View view) {
    return view.slice() != null ? view : expressions.storage().materialise(view);
  }

  private static Statement.Slice slice(View view) {
    return Objects.requireNonNull(view.slice());
  }

  /** The start symbol, counted from 0. */
  private Value start(List<View> arguments, int at) {
    if (arguments.size() == at) return emitter.integer(0);
    Value first = arguments.get(0).extents().get(0).first();
    return emitter.op(Operation.INT_SUB, arguments.get(at).scalar(), first);
  }

  /** As {@link bayes.runtime.math.Grammars#chartSize}. */
  private Value chartSize(Value n, Value nonterminals) {
    Value one = emitter.integer(1);
    Value two = emitter.integer(2);
    Value squared = emitter.op(Operation.INT_MUL, n, emitter.op(Operation.INT_ADD, n, one));
    Value cells = emitter.op(Operation.INT_DIV, squared, two);
    Value spans =
        emitter.op(Operation.INT_MUL, cells, emitter.op(Operation.INT_ADD, nonterminals, one));
    Value pairs = emitter.op(Operation.INT_MUL, nonterminals, nonterminals);
    return emitter.op(Operation.INT_ADD, spans, emitter.op(Operation.INT_MUL, two, pairs));
  }

  /** Each nonterminal becomes a pair of nonterminals or a word, with probability 1. */
  private void requireNormalised(View rules, View lexicon, Span place) {
    emitter.at(
        Math.max(rules.level(), lexicon.level()),
        () -> {
          emitter.loop(
              rules.extents().get(0).size(),
              a -> {
                Register total = emitter.constantRegister(Kind.REAL);
                emitter.set(total, emitter.real(0));
                emitter.loops(
                    rules.extents().subList(1, 3),
                    bc -> emitter.accumulate(total, rules.at(List.of(a, bc.get(0), bc.get(1)))));
                emitter.loop(
                    lexicon.extents().get(1).size(),
                    w -> emitter.accumulate(total, lexicon.at(List.of(a, w))));
                Value sum = emitter.get(total);
                Value apart =
                    emitter.op(Operation.ABS, emitter.op(Operation.SUB, sum, emitter.real(1)));
                emitter.check(
                    emitter.op(Operation.LE, apart, emitter.real(TOLERANCE)),
                    "D0310",
                    "the `rules` and words in the `lexicon` of nonterminal {0} must sum to 1, but"
                        + " the sum is {1}",
                    place,
                    emitter.op(Operation.INT_ADD, a, emitter.integer(1)),
                    sum);
              });
          return 0;
        });
  }
}
