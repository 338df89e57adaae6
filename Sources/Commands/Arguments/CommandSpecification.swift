/// One subcommand: what it takes, what it says of itself, and what it does.
struct CommandSpecification: Sendable {
  /// Words after `khabar`: `["feeds", "add"]`.
  let path: [String]
  /// One line for the list of commands.
  let abstract: String
  /// What a user must know beyond the options.
  var discussion = ""
  /// Options besides `--help`.
  var options: [OptionSpecification] = []
  /// Positional arguments, in order.
  var operands: [OperandSpecification] = []
  /// Whether `-word` is an operand and not a bundle of short options.
  var takesSignedWords = false
  /// Does the work; throws `CommandFailure`, or another error, which counts as our bug.
  let run: @Sendable (Invocation) async throws -> Void
}

/// A named option: a flag, or one that takes a value (`--limit 20` or `--limit=20`).
struct OptionSpecification: Sendable {
  /// Name without the two hyphens.
  let name: String
  /// One letter for the short form.
  var short: Character?
  /// What the value is, `NUMBER`; `nil` for a flag.
  var value: String?
  /// One line.
  let help: String
}

/// A positional argument.
struct OperandSpecification: Sendable {
  /// How often it may come.
  enum Arity: Sendable { case one, optional, many }
  /// Name as shown, `FILE`.
  let name: String
  /// How often it may come.
  var arity = Arity.one
  /// One line.
  let help: String
}

/// The values of one command line, checked against its specification.
struct ParsedArguments: Sendable, Equatable {
  var flags: Set<String> = []
  var values: [String: String] = [:]
  var operands: [String] = []
}

/// A command line that cannot be meant; exit status 64.
struct UsageError: Error, Equatable {
  let message: String
}
