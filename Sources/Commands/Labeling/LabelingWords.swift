import Spelling

/// One thing that a person asks for while labeling.
enum LabelingAction: Sendable, Equatable {
  /// Give, take away, be unsure of a topic; none of the topics chosen so far; the proposed ones again.
  case give(String), remove(String), doubt(String), clear, propose
  /// Keep the topics as they are; out of scope; in scope without a topic.
  case accept, outOfScope, noTopic
  /// The next article without a label; the one before; the end.
  case skip, back, quit
  /// Say more: the article with all its evidence, the topics with their numbers, what may be typed.
  case evidence, topics, help

  /// Whether the article is left.
  var leaves: Bool {
    switch self {
    case .accept, .outOfScope, .noTopic, .skip, .back, .quit: true
    default: false
    }
  }
}

/// Reads what a person types while labeling: words apart by blanks, topics by number or by the beginning of their ids.
struct LabelingWords: Sendable {
  /// Why a line cannot be meant.
  struct Mistake: Error, Equatable {
    let message: String
  }

  /// Topic ids in the order of the taxonomy; the first has number 1.
  let topics: [String]

  static let help = """
    a  accept: keep the topics as they are shown      o  out of scope, no topics
    n  in scope, and none of the topics               s  skip     b  back     q  quit
    +T give topic T    -T take it away    ~T unsure   c  clear    p  the proposed topics again
    e  all evidence    t  all topics with numbers     ?  this help
    T is a number or the beginning of an id; several may stand in a line: +3 -narc a
    """

  private static let words: [String: LabelingAction] = [
    "a": .accept, "accept": .accept, "o": .outOfScope, "out": .outOfScope, "n": .noTopic, "none": .noTopic,
    "s": .skip, "skip": .skip, "b": .back, "back": .back, "q": .quit, "quit": .quit, "c": .clear, "clear": .clear,
    "p": .propose, "propose": .propose, "e": .evidence, "evidence": .evidence, "t": .topics, "topics": .topics,
    "?": .help, "h": .help, "help": .help,
  ]

  /// All that a line asks for, or why one word of it cannot be meant; then nothing of it counts.
  func actions(_ line: String) throws(Mistake) -> [LabelingAction] {
    var actions: [LabelingAction] = []
    for word in line.split(whereSeparator: \.isWhitespace) {
      if let last = actions.last, last.leaves {
        throw Mistake(message: "nothing may follow what leaves the article, but '\(word)' does")
      }
      actions.append(try action(String(word)))
    }
    return actions
  }

  private func action(_ word: String) throws(Mistake) -> LabelingAction {
    if let action = Self.words[word.lowercased()] { return action }
    switch word.first {
    case "+": return .give(try topic(word.dropFirst()))
    case "-", "−": return .remove(try topic(word.dropFirst()))
    case "~": return .doubt(try topic(word.dropFirst()))
    default:
      if Int(word) != nil { return .give(try topic(word[...])) }
      throw Mistake(message: "'\(word)' means nothing here; ? shows what may be typed, +\(word) gives a topic")
    }
  }

  private func topic(_ name: Substring) throws(Mistake) -> String {
    if let number = Int(name) {
      guard topics.indices.contains(number - 1) else {
        throw Mistake(message: "topics have the numbers 1 to \(topics.count), not \(number); t shows them")
      }
      return topics[number - 1]
    }
    let name = name.lowercased()
    if topics.contains(name) { return name }
    let found = name.isEmpty ? [] : topics.filter { $0.hasPrefix(name) }
    if found.count == 1 { return found[0] }
    guard found.isEmpty else { throw Mistake(message: "'\(name)' may be \(found.joined(separator: " or "))") }
    let meant = Suggestion.closest(to: name, among: topics).map { "; did you mean '\($0)'?" } ?? "; t shows them all"
    throw Mistake(message: "there is no topic '\(name)'\(meant)")
  }
}
