/// Writes feeds: RSS 2.0, RSS 1.0, Atom 1.0, JSON Feed 1.1.
///
/// Valid by the specifications and the W3C feed validator whatever the document holds: dates are rewritten, references
/// with a scheme that may run code are left out, controls are taken out of text, what a format requires and the
/// document lacks is filled from what it has. Equal documents give equal bytes; the clock is never asked.
public enum FeedWriter {
  /// The document's bytes in UTF-8, in any format; the older versions are written as the newest of their family,
  /// formats that are only read as RSS 2.0.
  public static func bytes(_ document: FeedDocument, as format: FeedFormat) -> [UInt8] {
    switch format {
    case .rss090, .rss091, .rss092, .rss093, .rss094, .rss20, .cdf, .sitemap, .newsSitemap: RSSWriter.bytes(document)
    case .rss10, .rss11: RDFWriter.bytes(document)
    case .atom03, .atom10: AtomWriter.bytes(document)
    case .jsonFeed10, .jsonFeed11: JSONFeedWriter.bytes(document)
    }
  }
}

extension FeedFormat {
  /// The media type to serve the format with, charset included where the type has that parameter.
  public var mediaType: String {
    switch self {
    case .rss090, .rss091, .rss092, .rss093, .rss094, .rss20, .cdf, .sitemap, .newsSitemap:
      "application/rss+xml; charset=utf-8"
    case .rss10, .rss11: "application/rdf+xml; charset=utf-8"
    case .atom03, .atom10: "application/atom+xml; charset=utf-8"
    case .jsonFeed10, .jsonFeed11: "application/feed+json; charset=utf-8"
    }
  }
}
