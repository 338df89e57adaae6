public import Articles
import Domains
public import HTTPTransfer
import Locking

/// How often one domain may be asked.
public struct DomainManners: Sendable {
  /// Least time between the starts of two requests to one registrable domain.
  public var spacing: Duration
  /// Other spacings, by host or by registrable domain; the host's wins.
  public var spacingByHost: [String: Duration]
  /// Spacings of what the address guard's allow-list names, networks too; in its order, the first that covers counts.
  public var allowedSpacings: [(guard: AddressGuard, spacing: Duration)] = []
  /// Most requests under way to one registrable domain.
  public var maximumInFlight: Int
  /// Other such numbers, by registrable domain.
  public var maximumInFlightByDomain: [String: Int] = [:]
  /// Most requests under way over all domains, the allow-list's hosts not counted; `nil` for any number.
  public var maximumActive: Int?
  /// What it refuses by name alone waits for no turn; hosts that its allow-list names are the desk's own: they are not
  /// spaced, unless `spacingByHost` or `allowedSpacings` name them.
  public var addressGuard: AddressGuard

  /// Makes manners: 5 s between starts, 2 under way.
  public init(
    spacing: Duration = .seconds(5), spacingByHost: [String: Duration] = [:], maximumInFlight: Int = 2,
    addressGuard: AddressGuard = AddressGuard()
  ) {
    self.spacing = spacing
    self.spacingByHost = spacingByHost
    self.maximumInFlight = maximumInFlight
    self.addressGuard = addressGuard
  }
}

/// Lets requests to each domain start one after another, in the order they asked, and none while the domain has asked
/// for quiet.
///
/// Domains do not wait for each other, unless as many requests are under way as may be in all. What has its turn is sent
/// at once: nothing comes between the time that is noted here and the request.
///
/// Time is the injected clock's, so that tests decide it.
public final class DomainPacer: Sendable {
  /// The right to make requests to a domain until it is given back with `release(_:)`.
  public struct Turn: Sendable, Hashable {
    let domain: String
    /// Whether it counts among the requests over all domains.
    let isCounted: Bool
  }

  /// What asking for a turn brings.
  public enum Admission: Sendable, Hashable {
    /// Go ahead, and release the turn afterwards.
    case admitted(Turn)
    /// The server has asked for quiet, for so long from now.
    case held(Duration)
  }

  private struct Lane: Sendable {
    var inFlight = 0
    /// When the last request that is spaced started.
    var lastStart: Duration?
    /// When its own spacing is over.
    var earliestStart: Duration = .zero
    /// Whether some task is first in line, waiting for time or for a slot.
    var hasHead = false
    var domainWaiter: CancellableWaiter?
    var line: [CancellableWaiter] = []

    var isIdle: Bool { inFlight == 0 && !hasHead }

    /// When a request with `spacing` may start: its own and the last one's both count.
    func start(_ spacing: Duration) -> Duration { max(earliestStart, lastStart.map { $0 + spacing } ?? .zero) }
  }

  /// A request whose turn is to come.
  private struct Candidate {
    let host: String
    let domain: String
    let spacing: Duration?
    let isCounted: Bool
    var hasSlot = false
  }

  private struct State: Sendable {
    var lanes: [String: Lane] = [:]
    var quietUntil: [String: Duration] = [:]
    var slots: SlotLine
  }

  private enum Step {
    case settled(Admission)
    case waitForDomain(CancellableWaiter)
    case waitForSlot(CancellableWaiter)
    case sleep(Duration)
  }

  private let manners: DomainManners
  private let now: @Sendable () -> Duration
  private let sleep: @Sendable (Duration) async throws -> Void
  private let state: Locked<State>
  /// How long a lane may still matter after its last start.
  private let longestSpacing: Duration

  /// Makes a pacer that keeps `manners` by `clock`.
  public init<C: Clock>(_ manners: DomainManners = DomainManners(), clock: C = ContinuousClock())
  where C.Duration == Duration {
    let start = clock.now
    self.manners = manners
    state = Locked(State(slots: SlotLine(maximum: manners.maximumActive ?? .max)))
    longestSpacing =
      ([manners.spacing] + manners.spacingByHost.values + manners.allowedSpacings.map(\.spacing)).max() ?? .zero
    now = { start.duration(to: clock.now) }
    sleep = { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: nil) }
  }

  /// Waits for the turn of a request to `url`.
  ///
  /// - Throws: `CancellationError` when the task is cancelled while it waits.
  public func acquire(_ url: HTTPURL) async throws(CancellationError) -> Admission {
    let domain = RegistrableDomain.of(url.host)
    if let remaining = quiet(url.host, domain) { return .held(remaining) }
    try await becomeHead(domain)
    defer { passHeadship(domain) }
    var candidate = Candidate(
      host: url.host, domain: domain, spacing: spacing(url, domain), isCounted: isCounted(url))
    while true {
      guard !Task.isCancelled else {
        giveSlotBack(of: candidate)
        throw CancellationError()
      }
      switch next(candidate) {
      case .settled(let admission): return admission
      case .waitForDomain(let waiter): guard await waiter.wait() else { throw CancellationError() }
      case .waitForSlot(let waiter):
        guard await waiter.wait() else { throw CancellationError() }
        candidate.hasSlot = true
      case .sleep(let duration):
        do { try await sleep(duration) } catch { throw CancellationError() }
      }
    }
  }

  /// Why `url` is not asked whoever answers there: nothing is sent, so nobody need wait for a turn to be told.
  public func refusal(_ url: HTTPURL) -> TransferError? {
    manners.addressGuard.refusal(spelledHost: url.host, port: url.port)
  }

  /// Gives a turn back.
  public func release(_ turn: Turn) {
    state.withLock { state in
      guard var lane = state.lanes[turn.domain], lane.inFlight > 0 else { return }
      lane.inFlight -= 1
      _ = lane.domainWaiter?.wake()
      lane.domainWaiter = nil
      state.lanes[turn.domain] = lane
      if turn.isCounted { state.slots.giveBack() }
    }
  }

  /// Keeps quiet towards the host or registrable domain `name` for `duration` from now; the longest such wish counts.
  public func keepQuiet(_ scope: QuietPeriod.Scope, _ name: String, for duration: Duration) {
    let domain = RegistrableDomain.of(name)
    let until = now() + duration
    state.withLock { state in
      let key = "\(scope.rawValue) \(name)"
      state.quietUntil[key] = max(state.quietUntil[key] ?? .zero, until)
      _ = state.lanes[domain]?.domainWaiter?.wake()
      state.lanes[domain]?.domainWaiter = nil
    }
  }

  /// The same for `host`, or for its whole registrable domain.
  ///
  /// - Returns: The name that is kept quiet.
  @discardableResult
  public func keepQuiet(towards host: String, scope: QuietPeriod.Scope, for duration: Duration) -> String {
    let name = scope == .host ? host : RegistrableDomain.of(host)
    keepQuiet(scope, name, for: duration)
    return name
  }

  /// Whether a turn covers requests to `url` too, as after a redirect within a domain.
  public func covers(_ turn: Turn, _ url: HTTPURL) -> Bool {
    turn.domain == RegistrableDomain.of(url.host) && (turn.isCounted || !isCounted(url))
  }

  /// How much longer `url` is to be left alone, if it is.
  public func remainingQuiet(_ url: HTTPURL) -> Duration? { quiet(url.host, RegistrableDomain.of(url.host)) }

  /// The desk's own hosts must not be kept waiting by the web's slow ones.
  private func isCounted(_ url: HTTPURL) -> Bool {
    manners.maximumActive != nil && !manners.addressGuard.isAllowListed(host: url.host, port: url.port)
  }

  private func spacing(_ url: HTTPURL, _ domain: String) -> Duration? {
    let own = manners.spacingByHost[url.host]
    if manners.addressGuard.isAllowListed(host: url.host, port: url.port) {
      let given = manners.allowedSpacings.first { $0.guard.isAllowListed(host: url.host, port: url.port) }
      return [own ?? given?.spacing].compactMap { $0 }.first { $0 != .zero }
    }
    return own ?? manners.spacingByHost[domain] ?? manners.spacing
  }

  private func quiet(_ host: String, _ domain: String) -> Duration? {
    let now = now()
    return state.withLock { Self.remaining(&$0, host, domain, now) }
  }

  private static func remaining(_ state: inout State, _ host: String, _ domain: String, _ now: Duration) -> Duration? {
    var longest: Duration?
    for key in ["host \(host)", "domain \(domain)"] {
      guard let until = state.quietUntil[key] else { continue }
      if until > now { longest = max(longest ?? .zero, until - now) } else { state.quietUntil[key] = nil }
    }
    return longest
  }

  /// What the first in line has to do next; a server that has asked for quiet meanwhile is heeded at the last moment.
  private func next(_ candidate: Candidate) -> Step {
    let now = now()
    return state.withLock { state in
      if let remaining = Self.remaining(&state, candidate.host, candidate.domain, now) {
        if candidate.hasSlot { state.slots.giveBack() }
        return .settled(.held(remaining))
      }
      var lane = state.lanes[candidate.domain] ?? Lane()
      defer { state.lanes[candidate.domain] = lane }
      if let spacing = candidate.spacing {
        let most = manners.maximumInFlightByDomain[candidate.domain] ?? manners.maximumInFlight
        if lane.inFlight >= max(1, most) {
          let waiter = CancellableWaiter()
          lane.domainWaiter = waiter
          return .waitForDomain(waiter)
        }
        let start = lane.start(spacing)
        if now < start { return .sleep(start - now) }
      }
      // Last, so that no slot is kept from others while its domain's time has not come.
      if candidate.isCounted, !candidate.hasSlot, let waiter = state.slots.take() { return .waitForSlot(waiter) }
      lane.inFlight += 1
      if let spacing = candidate.spacing { (lane.lastStart, lane.earliestStart) = (now, now + spacing) }
      return .settled(.admitted(Turn(domain: candidate.domain, isCounted: candidate.isCounted)))
    }
  }

  private func giveSlotBack(of candidate: Candidate) {
    if candidate.hasSlot { state.withLock { $0.slots.giveBack() } }
  }

  /// Waits until everyone who asked before has started or left.
  private func becomeHead(_ domain: String) async throws(CancellationError) {
    let waiter: CancellableWaiter? = state.withLock { state in
      var lane = state.lanes[domain] ?? Lane()
      defer { state.lanes[domain] = lane }
      guard lane.hasHead else {
        lane.hasHead = true
        return nil
      }
      let waiter = CancellableWaiter()
      lane.line.append(waiter)
      return waiter
    }
    if let waiter, !(await waiter.wait()) { throw CancellationError() }
  }

  /// Makes the next task that still waits the first in line.
  private func passHeadship(_ domain: String) {
    let now = now()
    state.withLock { state in
      guard var lane = state.lanes[domain] else { return }
      lane.domainWaiter = nil
      lane.hasHead = false
      while !lane.line.isEmpty, !lane.hasHead { lane.hasHead = lane.line.removeFirst().wake() }
      let isForgettable = lane.isIdle && lane.lastStart.map { now - $0 >= longestSpacing } ?? true
      state.lanes[domain] = isForgettable ? nil : lane
    }
  }
}
