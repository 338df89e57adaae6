/// What outputs say of one topic of the desk's `topics.yaml`.
public struct PublishedTopic: Sendable, Equatable {
  /// A subject of another vocabulary that comes close to the topic.
  public struct Mapping: Sendable, Equatable {
    /// Its code there, `20000053`; a `medtop:` in front is taken off.
    public var code: String
    /// Its label there.
    public var label: String

    /// Makes a mapping.
    public init(code: String, label: String) {
      self.code = code.hasPrefix("medtop:") ? String(code.dropFirst(7)) : code
      self.label = label
    }
  }
  /// Topic id.
  public var id: String
  /// The name that people see.
  public var label: String
  /// Id of its group.
  public var group: String
  /// Name of its group.
  public var groupLabel: String
  /// IPTC media topics close to it.
  public var mediaTopics: [Mapping]

  /// Makes a topic.
  public init(id: String, label: String, group: String, groupLabel: String, mediaTopics: [Mapping] = []) {
    self.id = id
    self.label = label
    self.group = group
    self.groupLabel = groupLabel
    self.mediaTopics = mediaTopics
  }
}

/// The desk's topics by id.
public struct TopicCatalog: Sendable, Equatable {
  private var topics: [String: PublishedTopic]

  /// Makes a catalog; of two topics with one id the first counts.
  public init(_ topics: [PublishedTopic] = []) {
    self.topics = Dictionary(topics.map { ($0.id, $0) }) { first, _ in first }
  }

  /// The topic, or `nil` when the desk does not know it any more.
  public subscript(id: String) -> PublishedTopic? { topics[id] }

  /// The topic's name, its id when the desk does not know it any more.
  public func label(_ id: String) -> String { topics[id]?.label ?? id }
}
