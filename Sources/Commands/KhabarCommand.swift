import Foundation
import Spelling

/// The program: finds the subcommand that the words name, runs it, and exits with a status of sysexits.h.
public enum KhabarCommand {
  /// Runs the program with the process's own arguments and exits.
  public static func main() async {
    signal(SIGPIPE, SIG_IGN)
    let status = await run(Array(CommandLine.arguments.dropFirst()), console: Console())
    exit(status.rawValue)
  }

  static func run(
    _ words: [String], console: Console, environment: [String: String] = ProcessInfo.processInfo.environment
  ) async -> ExitStatus {
    do {
      try await dispatch(words, console: console, environment: environment)
      return .ok
    } catch let failure as CommandFailure {
      if !failure.message.isEmpty { console.message("Error: \(failure.message)") }
      return failure.status
    } catch let error as UsageError {
      console.message("Error: \(error.message)")
      let (command, path) = find(words)
      if let command { console.message("Usage: \(HelpText.usage(command))") }
      console.message("  See '\((["khabar"] + path + ["--help"]).joined(separator: " "))' for more.")
      return .usage
    } catch {
      console.message("Error: \(error)\n  This is a bug in khabar; please report it with the command line.")
      return .software
    }
  }

  private static func dispatch(_ words: [String], console: Console, environment: [String: String]) async throws {
    if words.count > 1, words[0] == "help" {
      return try await dispatch(words.dropFirst() + ["--help"], console: console, environment: environment)
    }
    let (command, path) = find(words)
    let rest = Array(words.dropFirst(path.count))
    guard let command else { return try overview(path: path, rest: rest, console: console) }
    if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
      return console.write(HelpText.help(command))
    }
    let arguments = try ArgumentParser(specification: command).parse(rest)
    try await command.run(Invocation(arguments: arguments, console: console, environment: environment))
  }

  /// The command that the first words name, and those words; `nil` with the words of a group, such as `feeds`.
  private static func find(_ words: [String]) -> (CommandSpecification?, [String]) {
    for length in [2, 1] where words.count >= length {
      let path = Array(words.prefix(length))
      if let command = Subcommands.all.first(where: { $0.path == path }) { return (command, path) }
    }
    guard let first = words.first, Subcommands.groups.contains(where: { $0.name == first }) else { return (nil, []) }
    return (nil, [first])
  }

  private static func overview(path: [String], rest: [String], console: Console) throws {
    let commands = Subcommands.all.filter { $0.path.starts(with: path) }
    let abstract = Subcommands.groups.first { $0.name == path.first }?.abstract ?? Subcommands.abstract
    let text = HelpText.overview(of: path, abstract: abstract, commands: commands)
    switch rest.first {
    case "--help", "-h", "help": console.write(text)
    case "--version": console.line(VersionCommand.line)
    case nil:
      console.message(text)
      throw CommandFailure(.usage, "")
    case let word?:
      let names = Set(commands.map { $0.path[path.count] })
      let meant = Suggestion.closest(to: word, among: names).map { ". Did you mean '\($0)'?" } ?? ""
      throw UsageError(message: "Unknown subcommand '\(word)'\(meant)")
    }
  }
}
