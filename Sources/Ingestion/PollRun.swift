import ArticleStore
public import Articles
public import Diagnostics
import Fetching
import Foundation
import Locking
import Scheduling

/// Polls the feeds of a desk: once what is due (`pass`), or for ever as they fall due (`run`).
public struct PollRun: Sendable {
  let poller: Poller
  let feeds: [Feed]
  private let concurrency: Int
  private let spacing: PollSpacing
  private let diagnostics: any EventSink
  /// Called after each poll, from any task.
  private let progress: @Sendable ([PollResult]) -> Void
  /// Called after each delivery, from any task.
  public var pushProgress: @Sendable ([PollResult]) -> Void = { _ in }
  /// Called once, before the first poll, with the number of feeds that are due.
  private let planned: @Sendable (Int) -> Void
  private let sleep: @Sendable (Duration) async throws -> Void
  private let turns = AddressTurns()

  /// Makes a run over `feeds` with at most `concurrency` polls at once; those that wait for their domain's turn count.
  ///
  /// `sleep` passes the time until the next feed is due, by the same clock as the poller's `now`.
  public init(
    poller: Poller, feeds: [Feed], concurrency: Int, spacing: PollSpacing, diagnostics: any EventSink,
    planned: @escaping @Sendable (Int) -> Void = { _ in },
    progress: @escaping @Sendable ([PollResult]) -> Void = { _ in },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.poller = poller
    self.feeds = feeds
    self.concurrency = max(1, concurrency)
    self.spacing = spacing
    self.diagnostics = diagnostics
    self.planned = planned
    self.progress = progress
    self.sleep = sleep
  }

  private enum Finished: Sendable {
    case polled(FeedID, [PollResult])
    case storeFailed(FeedID, message: String)
    case cancelled
    case woke(at: Date)
  }

  /// Polls every feed that is due once, and returns when all are done.
  ///
  /// - Parameters:
  ///   - isForced: Whether to poll feeds that are not due yet, too.
  ///   - pauseSeconds: Feeds asked less long ago are not forced: what the store holds of them is new enough.
  ///   - isUnconditional: Whether to ask for whole documents, whatever the store knows of them.
  /// - Returns: What came of it in all, and what the store refused.
  /// - Throws: `StoreError` when the states cannot be read.
  public func pass(
    isForced: Bool = false, pauseSeconds: Double = 60, isUnconditional: Bool = false
  ) async throws -> PollPass {
    let forced = isForced ? poller.now().addingTimeInterval(-max(0, pauseSeconds)) : nil
    var schedule = try await makeSchedule(forcing: forced, includesLater: false)
    planned(schedule.dueFeedCount)
    var silences = SilenceReporter(feeds: feeds, state: schedule.state)
    var pass = PollPass()
    await withTaskGroup(of: Finished.self) { group in
      var running = 0
      while true {
        while running < concurrency, !Task.isCancelled, let target = schedule.next(by: .distantFuture) {
          start(target, &group, schedule, isForced: isForced, isUnconditional: isUnconditional)
          running += 1
        }
        guard running > 0, let finished = await group.next() else { return }
        running -= 1
        switch finished {
        case .polled(_, let results):
          pass.add(results)
          silences.learn(results.map(\.state))
        case .storeFailed(_, let message):
          pass.unstoredCount += 1
          pass.storeMessage = message
        case .cancelled, .woke: break
        }
      }
    }
    silences.lookOnce(at: poller.now(), diagnostics)
    return pass
  }

  /// Polls feeds as they fall due until the task is cancelled.
  ///
  /// - Throws: `StoreError` when the states cannot be read at the start.
  public func run() async throws {
    var schedule = try await makeSchedule(forcing: nil, includesLater: true)
    planned(schedule.dueFeedCount)
    var silences = SilenceReporter(feeds: feeds, state: schedule.state)
    await withTaskGroup(of: Finished.self) { group in
      var running = 0
      var told: String?
      var alarms: [Date] = []
      while !Task.isCancelled {
        while running < concurrency, let target = schedule.next(by: poller.now()) {
          start(target, &group, schedule)
          running += 1
        }
        silences.look(at: poller.now(), diagnostics)
        let due = running < concurrency ? schedule.firstDue : nil
        setAlarm(for: [due, silences.nextLook].compactMap { $0 }.min(), &alarms, &group)
        guard let finished = await group.next() else { return }
        switch finished {
        case .woke(let time): alarms.removeAll { $0 == time }
        case .polled(let feed, let results):
          running -= 1
          silences.learn(results.map(\.state))
          poller.adopted.learn(results.map(\.state))
          told = nil
          schedule.finish(feed, states: results.map(\.state), now: poller.now())
          poller.requestPrice.withLock { $0 = schedule.requestPrice }
        case .storeFailed(let feed, let message):
          running -= 1
          tell(message, &told)
          schedule.retry(feed, at: poller.now().addingTimeInterval(poller.retrySeconds))
        case .cancelled: running -= 1
        }
      }
      group.cancelAll()
    }
  }

  /// Reports that the store refuses what polls bring: once until something was stored again, not for each feed.
  private func tell(_ message: String, _ told: inout String?) {
    guard told != message else { return }
    told = message
    let text = "what polls bring cannot be stored, and will be asked for again: \(message)"
    diagnostics.record(Event(.error, "store-failed", text))
  }

  /// Longest sleep, so that a wall clock that is set does not leave feeds unasked for long.
  private static let longestSleepSeconds = 900.0

  /// Has the loop woken when the next feed is due, unless it will be woken before.
  ///
  /// An alarm that an earlier one overtakes goes off in its time and does no harm; there are never more of them than
  /// times at which a poll brought the next due time forward.
  private func setAlarm(for due: Date?, _ alarms: inout [Date], _ group: inout TaskGroup<Finished>) {
    let now = poller.now()
    let time = min(due ?? .distantFuture, now.addingTimeInterval(Self.longestSleepSeconds))
    if let next = alarms.min(), next <= time { return }
    alarms.append(time)
    let seconds = max(0, time.timeIntervalSince(now))
    group.addTask { [sleep] in
      try? await sleep(.seconds(seconds))
      return .woke(at: time)
    }
  }

  /// The state as a pass finds it: one that was asked before `limit` is due whatever it says.
  private static func starting(_ state: FeedState, forcing limit: Date?) -> FeedState {
    guard let limit, state.lastPoll ?? .distantPast <= limit else { return state }
    var state = state
    state.nextPoll = nil
    if state.health == .gone { state.health = .failing }
    return state
  }

  /// What to ask when; `forcing` takes feeds that were last asked by that time for due.
  private func makeSchedule(forcing limit: Date?, includesLater: Bool) async throws -> FeedSchedule {
    let known = try await poller.store.feedStates()
    poller.adopted.learn(known)
    poller.keepQuiet(known.compactMap(\.quiet))
    let positions = Dictionary(
      known.indices.lazy.map { (known[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    let schedule = FeedSchedule(
      feeds: feeds, known: { positions[$0].map { Self.starting(known[$0], forcing: limit) } }, now: poller.now(),
      spacing: spacing, includesLater: includesLater, policy: poller.policy, policies: poller.policies(of: feeds))
    poller.requestPrice.withLock { $0 = schedule.requestPrice }
    return schedule
  }

  private func start(
    _ target: PollTarget, _ group: inout TaskGroup<Finished>, _ schedule: FeedSchedule, isForced: Bool = false,
    isUnconditional: Bool = false
  ) {
    let states = target.feeds.map(schedule.state)
    let contest = schedule.contest(target)
    group.addTask { [poller, progress, diagnostics, turns, sleep] in
      do {
        if let contest { try await turns.begin(contest, now: poller.now, sleep: sleep) }
        defer { if let contest { turns.end(contest, at: poller.now()) } }
        let results = try await poller.poll(
          target, states: states, isForced: isForced, isUnconditional: isUnconditional)
        progress(results)
        return .polled(target.lead.id, results)
      } catch is CancellationError {
        return .cancelled
      } catch {
        let reason = (error as? StoreError)?.message ?? "\(error)"
        let message = "\(target.lead.title): polled, but not stored; it will be asked again"
        diagnostics.record(Event(.debug, "not-stored", message, [.init("feed", target.lead.id.rawValue)]))
        return .storeFailed(target.lead.id, message: reason)
      }
    }
  }
}
