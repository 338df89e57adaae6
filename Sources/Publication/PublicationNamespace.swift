import FeedFormats

/// The vocabulary that outputs carry what feeds have no words for in: `xmlns:khabar="urn:khabar:feed:1"`.
///
/// In an item or entry, in JSON Feed as members of `_khabar`:
///
/// - `tag`: one for each topic, best first. `topic` id, `group` id, `score` 0 to 1, three decimals.
///   - `evidence` in it, largest share first: `rule` address in `topics.yaml`, `field` (`title`, `summary`, `text`),
///     `start` and `end` in UTF-8 bytes of that field, `share` of the score (−1 to 1); its text is the words found there.
/// - `entity`: one for each actor, organization or place. `id`, `name`, `kind`, and where known `type`, `countries`
///   (ISO 3166-1 alpha-2, apart by spaces), `subdivision` (ISO 3166-2).
/// - `also`: the same article in another feed. `article` id, `feed` id, `title` of the feed, `href` where it has a page.
///
/// Categories use `urn:khabar:topic`, `urn:khabar:group`, `urn:khabar:entity` and IPTC's media topics as schemes.
public enum PublicationNamespace {
  /// The namespace's name; a change that a reader could trip over gets another number.
  public static let uri = "urn:khabar:feed:1"
  /// Scheme of topic ids.
  public static let topicScheme = "urn:khabar:topic"
  /// Scheme of group ids.
  public static let groupScheme = "urn:khabar:group"
  /// Scheme of gazetteer ids.
  public static let entityScheme = "urn:khabar:entity"
  /// Scheme of IPTC media topics.
  public static let mediaTopicScheme = "http://cv.iptc.org/newscodes/mediatopic/"

  /// An element of the vocabulary; attributes without value are left out.
  static func element(
    _ name: String, _ attributes: [(String, String?)], text: String = "", children: [ForeignElement] = []
  ) -> ForeignElement {
    ForeignElement(
      prefix: "khabar", namespace: uri, name: name,
      attributes: attributes.compactMap { name, value in value.map { ForeignElement.Attribute(name, $0) } },
      text: text, children: children)
  }
}
