import Diagnostics
import Foundation
import Ingestion
import Locking

/// How far a pass over many feeds has come: a bar on a terminal, an event a minute elsewhere, whether or not it goes on.
///
/// Counts feeds that are done, new and changed articles, feeds without news, and failures; tells how fast it goes and,
/// from the pace of the last half minute, how long the rest will take.
final class PollProgress: Sendable {
  fileprivate struct State: Sendable {
    var total = 0
    var done = 0
    var news = 0
    var unchanged = 0
    var failed = 0
    var postponed = 0
    var start: Date?
    /// Times and counts of the last half minute, a second apart at least.
    var pace: [(time: Date, done: Int)] = []
    var lastShown: Date?
    var isFinished = false
    /// Shows events while nothing is done.
    var timer: Task<Void, Never>?
  }

  /// Seconds between two drawings of the bar, and between two lines.
  private static let barSeconds = 0.1
  private static let lineSeconds = 60.0
  /// How far back the pace is measured, in seconds.
  private static let paceSeconds = 30.0

  private let console: Console
  private let sink: any EventSink
  private let drawsBar: Bool
  private let now: @Sendable () -> Date
  private let sleep: @Sendable (Duration) async throws -> Void
  private let state = Locked(State())

  /// Makes progress that shows nothing until it is told how much there is to do; a quiet one never does.
  ///
  /// The bar stands among messages for people only: where those are JSON, there are events.
  init(
    console: Console, sink: any EventSink, isQuiet: Bool = false, isForPeople: Bool = true,
    now: @escaping @Sendable () -> Date = { Date() },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.console = console
    self.sink = sink
    drawsBar = console.errorIsTerminal && isForPeople && !isQuiet
    self.now = now
    self.sleep = sleep
  }

  /// The progress that a command line asks for.
  convenience init(_ invocation: Invocation, sink: any EventSink) {
    self.init(
      console: invocation.console, sink: sink, isQuiet: invocation.has("quiet"),
      isForPeople: invocation.value("log-format") != "json")
  }

  /// Begins with so many feeds to ask; with none there is nothing to show.
  func begin(total: Int) {
    let now = now()
    state.withLock { state in
      guard total > 0 else { return state.isFinished = true }
      (state.total, state.start, state.lastShown) = (total, now, now)
      state.pace = [(now, 0)]
      if !drawsBar { state.timer = Task { [weak self] in await self?.showEachMinute() } }
    }
  }

  /// Shows how things stand when a minute has passed without a word, until all is done.
  private func showEachMinute() async {
    while let rest = secondsUntilLine() {
      do { try await sleep(.seconds(rest)) } catch { return }
      let now = now()
      state.withLock { if !$0.isFinished { showIfTime(&$0, now) } }
    }
  }

  /// Seconds until the next line; `nil` when there is none any more.
  private func secondsUntilLine() -> Double? {
    let now = now()
    return state.withLock { state in
      guard !state.isFinished, let last = state.lastShown else { return nil }
      return max(0.1, min(Self.lineSeconds, Self.lineSeconds - now.timeIntervalSince(last)))
    }
  }

  /// Counts the results of one address, shows them when it is time, and ends when all is done.
  func advance(_ results: [PollResult]) {
    let now = now()
    state.withLock { state in
      guard !state.isFinished, state.total > 0 else { return }
      state.done += results.count
      state.news += results.reduce(0) { $0 + $1.storedCount }
      state.unchanged += results.count { $0.succeeded && $0.storedCount == 0 }
      state.failed += results.count(where: \.isFailed)
      state.postponed += results.count(where: \.isPostponed)
      state.notePace(now, within: Self.paceSeconds)
      showIfTime(&state, now)
    }
    if state.withLock({ $0.done >= $0.total }) { finish() }
  }

  private func showIfTime(_ state: inout State, _ now: Date) {
    let period = drawsBar ? Self.barSeconds : Self.lineSeconds
    guard state.lastShown.map({ now.timeIntervalSince($0) >= period }) ?? true else { return }
    state.lastShown = now
    show(state, now)
  }

  /// Takes the bar away; nothing is shown afterwards.
  func finish() {
    let wasShown = state.withLock { state in
      defer { state.isFinished = true }
      state.timer?.cancel()
      return !state.isFinished && state.total > 0
    }
    if wasShown, drawsBar { console.setStatus("") }
  }

  private func show(_ state: State, _ now: Date) {
    let rate = state.rate(now).map { ["\(Self.tenths($0))/s"] } ?? []
    let left = state.secondsLeft(now).map { ["\(TimeSpan.text($0)) left"] } ?? []
    guard drawsBar else {
      let message = "polling: " + (["\(state.done) of \(state.total) feeds"] + rate + left).joined(separator: ", ")
      return sink.record(Event(.info, "poll-progress", message, state.fields))
    }
    let counts = [
      "\(state.done)/\(state.total)", "\(state.news) new", "\(state.unchanged) same", "\(state.failed) failed",
    ]
    let putOff = state.postponed > 0 ? ["\(state.postponed) put off"] : []
    let parts = counts + rate + left + putOff
    console.setStatus(Self.bar(state.done, of: state.total, parts, columns: console.columns, isUTF8: console.isUTF8))
  }

  private static func tenths(_ rate: Double) -> String {
    let value = Int((min(max(rate, 0), 1e6) * 10).rounded())
    return value >= 100 ? "\((value + 5) / 10)" : "\(value / 10).\(value % 10)"
  }

  /// As many of the parts as fit, and before them a bar of up to 30 columns in what is left.
  ///
  /// One column stays free, so that no terminal wraps. All parts but the last fit into 80 with counts of five digits.
  private static func bar(_ done: Int, of total: Int, _ parts: [String], columns: Int, isUTF8: Bool) -> String {
    let separator = isUTF8 ? " · " : ", "
    var text = ""
    for part in parts {
      let longer = text.isEmpty ? part : text + separator + part
      guard TerminalText.width(longer) < columns else { break }
      text = longer
    }
    let width = min(30, columns - 2 - TerminalText.width(text))
    guard width > 0 else { return text }
    let filled = min(width, Int((Double(width) * Double(done) / Double(max(1, total))).rounded(.down)))
    let (full, empty) = isUTF8 ? ("█", "░") : ("#", "-")
    return String(repeating: full, count: filled) + String(repeating: empty, count: width - filled) + " " + text
  }
}

extension PollProgress.State {
  /// The counts for machines.
  var fields: [Event.Field] {
    [
      ("done", done), ("of", total), ("news", news), ("unchanged", unchanged), ("failed", failed),
      ("postponed", postponed),
    ].map { Event.Field($0.0, "\($0.1)") }
  }

  /// Notes how much was done by now, and forgets what is older than the time over which the pace is measured.
  mutating func notePace(_ now: Date, within seconds: Double) {
    if let last = pace.last, now.timeIntervalSince(last.time) < 1 { return }
    pace.append((now, done))
    while pace.count > 2, now.timeIntervalSince(pace[1].time) > seconds { pace.removeFirst() }
  }

  /// Feeds a second, lately; `nil` in the first second.
  func rate(_ now: Date) -> Double? {
    guard let first = pace.first, now.timeIntervalSince(first.time) >= 1 else { return nil }
    return Double(done - first.done) / now.timeIntervalSince(first.time)
  }

  /// Seconds until all is done at that pace.
  func secondsLeft(_ now: Date) -> Int? {
    guard let rate = rate(now), rate > 0 else { return nil }
    return Int(min((Double(total - done) / rate).rounded(.up), 1e9))
  }
}
