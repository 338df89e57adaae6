/// How much an event matters.
public enum Severity: Int, Sendable, Comparable, CaseIterable {
  /// From details for developers to a failure that a person must act on.
  case debug, info, notice, warning, error

  /// Orders by weight.
  public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }

  /// The word used in logs.
  public var name: String { "\(self)" }
}

/// Something that happened, as structure: a stable name for machines, a sentence for people, and named values.
public struct Event: Sendable, Equatable {
  /// How much it matters.
  public var severity: Severity
  /// Stable kebab-case name without values in it: `feed-failed`.
  public var name: String
  /// One sentence for people, without secrets.
  public var message: String
  /// Values by name, in the order given; free of secrets.
  public var fields: [Field]

  /// A named value.
  public struct Field: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its value as text.
    public var value: String

    /// Makes a field.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Makes an event.
  public init(_ severity: Severity, _ name: String, _ message: String, _ fields: [Field] = []) {
    self.severity = severity
    self.name = name
    self.message = message
    self.fields = fields
  }
}

/// Takes events; called from any thread, must not block for long.
public protocol EventSink: Sendable {
  /// Takes one event.
  func record(_ event: Event)
}
