import Articles
import Foundation
import HTTPTransfer
import Locking
import TestSupport
import Testing

@testable import Fetching

/// The limit over all domains, which nothing that has its turn waits behind.
@Suite struct SlotLineTests {
  private let clock = ManualClock()
  private let order = Locked<[String]>([])

  private func pacer(
    _ most: Int, spacing: Duration = .zero, addressGuard: AddressGuard = AddressGuard()
  ) -> DomainPacer {
    var manners = DomainManners(spacing: spacing, addressGuard: addressGuard)
    manners.maximumActive = most
    return DomainPacer(manners, clock: clock)
  }

  private func visitor(_ pacer: DomainPacer, _ host: String) async throws -> Task<DomainPacer.Admission, any Error> {
    let order = order
    let task = Task {
      let admission = try await pacer.acquire(HTTPURL("http://\(host)/"))
      order.withLock { $0.append(host) }
      return admission
    }
    try await Task.sleep(for: .milliseconds(20))
    return task
  }

  /// What a visitor was told; `nil` when it still waits after five seconds.
  private func answer(_ task: Task<DomainPacer.Admission, any Error>) async -> DomainPacer.Admission? {
    let watchdog = Task {
      try await Task.sleep(for: .seconds(5))
      task.cancel()
    }
    defer { watchdog.cancel() }
    return try? await task.value
  }

  private func release(_ pacer: DomainPacer, _ admission: DomainPacer.Admission?) {
    guard case .admitted(let turn) = admission else {
      Issue.record("no turn")
      return
    }
    pacer.release(turn)
  }

  @Test("P23 Over all domains as many requests are under way as the desk says, in the order they came")
  func limitOverAllDomains() async throws {
    let pacer = pacer(2)
    let first = await answer(try await visitor(pacer, "a.example"))
    _ = await answer(try await visitor(pacer, "b.example"))
    let waiting = [try await visitor(pacer, "c.example"), try await visitor(pacer, "d.example")]
    #expect(order.withLock { $0 } == ["a.example", "b.example"])
    release(pacer, first)
    let third = await answer(waiting[0])
    try await Task.sleep(for: .milliseconds(20))
    #expect(order.withLock { $0 } == ["a.example", "b.example", "c.example"])
    release(pacer, third)
    #expect(await answer(waiting[1]) != nil)
  }

  @Test("P23 Who waits for a slot is told when its server asks for quiet meanwhile, and the slot goes on")
  func quietWhileWaiting() async throws {
    let pacer = pacer(1)
    let first = await answer(try await visitor(pacer, "a.example"))
    let second = try await visitor(pacer, "www.b.example")
    let third = try await visitor(pacer, "c.example")
    pacer.keepQuiet(towards: "b.example", scope: .domain, for: .seconds(600))
    release(pacer, first)
    #expect(await answer(second) == .held(.seconds(600)))
    guard case .admitted = await answer(third) else {
      Issue.record("the slot is lost")
      return
    }
  }

  @Test func cancelledWaiterTakesNoSlot() async throws {
    let pacer = pacer(1)
    let first = await answer(try await visitor(pacer, "a.example"))
    let second = try await visitor(pacer, "b.example")
    let third = try await visitor(pacer, "c.example")
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    release(pacer, first)
    release(pacer, await answer(third))
    release(pacer, await answer(try await visitor(pacer, "b.example")))
  }

  @Test func whoWaitsForItsDomainHoldsNoSlot() async throws {
    let pacer = pacer(1, spacing: .seconds(5))
    release(pacer, await answer(try await visitor(pacer, "a.example")))
    _ = try await visitor(pacer, "a.example")
    release(pacer, await answer(try await visitor(pacer, "b.example")))
    clock.advance(by: .seconds(5))
  }

  @Test func ownHostsAreNotCounted() async throws {
    let pacer = pacer(1, addressGuard: AddressGuard(allowing: [try .init("127.0.0.1")]))
    _ = await answer(try await visitor(pacer, "a.example"))
    let own = await answer(try await visitor(pacer, "127.0.0.1"))
    release(pacer, own)
    let waiting = try await visitor(pacer, "b.example")
    #expect(order.withLock { $0 } == ["a.example", "127.0.0.1"])
    waiting.cancel()
    _ = try? await waiting.value
  }

  @Test("P23 The spacing holds at the server too when all connections are busy, and the log shows its times")
  func spacingHoldsBehindSlowServers() async throws {
    let arrivals = Locked<[String: Date]>([:])
    let server = try LoopbackServer { request in
      let name = (request.value("Host") ?? "").prefix { $0 != ":" } + request.target
      arrivals.withLock { $0[String(name)] = Date() }
      let answer: [LoopbackServer.Step] = .response(200, text: "x")
      return request.target == "/slow" ? [.pause(.milliseconds(600))] + answer : answer
    }
    defer { server.stop() }
    let addressGuard = AddressGuard(allowing: [try .init("127.0.0.1")])
    var settings = TransferSettings(maximumConnections: 1, addressGuard: addressGuard)
    settings.lookUp = { _, _ in ["127.0.0.1"] }
    let loop = TransferLoop(settings)
    defer { loop.close() }
    var manners = DomainManners(spacing: .milliseconds(250), addressGuard: addressGuard)
    manners.maximumActive = 1
    let fetcher = FeedFetcher(
      transfer: loop, pacer: DomainPacer(manners), settings: FetchSettings(userAgent: "K/1"))
    func fetch(_ name: String) -> Task<FetchResult, any Error> {
      Task { try await fetcher.fetch(FeedRequest(url: "http://\(name.replacing("/", with: ":\(server.port)/"))")) }
    }
    let slow = fetch("b.example/slow")
    try await Task.sleep(for: .milliseconds(50))
    let tasks = [slow, fetch("a.example/1"), fetch("a.example/2")]
    var results: [FetchResult] = []
    for task in tasks { results.append(try await task.value) }
    #expect(results.map(\.requests.count) == [1, 1, 1])
    let times = arrivals.withLock { $0 }
    let first = try #require(times["a.example/1"])
    let second = try #require(times["a.example/2"])
    #expect(abs(second.timeIntervalSince(first)) > 0.2)
    let logged = results.dropFirst().map { $0.requests[0].start }
    for (start, arrival) in zip(logged, [first, second]) { #expect(abs(arrival.timeIntervalSince(start)) < 0.15) }
  }
}
