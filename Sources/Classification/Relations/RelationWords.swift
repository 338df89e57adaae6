/// English function words that bound who does what to whom.
enum RelationWords {
  static let prepositions: Set<String> = [
    "in", "at", "near", "on", "of", "from", "with", "against", "by", "to", "for", "between", "over", "amid", "into",
    "under", "about", "during", "through", "across", "along", "via", "within", "toward", "towards", "upon", "inside",
    "outside", "among", "without", "despite", "following", "like", "behind", "around", "off", "out", "up",
  ]
  /// Words that put a place before an event, not a party.
  static let locations: Set<String> = ["in", "at", "near", "along", "across", "inside", "outside", "from"]
  /// Words that begin another clause.
  static let breakers: Set<String> = [
    "that", "after", "as", "while", "who", "which", "when", "where", "because", "before", "since", "if", "whether",
    "until", "unless", "though", "although", "but", "so", "whose",
  ]
  /// Words before a doer that make the deed uncertain.
  static let conditions: Set<String> = ["if", "whether", "unless", "lest", "until", "could", "should"]
  /// Words that open a question when they stand first.
  static let questions: Set<String> = [
    "why", "how", "will", "can", "could", "should", "did", "does", "do", "is", "are", "what", "if", "when", "would",
    "where", "who", "has",
  ]
  /// Words after a name that make it the subject of what is said: `warns Pakistan will`.
  static let modals: Set<String> = [
    "will", "would", "could", "may", "might", "must", "should", "can", "has", "had", "is",
  ]
  static let passives: Set<String> = ["was", "were", "been", "being", "are", "is", "be", "gets", "got"]
  /// Words that may stand between any doer and its verb.
  static let fillers: Set<String> = [
    "s", "has", "have", "had", "also", "again", "on", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday",
    "sunday", "today", "yesterday", "late", "early", "once", "more", "now", "further",
  ]
  /// Words of `becomes first country to`.
  static let firsts: Set<String> = ["first", "becomes", "became", "the", "country", "state", "nation", "formally"]

  /// Words that may stand before a recipient that must follow its verb at once.
  static let counts: Set<String> = [
    "the", "a", "an", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "of", "more",
    "another", "several", "some", "senior", "top", "former", "new", "alleged", "suspected", "banned", "outlawed",
  ]

  static func isFiller(_ word: String) -> Bool { fillers.contains(word) || (word.count > 4 && word.hasSuffix("ly")) }
}
