public import Articles
public import Foundation

/// A place in the request log; pages go on behind it.
public struct RequestPosition: Sendable, Equatable {
  /// When the request was sent.
  public var start: Date
  /// Tells requests of the same time apart, in the order they were stored.
  public var number: Int

  /// Makes a position.
  public init(start: Date, number: Int) {
    self.start = start
    self.number = number
  }
}

/// Some of the request log, oldest first.
public struct RequestPage: Sendable, Equatable {
  /// The requests, ordered by start; those of the same time in the order they were stored.
  public var records: [RequestRecord]
  /// Where the next page begins; `nil` when this one was not full.
  public var next: RequestPosition?

  /// Makes a page.
  public init(records: [RequestRecord], next: RequestPosition?) {
    self.records = records
    self.next = next
  }
}

extension ArticleStore {
  /// Every request sent at or after `start`, oldest first, handed on a page at a time so that a long log needs no memory.
  public func eachRequest(since start: Date, _ body: (RequestRecord) -> Void) async throws(StoreError) {
    var position: RequestPosition?
    repeat {
      let page = try await requests(since: start, after: position, limit: 5_000)
      for record in page.records { body(record) }
      position = page.next
    } while position != nil
  }
}
