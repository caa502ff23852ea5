package bayes.compiler.parse;

import bayes.compiler.diagnostic.CompilerBug;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.Argument;
import bayes.compiler.syntax.Expression.ArrayLiteral;
import bayes.compiler.syntax.Expression.Binary;
import bayes.compiler.syntax.Expression.BinaryOperator;
import bayes.compiler.syntax.Expression.Binder;
import bayes.compiler.syntax.Expression.BoolLiteral;
import bayes.compiler.syntax.Expression.Call;
import bayes.compiler.syntax.Expression.Comprehension;
import bayes.compiler.syntax.Expression.Conditional;
import bayes.compiler.syntax.Expression.Index;
import bayes.compiler.syntax.Expression.IntLiteral;
import bayes.compiler.syntax.Expression.NameUse;
import bayes.compiler.syntax.Expression.Parenthesised;
import bayes.compiler.syntax.Expression.Range;
import bayes.compiler.syntax.Expression.RealLiteral;
import bayes.compiler.syntax.Expression.Subscript;
import bayes.compiler.syntax.Expression.Transpose;
import bayes.compiler.syntax.Expression.Tuple;
import bayes.compiler.syntax.Expression.Unary;
import bayes.compiler.syntax.Expression.UnaryOperator;
import bayes.compiler.syntax.Name;
import bayes.grammar.BayesLexer;
import bayes.grammar.BayesParser.AdditiveContext;
import bayes.grammar.BayesParser.ArgumentContext;
import bayes.grammar.BayesParser.ArgumentsContext;
import bayes.grammar.BayesParser.ArrayContext;
import bayes.grammar.BayesParser.BinderContext;
import bayes.grammar.BayesParser.BinderSubscriptContext;
import bayes.grammar.BayesParser.BoolLiteralContext;
import bayes.grammar.BayesParser.ComparatorContext;
import bayes.grammar.BayesParser.ComparisonContext;
import bayes.grammar.BayesParser.ComprehensionContext;
import bayes.grammar.BayesParser.ConjunctionContext;
import bayes.grammar.BayesParser.DisjunctionContext;
import bayes.grammar.BayesParser.ExpressionContext;
import bayes.grammar.BayesParser.ExtentContext;
import bayes.grammar.BayesParser.HeadSubscriptContext;
import bayes.grammar.BayesParser.IntLiteralContext;
import bayes.grammar.BayesParser.MultiplicativeContext;
import bayes.grammar.BayesParser.ObserveStatementContext;
import bayes.grammar.BayesParser.ParenthesesContext;
import bayes.grammar.BayesParser.PlainSubscriptContext;
import bayes.grammar.BayesParser.PostfixContext;
import bayes.grammar.BayesParser.PowerContext;
import bayes.grammar.BayesParser.PrimaryContext;
import bayes.grammar.BayesParser.RealLiteralContext;
import bayes.grammar.BayesParser.StringLiteralContext;
import bayes.grammar.BayesParser.SubscriptContext;
import bayes.grammar.BayesParser.SubscriptsContext;
import bayes.grammar.BayesParser.UnaryContext;
import bayes.grammar.BayesParser.UseOrCallContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Builds expressions, one method per rule of the grammar, loosest first. */
final class ExpressionBuilder {
  private static final Map<Integer, BinaryOperator> OPERATORS =
      Map.ofEntries(
          Map.entry(BayesLexer.OR, BinaryOperator.OR),
          Map.entry(BayesLexer.AND, BinaryOperator.AND),
          Map.entry(BayesLexer.EQUAL, BinaryOperator.EQUAL),
          Map.entry(BayesLexer.NOT_EQUAL, BinaryOperator.NOT_EQUAL),
          Map.entry(BayesLexer.LESS, BinaryOperator.LESS),
          Map.entry(BayesLexer.LESS_OR_EQUAL, BinaryOperator.LESS_OR_EQUAL),
          Map.entry(BayesLexer.GREATER, BinaryOperator.GREATER),
          Map.entry(BayesLexer.PLUS, BinaryOperator.ADD),
          Map.entry(BayesLexer.MINUS, BinaryOperator.SUBTRACT),
          Map.entry(BayesLexer.TIMES, BinaryOperator.MULTIPLY),
          Map.entry(BayesLexer.DIVIDE, BinaryOperator.DIVIDE),
          Map.entry(BayesLexer.DIV, BinaryOperator.DIV),
          Map.entry(BayesLexer.PERCENT, BinaryOperator.MODULO),
          Map.entry(BayesLexer.AT, BinaryOperator.MATRIX_MULTIPLY),
          Map.entry(BayesLexer.POWER, BinaryOperator.POWER));

  private final TreeBuilder tree;
  private final StringReader strings;

  ExpressionBuilder(TreeBuilder tree) {
    this.tree = tree;
    this.strings = new StringReader(tree);
  }

  StringReader strings() {
    return strings;
  }

  Expression expression(ExpressionContext e) {
    Expression condition = disjunction(e.disjunction());
    if (e.QUESTION() == null) return condition;
    return new Conditional(
        condition, expression(e.expression(0)), expression(e.expression(1)), tree.span(e));
  }

  private Expression disjunction(DisjunctionContext e) {
    return leftToRight(e, e.conjunction(), this::conjunction);
  }

  private Expression conjunction(ConjunctionContext e) {
    return leftToRight(e, e.comparison(), this::comparison);
  }

  private Expression comparison(ComparisonContext e) {
    Expression left = additive(e.additive(0));
    if (e.comparator() == null) return left;
    Expression right = additive(e.additive(1));
    return new Binary(comparator(e.comparator()), left, right, tree.span(e));
  }

  private BinaryOperator comparator(ComparatorContext e) {
    if (e.ASSIGN() == null) return operator(e.getStart());
    Token greater = e.GREATER().getSymbol();
    Token equals = e.ASSIGN().getSymbol();
    if (greater.getStopIndex() + 1 != equals.getStartIndex()) {
      tree.report(new SyntaxProblem.SplitComparison(tree.span(greater, equals)));
    }
    return BinaryOperator.GREATER_OR_EQUAL;
  }

  Expression additive(AdditiveContext e) {
    return leftToRight(e, e.multiplicative(), this::multiplicative);
  }

  private Expression multiplicative(MultiplicativeContext e) {
    return leftToRight(e, e.unary(), this::unary);
  }

  /** {@code a op b op c} as {@code (a op b) op c}, without recursion: sums may be long. */
  private <C extends ParserRuleContext> Expression leftToRight(
      ParserRuleContext chain, List<C> operands, Function<C, Expression> build) {
    Expression left = build.apply(operands.get(0));
    for (int i = 1; i < operands.size(); i++) {
      Token operator = ((TerminalNode) chain.getChild(2 * i - 1)).getSymbol();
      Expression right = build.apply(operands.get(i));
      left = new Binary(operator(operator), left, right, left.span().to(right.span()));
    }
    return left;
  }

  private static BinaryOperator operator(Token token) {
    BinaryOperator operator = OPERATORS.get(token.getType());
    if (operator == null) throw new CompilerBug("parse", "not an operator: " + token.getType());
    return operator;
  }

  private Expression unary(UnaryContext e) {
    if (e.power() != null) return power(e.power());
    UnaryOperator operator = e.NOT() != null ? UnaryOperator.NOT : UnaryOperator.NEGATE;
    return new Unary(operator, unary(e.unary()), tree.span(e));
  }

  private Expression power(PowerContext e) {
    Expression base = postfix(e.postfix());
    if (e.unary() == null) return base;
    return new Binary(BinaryOperator.POWER, base, unary(e.unary()), tree.span(e));
  }

  private Expression postfix(PostfixContext e) {
    Expression operand = primary(e.primary());
    for (ParseTree suffix : e.children.subList(1, e.children.size())) {
      if (suffix instanceof SubscriptsContext subscripts) {
        Span span = operand.span().to(tree.span(subscripts));
        if (!isObserved(e)) reportBinders(subscripts);
        operand = new Index(operand, subscripts(subscripts), span);
      } else {
        Span prime = tree.span(((TerminalNode) suffix).getSymbol());
        operand = new Transpose(operand, operand.span().to(prime));
      }
    }
    return operand;
  }

  /** Whether this is {@code y[...]}, the whole left side of an {@code observe}. */
  private static boolean isObserved(PostfixContext e) {
    if (e.getChildCount() != 2 || !(e.primary() instanceof UseOrCallContext name)) return false;
    if (name.arguments() != null) return false;
    ParserRuleContext whole = e;
    while (!(whole instanceof ExpressionContext)) {
      whole = whole.getParent();
      if (whole.getChildCount() != 1) return false;
    }
    return whole.getParent() instanceof ObserveStatementContext observe
        && observe.expression(0) == whole;
  }

  private void reportBinders(SubscriptsContext subscripts) {
    for (SubscriptContext subscript : subscripts.subscript()) {
      if (subscript instanceof BinderSubscriptContext) {
        tree.report(new SyntaxProblem.MisplacedBinder(tree.span(subscript)));
      }
    }
  }

  private Expression primary(PrimaryContext e) {
    Span span = tree.span(e);
    if (e instanceof IntLiteralContext) return new IntLiteral(span.text(), span);
    if (e instanceof RealLiteralContext) return new RealLiteral(span.text(), span);
    if (e instanceof BoolLiteralContext b) return new BoolLiteral(b.TRUE() != null, span);
    if (e instanceof StringLiteralContext s) return strings.literal(s.STRING());
    if (e instanceof UseOrCallContext use) {
      if (use.arguments() == null) return new NameUse(tree.name(use.name()), span);
      return new Call(tree.name(use.name()), arguments(use.arguments()), span);
    }
    if (e instanceof ParenthesesContext p) {
      List<Expression> elements = p.expression().stream().map(this::expression).toList();
      return elements.size() == 1
          ? new Parenthesised(elements.get(0), span)
          : new Tuple(elements, span);
    }
    return array((ArrayContext) e, span);
  }

  private Expression array(ArrayContext e, Span span) {
    List<Expression> elements = e.expression().stream().map(this::expression).toList();
    if (e.comprehension() == null) return new ArrayLiteral(elements, span);
    return comprehension(elements.get(0), e.comprehension(), true, span);
  }

  private List<Argument> arguments(ArgumentsContext e) {
    List<Argument> arguments = new ArrayList<>();
    for (ArgumentContext a : e.argument()) {
      Optional<Name> name = Optional.ofNullable(a.name()).map(tree::name);
      arguments.add(new Argument(name, extent(a.extent()), tree.span(a)));
    }
    if (e.comprehension() != null) {
      Argument last = arguments.remove(arguments.size() - 1);
      Span span = last.value().span().to(tree.span(e.comprehension()));
      Expression value = comprehension(last.value(), e.comprehension(), false, span);
      arguments.add(new Argument(last.name(), value, last.span().to(span)));
    }
    return arguments;
  }

  private Expression comprehension(
      Expression element, ComprehensionContext e, boolean bracketed, Span span) {
    Optional<Expression> condition = Optional.ofNullable(e.expression()).map(this::expression);
    return new Comprehension(element, binders(e.binder()), condition, bracketed, span);
  }

  List<Binder> binders(List<BinderContext> binders) {
    return binders.stream().map(this::binder).toList();
  }

  private Binder binder(BinderContext e) {
    return new Binder(tree.name(e.name()), extent(e.extent()), tree.span(e));
  }

  Expression extent(ExtentContext e) {
    Expression lower = expression(e.expression(0));
    if (e.RANGE() == null) return lower;
    return new Range(lower, expression(e.expression(1)), tree.span(e));
  }

  List<Subscript> subscripts(@Nullable SubscriptsContext e) {
    if (e == null) return List.of();
    return e.subscript().stream().map(this::subscript).toList();
  }

  private Subscript subscript(SubscriptContext e) {
    Span span = tree.span(e);
    if (e instanceof BinderSubscriptContext b) return new Subscript.Bind(binder(b.binder()));
    if (e instanceof HeadSubscriptContext h) {
      return new Subscript.Slice(Optional.empty(), Optional.of(expression(h.expression())), span);
    }
    if (e instanceof PlainSubscriptContext p) {
      Expression first = expression(p.expression(0));
      if (p.RANGE() == null) return new Subscript.At(first);
      Optional<Expression> last = Optional.ofNullable(p.expression(1)).map(this::expression);
      return new Subscript.Slice(Optional.of(first), last, span);
    }
    return new Subscript.All(span);
  }
}
