import Foundation
import Locking

/// Data to stdout, messages to stderr; knows whether each is a terminal.
final class Console: Sendable {
  /// Whether color may be used on stdout: a terminal, `NO_COLOR` unset (https://no-color.org), `TERM` not dumb.
  let styles: Styles
  /// Whether stderr is a terminal that takes color.
  let errorTakesColor: Bool
  /// Whether stderr is a terminal.
  let errorIsTerminal: Bool
  private let output: Locked<FileHandle>
  private let errors: Locked<FileHandle>

  /// The process's own streams.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let allowed = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    styles = Styles(isEnabled: allowed && isatty(STDOUT_FILENO) == 1)
    errorIsTerminal = isatty(STDERR_FILENO) == 1
    errorTakesColor = allowed && errorIsTerminal
    output = Locked(FileHandle.standardOutput)
    errors = Locked(FileHandle.standardError)
  }

  /// Two files, which take no color.
  init(output: sending FileHandle, errors: sending FileHandle) {
    styles = Styles(isEnabled: false)
    errorIsTerminal = false
    errorTakesColor = false
    self.output = Locked(output)
    self.errors = Locked(errors)
  }

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
  func message(_ text: String) {
    errors.withLock { handle in _ = try? handle.write(contentsOf: Data((text + "\n").utf8)) }
  }

  /// Writes text to stderr as it is.
  func log(_ text: String) {
    errors.withLock { handle in _ = try? handle.write(contentsOf: Data(text.utf8)) }
  }
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
