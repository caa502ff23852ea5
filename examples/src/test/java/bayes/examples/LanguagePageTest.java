package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Model;
import bayes.compiler.parse.Parser;
import bayes.compiler.source.SourceText;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.ModelFile;
import bayes.compiler.syntax.Statement;
import bayes.compiler.syntax.TypeSyntax;
import bayes.runtime.data.Data;
import bayes.runtime.data.JsonData;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The reference of the language shows every construct in a model that runs: each kind of node of
 * the syntax tree, operator, type, bound and annotation stands in some model of the page.
 */
class LanguagePageTest {
  private static final Path PAGE = Reference.EXAMPLES.resolve("../docs/language.md");

  /** A model, and the data that follow it, if they do. */
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^```bayes\\n(.*?)^```$(?:\\s*<!-- data: (.*?) -->)?");

  private static final Set<String> TYPES =
      Set.of(
          "bool",
          "int",
          "real",
          "simplex",
          "ordered",
          "positive_ordered",
          "unit_vector",
          "sum_to_zero",
          "cholesky_corr",
          "cholesky_cov",
          "corr",
          "cov");
  private static final Set<String> BOUNDS = Set.of("lower", "upper", "above", "below");
  private static final Set<String> ANNOTATIONS =
      Set.of("record", "name", "noncentered", "centered");

  private record Shown(String text, String data) {
    String title() {
      return text.lines().findFirst().orElse("").replaceFirst("^/// *", "");
    }

    ModelFile tree() {
      return Parser.parse(SourceText.of("language.md", text)).value().orElseThrow();
    }

    Model compile() {
      return Model.compile(SourceText.of("language.md", text), LanguagePageTest::imported);
    }

    Data read() throws Exception {
      byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
      return JsonData.read("language.md", new ByteArrayInputStream(bytes));
    }
  }

  private static List<Shown> examples() throws Exception {
    List<Shown> examples = new ArrayList<>();
    for (MatchResult match : EXAMPLE.matcher(Files.readString(PAGE)).results().toList()) {
      examples.add(new Shown(match.group(1), Optional.ofNullable(match.group(2)).orElse("{}")));
    }
    return examples;
  }

  @TestFactory
  List<DynamicTest> run() throws Exception {
    return examples().stream()
        .map(shown -> DynamicTest.dynamicTest(shown.title(), () -> run(shown)))
        .toList();
  }

  private static Optional<SourceText> imported(SourceText model, String path) {
    try {
      return Optional.of(SourceText.of(path, Files.readString(PAGE.resolveSibling(path))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Samples a model, or simulates it where latents are discrete. */
  private static void run(Shown shown) throws Exception {
    Model model = shown.compile();
    boolean discrete = shown.text().contains("Categorical(");
    if (discrete) {
      assertEquals(20, model.simulator(shown.read()).draws(20, 11).draws());
      return;
    }
    RunSettings settings = RunSettings.defaults(11).withChains(1).withWarmup(100).withDraws(20);
    assertEquals(20, model.bind(shown.read()).sample(NutsSettings.of(settings)).draws().draws());
  }

  @Test
  void everyConstructIsShown() throws Exception {
    Set<String> shown = new TreeSet<>();
    for (Shown example : examples()) collect(example.tree(), shown);
    Set<String> missing = new TreeSet<>(constructs());
    missing.removeAll(shown);
    assertEquals(Set.of(), missing);
    // The twin: what no model shows would be missed.
    Set<String> withoutText = new TreeSet<>();
    for (Shown example : examples()) {
      if (!example.text().contains("vocab ")) collect(example.tree(), withoutText);
    }
    assertFalse(withoutText.contains("VocabDeclaration"));
    assertTrue(constructs().size() > 60, constructs().toString());
  }

  private static Set<String> constructs() {
    Set<String> names = new TreeSet<>();
    for (Class<?> family :
        List.of(
            Statement.class,
            Statement.SetDefinition.class,
            Statement.Member.class,
            Expression.class,
            Expression.Subscript.class)) {
      for (Class<?> node : Objects.requireNonNull(family.getPermittedSubclasses())) {
        names.add(node.getSimpleName());
      }
    }
    for (var operator : Expression.BinaryOperator.values()) names.add(operator.name());
    for (var operator : Expression.UnaryOperator.values()) names.add(operator.name());
    names.addAll(TYPES);
    names.addAll(BOUNDS);
    for (String annotation : ANNOTATIONS) names.add("@" + annotation);
    names.add("[]");
    names.add("?");
    return names;
  }

  /** The names of a value and of all that it holds. */
  private static void collect(Object value, Set<String> names) throws ReflectiveOperationException {
    if (value instanceof Iterable<?> many) {
      for (Object one : many) collect(one, names);
    } else if (value instanceof Optional<?> perhaps) {
      if (perhaps.isPresent()) collect(perhaps.get(), names);
    } else if (value instanceof Enum<?> constant) {
      names.add(constant.name());
    } else if (value instanceof Record node) {
      names.add(node.getClass().getSimpleName());
      if (node instanceof Statement.Annotation a) names.add("@" + a.name().text());
      if (node instanceof TypeSyntax.Bound bound) names.add(bound.keyword().text());
      if (node instanceof TypeSyntax.Dimension d && d.extent().isEmpty()) names.add("[]");
      if (node instanceof TypeSyntax type) {
        names.add(type.name().text());
        if (type.admitsMissing()) names.add("?");
      }
      for (RecordComponent component : node.getClass().getRecordComponents()) {
        collect(component.getAccessor().invoke(node), names);
      }
    }
  }
}
