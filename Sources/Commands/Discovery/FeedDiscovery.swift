import FeedFormats
import Foundation
import Markup
import Normalization
import WebValues

/// A feed that was fetched and read.
struct DiscoveredFeed: Sendable, Equatable {
  /// How its address was found.
  enum Origin: String, Sendable {
    /// The document is the feed; `link rel=alternate` and the like; a link that looks like a feed's; a usual path.
    case itself, declared, linked, guessed
  }
  let url: String
  let title: String?
  let version: String
  let entries: Int
  let newest: Date?
  let origin: Origin
}

/// Finds the feeds of a page, and reads each before it is told.
struct FeedDiscovery: Sendable {
  /// Most addresses that are asked beside the page.
  static let maximumRequests = 20
  /// Where publishing systems put feeds, most usual first.
  static let usualPaths = ["/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/feed.json"]

  /// What came of it.
  struct Result: Sendable, Equatable {
    var feeds: [DiscoveredFeed] = []
    /// Addresses that turned out to be no feeds, and why.
    var refused: [Refusal] = []
    /// What the document is when it is neither a feed nor a page: a login, an error, nothing.
    var obstacle: String?
  }

  /// An address that is no feed.
  struct Refusal: Sendable, Equatable {
    let url: String
    let reason: String
  }

  /// Whether usual paths are tried when the page names nothing.
  let guesses: Bool
  /// Fetches a document.
  let fetch: @Sendable (String) async throws -> InputDocument

  /// The feeds of a document: itself, else those declared, else those linked, else those at usual paths.
  func feeds(of page: InputDocument) async throws -> Result {
    var result = Result()
    do throws(FeedFormatError) {
      return Result(feeds: [try Self.feed(page, origin: .itself)])
    } catch {
      if !error.isOrdinaryPage { result.obstacle = error.message }
    }
    let base = WebURL(page.url)
    let candidates = PageFeeds.candidates(in: page.bytes, contentType: page.contentType, base: base)
    let declared = candidates.filter { $0.strength > .guessed }.map { $0.url.description }
    let linked = candidates.filter { $0.strength == .guessed }.map { $0.url.description }
    try await add(declared.prefix(Self.maximumRequests), .declared, to: &result)
    if result.feeds.isEmpty {
      let left = max(0, Self.maximumRequests - declared.count)
      try await add(linked.prefix(left), .linked, to: &result)
    }
    if result.feeds.isEmpty, guesses, let base, base.isWeb {
      let tried = Set(declared + linked)
      let guessed = Self.usualPaths.compactMap { base.resolve($0)?.description }.filter { !tried.contains($0) }
      try await add(guessed[...], .guessed, to: &result)
    }
    return result
  }

  /// Asks all addresses, each host in its own time, and keeps their order; a feed under two addresses counts once.
  private func add(
    _ addresses: ArraySlice<String>, _ origin: DiscoveredFeed.Origin, to result: inout Result
  ) async throws {
    let answers = try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
      for (index, address) in addresses.enumerated() {
        group.addTask { (index, try await ask(address, origin)) }
      }
      var answers: [(Int, Answer)] = []
      while let answer = try await group.next() { answers.append(answer) }
      return answers.sorted { $0.0 < $1.0 }.map(\.1)
    }
    for answer in answers {
      switch answer {
      case .feed(let feed):
        if !result.feeds.contains(where: { $0.url == feed.url }) { result.feeds.append(feed) }
      case .refused(let refusal): result.refused.append(refusal)
      }
    }
  }

  private enum Answer: Sendable {
    case feed(DiscoveredFeed)
    case refused(Refusal)
  }

  private func ask(_ address: String, _ origin: DiscoveredFeed.Origin) async throws -> Answer {
    do {
      return .feed(try Self.feed(try await fetch(address), origin: origin))
    } catch let failure as CommandFailure {
      let prefix = "\(address): "
      let reason = failure.message.hasPrefix(prefix) ? String(failure.message.dropFirst(prefix.count)) : failure.message
      return .refused(Refusal(url: address, reason: reason))
    } catch let error as FeedFormatError {
      return .refused(Refusal(url: address, reason: error.message))
    }
  }

  private static func feed(
    _ document: InputDocument, origin: DiscoveredFeed.Origin
  ) throws(FeedFormatError) -> DiscoveredFeed {
    let feed = try FeedReader.read(document.bytes, contentType: document.contentType, documentURL: document.url)
    let dates = feed.entries.compactMap { entry in
      [entry.published, entry.dublinCoreDate, entry.updated].lazy.compactMap { $0 }
        .compactMap { WebDate.parse($0)?.date }.first
    }
    let title = feed.source.title.map(TitleText.plain)
    return DiscoveredFeed(
      url: document.url, title: title, version: feed.format.rawValue, entries: feed.entries.count,
      newest: dates.max(), origin: origin)
  }
}
