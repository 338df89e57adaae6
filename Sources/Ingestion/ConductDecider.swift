import Articles
import Fetching

/// What a server's answers say of its conduct: pure.
extension ServerConduct {
  /// Learns from one answer; `isReadable` when it was of use.
  mutating func learn(from result: FetchResult, isReadable: Bool) {
    switch result.outcome {
    case .notModified:
      Self.count(&notModifiedInARow)
      (changedValidators, ignoredConditions) = (0, 0)
    case .unchanged(let metadata):
      notModifiedInARow = 0
      if result.sent.isEmpty {
        unaskedNotModified = 0
      } else if metadata.validators == result.sent {
        Self.count(&ignoredConditions)
        changedValidators = 0
      } else {
        Self.count(&changedValidators)
        ignoredConditions = 0
      }
    case .document:
      guard isReadable else { return }
      notModifiedInARow = 0
      if result.sent.isEmpty { unaskedNotModified = 0 }
    case .delta:
      guard isReadable else { return Self.count(&badDeltas) }
      (notModifiedInARow, changedValidators, ignoredConditions) = (0, 0, 0)
    case .failed(let failure, _):
      if failure.code == "not-modified-unasked" { Self.count(&unaskedNotModified) }
      if failure.code == "delta-unusable" { Self.count(&badDeltas) }
    case .postponed: break
    }
  }

  /// Learns that an answer brought news; `old` is what was known before it.
  ///
  /// News that comes conditionally shows that conditions work. News that comes unconditionally after a run of 304 was
  /// hidden by them, or is younger than the last of them; under the validators that were answered with 304, it was hidden.
  mutating func learnNews(from result: FetchResult, _ metadata: FetchedMetadata, old: FeedState) {
    guard result.sent.isEmpty else {
      hiddenChanges = 0
      return
    }
    guard !old.validators.isEmpty, old.conduct.notModifiedInARow >= Self.suspiciousRun else { return }
    let isCertain = metadata.validators == old.validators
    for _ in 0..<(isCertain ? Self.hiddenChangesToDistrust : 1) { Self.count(&hiddenChanges) }
  }

  /// Counts to a bound.
  private static func count(_ counter: inout Int) { counter = min(counter + 1, 100_000) }
}
