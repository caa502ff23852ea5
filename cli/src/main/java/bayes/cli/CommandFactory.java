package bayes.cli;

import bayes.cli.console.Console;
import picocli.CommandLine;

/** Makes commands, handing the console to those that have a constructor for it. */
final class CommandFactory implements CommandLine.IFactory {
  private final Console console;
  private final CommandLine.IFactory plain = CommandLine.defaultFactory();

  CommandFactory(Console console) {
    this.console = console;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (var constructor : type.getDeclaredConstructors()) {
      Class<?>[] parameters = constructor.getParameterTypes();
      if (parameters.length == 1 && parameters[0] == Console.class) {
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance(console));
      }
    }
    return plain.create(type);
  }
}
