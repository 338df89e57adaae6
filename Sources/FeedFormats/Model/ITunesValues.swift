/// What the iTunes podcast extension says of a feed or an entry; text as published, trimmed.
///
/// <https://podcasters.apple.com/support/823-podcast-requirements>, with the older elements of the 2005 draft.
public struct ITunesValues: RareValue {
  /// `author`.
  public var author: String?
  /// `title` without episode numbers and show names.
  public var title: String?
  /// `subtitle`.
  public var subtitle: String?
  /// `summary`.
  public var summary: String?
  /// `image@href`, or its text.
  public var image: String?
  /// `duration`: seconds or `hh:mm:ss`.
  public var duration: String?
  /// `explicit`: `yes`, `true`, `explicit`, `no`, `false`, `clean`.
  public var explicit: String?
  /// `block`: `yes`.
  public var block: String?
  /// Entry: `episode`.
  public var episode: String?
  /// Entry: `season`.
  public var season: String?
  /// Entry: `episodeType`: `full`, `trailer`, `bonus`.
  public var episodeType: String?
  /// Entry: `order`.
  public var order: String?
  /// Entry: `isClosedCaptioned`.
  public var isClosedCaptioned: String?
  /// `keywords`, split at commas, or at spaces when there is no comma.
  public var keywords: [String] = []
  /// `category`, each with its path from the top: `["Society & Culture", "History"]`.
  public var categories: [[String]] = []
  /// Feed: `owner`.
  public var owner: FeedPerson?
  /// Feed: `type`: `episodic`, `serial`.
  public var type: String?
  /// Feed: `new-feed-url`.
  public var newFeedURL: String?
  /// Feed: `complete`.
  public var complete: String?

  /// Says nothing.
  public init() {}
}
