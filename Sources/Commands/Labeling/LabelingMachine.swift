import Articles

/// Labels articles one after the other: lines in, effects out; touches nothing else.
struct LabelingMachine: Sendable {
  /// What a line leads to, in order.
  enum Effect: Sendable, Equatable {
    /// Keep the label of the item at this index.
    case keep(Int, LabelingDecision)
    /// Show the item at this index, with five pieces of evidence a topic or with all.
    case show(Int, allEvidence: Bool)
    /// Show the topics that are chosen.
    case showDraft
    /// Show all topics; what may be typed; a message.
    case showTopics, showHelp, tell(String)
    /// All items have been shown; the person may still go back.
    case exhausted
    /// Stop.
    case end
  }

  let items: [LabelingItem]
  let words: LabelingWords
  /// Index of the item that is shown; the count of items when all have been.
  private(set) var position = 0
  /// The topics chosen for it.
  private(set) var draft = LabelingDraft()
  /// What was decided, by index.
  private(set) var decisions: [Int: LabelingDecision] = [:]
  private var wasWarned = false

  /// Begins at the first item; `topics` are all ids in the order of the taxonomy.
  init(items: [LabelingItem], topics: [String]) {
    self.items = items
    words = LabelingWords(topics: topics)
    draft = original
  }

  /// What to show before the first line.
  var beginning: [Effect] { arrival }

  /// Whether topics were chosen that no decision keeps yet.
  var hasPendingChoice: Bool { position < items.count && draft != original }

  /// Whether the item that is shown was put out of scope.
  var isOutOfScope: Bool { decisions[position]?.isInScope == false }

  /// Does what a line asks for; an empty line shows the article again.
  mutating func take(_ line: String) -> [Effect] {
    let actions: [LabelingAction]
    do {
      actions = try words.actions(line)
    } catch {
      return [.tell(error.message)]
    }
    guard !actions.isEmpty else { return arrival }
    var effects: [Effect] = []
    let before = draft
    for action in actions { effects += perform(action) }
    if draft != before, actions.last?.leaves == false { effects.append(.showDraft) }
    return effects
  }

  /// What happens when there are no more lines.
  func atEnd() -> [Effect] {
    guard hasPendingChoice else { return [.end] }
    return [.tell("topics were chosen for the last article but not accepted, so it has no new label"), .end]
  }

  private mutating func perform(_ action: LabelingAction) -> [Effect] {
    let warned = wasWarned
    wasWarned = false
    switch action {
    case .quit: return quit(warned)
    case .back: return back()
    case .help: return [.showHelp]
    case .topics: return [.showTopics]
    default: break
    }
    guard position < items.count else { return [.exhausted] }
    switch action {
    case .give(let topic): draft.give(topic)
    case .remove(let topic): draft.remove(topic)
    case .doubt(let topic): draft.doubt(topic)
    case .clear: draft = LabelingDraft()
    case .propose: draft = proposed
    case .evidence: return [.show(position, allEvidence: true)]
    case .skip: return move(to: position + 1)
    case .accept: return accept()
    case .outOfScope: return decide(LabelingDecision(isInScope: false, draft: LabelingDraft()))
    case .noTopic:
      return decide(LabelingDecision(isInScope: true, draft: LabelingDraft(unsure: draft.unsure)))
    case .quit, .back, .help, .topics: break
    }
    return []
  }

  private mutating func accept() -> [Effect] {
    guard !draft.topics.isEmpty || !draft.unsure.isEmpty else {
      return [.tell("no topic is chosen: o says that the article is out of scope, n that it is in scope without one")]
    }
    return decide(LabelingDecision(isInScope: true, draft: draft))
  }

  private mutating func decide(_ decision: LabelingDecision) -> [Effect] {
    decisions[position] = decision
    return [.keep(position, decision)] + move(to: position + 1)
  }

  private mutating func quit(_ warned: Bool) -> [Effect] {
    guard hasPendingChoice, !warned else { return [.end] }
    wasWarned = true
    return [.tell("the topics chosen for this article are not accepted yet: a keeps them, q once more leaves without")]
  }

  private mutating func back() -> [Effect] {
    guard position > 0 else { return [.tell("this is the first article")] }
    return move(to: position - 1)
  }

  private mutating func move(to index: Int) -> [Effect] {
    position = index
    draft = original
    return arrival
  }

  private var arrival: [Effect] {
    position < items.count ? [.show(position, allEvidence: false)] : [.exhausted]
  }

  private var proposed: LabelingDraft {
    position < items.count ? LabelingDraft(topics: items[position].proposal.tags.map(\.topic)) : LabelingDraft()
  }

  /// What the item began with when it was reached: its label, else what is proposed.
  private var original: LabelingDraft { decisions[position]?.draft ?? proposed }
}
