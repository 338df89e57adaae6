import Diagnostics
import Foundation
import Locking

/// Data to stdout, messages to stderr; knows whether each is a terminal.
final class Console: Sendable {
  /// Whether color may be used on stdout: a terminal, `NO_COLOR` unset (https://no-color.org), `TERM` not dumb.
  let styles: Styles
  /// Whether stderr is a terminal that takes color.
  let errorTakesColor: Bool
  /// Whether stderr is a terminal on which a line can be written over: one that is not dumb.
  let errorIsTerminal: Bool
  /// Whether the locale is one of UTF-8.
  let isUTF8: Bool
  /// Whether a person types what is read.
  let inputIsTerminal: Bool
  private let environment: [String: String]
  private let input: @Sendable () -> String?
  private let output: Locked<FileHandle>
  private let errors: Locked<ErrorStream>

  private struct ErrorStream {
    let handle: FileHandle
    /// The line at the bottom that is written over, see `setStatus`.
    var status = ""

    func write(_ text: String) { _ = try? handle.write(contentsOf: Data(text.utf8)) }
  }

  /// The process's own streams.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let allowed = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    styles = Styles(isEnabled: allowed && isatty(STDOUT_FILENO) == 1)
    errorIsTerminal = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
    errorTakesColor = allowed && errorIsTerminal
    isUTF8 = TerminalText.isUTF8(environment)
    inputIsTerminal = isatty(STDIN_FILENO) == 1
    input = { readLine() }
    self.environment = environment
    output = Locked(FileHandle.standardOutput)
    errors = Locked(ErrorStream(handle: FileHandle.standardError))
  }

  /// Two files, which take no color; `columns` makes stderr pass for a terminal so wide, `input` gives the lines of stdin.
  init(
    output: sending FileHandle, errors: sending FileHandle, columns: Int? = nil,
    input: @escaping @Sendable () -> String? = { nil }
  ) {
    inputIsTerminal = false
    self.input = input
    styles = Styles(isEnabled: false)
    errorIsTerminal = columns != nil
    errorTakesColor = false
    isUTF8 = true
    environment = columns.map { ["COLUMNS": "\($0)"] } ?? [:]
    self.output = Locked(output)
    self.errors = Locked(ErrorStream(handle: errors))
  }

  /// How many columns tables may take: `$COLUMNS`, else the terminal's, else 100; at least 40.
  var columns: Int {
    if let text = environment["COLUMNS"], let columns = Int(text), columns > 0 { return max(40, min(columns, 1_000)) }
    return [STDOUT_FILENO, STDERR_FILENO].lazy.compactMap(TerminalSize.columns).first.map { max(40, $0) } ?? 100
  }

  /// The next line of stdin without its end; `nil` when there are no more.
  func nextLine() -> String? { input() }

  /// Writes data; a reader that has gone away (`khabar search x | head`) ends the program quietly.
  func write(_ text: String) { write(bytes: Array(text.utf8)) }

  /// Writes a line of data.
  func line(_ text: String = "") { write(text + "\n") }

  /// Writes bytes as they are; output that cannot be written ends the program with status 74 and the reason.
  func write(bytes: [UInt8]) {
    let failure: NSError? = output.withLock { handle in
      do {
        // In pieces, for a copy of the whole may be large.
        for start in stride(from: 0, to: bytes.count, by: 1 << 20) {
          try handle.write(contentsOf: Data(bytes[start..<min(start + (1 << 20), bytes.count)]))
        }
        return nil
      } catch {
        return (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
      }
    }
    guard let failure else { return }
    if failure.domain == NSPOSIXErrorDomain, failure.code == Int(EPIPE) { exit(ExitStatus.ok.rawValue) }
    message("Error: the output is cut off, because it cannot be written: \(failure.localizedDescription)")
    exit(ExitStatus.inputOutput.rawValue)
  }

  /// Writes a message for people to stderr.
  func message(_ text: String) { log(text + "\n") }

  /// Writes text to stderr as it is; a status line stays below it.
  func log(_ text: String) {
    errors.withLock { stream in
      stream.write(stream.status.isEmpty ? text : Self.clear + text + stream.status)
    }
  }

  /// Writes over the last line of the terminal, where it stays below all messages; an empty one goes.
  func setStatus(_ line: String) {
    errors.withLock { stream in
      guard line != stream.status else { return }
      stream.write(Self.clear + line)
      stream.status = line
    }
  }

  /// To the beginning of the line, and delete it (ECMA-48 EL).
  private static let clear = "\r\u{1B}[K"
}

/// Terminal styles (ECMA-48 SGR), or nothing.
struct Styles: Sendable {
  let isEnabled: Bool

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }
  func red(_ text: String) -> String { wrap(text, "31") }
  func green(_ text: String) -> String { wrap(text, "32") }
  func yellow(_ text: String) -> String { wrap(text, "33") }
  func cyan(_ text: String) -> String { wrap(text, "36") }
  func highlight(_ text: String) -> String { wrap(text, "1;33") }

  private func wrap(_ text: String, _ code: String) -> String {
    isEnabled ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
