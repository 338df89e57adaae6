import Articles
import HTTPTransfer
import Locking
import TestSupport
import Testing

@testable import Fetching

@Suite struct DomainPacerTests {
  private let clock = ManualClock()
  private let log = Locked<[String]>([])

  /// Starts a task that takes a turn, notes the time and gives the turn back when `hold` is false.
  private func visitor(
    _ pacer: DomainPacer, _ url: String, hold: Bool = false
  ) -> Task<DomainPacer.Admission, any Error> {
    let (clock, log) = (clock, log)
    return Task {
      let admission = try await pacer.acquire(HTTPURL(url))
      log.withLock { $0.append("\(url) \(clock.now.offset / .seconds(1))") }
      if !hold, case .admitted(let turn) = admission { pacer.release(turn) }
      return admission
    }
  }

  private func settle(_ isDone: () -> Bool = { false }) async {
    for _ in 0..<200 where !isDone() { try? await Task.sleep(for: .milliseconds(1)) }
  }

  private func entries(_ count: Int) async -> [String] {
    await settle { log.withLock { $0.count } >= count }
    return log.withLock { $0 }
  }

  @Test("P23 Requests to one registrable domain start five seconds apart, in order")
  func startsAtOneDomainAreSpacedInOrder() async throws {
    let pacer = DomainPacer(clock: clock)
    let urls = ["http://feeds.bbci.co.uk/1", "http://www.bbci.co.uk/2", "http://bbci.co.uk/3"]
    var tasks: [Task<DomainPacer.Admission, any Error>] = []
    for url in urls {
      tasks.append(visitor(pacer, url))
      await Task.yield()
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(await entries(1) == ["\(urls[0]) 0.0"])
    clock.advance(by: .seconds(4.9))
    try await Task.sleep(for: .milliseconds(20))
    #expect(log.withLock { $0.count } == 1)
    clock.advance(by: .seconds(0.1))
    #expect(await entries(2).last == "\(urls[1]) 5.0")
    await settle { clock.sleeperCount > 0 }
    clock.advance(by: .seconds(5))
    #expect(await entries(3).last == "\(urls[2]) 10.0")
    for task in tasks { _ = try await task.value }
  }

  @Test func domainsDoNotWaitForEachOther() async throws {
    let pacer = DomainPacer(clock: clock)
    for url in ["http://a.co.uk/", "http://b.co.uk/", "http://x.blogspot.com/", "http://y.blogspot.com/"] {
      _ = try await visitor(pacer, url).value
    }
    #expect(clock.now.offset == .zero)
  }

  @Test("P23 No more than two requests to a domain are under way")
  func noMoreThanTwoAreUnderWay() async throws {
    let pacer = DomainPacer(DomainManners(spacing: .zero), clock: clock)
    let first = try await visitor(pacer, "http://a.example/1", hold: true).value
    _ = try await visitor(pacer, "http://a.example/2", hold: true).value
    let third = visitor(pacer, "http://a.example/3")
    try await Task.sleep(for: .milliseconds(30))
    #expect(log.withLock { $0.count } == 2)
    guard case .admitted(let turn) = first else {
      Issue.record("no turn")
      return
    }
    pacer.release(turn)
    _ = try await third.value
    #expect(log.withLock { $0.count } == 3)
  }

  @Test(
    "P23 Where spacings differ inside a domain, a request waits for its own and for the last one's",
    arguments: [(["fast.slow.example", "www.slow.example"], 60.0), (["www.slow.example", "fast.slow.example"], 60.0)])
  func spacingCanDifferByHost(_ hosts: [String], _ seconds: Double) async throws {
    let pacer = DomainPacer(
      DomainManners(spacingByHost: ["slow.example": .seconds(60), "fast.slow.example": .seconds(1)]), clock: clock)
    _ = try await visitor(pacer, "http://\(hosts[0])/").value
    let second = visitor(pacer, "http://\(hosts[1])/")
    await settle { clock.sleeperCount > 0 }
    #expect(clock.nextDeadline == .seconds(seconds))
    clock.advance(by: .seconds(seconds))
    _ = try await second.value
    let third = visitor(pacer, "http://\(hosts[1])/")
    await settle { clock.sleeperCount > 0 }
    #expect(clock.nextDeadline == .seconds(hosts[1] == "www.slow.example" ? 120 : 61))
    clock.advance(by: .seconds(60))
    _ = try await third.value
  }

  @Test func allowListedHostsAreNotSpaced() async throws {
    let addressGuard = AddressGuard(allowing: [try AddressGuard.Allowance("127.0.0.1")])
    let pacer = DomainPacer(DomainManners(addressGuard: addressGuard), clock: clock)
    for _ in 0..<20 { _ = try await visitor(pacer, "http://127.0.0.1:9/", hold: true).value }
    #expect(clock.now.offset == .zero)
  }

  @Test func allowListedHostIsSpacedWhenItsSpacingIsGiven() async throws {
    let addressGuard = AddressGuard(allowing: [try AddressGuard.Allowance("127.0.0.1")])
    let manners = DomainManners(spacingByHost: ["127.0.0.1": .seconds(2)], addressGuard: addressGuard)
    let pacer = DomainPacer(manners, clock: clock)
    _ = try await visitor(pacer, "http://127.0.0.1:9/").value
    let second = visitor(pacer, "http://127.0.0.1:9/")
    await settle { clock.sleeperCount > 0 }
    #expect(clock.nextDeadline == .seconds(2))
    clock.advance(by: .seconds(2))
    _ = try await second.value
  }

  @Test("P23 A network that the desk allows is spaced as the desk says", arguments: ["10.1.2.3", "10.9.9.9"])
  func allowedNetworkIsSpaced(_ host: String) async throws {
    let network = AddressGuard(allowing: [try .init(host: "10.0.0.0/8", port: 80)])
    var manners = DomainManners(addressGuard: network)
    manners.allowedSpacings = [(network, .seconds(2))]
    let pacer = DomainPacer(manners, clock: clock)
    _ = try await visitor(pacer, "http://\(host)/").value
    let second = visitor(pacer, "http://\(host)/")
    await settle { clock.sleeperCount > 0 }
    #expect(clock.nextDeadline == .seconds(2))
    clock.advance(by: .seconds(2))
    _ = try await second.value
  }

  @Test("P23 A domain may have its own number of requests under way")
  func ownNumberInFlight() async throws {
    var manners = DomainManners(spacing: .zero)
    manners.maximumInFlightByDomain = ["a.example": 1]
    let pacer = DomainPacer(manners, clock: clock)
    let first = try await visitor(pacer, "http://www.a.example/1", hold: true).value
    let second = visitor(pacer, "http://feeds.a.example/2")
    try await Task.sleep(for: .milliseconds(30))
    #expect(log.withLock { $0.count } == 1)
    guard case .admitted(let turn) = first else {
      Issue.record("no turn")
      return
    }
    pacer.release(turn)
    _ = try await second.value
  }

  @Test func cancelledWaiterLeavesTheLine() async throws {
    let pacer = DomainPacer(clock: clock)
    _ = try await visitor(pacer, "http://a.example/1").value
    let head = visitor(pacer, "http://a.example/2")
    await settle { clock.sleeperCount > 0 }
    let middle = visitor(pacer, "http://a.example/3")
    try await Task.sleep(for: .milliseconds(20))
    let last = visitor(pacer, "http://a.example/4")
    try await Task.sleep(for: .milliseconds(20))
    middle.cancel()
    await #expect(throws: CancellationError.self) { try await middle.value }
    head.cancel()
    await #expect(throws: CancellationError.self) { try await head.value }
    await settle { clock.sleeperCount > 0 }
    clock.advance(by: .seconds(5))
    _ = try await last.value
    #expect(log.withLock { $0 } == ["http://a.example/1 0.0", "http://a.example/4 5.0"])
  }

  @Test func cancelledWhileWaitingForASlot() async throws {
    let pacer = DomainPacer(DomainManners(spacing: .zero, maximumInFlight: 1), clock: clock)
    _ = try await visitor(pacer, "http://a.example/1", hold: true).value
    let second = visitor(pacer, "http://a.example/2")
    try await Task.sleep(for: .milliseconds(20))
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
  }

  @Test func quietSendsEveryoneInTheLineAway() async throws {
    let pacer = DomainPacer(clock: clock)
    _ = try await visitor(pacer, "http://a.example/1").value
    let waiting = (2...4).map { visitor(pacer, "http://www.a.example/\($0)") }
    await settle { clock.sleeperCount > 0 }
    pacer.keepQuiet(towards: "a.example", scope: .domain, for: .seconds(120))
    clock.advance(by: .seconds(5))
    for task in waiting { #expect(try await task.value == .held(.seconds(115))) }
    clock.advance(by: .seconds(115))
    guard case .admitted = try await visitor(pacer, "http://a.example/5").value else {
      Issue.record("still held")
      return
    }
  }

  @Test func quietOfAHostLeavesItsDomainAlone() async throws {
    let pacer = DomainPacer(DomainManners(spacing: .zero), clock: clock)
    pacer.keepQuiet(towards: "a.example.com", scope: .host, for: .seconds(60))
    #expect(try await visitor(pacer, "http://a.example.com/").value == .held(.seconds(60)))
    #expect(try await visitor(pacer, "http://b.example.com/").value != .held(.seconds(60)))
  }

  @Test func longestQuietCounts() async throws {
    let pacer = DomainPacer(clock: clock)
    pacer.keepQuiet(towards: "a.example", scope: .domain, for: .seconds(600))
    pacer.keepQuiet(towards: "a.example", scope: .domain, for: .seconds(10))
    #expect(try await visitor(pacer, "http://a.example/").value == .held(.seconds(600)))
  }
}
