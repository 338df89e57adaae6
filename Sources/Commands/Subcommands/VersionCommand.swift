/// The command `khabar version`.
enum VersionCommand {
  /// The version of this program, semver.org; CHANGELOG says what each brought.
  static let version = "0.1.0"
  static let line = "khabar \(version)"

  static let specification = CommandSpecification(
    path: ["version"], abstract: "Prints the version.", options: [SharedOptions.json],
    run: { invocation in
      invocation.console.line(invocation.has("json") ? #"{"name":"khabar","version":"\#(version)"}"# : line)
    })
}
