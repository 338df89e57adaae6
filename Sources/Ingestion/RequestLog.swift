import Articles
import Fetching

/// Completes what `Fetching` notes of its requests with what only a poll knows; pure.
enum RequestLog {
  /// The records of one poll.
  ///
  /// - Parameters:
  ///   - result: What came of asking.
  ///   - feed: Whose poll it was; of several feeds at one address the first.
  ///   - old: What was known of the feed before.
  ///   - new: What is known of it now: the last answer's wishes are completed with what the feed declares.
  ///   - isForced: Whether a person wanted the poll before it was due.
  ///   - isWholeOnPurpose: Whether validators were left out of the request, so that the server sends the whole document.
  /// - Returns: One record a request, in order.
  static func records(
    of result: FetchResult, for feed: Feed, from old: FeedState, to new: FeedState, isForced: Bool,
    isWholeOnPurpose: Bool = false
  ) -> [RequestRecord] {
    guard !result.requests.isEmpty else { return [] }
    var records = result.requests
    let knownKey = RequestRecord.addressKey(of: old.url)
    for index in records.indices {
      records[index].feed = feed.id
      records[index].isForced = isForced
      if records[index].isConditional {
        records[index].known = .validators
      } else if records[index].addressKey == knownKey {
        records[index].isUnconditionalOnPurpose = isWholeOnPurpose && !old.validators.isEmpty
        records[index].known = !old.validators.isEmpty ? .validators : old.bodyHash != nil ? .body : .nothing
      }
    }
    if new.consecutiveFailures == 0 { declare(new.hints, in: &records[records.count - 1].wishes) }
    return records
  }

  private static func declare(_ hints: PollHints, in wishes: inout ServerWishes) {
    let declared = max(hints.ttlSeconds ?? 0, hints.syndicationSeconds ?? 0)
    wishes.declaredSeconds = declared > 0 ? declared : nil
    wishes.skipHours = hints.skipHours
    wishes.skipDays = hints.skipDays
  }
}
