package bayes.compiler;

import bayes.compiler.lower.LocalPrograms;
import bayes.compiler.lower.ModelPrograms;
import bayes.compiler.lower.TracedTerms;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A model's programs as classes, each made when it is first needed. Safe for several threads. */
final class Executables {
  private final ModelPrograms programs;
  private final Map<Executable, LinkedExecutable> linked = new EnumMap<>(Executable.class);
  private @Nullable TracedTerms traced;
  private @Nullable LocalExecutables local;

  Executables(ModelPrograms programs) {
    this.programs = programs;
  }

  /** These programs, with one that has been linked already. */
  Executables with(Executable executable, LinkedExecutable program) {
    Executables more = new Executables(programs);
    more.linked.putAll(linked);
    more.linked.put(executable, program);
    return more;
  }

  /** The log density term by term. */
  synchronized TracedTerms traced() {
    TracedTerms known = traced;
    if (known == null) traced = known = programs.traced();
    return known;
  }

  /** The programs of single latents, made of what is given if they are not there yet. */
  synchronized LocalExecutables local(Supplier<LocalPrograms> lowered) {
    LocalExecutables known = local;
    if (known == null) local = known = LocalExecutables.of(lowered.get());
    return known;
  }

  synchronized LinkedExecutable get(Executable executable) {
    return linked.computeIfAbsent(executable, e -> LinkedExecutable.of(e.of(programs)));
  }
}
