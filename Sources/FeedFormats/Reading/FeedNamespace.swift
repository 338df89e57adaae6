/// The namespaces that feeds are read with, with the spellings that people used.
enum FeedNamespace: UInt8, CaseIterable {
  case none = 0
  case rss, rss090, rdf, atom, atom03, dublinCore, terms, content, media, itunes, podcast, chapters, syndication
  case georss, geo, gml, slash, commentAPI, threading, feedburner, license, prism, admin, history, tombstones
  case sitemap, news, sitemapImage, sitemapVideo, xhtml, xml
  case other = 255

  /// URIs; the vocabulary compares them in any case, with or without `https` and a final `/` or `#`.
  var uris: [String] {
    switch self {
    case .none, .other: []
    case .rss:
      [
        "http://purl.org/rss/1.0/", "http://purl.org/rss/2.0/", "http://backend.userland.com/rss2",
        "http://backend.userland.com/rss", "http://blogs.law.harvard.edu/tech/rss", "http://purl.org/net/rss1.1#",
        "http://cyber.law.harvard.edu/rss", "http://cyber.law.harvard.edu/rss/rss.html",
        "http://purl.org/rss/1.0/modules/rss091#", "http://www.rssboard.org/rss-specification",
        "http://my.netscape.com/publish/formats/rss-0.91.dtd",
      ]
    case .rss090: ["http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/"]
    case .rdf: ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"]
    case .atom: ["http://www.w3.org/2005/Atom", "http://w3.org/2005/Atom"]
    case .atom03:
      [
        "http://purl.org/atom/ns#", "http://example.com/newformat#", "http://example.com/necho",
        "http://purl.org/echo/", "uri/of/echo/namespace#", "http://purl.org/pie/",
      ]
    case .dublinCore: ["http://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.0/"]
    case .terms: ["http://purl.org/dc/terms/"]
    case .content: ["http://purl.org/rss/1.0/modules/content/"]
    case .media: ["http://search.yahoo.com/mrss/", "http://video.search.yahoo.com/mrss/"]
    case .itunes: ["http://www.itunes.com/dtds/podcast-1.0.dtd", "http://example.com/dtds/podcast-1.0.dtd"]
    case .podcast:
      [
        "https://podcastindex.org/namespace/1.0",
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
      ]
    case .chapters: ["http://podlove.org/simple-chapters"]
    case .syndication: ["http://purl.org/rss/1.0/modules/syndication/", "http://purl.org/rss/modules/syndication/"]
    case .georss:
      ["http://www.georss.org/georss", "http://www.georss.org/georss/10", "http://www.georss.org/georss/11"]
    case .geo: ["http://www.w3.org/2003/01/geo/wgs84_pos#", "http://www.w3.org/2003/01/geo/"]
    case .gml: ["http://www.opengis.net/gml", "http://www.opengis.net/gml/3.2"]
    case .slash: ["http://purl.org/rss/1.0/modules/slash/"]
    case .commentAPI: ["http://wellformedweb.org/CommentAPI/"]
    case .threading: ["http://purl.org/syndication/thread/1.0", "http://purl.org/rss/1.0/modules/threading/"]
    case .feedburner: ["http://rssnamespace.org/feedburner/ext/1.0"]
    case .license:
      [
        "http://backend.userland.com/creativeCommonsRssModule",
        "http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html", "http://web.resource.org/cc/",
        "http://creativecommons.org/ns#", "http://creativecommons.org/ns#license",
      ]
    case .prism:
      [
        "http://prismstandard.org/namespaces/1.2/basic/", "http://prismstandard.org/namespaces/basic/2.0/",
        "http://prismstandard.org/namespaces/basic/2.1/", "http://prismstandard.org/namespaces/basic/3.0/",
        "http://purl.org/rss/1.0/modules/prism/", "http://prismstandard.org/namespaces/basic/1.0/",
      ]
    case .admin: ["http://webns.net/mvcb/"]
    case .history: ["http://purl.org/syndication/history/1.0"]
    case .tombstones: ["http://purl.org/atompub/tombstones/1.0"]
    case .sitemap:
      ["http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.google.com/schemas/sitemap/0.84"]
    case .news: ["http://www.google.com/schemas/sitemap-news/0.9"]
    case .sitemapImage: ["http://www.google.com/schemas/sitemap-image/1.1"]
    case .sitemapVideo: ["http://www.google.com/schemas/sitemap-video/1.1"]
    case .xhtml: ["http://www.w3.org/1999/xhtml"]
    case .xml: ["http://www.w3.org/XML/1998/namespace"]
    }
  }

  /// Prefixes that mean the namespace in documents that do not declare them, or declare another URI for them.
  var prefixes: [String] {
    switch self {
    case .none, .other, .rss, .rss090, .atom03, .sitemap: []
    case .rdf: ["rdf"]
    case .atom: ["atom", "atom10", "a10"]
    case .dublinCore: ["dc"]
    case .terms: ["dcterms", "dcterm"]
    case .content: ["content"]
    case .media: ["media"]
    case .itunes: ["itunes"]
    case .podcast: ["podcast"]
    case .chapters: ["psc"]
    case .syndication: ["sy"]
    case .georss: ["georss"]
    case .geo: ["geo"]
    case .gml: ["gml"]
    case .slash: ["slash"]
    case .commentAPI: ["wfw"]
    case .threading: ["thr"]
    case .feedburner: ["feedburner"]
    case .license: ["creativeCommons", "cc"]
    case .prism: ["prism"]
    case .admin: ["admin"]
    case .history: ["fh"]
    case .tombstones: ["at"]
    case .news: ["news"]
    case .sitemapImage: ["image"]
    case .sitemapVideo: ["video"]
    case .xhtml: ["xhtml"]
    case .xml: ["xml"]
    }
  }
}
