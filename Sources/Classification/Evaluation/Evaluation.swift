import Articles

/// How well a classifier agrees with labeled items.
public struct Evaluation: Sendable, Equatable {
  /// Right and wrong answers for one topic, or for all.
  public struct Counts: Sendable, Equatable {
    /// Given by both.
    public var both = 0
    /// Given by the classifier only.
    public var extra = 0
    /// Given by the label only.
    public var missed = 0

    /// Makes counts.
    public init(both: Int = 0, extra: Int = 0, missed: Int = 0) {
      self.both = both
      self.extra = extra
      self.missed = missed
    }

    /// Share of the given that is right; 0 when nothing was given.
    public var precision: Double { both + extra == 0 ? 0 : Double(both) / Double(both + extra) }
    /// Share of the demanded that was given; 0 when nothing was demanded.
    public var recall: Double { both + missed == 0 ? 0 : Double(both) / Double(both + missed) }
    /// Harmonic mean of precision and recall.
    public var f1: Double { both == 0 ? 0 : 2 * precision * recall / (precision + recall) }
  }

  /// One topic's counts.
  public struct TopicCounts: Sendable, Equatable {
    /// Topic id.
    public var topic: String
    /// Its counts.
    public var counts: Counts
  }

  /// One item on which classifier and label differ.
  public struct Difference: Sendable, Equatable {
    /// The item's id.
    public var id: String
    /// Topics that should not have been given.
    public var extra: [String]
    /// Topics that should have been.
    public var missed: [String]
  }

  /// Number of items.
  public private(set) var itemCount = 0
  /// Items that the labels put out of scope.
  public private(set) var outOfScopeCount = 0
  /// Tags given to those.
  public private(set) var falseTagCount = 0
  /// Counts over all topics.
  public private(set) var total = Counts()
  /// Counts of whether an item was tagged at all.
  public private(set) var tagged = Counts()
  /// Counts by topic, in the order of the taxonomy.
  public private(set) var topics: [TopicCounts] = []
  /// Forbidden topics or entities that were given, as `item: id`.
  public private(set) var falseAlarms: [String] = []
  /// Counts of entities, over items that name some.
  public private(set) var entities = Counts()
  /// Items that differ, in order.
  public private(set) var differences: [Difference] = []

  /// Tags given per 100 items that are out of scope.
  public var falseTagsPer100: Double {
    outOfScopeCount == 0 ? 0 : 100 * Double(falseTagCount) / Double(outOfScopeCount)
  }

  /// Classifies the items and compares.
  public init(_ classifier: Classifier, _ items: [LabeledItem]) {
    var byTopic: [String: Counts] = [:]
    for item in items {
      let text = ClassifiableText(title: item.title, summary: item.summary, language: item.language)
      note(item, classifier.classify(text), &byTopic)
    }
    topics = classifier.topicIDs.map { TopicCounts(topic: $0, counts: byTopic[$0] ?? Counts()) }
  }

  private mutating func note(
    _ item: LabeledItem, _ result: Articles.Classification, _ byTopic: inout [String: Counts]
  ) {
    itemCount += 1
    let given = result.tags.map(\.topic).sorted()
    if !item.isInScope {
      outOfScopeCount += 1
      falseTagCount += given.count
    }
    let extra = given.filter { !item.topics.contains($0) && !item.optional.contains($0) }
    let missed = item.topics.filter { !given.contains($0) }
    for topic in given where item.topics.contains(topic) {
      total.both += 1
      byTopic[topic, default: Counts()].both += 1
    }
    for topic in extra {
      total.extra += 1
      byTopic[topic, default: Counts()].extra += 1
    }
    for topic in missed {
      total.missed += 1
      byTopic[topic, default: Counts()].missed += 1
    }
    switch (given.isEmpty, item.topics.isEmpty) {
    case (false, false): tagged.both += 1
    case (false, true): tagged.extra += 1
    case (true, false): tagged.missed += 1
    case (true, true): break
    }
    let named = result.entities.map(\.id)
    falseAlarms += (given + named).filter { item.forbidden.contains($0) }.sorted().map { "\(item.id): \($0)" }
    entities.both += item.entities.count { named.contains($0) }
    entities.missed += item.entities.count { !named.contains($0) }
    if !extra.isEmpty || !missed.isEmpty { differences.append(Difference(id: item.id, extra: extra, missed: missed)) }
  }
}
