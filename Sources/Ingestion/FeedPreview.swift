public import Fetching
public import Foundation

/// A document that was fetched to look at, before its address was in the desk.
///
/// A poll that would be the first of its feed takes it instead of asking again: whoever tries an address and then adds it
/// costs the server one request.
public struct FeedPreview: Sendable, Equatable {
  /// What was fetched.
  public var document: FetchedDocument
  /// When.
  public var date: Date

  /// The age at which a preview is of no use any more, in seconds: an hour.
  public static let maximumAgeSeconds = 3_600.0

  /// Makes a preview.
  public init(document: FetchedDocument, date: Date) {
    self.document = document
    self.date = date
  }

  /// What a poll makes of it: an answer to one unconditional request.
  var result: FetchResult {
    FetchResult(outcome: .document(document), requestCount: 1, receivedBytes: document.bytes.count)
  }
}
