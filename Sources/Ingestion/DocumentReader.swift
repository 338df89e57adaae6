import Articles
import FeedFormats
import Fetching
import Foundation
import Normalization
import WebSub
import WebValues

/// Turns what was fetched for a feed into articles, or into the reason why not.
struct DocumentReader {
  let feed: Feed
  let now: Date
  /// What is known of the feed's names.
  let identity: IdentityPolicy

  /// What the outcome of a fetch holds.
  func finding(_ outcome: FetchOutcome) -> PollFinding {
    switch outcome {
    case .document(let document): read(document, bodyHash: document.bodyHash)
    case .delta(let document): read(document, bodyHash: nil)
    case .notModified(let metadata): .asBefore(metadata, isNotModified: true)
    case .unchanged(let metadata): .asBefore(metadata, isNotModified: false)
    case .failed(let failure, _): .failed(failure)
    case .postponed: .postponed
    }
  }

  private func read(_ fetched: FetchedDocument, bodyHash: String?) -> PollFinding {
    let url = fetched.metadata.finalURL
    do throws(FeedFormatError) {
      let document = try FeedReader.read(fetched.bytes, contentType: fetched.contentType, documentURL: url)
      let context = NormalizationContext(feed: feed, documentURL: url, now: now, identity: identity)
      let normalized = ArticleNormalizer.articles(of: document, context: context)
      let read = ReadFeed(
        format: document.format, hints: hints(document.source),
        defectCount: document.defectCount + normalized.notes.count, hubs: hubs(document, fetched.metadata),
        document: normalized)
      var metadata = fetched.metadata
      // It may have been cut on its way: it is asked for once more, and its validators are believed if it comes again.
      if document.defects.contains(where: { $0.code == "truncated" }) { metadata.validators = Validators() }
      return .feed(read, bodyHash: bodyHash, metadata)
    } catch {
      let code = error.code == .html ? "html" : "not-a-feed"
      let message = "\(Redaction.url(url)) is not a feed: \(error.message)"
      return .unreadable(FeedFailure(code: code, message: message, at: now), isPage: error.code == .html)
    }
  }

  private func hubs(_ document: FeedDocument, _ metadata: FetchedMetadata) -> HubOffer? {
    HubDiscovery.offer(
      linkFields: metadata.linkFields, documentLinks: document.source.links, documentURL: metadata.finalURL)
  }

  private func hints(_ source: FeedSource) -> PollHints {
    PollHints(
      ttlSeconds: source.ttlMinutes.map { max(0, min($0, 1_000_000)) * 60 }, syndicationSeconds: source.updateSeconds,
      skipHours: source.skipHours, skipDays: source.skipDays)
  }
}
