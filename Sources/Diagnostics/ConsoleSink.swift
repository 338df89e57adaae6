public import Foundation
import Locking

/// Writes events for people to a stream, one line each: time, severity, message, fields.
public final class ConsoleSink: EventSink {
  private let minimum: Severity
  private let usesColor: Bool
  private let clock: @Sendable () -> Date
  private let write: @Sendable (String) -> Void

  /// Makes a sink for events of at least `minimum`; `write` takes one whole line with its line feed.
  public init(
    minimum: Severity, usesColor: Bool, clock: @escaping @Sendable () -> Date,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.minimum = minimum
    self.usesColor = usesColor
    self.clock = clock
    self.write = write
  }

  /// Writes the event when it is weighty enough.
  public func record(_ event: Event) {
    guard event.severity >= minimum else { return }
    let time = clock().formatted(.iso8601.time(includingFractionalSeconds: false))
    let fields = event.fields.map { " \($0.name)=\(Self.quoted($0.value))" }.joined()
    let word = event.severity.name
    let mark = usesColor ? "\u{1B}[\(Self.color(event.severity))m\(word)\u{1B}[0m" : word
    write("\(time) \(mark) \(VisibleText.line(event.message))\(fields)\n")
  }

  private static func color(_ severity: Severity) -> Int {
    switch severity {
    case .debug: 90
    case .info: 36
    case .notice: 32
    case .warning: 33
    case .error: 31
    }
  }

  private static func quoted(_ value: String) -> String {
    let line = VisibleText.line(value)
    guard line.isEmpty || line.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" }) else { return line }
    return "\"" + line.replacing("\"", with: "\\\"") + "\""
  }
}
