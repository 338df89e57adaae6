import Foundation
import HTTPServer
import Locking

/// Counts the changes of a store, so that what was made from it can be kept until the next one.
public final class StoreGeneration: Sendable {
  private let counter = Locked(0)

  /// Starts at 0.
  public init() {}

  /// Changes so far.
  public var value: Int { counter.withLock { $0 } }

  /// Says that the store has changed.
  public func advance() { counter.withLock { $0 &+= 1 } }
}

/// Rendered feeds, kept until the store changes or their time is up; queries such as `within:24h` change with time.
final class OutputCache: Sendable {
  private struct Kept: Sendable {
    var generation: Int
    var renderedAt: Date
    var response: HTTPServerResponse
    var lastModified: Date?
  }

  private let kept = Locked<[String: Kept]>([:])

  /// The response kept under `name`, if it is of this generation and younger than `lifetime`.
  func response(_ name: String, generation: Int, now: Date, lifetime: TimeInterval) -> HTTPServerResponse? {
    kept.withLock { kept in
      guard let entry = kept[name], entry.generation == generation else { return nil }
      let age = now.timeIntervalSince(entry.renderedAt)
      return age >= 0 && age < lifetime ? entry.response : nil
    }
  }

  /// Keeps a response and gives it its validators.
  ///
  /// `Last-Modified` must move when bytes change: if they did and `lastModified` did not, it becomes `now`; if they did
  /// not, it stays what it was.
  func keep(
    _ response: HTTPServerResponse, as name: String, generation: Int, lastModified: Date?, now: Date
  ) -> HTTPServerResponse {
    var response = response
    response.setValidators(lastModified: nil)
    return kept.withLock { kept in
      var modified = lastModified.map { min($0, now) }
      if let before = kept[name] {
        let isSame = before.response.headers["ETag"] == response.headers["ETag"]
        if isSame {
          modified = before.lastModified
        } else if let old = before.lastModified, (modified ?? .distantPast) <= old {
          modified = now
        }
      }
      response.setValidators(lastModified: modified)
      kept[name] = Kept(generation: generation, renderedAt: now, response: response, lastModified: modified)
      return response
    }
  }
}
