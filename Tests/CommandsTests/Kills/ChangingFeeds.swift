import Foundation
import Locking
import TestSupport

/// Feeds on loopback that gain ten items with each version, show the newest twenty, and answer 304 for the version that
/// is known.
final class ChangingFeeds: Sendable {
  private struct State {
    var versions: [Int]
    var answers = 0
  }

  let count: Int
  private let state: Locked<State>
  private let server: LoopbackServer

  init(count: Int) throws {
    self.count = count
    let state = Locked(State(versions: Array(repeating: 1, count: count)))
    self.state = state
    server = try LoopbackServer { request in
      guard let feed = Int(request.target.dropFirst()), feed < count else { return .response(404) }
      let version = state.withLock { state in
        state.answers += 1
        return state.versions[feed]
      }
      let tag = [("ETag", Self.tag(feed, version))]
      guard request.value("If-None-Match") != tag[0].1 else { return .response(304, tag) }
      return .response(200, tag, text: Self.body(feed, version))
    }
  }

  /// How many requests were answered so far.
  var answerCount: Int { state.withLock { $0.answers } }
  var port: Int { server.port }

  func url(_ feed: Int) -> String { server.url("/\(feed)") }

  /// Gives about a third of the feeds their next version.
  func change(_ random: inout SeededGenerator) {
    for feed in 0..<count where Int.random(in: 0..<3, using: &random) == 0 {
      state.withLock { $0.versions[feed] += 1 }
    }
  }

  func version(of feed: Int) -> Int { state.withLock { $0.versions[feed] } }

  static func tag(_ feed: Int, _ version: Int) -> String { "\"\(feed)-\(version)\"" }

  /// The version that a tag of the feed names.
  static func version(_ tag: String, of feed: Int) -> Int? {
    let prefix = "\"\(feed)-"
    return tag.hasPrefix(prefix) ? Int(tag.dropFirst(prefix.count).dropLast()) : nil
  }

  /// Numbers of the items that a version shows.
  static func items(_ version: Int) -> Range<Int> { max(0, version * 10 - 20)..<(version * 10) }

  static func title(_ feed: Int, _ item: Int) -> String { "Feed \(feed) item \(item)" }

  static func body(_ feed: Int, _ version: Int) -> String {
    let items = items(version).reversed().map { item in
      """
      <item><title>\(title(feed, item))</title><guid isPermaLink="false">\(feed)-\(item)</guid>
      <link>https://feed\(feed).example/\(item)</link><pubDate>Sun, 01 Nov 2026 10:00:00 GMT</pubDate>
      <description>\(String(repeating: "What item \(item) has to say. ", count: 10))</description></item>
      """
    }
    return "<rss version=\"2.0\"><channel><title>Feed \(feed)</title>\(items.joined())</channel></rss>"
  }

  func stop() { server.stop() }
}
