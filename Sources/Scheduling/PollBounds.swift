import Articles

/// Between which times after a good answer a feed may be asked again, in seconds.
///
/// What the server and the feed ask for only ever makes polls rarer: the earliest time is the latest of all their hints,
/// each cut to the policy's maximum for its kind. The latest time is the policy's alone.
struct PollBounds: Equatable {
  /// No sooner than this.
  var earliest: Int
  /// What it is that asks for `earliest`.
  var kind: PollReason.Kind
  /// No later than this; at least `earliest`.
  var latest: Int

  init(_ state: FeedState, _ policy: PollPolicy) {
    let hints = state.hints
    var bounds: [(kind: PollReason.Kind, seconds: Int)] = [
      (.floor, policy.minimumSeconds),
      (.freshness, min(hints.freshnessSeconds ?? 0, policy.maximumFreshnessSeconds)),
      (.ttl, min(hints.ttlSeconds ?? 0, policy.maximumDeclaredSeconds)),
      (.syndication, min(hints.syndicationSeconds ?? 0, policy.maximumDeclaredSeconds)),
    ]
    if policy.feedIntervalSeconds == nil, state.costsWholeBodies {
      bounds.append((.withoutValidators, policy.intervalWithoutValidatorsSeconds))
    }
    var strictest = (kind: PollReason.Kind.floor, seconds: 1)
    for bound in bounds where bound.seconds > strictest.seconds { strictest = bound }
    (kind, earliest) = strictest
    latest = max(earliest, policy.maximumSeconds)
  }
}

extension FeedState {
  /// Whether each poll costs the server a whole body, and nobody says how often it is worth asking.
  fileprivate var costsWholeBodies: Bool {
    let declared = [hints.freshnessSeconds, hints.ttlSeconds, hints.syndicationSeconds]
    return !answersConditions && lastSuccess != nil && !declared.contains { $0 ?? 0 > 0 }
  }
}
