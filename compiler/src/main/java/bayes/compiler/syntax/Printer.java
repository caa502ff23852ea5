package bayes.compiler.syntax;

import bayes.compiler.syntax.Expression.StringLiteral;
import bayes.compiler.syntax.Statement.Annotation;
import bayes.compiler.syntax.Statement.DataDeclaration;
import bayes.compiler.syntax.Statement.DistributionDeclaration;
import bayes.compiler.syntax.Statement.Draw;
import bayes.compiler.syntax.Statement.Factor;
import bayes.compiler.syntax.Statement.For;
import bayes.compiler.syntax.Statement.FunctionDeclaration;
import bayes.compiler.syntax.Statement.GenerateDraw;
import bayes.compiler.syntax.Statement.GenerateTuple;
import bayes.compiler.syntax.Statement.GenerateValue;
import bayes.compiler.syntax.Statement.If;
import bayes.compiler.syntax.Statement.Import;
import bayes.compiler.syntax.Statement.Let;
import bayes.compiler.syntax.Statement.LetTuple;
import bayes.compiler.syntax.Statement.Member;
import bayes.compiler.syntax.Statement.Observe;
import bayes.compiler.syntax.Statement.Parameter;
import bayes.compiler.syntax.Statement.Preamble;
import bayes.compiler.syntax.Statement.Return;
import bayes.compiler.syntax.Statement.SetDeclaration;
import bayes.compiler.syntax.Statement.SetDefinition;
import bayes.compiler.syntax.Statement.Target;
import bayes.compiler.syntax.Statement.VocabDeclaration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prints a tree as canonical text: one statement per line, two spaces per block, comments left out.
 * Parsing the text gives the same tree but for its spans.
 */
public final class Printer {
  private final StringBuilder out = new StringBuilder();
  private final ExpressionPrinter expressions = new ExpressionPrinter(out);
  private int depth;

  private Printer() {}

  /** The text of a file. */
  public static String print(ModelFile file) {
    Printer printer = new Printer();
    file.doc().ifPresent(printer::doc);
    if (file.doc().isPresent() && !file.statements().isEmpty()) printer.out.append('\n');
    file.statements().forEach(printer::statement);
    return printer.out.toString();
  }

  /** The text of a statement, with a line end. */
  public static String print(Statement statement) {
    Printer printer = new Printer();
    printer.statement(statement);
    return printer.out.toString();
  }

  /** The text of an expression, on one line. */
  public static String print(Expression expression) {
    Printer printer = new Printer();
    printer.expressions.print(expression);
    return printer.out.toString();
  }

  /** The text of a type. */
  public static String print(TypeSyntax type) {
    Printer printer = new Printer();
    printer.expressions.print(type);
    return printer.out.toString();
  }

  private void statement(Statement statement) {
    preamble(statement.preamble());
    indent();
    if (statement instanceof For f) {
      out.append("for ");
      expressions.binders(f.binders());
      block(f.body());
    } else if (statement instanceof If i) {
      branches(i);
    } else if (statement instanceof FunctionDeclaration f) {
      out.append("fun ").append(f.name());
      parameters(f.parameters());
      results(f.results());
      block(f.body());
    } else if (statement instanceof DistributionDeclaration d) {
      out.append("dist ").append(d.name());
      parameters(d.parameters());
      expressions.print(" : ", d.type());
      out.append(" {\n");
      depth++;
      d.members().forEach(this::member);
      depth--;
      indent();
      out.append('}');
    } else {
      simple(statement);
      out.append(';');
    }
    out.append('\n');
  }

  /** Statements on one line, without their semicolon. */
  private void simple(Statement statement) {
    if (statement instanceof Import i) {
      out.append("import ");
      expressions.print(i.path());
    } else if (statement instanceof SetDeclaration s) {
      out.append("set ").append(s.name());
      set(s.definition());
    } else if (statement instanceof VocabDeclaration v) {
      out.append("vocab ").append(v.name());
      expressions.print(" = ", v.definition());
    } else if (statement instanceof DataDeclaration d) {
      out.append("data ").append(d.name());
      expressions.print(" : ", d.type());
      d.defaultValue().ifPresent(value -> expressions.print(" = ", value));
    } else if (statement instanceof Let l) {
      defined("let ", l.target(), l.type(), " = ", l.value());
    } else if (statement instanceof LetTuple l) {
      names("let ", l.names());
      expressions.print(" = ", l.value());
    } else if (statement instanceof GenerateTuple g) {
      names("generate ", g.names());
      expressions.print(" = ", g.value());
    } else if (statement instanceof Draw d) {
      defined("", d.target(), d.type(), " ~ ", d.distribution());
    } else if (statement instanceof GenerateValue g) {
      defined("generate ", g.target(), g.type(), " = ", g.value());
    } else if (statement instanceof GenerateDraw g) {
      defined("generate ", g.target(), g.type(), " ~ ", g.distribution());
    } else if (statement instanceof Observe o) {
      expressions.print("observe ", o.target());
      expressions.print(" ~ ", o.distribution());
    } else if (statement instanceof Factor f) {
      expressions.print("factor ", f.value());
    } else if (statement instanceof Return r) {
      expressions.print("return ", r.value());
    }
  }

  private void names(String keyword, List<Name> names) {
    String list = names.stream().map(Name::text).collect(Collectors.joining(", "));
    out.append(keyword).append('(').append(list).append(')');
  }

  private void results(List<TypeSyntax> results) {
    String separator = results.size() > 1 ? " -> (" : " -> ";
    for (TypeSyntax result : results) {
      expressions.print(separator, result);
      separator = ", ";
    }
    if (results.size() > 1) out.append(')');
  }

  private void defined(
      String keyword, Target target, Optional<TypeSyntax> type, String sign, Expression right) {
    out.append(keyword).append(target.name());
    if (!target.subscripts().isEmpty()) expressions.subscripts(target.subscripts());
    type.ifPresent(t -> expressions.print(" : ", t));
    expressions.print(sign, right);
  }

  private void set(SetDefinition definition) {
    if (definition instanceof SetDefinition.OfExpression e) {
      expressions.print(" = ", e.value());
    } else if (definition instanceof SetDefinition.Members m) {
      String separator = " = {";
      for (StringLiteral member : m.members()) {
        expressions.print(separator, member);
        separator = ", ";
      }
      out.append('}');
    }
  }

  /** An {@code if} alone in the other branch is written {@code else if}. */
  private void branches(If first) {
    If branch = first;
    while (true) {
      expressions.print("if ", branch.condition());
      block(branch.then());
      if (branch.otherwise().isEmpty()) return;
      out.append(" else");
      boolean chain =
          branch.otherwise().size() == 1
              && branch.otherwise().get(0) instanceof If next
              && next.preamble().equals(Preamble.NONE);
      if (!chain) {
        block(branch.otherwise());
        return;
      }
      out.append(' ');
      branch = (If) branch.otherwise().get(0);
    }
  }

  private void block(List<Statement> statements) {
    out.append(" {\n");
    depth++;
    statements.forEach(this::statement);
    depth--;
    indent();
    out.append('}');
  }

  private void parameters(List<Parameter> parameters) {
    out.append('(');
    String separator = "";
    for (Parameter parameter : parameters) {
      out.append(separator).append(parameter.name());
      expressions.print(": ", parameter.type());
      separator = ", ";
    }
    out.append(')');
  }

  private void member(Member member) {
    indent();
    if (member instanceof Member.Sampler s) {
      out.append("sample");
      block(s.body());
    } else if (member instanceof Member.Formula f) {
      out.append(f.name()).append('(').append(f.argument()).append(')');
      expressions.print(" = ", f.value());
      out.append(';');
    } else if (member instanceof Member.Body b) {
      out.append(b.name()).append('(').append(b.argument()).append(')');
      block(b.statements());
    }
    out.append('\n');
  }

  private void preamble(Preamble preamble) {
    preamble.doc().ifPresent(this::doc);
    for (Annotation annotation : preamble.annotations()) {
      indent();
      out.append('@').append(annotation.name());
      if (!annotation.arguments().isEmpty()) {
        out.append('(');
        expressions.list(annotation.arguments());
        out.append(')');
      }
      out.append('\n');
    }
  }

  private void doc(String doc) {
    for (String line : doc.split("\n", -1)) {
      indent();
      out.append(line.isEmpty() ? "///" : "/// " + line).append('\n');
    }
  }

  private void indent() {
    out.append("  ".repeat(depth));
  }
}
