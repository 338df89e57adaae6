/// How a server has kept to the rules of conditional requests, counted from its answers for one feed.
///
/// Counters in a row begin anew when an answer shows the contrary, so that a server that was mended is believed again.
public struct ServerConduct: Sendable, Equatable, Codable {
  /// 304 answers since the last whole body.
  public var notModifiedInARow = 0
  /// Whole bodies with news that came unconditionally after a run of 304, since a conditional request last brought news.
  public var hiddenChanges = 0
  /// In a row: conditional requests answered 200 with the same body under other validators.
  public var changedValidators = 0
  /// In a row: conditional requests answered 200 with the same body under the same validators.
  public var ignoredConditions = 0
  /// 304 answers to unconditional requests since one was answered with a body (RFC 9110 §15.4.5).
  public var unaskedNotModified = 0
  /// Partial answers that could not be used, ever; after one, none is asked for (RFC 3229).
  public var badDeltas = 0

  /// The conduct of a server of which nothing is known.
  public init() {}

  /// Fewest 304 in a row after which a change that they did not tell counts as hidden.
  public static let suspiciousRun = 3
  /// Hidden changes after which 304 is not believed for longer than a day; one can be chance.
  public static let hiddenChangesToDistrust = 2
  /// Same bodies in a row after which conditional requests count as useless.
  public static let fruitlessToTell = 3

  /// What the counters come to.
  public var verdict: Verdict {
    if hiddenChanges >= Self.hiddenChangesToDistrust { return .hidesChanges }
    if changedValidators >= Self.fruitlessToTell { return .changesValidators }
    if ignoredConditions >= Self.fruitlessToTell { return .ignoresConditions }
    if unaskedNotModified > 0 { return .answersUnasked }
    return .honest
  }

  /// A judgement of a server.
  public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// Nothing speaks against it.
    case honest
    /// Says 304 although the feed has changed: it is asked for the whole feed once a day.
    case hidesChanges = "hides-changes"
    /// Gives the same body another ETag or date each time: every poll costs a whole body.
    case changesValidators = "changes-validators"
    /// Answers conditional requests with the body it gave before: every poll costs a whole body.
    case ignoresConditions = "ignores-conditions"
    /// Has answered 304 to a request without conditions.
    case answersUnasked = "answers-unasked"

    /// What people are told.
    public var words: String {
      switch self {
      case .honest: "keeps to the rules of conditional requests"
      case .hidesChanges: "says that nothing has changed when it has; it is asked for the whole feed once a day"
      case .changesValidators: "gives an unchanged feed another ETag or date each time, so each poll costs a whole body"
      case .ignoresConditions: "ignores If-None-Match and If-Modified-Since, so each poll costs a whole body"
      case .answersUnasked: "has answered 304 to a request that was not conditional"
      }
    }
  }
}
