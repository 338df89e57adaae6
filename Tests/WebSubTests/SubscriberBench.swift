import ArticleStore
import Articles
import Diagnostics
import Fetching
import Foundation
import HTTPTransfer
import Locking
import SQLiteStore
import TestSupport
import Testing

@testable import WebSub

/// A subscriber with a store of its own and the real network, which reaches hubs of this machine only.
final class SubscriberBench: Sendable {
  static let start = Date(timeIntervalSince1970: 1_800_000_000)
  static let topic = "https://valley.example/feed"
  let feed = Feed(id: FeedID("valley"), url: topic, title: "Valley")
  let clock = ManualClock()
  let store: any ArticleStore
  let log = MemorySink()
  let subscriber: Subscriber
  /// What was delivered and read.
  let delivered = Locked<[PushDelivery]>([])
  /// What reading throws or gives.
  let outcome = Locked<Result<PushOutcome, StoreError>>(.success(.stored(articles: 1)))
  /// The requests to hubs.
  let requests = Locked<[RequestRecord]>([])
  private let loop: TransferLoop

  init(
    _ store: any ArticleStore, _ change: (inout PushSettings) -> Void = { _ in }, allowed: [String] = ["127.0.0.1"]
  ) throws {
    self.store = store
    let addressGuard = AddressGuard(allowing: try allowed.map { (text) throws(TransferError) in try .init(text) })
    loop = TransferLoop(TransferSettings(addressGuard: addressGuard))
    let (clock, requests) = (clock, requests)
    let now: @Sendable () -> Date = { Self.start.addingTimeInterval(clock.now.offset / .seconds(1)) }
    let client = HubClient(
      transfer: loop, pacer: DomainPacer(DomainManners(addressGuard: addressGuard), clock: clock),
      addressGuard: addressGuard, userAgent: "Khabar/1.0 (+https://example.org/)", now: now,
      log: { record in requests.withLock { $0.append(record) } })
    var settings = PushSettings(callbackBase: "https://news.example.org/", maximumBodyBytes: 10_000)
    change(&settings)
    subscriber = Subscriber(settings: settings, store: store, client: client, diagnostics: log, now: now)
  }

  /// Does everything that is due now.
  func turn() async { await subscriber.turn(reading: reader) }

  var reader: Subscriber.Reader {
    { [delivered, outcome] delivery in
      delivered.withLock { $0.append(delivery) }
      return try outcome.withLock { $0 }.get()
    }
  }

  deinit { loop.close() }

  func advance(seconds: Double) { clock.advance(by: .seconds(seconds)) }

  /// A poll finds the feed's hubs.
  func offer(_ hubs: String..., topic: String = topic) {
    subscriber.note(.offered(HubOffer(topic: topic, hubs: hubs)), of: feed.id, missed: 0, answered: true)
  }

  /// The hub's question whether a request was meant, in process.
  func verify(
    _ request: LoopbackHub.Request, mode: String? = nil, topic: String? = nil, lease: String? = "864000"
  ) async -> CallbackAnswer {
    var parameters = [
      ("hub.mode", mode ?? request["hub.mode"] ?? ""), ("hub.topic", topic ?? request["hub.topic"] ?? ""),
      ("hub.challenge", "echo-me"),
    ]
    if let lease { parameters.append(("hub.lease_seconds", lease)) }
    return await subscriber.answer(CallbackQuery(parameters), at: request.callbackID)
  }

  /// Subscribes at the hub, which asks back; returns the request.
  func subscribe(_ hub: LoopbackHub, lease: String? = "864000") async throws -> LoopbackHub.Request {
    offer(hub.url)
    await turn()
    let request = try #require(hub.requests.last)
    #expect(await verify(request, lease: lease) == .challenge("echo-me"))
    return request
  }

  /// A signed delivery.
  func delivery(_ text: String, _ request: LoopbackHub.Request, _ method: String = "sha256") -> PostedDelivery {
    PostedDelivery(
      contentType: "application/atom+xml",
      signature: LoopbackHub.signature(of: text, secret: request["hub.secret"] ?? "", method), body: Array(text.utf8))
  }

  var status: PushStatus? { subscriber.status(of: feed.id) }
}

/// Calls `body` with a bench on a new store.
func withBench(
  _ change: (inout PushSettings) -> Void = { _ in }, allowed: [String] = ["127.0.0.1"],
  _ body: (SubscriberBench) async throws -> Void
) async throws {
  try await withStorePath { path in
    let store = try await SQLiteArticleStore(path: path)
    try await body(try SubscriberBench(store, change, allowed: allowed))
    await store.close()
  }
}

/// Calls `body` with the path of a store in a new folder.
func withStorePath(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "khabar-websub-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder.appending(path: "store.sqlite").path)
}
