import Locking

/// Keeps events in memory, for tests and for the last events on a status page.
public final class MemorySink: EventSink {
  private let state = Locked<[Event]>([])

  /// Makes an empty sink.
  public init() {}

  /// Keeps the event.
  public func record(_ event: Event) { state.withLock { $0.append(event) } }

  /// The events so far, oldest first.
  public var events: [Event] { state.withLock { $0 } }
}
