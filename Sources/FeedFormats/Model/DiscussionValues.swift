/// What is said of an entry's comments: Slash, the comment API of wfw, Atom threading (RFC 4685); as published.
public struct DiscussionValues: RareValue {
  /// `slash:comments` or `thr:total`: how many there are.
  public var count: Int?
  /// `slash:section`.
  public var section: String?
  /// `slash:department`.
  public var department: String?
  /// `slash:hit_parade`.
  public var hitParade: String?
  /// `wfw:comment`: where to post one.
  public var postURL: String?
  /// `wfw:commentRss`: the feed of comments.
  public var feedURL: String?
  /// `thr:in-reply-to` in order.
  public var inReplyTo: [Reply] = []

  /// RFC 4685 §3 `in-reply-to`.
  public struct Reply: Sendable, Equatable, Codable {
    /// `ref`: id of the entry that was answered.
    public var id: String?
    /// `href`: where it can be read.
    public var href: String?
    /// `type` of what is there.
    public var mediaType: String?
    /// `source`: its feed.
    public var source: String?

    /// Makes a reference.
    public init(id: String?, href: String? = nil, mediaType: String? = nil, source: String? = nil) {
      self.id = id
      self.href = href
      self.mediaType = mediaType
      self.source = source
    }
  }

  /// Says nothing.
  public init() {}
}
