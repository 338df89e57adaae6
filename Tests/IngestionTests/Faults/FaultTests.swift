import Articles
import Foundation
import HTTPTransfer
import Locking
import TestSupport
import Testing

/// Servers that fail in every way, polled like any other, into a store: a fault changes nothing but the failure that is
/// recorded, and the feed goes on where it was.
@Suite struct FaultTests {
  /// Answers each feed by the number of its request: whole, the fault, 304, the next version.
  private static func handler(_ faults: [String: Fault]) -> LoopbackServer.Handler {
    let counts = Locked<[String: Int]>([:])
    return { request in
      let name = String(request.target.dropFirst())
      let count = counts.withLock { counts in
        // A pass that cannot reach the server has its turn nevertheless.
        counts[name, default: 0] += counts[name] == 1 && faults[name]?.script == nil ? 2 : 1
        return counts[name] ?? 0
      }
      let isConditional =
        request.value("If-None-Match") == "\"v1\"" && request.value("If-Modified-Since") == "yesterday"
      let fields = [("ETag", "\"v1\""), ("Last-Modified", "yesterday"), ("Connection", "close")]
      let first = TestFeed.rss(["\(name) first", "\(name) second"])
      switch count {
      case 1: return .response(200, fields, text: first) + [.close]
      case 2: return isConditional ? faults[name]?.script ?? [.close] : .response(500)
      case 3: return (isConditional ? .response(304, fields) : .response(500)) + [.close]
      default:
        return .response(200, [("ETag", "\"v3\""), ("Connection", "close")], text: TestFeed.rss(["\(name) third"]))
          + [.close]
      }
    }
  }

  @Test func faultsChangeNothingButTheFailure() async throws {
    let faults = try Fault.all()
    let names = faults.keys.sorted()
    let server = try LoopbackServer(handler: Self.handler(faults))
    defer { server.stop() }
    let silent = try SilentPort(ipv6: false, port: server.port)
    let pass = Locked(1)
    var settings = TransferSettings(
      addressGuard: AddressGuard(allowing: [try .init("127.0.0.0/8")]))
    settings.lookUp = { host, _ in
      let fault = pass.withLock { $0 } == 2 ? faults[String(host.dropLast(".invalid".count))] : nil
      let address = fault?.address ?? "127.0.0.1"
      return address.isEmpty ? [] : [address]
    }
    let loop = TransferLoop(settings)
    defer { loop.close() }
    let bench = try PollBench(names.map { "http://\($0).invalid:\(server.port)/\($0)" }) { _ in [] }
    bench.feeds = zip(names, bench.feeds).map { Feed(id: FeedID($0), url: $1.url, title: $0) }
    bench.transfer = loop
    bench.limits = TransferLimits(total: .milliseconds(1_500), connect: .milliseconds(700))

    try await bench.poll()
    let before = try await bench.states()
    let titles = try await bench.titles()
    #expect(titles.count == 2 * names.count)

    bench.pass(PollBench.hour)
    pass.withLock { $0 = 2 }
    try await bench.poll()
    #expect(try await bench.titles() == titles)
    let failed = try await bench.states()
    for name in names {
      let (old, new) = (try #require(before[FeedID(name)]), try #require(failed[FeedID(name)]))
      #expect(old.consecutiveFailures == 0 && old.validators == Validators(etag: "\"v1\"", lastModified: "yesterday"))
      let failure = try #require(new.lastFailure, "\(name) succeeded")
      #expect(faults[name]?.codes.contains(failure.code) == true, "\(name): \(failure.code): \(failure.message)")
      #expect(failure.message.contains("\(name).invalid"), "\(name): \(failure.message)")
      #expect(new.consecutiveFailures == 1)
      #expect(new.validators == old.validators && new.bodyHash == old.bodyHash && new.url == old.url, "\(name)")
      #expect(new.articleCount == old.articleCount && new.lastSuccess == old.lastSuccess, "\(name)")
      let next = try #require(new.nextPoll, "\(name) is asked no more")
      #expect(next > bench.now && next < bench.now + PollBench.day)
    }

    // The feed is as it was: still known by its validators, and then changed.
    pass.withLock { $0 = 3 }
    bench.pass(PollBench.day)
    await bench.restart()
    try await bench.poll(isForced: false)
    for (id, state) in try await bench.states() {
      #expect(
        state.consecutiveFailures == 0 && state.notModifiedCount == 1, "\(id): \(state.lastFailure?.message ?? "")")
    }
    #expect(try await bench.titles() == titles)
    bench.pass(PollBench.day)
    try await bench.poll()
    #expect(try await bench.titles().count == 3 * names.count)
    withExtendedLifetime(silent) {}
  }

  @Test func certificateThatRunsOutChangesNothingButTheFailure() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    var settings = TransferSettings(
      addressGuard: AddressGuard(allowing: [try .init("127.0.0.1")]), certificateAuthorityFile: server.authorityFile)
    settings.lookUp = { _, _ in ["127.0.0.1"] }
    let loop = TransferLoop(settings)
    defer { loop.close() }
    let bench = try PollBench([server.url("expires.test", "/feed")]) { _ in [] }
    bench.transfer = loop
    try await bench.poll()
    let old = try await bench.state()
    #expect(old.validators.etag == "\"v1\"" && old.articleCount == 3)
    try await bench.poll()
    let failed = try await bench.state()
    #expect(failed.lastFailure?.code == "tls" && failed.lastFailure?.message.contains("certificate") == true)
    #expect(failed.validators == old.validators && failed.bodyHash == old.bodyHash && failed.articleCount == 3)
    #expect(failed.nextPoll ?? .distantPast > bench.now)
    try await bench.poll()
    let renewed = try await bench.state()
    #expect(renewed.consecutiveFailures == 0 && renewed.notModifiedCount == 1)
    #expect(try await bench.titles().count == 3)
  }

  /// Where neither length nor coding tells, only the document does.
  @Test func documentThatBreaksOffIsAskedForOnceMore() async throws {
    let whole = TestFeed.rss(["first", "second", "third", "fourth"])
    let cut = String(whole.prefix(whole.count / 2))
    let bodies = Locked([cut, whole, cut, cut, cut])
    let bench = try PollBench { request in
      guard request.value("If-None-Match") == nil || bodies.withLock({ $0.count }) > 1 else { return .response(304) }
      let body = bodies.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
      let head = "HTTP/1.1 200 OK\r\nETag: \"\(body.utf8.count)\"\r\nConnection: close\r\n\r\n"
      return [.send(Array((head + body).utf8)), .close]
    }
    try await bench.poll()
    #expect((1...3).contains(try await bench.titles().count))
    #expect(try await bench.state().validators.isEmpty)
    try await bench.poll()
    #expect(try await bench.titles() == ["first", "fourth", "second", "third"])
    #expect(try await bench.state().validators.etag == "\"\(whole.utf8.count)\"")
    // A file that is itself cut: it comes a second time as it was, and is believed.
    try await bench.poll()
    #expect(try await bench.state().validators.isEmpty)
    try await bench.poll()
    #expect(try await bench.state().validators.etag == "\"\(cut.utf8.count)\"")
    #expect(bench.requests.map { $0.value("If-None-Match") } == [nil, nil, "\"\(whole.utf8.count)\"", nil])
    #expect(try await bench.titles().count == 4)
  }
}
