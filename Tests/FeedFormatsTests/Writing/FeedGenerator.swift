import FeedFormats

/// Makes documents of what a format carries, from a seed, in the shapes that its reader gives back.
struct FeedGenerator {
  private var state: UInt64
  private let format: FeedFormat

  init(seed: UInt64, format: FeedFormat) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
    self.format = format
  }

  private var isRSS: Bool { format == .rss20 }
  private var isRDF: Bool { format == .rss10 }
  private var isAtom: Bool { format == .atom10 }
  private var isJSON: Bool { format == .jsonFeed11 }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  private mutating func number(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  private mutating func chance() -> Bool { number(2) == 0 }

  private mutating func words() -> String {
    let words = [
      "Torkham", "gate & bridge", "\"open\"", "د خیبر لار", "граница", "a < b", "1 > 0", "it's", "边境", "100 %", "—",
      "e-mail",
    ]
    return (0...number(3)).map { _ in words[number(words.count)] }.joined(separator: " ")
  }

  private mutating func html() -> String { "<p>\(number(99)) &amp; <b>\(number(9))</b> “\(number(9))”</p>" }
  private mutating func url() -> String { "https://h\(number(9)).example/\(number(999))?a=\(number(9))&b=1" }

  private mutating func person() -> FeedPerson {
    var person = FeedPerson(name: "Name \(number(99))")
    if isAtom || isJSON, chance() { person.uri = url() }
    if isAtom, chance() { person.email = "n\(number(9))@h.example" }
    return person
  }

  private mutating func people(_ count: Int) -> [FeedPerson] {
    var people: [FeedPerson] = []
    for _ in 0..<count {
      let person = person()
      if !people.contains(person) { people.append(person) }
    }
    return people
  }

  /// A time in the format's own shape.
  private mutating func time() -> String {
    let day = 10 + number(18)
    if isRSS {
      // 2026-11-01 was a Sunday.
      let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][(day - 1) % 7]
      return "\(weekday), \(day) Nov 2026 1\(number(10)):30:00 +0000"
    }
    return "2026-11-\(day)T1\(number(10)):30:00Z"
  }

  mutating func document() -> FeedDocument {
    var document = FeedDocument(format: format)
    document.source = source()
    for index in 0..<number(4) { document.entries.append(entry(index)) }
    if isAtom, chance() {
      var deleted = DeletedEntry(id: "urn:example:gone", when: time())
      deleted.by = person()
      deleted.comment = TextConstruct(words())
      document.deletedEntries = [deleted]
    }
    return document
  }

  private mutating func source() -> FeedSource {
    var source = FeedSource()
    source.title = TextConstruct(words())
    source.subtitle = isJSON ? TextConstruct(words()) : TextConstruct(html(), kind: isAtom || !isJSON ? .html : .text)
    source.links = [FeedLink("https://home.example/")]
    if isRDF {
      source.id = "urn:example:feed"
    } else {
      source.links.append(FeedLink("https://home.example/feed", relation: "self"))
      if isRSS { source.links[1].mediaType = "application/rss+xml" }
      if isAtom { source.links[1].mediaType = "application/atom+xml" }
    }
    if chance() { source.language = "ps" }
    if isAtom { source.id = "urn:example:feed" }
    source.authors = isRSS ? [] : people(isAtom ? 1 : number(3))
    if !isJSON { source.updated = time() }
    if isRSS || isAtom { enrich(&source) }
    if isRSS { enrichRSS(&source) }
    if isAtom { enrichAtom(&source) }
    if isJSON, chance() {
      source.isExpired = chance()
      source.info = TextConstruct(words())
      source.logo = FeedImage(url())
      source.icon = url()
    }
    return source
  }

  private mutating func enrich(_ source: inout FeedSource) {
    if chance() { source.generator = words() }
    if chance() { source.rights = TextConstruct(words()) }
    if chance() { source.categories = [FeedCategory(words(), scheme: "urn:example:s")] }
    if chance() { source.links.append(FeedLink("https://hub.example/", relation: "hub")) }
    if chance() { source.links.append(FeedLink(url(), relation: "prev-archive")) }
  }

  private mutating func enrichRSS(_ source: inout FeedSource) {
    source.docs = url()
    if chance() {
      source.logo = FeedImage(url(), width: 1 + number(144), height: 1 + number(400))
      source.logo?.title = words()
      source.logo?.link = url()
      source.logo?.description = words()
    }
    if chance() {
      source.webMaster = FeedPerson(name: "Web", email: "w@h.example")
      source.publisher = source.webMaster
    }
    if chance() {
      source.managingEditor = FeedPerson(name: "Editor", email: "e@h.example")
      source.authors = [FeedPerson(name: "Editor", email: "e@h.example")]
    }
    if chance() { source.published = time() }
    if chance() { source.ttlMinutes = 1 + number(99) }
    if chance() { source.skipHours = [1, 2 + number(20)] }
    if chance() { source.skipDays = [1, 7] }
    if chance() { source.rating = words() }
    if chance() {
      source.cloud = FeedCloud()
      source.cloud?.domain = "h.example"
      source.cloud?.port = String(number(999))
      source.cloud?.path = "/rpc"
      source.cloud?.registerProcedure = "notify"
      source.cloud?.protocolName = "soap"
      source.textInput = FeedTextInput()
      source.textInput?.title = words()
      source.textInput?.description = words()
      source.textInput?.name = "q"
      source.textInput?.link = url()
    }
    if chance() {
      source.updatePeriod = "daily"
      source.updateFrequency = "4"
      source.updateSeconds = 21_600
    }
  }

  private mutating func enrichAtom(_ source: inout FeedSource) {
    if source.generator != nil, chance() {
      source.generatorURI = url()
      source.generatorVersion = String(number(9))
    }
    source.contributors = people(number(2))
    if chance() { source.isComplete = true }
    if chance() { source.isArchive = true }
    if chance() { source.icon = url() }
    if chance() { source.logo = FeedImage(url()) }
    if chance() { source.rights = TextConstruct(html(), kind: .html) }
  }

  private mutating func entry(_ index: Int) -> FeedEntry {
    var entry = FeedEntry()
    entry.id = "urn:example:\(index)"
    if isRSS { entry.idIsPermalink = false }
    entry.title = TextConstruct(words())
    entry.links = [FeedLink(url())]
    if !isJSON { entry.summary = TextConstruct(html(), kind: .html) }
    entry.content = TextConstruct(html(), kind: .html)
    if isJSON {
      if chance() { entry.summary = TextConstruct(words()) }
      if chance() { entry.details.moreContents = [TextConstruct(words())] }
    }
    entry.authors = people(number(3))
    if isRDF { entry.dublinCoreDate = time() } else { entry.published = time() }
    if isAtom || isJSON { entry.updated = time() }
    if chance() { entry.language = "fa" }
    entry.categories = categories()
    if chance() { entry.details.geometries = geometries() }
    if !isRDF {
      entry.media = media()
      if chance() {
        entry.sourceTitle = words()
        entry.sourceURL = url()
        if isAtom {
          entry.details.source.id = "urn:example:source"
          entry.details.source.updated = time()
        }
      }
    }
    if isRSS, chance() { entry.comments = url() }
    if !isJSON {
      let contributors = people(number(3)).filter { $0.email == nil }
      if !contributors.isEmpty { entry.details.contributors = contributors }
      if chance() { entry.details.rights = TextConstruct(words()) }
    }
    if isAtom, chance() {
      entry.links.append(FeedLink(url(), relation: "replies", mediaType: "application/atom+xml"))
      entry.links[1].replyCount = number(99)
    }
    return entry
  }

  private mutating func categories() -> [FeedCategory] {
    (0..<number(3)).map { index in
      var category = FeedCategory("term \(index)")
      if isRSS || isAtom { category.scheme = "urn:example:s" }
      if isAtom { category.label = words() }
      return category
    }
  }

  private mutating func geometries() -> [FeedGeometry] {
    let point = FeedPoint(latitude: Double(number(90)) + 0.25, longitude: -Double(number(180)) + 0.5)
    let other = FeedPoint(latitude: 1.5, longitude: 2.125)
    guard !isJSON else { return [FeedGeometry(.point, [point])] }
    var circle = FeedGeometry(.circle, [point])
    circle.radius = Double(number(900))
    var line = FeedGeometry(.line, [point, other])
    line.featureName = words()
    line.elevation = Double(number(900)) + 0.5
    line.floor = number(9)
    let all = [
      FeedGeometry(.point, [point]), line, circle, FeedGeometry(.box, [other, point]),
      FeedGeometry(.polygon, [point, other, other, point]),
    ]
    return [all[number(5)], all[number(5)]]
  }

  private mutating func media() -> [FeedMedia] {
    guard chance() else { return [] }
    var enclosure = FeedMedia(url(), role: .enclosure, mediaType: "audio/mpeg", length: number(9_999))
    if isAtom || isJSON { enclosure.title = words() }
    if isJSON { enclosure.details.duration = String(number(999)) }
    var thumbnail = FeedMedia(url(), role: .thumbnail)
    if !isJSON { thumbnail.width = 1 + number(99) }
    if isJSON { return [thumbnail, enclosure] }
    var content = FeedMedia(url(), role: .content, mediaType: "video/mp4", length: number(999))
    content.height = 1 + number(99)
    if isRSS {
      content.title = words()
      content.credit = "A. Camera"
    }
    return [enclosure, content, thumbnail]
  }
}
