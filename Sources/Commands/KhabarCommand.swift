/// The program: its subcommands and how they are chosen.
public enum KhabarCommand {
  /// Runs the program and exits.
  public static func main() async {}
}
