package bayes.compiler.syntax;

import bayes.compiler.diagnostic.CompilerBug;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression.BinaryOperator;
import bayes.compiler.syntax.Expression.UnaryOperator;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists a tree, one node per line, indented by depth: the kind of the node, its place, and what it
 * holds besides other nodes. It reads the components of the records, so that a new kind of node is
 * listed in full from the day it is written.
 */
public final class SyntaxListing {
  private final StringBuilder out = new StringBuilder();
  private final Map<Class<?>, List<RecordComponent>> components = new HashMap<>();

  private final boolean withPlaces;

  private SyntaxListing(boolean withPlaces) {
    this.withPlaces = withPlaces;
  }

  public static String of(ModelFile file) {
    return list(file, true);
  }

  /** Without the places: equal for trees that differ in their spans only. */
  public static String shapeOf(ModelFile file) {
    return list(file, false);
  }

  private static String list(ModelFile file, boolean withPlaces) {
    SyntaxListing listing = new SyntaxListing(withPlaces);
    listing.line(0, "ModelFile" + file.doc().map(doc -> " doc=" + quoted(doc)).orElse(""));
    file.statements().forEach(s -> listing.node(1, "", (Record) s));
    return listing.out.toString();
  }

  private void node(int depth, String role, Record node) {
    StringBuilder head = new StringBuilder(role).append(node.getClass().getSimpleName());
    for (RecordComponent component : components(node)) {
      Object value = value(node, component);
      if (value instanceof Span span) {
        if (withPlaces) head.append(' ').append(places(span));
      } else if (isPlain(value)) {
        head.append(' ').append(plain(component.getName(), value));
      }
    }
    line(depth, head.toString());
    for (RecordComponent component : components(node)) {
      Object value = value(node, component);
      if (!(value instanceof Span) && !isPlain(value)) {
        children(depth + 1, component.getName() + ": ", value);
      }
    }
  }

  private void children(int depth, String role, Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(present -> child(depth, role, present));
    } else if (value instanceof List<?> list) {
      list.forEach(element -> child(depth, role, element));
    } else if (!value.equals(Statement.Preamble.NONE)) {
      child(depth, role, value);
    }
  }

  private void child(int depth, String role, Object value) {
    if (value instanceof List<?> group) {
      line(depth, role + "group");
      group.forEach(element -> child(depth + 1, "", element));
    } else if (isPlain(value)) {
      line(depth, role + plain("", value).stripLeading());
    } else {
      node(depth, role, (Record) value);
    }
  }

  private static boolean isPlain(Object value) {
    return value instanceof Name
        || value instanceof String
        || value instanceof Boolean
        || value instanceof UnaryOperator
        || value instanceof BinaryOperator;
  }

  private static String plain(String component, Object value) {
    if (value instanceof Name name) return name.text();
    if (value instanceof UnaryOperator operator) return operator.symbol();
    if (value instanceof BinaryOperator operator) return operator.symbol();
    if (value instanceof Boolean) return component + "=" + value;
    return quoted(value.toString());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"") + '"';
  }

  private static String places(Span span) {
    Span end = span.source().span(span.end(), span.end());
    return span.place() + "-" + end.place();
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  private List<RecordComponent> components(Record node) {
    return components.computeIfAbsent(node.getClass(), kind -> List.of(kind.getRecordComponents()));
  }

  private static Object value(Record node, RecordComponent component) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new CompilerBug("syntax", "unreadable node " + node.getClass(), e);
    }
  }
}
