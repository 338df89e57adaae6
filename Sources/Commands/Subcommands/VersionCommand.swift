import CAllocator

/// The command `khabar version`.
enum VersionCommand {
  /// The version of this program, semver.org; CHANGELOG says what each brought.
  static let version = "0.1.0"
  static let line = "khabar \(version)"

  static let specification = CommandSpecification(
    path: ["version"], abstract: "Prints the version.", options: [SharedOptions.json],
    run: { invocation in
      let allocator = allocator_is_jemalloc() ? "jemalloc" : "system"
      let json = #"{"name":"khabar","version":"\#(version)","allocator":"\#(allocator)"}"#
      invocation.console.line(invocation.has("json") ? json : line)
    })
}
