package bayes.cli.console;

/** The program's version, from the build. */
public final class Version {
  private Version() {}

  /** Such as {@code 0.1.0}. */
  public static String text() {
    String ofJar = Version.class.getPackage().getImplementationVersion();
    if (ofJar != null) return ofJar;
    var module = Version.class.getModule().getDescriptor();
    return module == null ? "development" : module.rawVersion().orElse("development");
  }
}
