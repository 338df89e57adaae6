public import Articles
public import Foundation

/// Many feeds of one country that are not heard at the same time.
public struct CountrySilence: Sendable, Equatable, Codable {
  /// `Feed.country`.
  public var country: String
  /// About when it began: half of the feeds were last heard before.
  public var since: Date
  /// Feeds that answer and publish nothing.
  public var silent: Int
  /// Feeds that do not answer.
  public var unreachable: Int
  /// Feeds that should be heard.
  public var expected: Int
  /// Those that are not, ordered by id.
  public var feeds: [FeedID]

  /// One sentence part for people.
  public var words: String {
    let parts = [(silent, "publish nothing"), (unreachable, "do not answer")].filter { $0.0 > 0 }
    return "\(silent + unreachable) of \(expected) feeds that should be heard are not: "
      + parts.map { "\($0) \($1)" }.joined(separator: ", ")
  }
}

/// What a look at all feeds has found anew.
public enum SilenceEvent: Sendable, Equatable {
  /// A country's feeds have fallen silent; they are heard again.
  case silent(CountrySilence)
  case heard(CountrySilence)
  /// So many of so many requests of the last half hour, to several countries, got no answer: it is this machine.
  case networkDown(failed: Int, of: Int)
  /// Servers answer again.
  case networkUp
}

/// Notices when many feeds of one country are not heard at the same time; a value that lives in one run.
///
/// A feed is measured by its own rhythm, a country by the others: when the rest of the world is as silent, it is no
/// country, and when nothing answers anywhere, it is this machine's network. A silence must last to be told, and begins
/// at a higher share than it ends at, so that each is told once when it begins and once when it ends.
public struct SilenceWatch: Sendable {
  /// Fewest feeds that must not be heard, and the share of the expected that they must pass.
  static let fewestFeeds = 4
  static let shareToBegin = 0.5
  /// The share below which it is over.
  static let shareToEnd = 0.3
  /// How much larger a country's share must be than that of all other countries.
  static let overOthers = 2.0
  /// How long it must last to be told, in seconds.
  static let secondsToBegin = 600.0
  /// How far back requests tell of this machine's network, in seconds; how many there must be, and which share of them
  /// must fail for it to be down, and to be up again.
  static let networkSeconds = 1_800.0
  static let networkRequests = 8
  static let networkDownShare = 0.8
  static let networkUpShare = 0.5

  private struct Entry: Sendable {
    let country: String
    var pulse: FeedPulse
    var lastPoll: Date?
    /// When it was last heard: its last article, or its last answer.
    var lastSign: Date?
  }
  private struct Attempt: Sendable {
    let feed: FeedID
    let country: String
    let time: Date
    let hasFailed: Bool
    let before: FeedPulse
  }
  private struct Counts: Sendable {
    var heard = 0
    var silent = 0
    var unreachable = 0

    var dark: Int { silent + unreachable }
    var expected: Int { heard + dark }

    mutating func add(_ pulse: FeedPulse, _ step: Int) {
      switch pulse {
      case .unknown: break
      case .heard: heard += step
      case .silent: silent += step
      case .unreachable: unreachable += step
      }
    }
  }

  private var entries: [FeedID: Entry] = [:]
  private var counts: [String: Counts] = [:]
  private var all = Counts()
  private var attempts: [Attempt] = []
  private var candidates: [String: Date] = [:]
  private var begun: [String: CountrySilence] = [:]
  /// Whether this machine's network seems to be down.
  public private(set) var isNetworkDown = false

  /// A watch that knows no feeds.
  public init() {}

  /// The silences that have been told and are not over, by country.
  public var silences: [CountrySilence] { begun.values.sorted { $0.country < $1.country } }

  /// Takes the state of a feed as a poll left it; feeds without a country count for the network only.
  ///
  /// - Complexity: O(1).
  public mutating func learn(_ feed: Feed, _ state: FeedState) {
    var entry = entries[feed.id] ?? Entry(country: feed.country ?? "", pulse: .unknown)
    guard let poll = state.lastPoll, poll != entry.lastPoll else { return }
    entry.lastPoll = poll
    let hasFailed =
      state.consecutiveFailures > 0 && state.lastFailure.map { FeedPulse.isNetworkFailure($0.code) } ?? false
    if Self.tellsOfNetwork(state, poll) {
      attempts.append(
        Attempt(feed: feed.id, country: entry.country, time: poll, hasFailed: hasFailed, before: entry.pulse))
    }
    // What fails because of this machine says nothing of the feed.
    if !(hasFailed && isNetworkDown) { set(FeedPulse(state), &entry) }
    entry.lastSign = entry.pulse == .unreachable ? state.lastSuccess : state.rhythm.lastPublication
    entries[feed.id] = entry
  }

  /// What is new at `now`; call it every few minutes.
  ///
  /// - Complexity: O(countries), and O(feeds) only for a silence that begins or ends.
  public mutating func events(at now: Date) -> [SilenceEvent] {
    var events: [SilenceEvent] = []
    if let change = lookAtNetwork(now) { events.append(change) }
    guard !isNetworkDown else {
      candidates = [:]
      return events
    }
    for country in counts.keys.sorted() where !country.isEmpty {
      guard let count = counts[country] else { continue }
      if let old = begun[country] {
        guard Self.share(count.dark, count.expected) < Self.shareToEnd else { continue }
        begun[country] = nil
        events.append(.heard(old))
      } else if isSilent(count) {
        let since = candidates[country] ?? now
        candidates[country] = since
        guard now.timeIntervalSince(since) >= Self.secondsToBegin else { continue }
        let silence = silence(of: country, count, now)
        (begun[country], candidates[country]) = (silence, nil)
        events.append(.silent(silence))
      } else {
        candidates[country] = nil
      }
    }
    return events
  }

  /// What is so at `now`, whether it has lasted or not: for a report of what the store knows.
  public func current(at now: Date) -> [CountrySilence] {
    guard !isNetworkDown else { return [] }
    return counts.keys.sorted().compactMap { country in
      guard !country.isEmpty, let count = counts[country], isSilent(count) else { return nil }
      return silence(of: country, count, now)
    }
  }

  private func isSilent(_ count: Counts) -> Bool {
    let share = Self.share(count.dark, count.expected)
    let others = Self.share(all.dark - count.dark, all.expected - count.expected)
    return count.dark >= Self.fewestFeeds && share > Self.shareToBegin && share >= Self.overOthers * others
  }

  private static func share(_ part: Int, _ whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : 0 }

  private mutating func set(_ pulse: FeedPulse, _ entry: inout Entry) {
    let old = entry.pulse
    entry.pulse = pulse
    // A feed that stands for no country says nothing of how the others do.
    guard !entry.country.isEmpty else { return }
    all.add(old, -1)
    counts[entry.country, default: Counts()].add(old, -1)
    all.add(pulse, 1)
    counts[entry.country, default: Counts()].add(pulse, 1)
  }

  private func silence(of country: String, _ count: Counts, _ now: Date) -> CountrySilence {
    let dark = entries.filter { $0.value.country == country && [.silent, .unreachable].contains($0.value.pulse) }
    let signs = dark.values.compactMap(\.lastSign).sorted()
    return CountrySilence(
      country: country, since: signs.isEmpty ? now : signs[signs.count / 2], silent: count.silent,
      unreachable: count.unreachable, expected: count.expected, feeds: dark.keys.sorted())
  }

  /// A feed that has failed for days does so whatever this machine's network does.
  private static func tellsOfNetwork(_ state: FeedState, _ poll: Date) -> Bool {
    state.lastSuccess.map { poll.timeIntervalSince($0) < FeedPulse.expectedWithin } ?? (state.consecutiveFailures <= 1)
  }

  /// Nearly nothing answers in several countries: that is this machine.
  private mutating func lookAtNetwork(_ now: Date) -> SilenceEvent? {
    attempts.removeAll { now.timeIntervalSince($0.time) > Self.networkSeconds }
    let failed = attempts.count(where: \.hasFailed)
    let share = Self.share(failed, attempts.count)
    if isNetworkDown {
      let latest = attempts.suffix(Self.networkRequests)
      guard !latest.isEmpty, Self.share(latest.count(where: \.hasFailed), latest.count) < Self.networkUpShare else {
        return nil
      }
      isNetworkDown = false
      attempts = []
      return .networkUp
    }
    let countries = Set(attempts.lazy.filter(\.hasFailed).map(\.country))
    guard attempts.count >= Self.networkRequests, countries.count >= 2, share >= Self.networkDownShare else {
      return nil
    }
    isNetworkDown = true
    // What the requests before this was noticed made of the feeds is taken back.
    for attempt in attempts.reversed() where attempt.hasFailed {
      guard var entry = entries[attempt.feed] else { continue }
      set(attempt.before, &entry)
      entries[attempt.feed] = entry
    }
    return .networkDown(failed: failed, of: attempts.count)
  }
}
