public import FeedFormats
import WebValues

/// What a publisher says of being told about changes: the address of the feed, and who tells (WebSub §4).
public struct HubOffer: Sendable, Equatable {
  /// `rel=self`: what to subscribe to.
  public var topic: String
  /// `rel=hub`, in the publisher's order, none twice.
  public var hubs: [String]

  /// Makes an offer.
  public init(topic: String, hubs: [String]) {
    self.topic = topic
    self.hubs = hubs
  }
}

/// Finds out whether a feed has a hub.
public enum HubDiscovery {
  /// Most hubs of one feed that are remembered.
  public static let maximumHubs = 5

  /// The offer of a response: what the `Link` header says comes before what the document says, for hubs and for the
  /// topic each.
  ///
  /// - Parameters:
  ///   - linkFields: The values of all `Link` fields.
  ///   - documentLinks: The feed's own links, with `hub` and `self` among their relations.
  ///   - documentURL: The address that answered, which references are resolved against.
  /// - Returns: `nil` when there is no hub, or when the feed does not say which address is its own.
  public static func offer(
    linkFields: [String], documentLinks: [FeedLink] = [], documentURL: String
  ) -> HubOffer? {
    let header = LinkHeader.links(linkFields).filter { link in
      link.anchor.map { WebURL.webAddress($0, base: documentURL) == WebURL.webAddress(documentURL) } ?? true
    }
    let headerHubs = addresses(header.filter { $0.relations.contains("hub") }.map { ($0.reference, documentURL) })
    let documentHubs = addresses(documentLinks.filter { $0.has("hub") }.map { ($0.href, $0.base ?? documentURL) })
    let headerTopic = header.first { $0.relations.contains("self") }
      .flatMap { WebURL.webAddress($0.reference, base: documentURL) }
    let documentTopic = documentLinks.lazy.filter { $0.has("self") }
      .compactMap { WebURL.webAddress($0.href, base: $0.base ?? documentURL) }.first
    let hubs = headerHubs.isEmpty ? documentHubs : headerHubs
    guard !hubs.isEmpty, let topic = headerTopic ?? documentTopic else { return nil }
    return HubOffer(topic: topic, hubs: hubs)
  }

  private static func addresses(_ references: [(reference: String, base: String)]) -> [String] {
    var addresses: [String] = []
    for (reference, base) in references where !reference.isEmpty && addresses.count < maximumHubs {
      guard let address = WebURL.webAddress(reference, base: base), !addresses.contains(address) else { continue }
      addresses.append(address)
    }
    return addresses
  }
}

extension FeedLink {
  /// Whether `word` is among the relations, which some publishers write as a list.
  fileprivate func has(_ word: String) -> Bool {
    relation.lowercased().split { $0 == " " || $0 == "\t" || $0 == "\n" }.contains { $0 == word }
  }
}
