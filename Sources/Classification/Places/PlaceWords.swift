/// The English words that tell whether a name says where something happened.
enum PlaceWords {
  /// What a word says; one word may say several things.
  struct Sense: OptionSet, Sendable {
    let rawValue: UInt16
    /// Before a place: `in`; a direction, `to`; an origin, `from`; a party, `with`.
    static let location = Sense(rawValue: 1)
    static let direction = Sense(rawValue: 1 << 1)
    static let origin = Sense(rawValue: 1 << 2)
    static let party = Sense(rawValue: 1 << 3)
    static let anyRole: Sense = [.location, .direction, .origin, .party]
    /// Between two places of one list or address: `in Quetta and Karachi`, `the Barmal district of Paktika`.
    static let link = Sense(rawValue: 1 << 4)
    /// After an adjective that it makes a place: `Afghan soil`.
    static let ground = Sense(rawValue: 1 << 5)
    /// After a place that it makes a mere name: `Indus Waters Treaty`.
    static let title = Sense(rawValue: 1 << 6)
    /// Dates by something else: what follows is no news.
    static let past = Sense(rawValue: 1 << 7)
    /// Of time, before `after`: `five years after`.
    static let span = Sense(rawValue: 1 << 8)
    /// Explains, as a rule, what came before.
    static let reason = Sense(rawValue: 1 << 9)
    /// What an event did: the `after` that follows brings the event itself.
    static let outcome = Sense(rawValue: 1 << 10)
    /// The ground between two countries.
    static let border = Sense(rawValue: 1 << 11)
    /// After a capital that stands for its government.
    static let speech = Sense(rawValue: 1 << 12)
  }

  private static let lists: [(Sense, [String])] = [
    (
      .location,
      [
        "in", "at", "near", "inside", "outside", "along", "across", "throughout", "around", "on", "off", "into",
        "within",
        "through",
      ]
    ), (.direction, ["to", "toward", "towards", "for"]), (.origin, ["from"]),
    (.party, ["with", "against", "by", "between", "versus", "vs", "like", "over", "about"]),
    (
      .link,
      [
        "and", "or", "s", "of", "the", "province", "district", "city", "town", "area", "village", "region", "valley",
        "tribal", "tehsil", "agency", "capital", "port", "northern", "southern", "eastern", "western", "northwestern",
        "southwestern", "northeastern", "southeastern", "northwest", "southwest", "north", "south", "east", "west",
        "restive", "volatile", "central",
      ]
    ),
    (
      .ground,
      [
        "soil", "territory", "side", "airspace", "city", "capital", "town", "province", "district", "region", "village",
        "border", "waters", "occupied", "administered", "port",
      ]
    ),
    (
      .title,
      [
        "treaty", "agreement", "accord", "accords", "pact", "declaration", "process", "format", "university",
        "resolution", "dialogue", "consensus", "deal", "premier", "high",
      ]
    ), (.past, ["since", "wake", "aftermath", "anniversary", "commemorate", "commemorating"]),
    (.span, ["years", "year", "months", "month", "weeks", "week", "days", "decades"]),
    (.reason, ["after", "following"]),
    (
      .outcome,
      [
        "killed", "dead", "injured", "wounded", "hurt", "martyred", "die", "died", "dies", "missing", "displaced",
        "flee",
        "fled", "kills", "injures", "lost", "trapped", "hospitalised", "hospitalized", "closed", "shut", "homeless",
      ]
    ), (.border, ["border", "borders", "frontier", "crossborder", "crossing", "crossings", "boundary"]),
    (
      .speech,
      [
        "says", "said", "denies", "denied", "accuses", "accused", "rejects", "rejected", "warns", "warned", "urges",
        "urged", "vows", "summons", "condemns", "blames", "demands", "slams", "seeks", "wants", "insists",
      ]
    ),
  ]

  /// Slots of an open table: a word's hash and its senses.
  private static let table: [(hash: UInt64, senses: Sense)] = {
    var table = [(hash: UInt64, senses: Sense)](repeating: (0, []), count: 1_024)
    for (sense, words) in lists {
      for word in words {
        let hash = hash(Array(word.utf8).span)
        var slot = Int(truncatingIfNeeded: hash & 1_023)
        while table[slot].hash != 0, table[slot].hash != hash { slot = (slot + 1) & 1_023 }
        table[slot] = (hash, table[slot].senses.union(sense))
      }
    }
    return table
  }()

  /// 64-bit FNV-1a.
  private static func hash(_ word: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in word.indices { hash = (hash ^ UInt64(word[index])) &* 0x100_0000_01B3 }
    return hash
  }

  /// What a folded word says.
  static func senses(_ word: Span<UInt8>) -> Sense {
    let hash = hash(word)
    var slot = Int(truncatingIfNeeded: hash & 1_023)
    while table[slot].hash != 0 {
      if table[slot].hash == hash { return table[slot].senses }
      slot = (slot + 1) & 1_023
    }
    return []
  }

  private static let endings = ["i", "is", "an", "ans", "ese", "ish", "och"].map { Array($0.utf8) }
  /// Peoples that their country's name begins with.
  private static let peoples: [[UInt8]] = ["tajik", "afghan", "uzbek", "kazakh", "kyrgyz", "turkmen"].flatMap {
    [Array($0.utf8), Array("\($0)s".utf8)]
  }

  /// Whether a folded name is an adjective or a people: `afghan`, `chinese`, `pakistanis`, `baloch`.
  static func isAdjective(_ name: ArraySlice<UInt8>, of entity: [UInt8]) -> Bool {
    if peoples.contains(where: { $0[...] == name }) { return true }
    if name.contains(0x20) || entity.starts(with: name) || name.elementsEqual("iran".utf8) { return false }
    return endings.contains { name.suffix($0.count) == $0[...] }
  }
}
