public import Foundation

/// Writes every event as one JSON object a line: `time`, `severity`, `event`, `message`, then the fields by name.
public final class JSONLinesSink: EventSink {
  private let minimum: Severity
  private let clock: @Sendable () -> Date
  private let write: @Sendable (String) -> Void

  /// Makes a sink for events of at least `minimum`; `write` takes one whole line with its line feed.
  public init(
    minimum: Severity, clock: @escaping @Sendable () -> Date, write: @escaping @Sendable (String) -> Void
  ) {
    self.minimum = minimum
    self.clock = clock
    self.write = write
  }

  /// Writes the event when it is weighty enough.
  public func record(_ event: Event) {
    guard event.severity >= minimum else { return }
    var object = [
      "time": clock().formatted(.iso8601), "severity": event.severity.name, "event": event.name,
      "message": event.message,
    ]
    for field in event.fields where object[field.name] == nil { object[field.name] = field.value }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(object) else { return }
    write(String(decoding: data, as: UTF8.self) + "\n")
  }
}
