import Articles
import Testing

@testable import Classification

@Suite struct ClassifierTests {
  /// Characters that folding, bounds and spans treat each in their own way.
  private static let material: [String] = [
    "attack", "car bomb", "Pakistan", "TTP", "KP", "Пакистана", "وباكستان", "طالبانو", "巴基斯坦", "heart attack", "no",
    "denies",
    " ", "  ", "\n\n", ".", ",", "’", "'s", "—", "“", "\u{200C}", "\u{301}", "\u{64B}", "😀", "👩‍👩‍👧", "ﷲ", "क़", "*", "#",
    "İ", "ß",
    "cricket", "\u{0}", "\u{FEFF}", "e\u{301}", "U.S.", "U+", "&", "۔",
  ]

  @Test func anyTextGivesExactSpansAndSharesThatAddUp() throws {
    let classifier = try SmallDesk.classifier()
    var state: UInt64 = 42
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    func text(_ count: Int) -> String { (0..<count).map { _ in Self.material[next(Self.material.count)] }.joined() }
    for _ in 0..<400 {
      let item = ClassifiableText(
        title: text(next(12)), summary: text(next(40)), text: text(next(60)), isRegionalFeed: true)
      let result = classifier.classify(item)
      for tag in result.tags { #expect(abs(tag.evidence.reduce(0) { $0 + $1.share } - 1) < 1e-9) }
      for span in result.entities.flatMap(\.mentions) + result.tags.flatMap(\.evidence).map(\.span) {
        let field = span.field == .title ? item.title : span.field == .summary ? item.summary : item.text
        let bytes = Array(field.utf8)
        #expect(span.start < span.end && span.end <= bytes.count)
        #expect(String(decoding: bytes[span.start..<span.end], as: UTF8.self) == span.words)
        #expect(!span.words.unicodeScalars.contains("\u{FFFD}"))
      }
    }
  }

  @Test func aHugeRepetitiveTextIsReadUpToTheLimit() throws {
    let classifier = try SmallDesk.classifier()
    let text = String(repeating: "Pakistan KP attack ad gunmen, no TTP denies ", count: 20_000)
    let result = classifier.classify(ClassifiableText(title: "x", text: text))
    let last = result.entities.flatMap(\.mentions).map(\.end).max() ?? 0
    #expect(last > 90_000 && last <= Classifier.maximumFieldBytes)
  }

  @Test func assessmentsAgreeWithTheTagsThatAreGiven() throws {
    let classifier = try SmallDesk.classifier()
    let text = ClassifiableText(title: "Gunmen blast: car bomb in Pakistan", summary: "An envoy came.", language: "en")
    let assessments = classifier.assessments(of: text)
    let tags = classifier.classify(text).tags
    #expect(assessments.map(\.topic) == classifier.topicIDs && assessments.map(\.topic) == ["attack", "talks"])
    #expect(assessments.map(\.score) == classifier.scores(of: text) && assessments[1].score > 0)
    #expect(assessments.filter { $0.score >= $0.threshold }.map(\.topic) == tags.map(\.topic))
    #expect(assessments[0].evidence == tags[0].evidence)
    #expect(assessments[1].evidence.map(\.span.words) == ["envoy"])
    #expect(classifier.thresholds(of: text) == [0.5, 0.5])
    #expect(classifier.margin(of: text) == assessments.map { abs($0.score - 0.5) }.min())
  }

  @Test func outsideTheRegionNoTopicScores() throws {
    let classifier = try SmallDesk.classifier()
    let text = ClassifiableText(title: "Car bomb in Norway", language: "en")
    #expect(classifier.assessments(of: text).map(\.score) == [0, 0])
    #expect(classifier.margin(of: text) == 0.5)
    let regional = classifier.classify(ClassifiableText(title: "Car bomb downtown", isRegionalFeed: true))
    #expect(regional.scopeReason == Classifier.regionalFeedReason)
  }

  @Test func emptyTextIsOutOfScope() throws {
    let result = try SmallDesk.classifier().classify(ClassifiableText(title: ""))
    #expect(!result.isInScope && result.tags.isEmpty && result.entities.isEmpty)
  }

  @Test func aTermThatBeginsWithPunctuationIsFoundByItsLetters() throws {
    let classifier = try SmallDesk.classifier { taxonomy, _ in taxonomy.topics[0].strong.append(Term(".net worm")) }
    #expect(classifier.topics("Pakistan hit by .NET worm") == ["attack"])
  }
}
