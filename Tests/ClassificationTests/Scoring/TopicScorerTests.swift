import Articles
import Testing

@testable import Classification

@Suite struct TopicScorerTests {
  private func score(_ title: String, _ summary: String = "", text: String = "") throws -> Double {
    let classifier = try SmallDesk.classifier()
    return classifier.features(of: ClassifiableText(title: title, summary: summary, text: text), reach: 110)
      .ruleScores[0]
  }

  @Test func oneStrongTermSufficesAndOneWeakDoesNot() throws {
    let classifier = try SmallDesk.classifier()
    #expect(classifier.topics("Car bomb in Pakistan") == ["attack"])
    #expect(classifier.topics("Blast in Pakistan").isEmpty)
    #expect(classifier.topics("Blast in Pakistan", "A blast. The blast. Blast again in Pakistan.").isEmpty)
    #expect(classifier.topics("Gunmen and a blast in Pakistan") == ["attack"])
  }

  @Test func nothingIsTaggedOutsideTheScope() throws {
    let classifier = try SmallDesk.classifier()
    let result = classifier.classify(ClassifiableText(title: "Car bomb in Oslo"))
    #expect(!result.isInScope && result.tags.isEmpty && result.scopeReason == "names nothing of the region")
    let regional = classifier.classify(ClassifiableText(title: "Car bomb in the north", isRegionalFeed: true))
    #expect(regional.isInScope && regional.tags.map(\.topic) == ["attack"])
    #expect(regional.scopeReason == "from a regional feed")
  }

  @Test func suppressorsCloseTheGateUnlessSecurityOutweighsThem() throws {
    let classifier = try SmallDesk.classifier()
    let match = classifier.classify(ClassifiableText(title: "Pakistan lose a wicket in cricket match"))
    #expect(!match.isInScope && match.scopeReason == "suppressed: sport vocabulary (wicket, cricket, match)")
    #expect(
      classifier.topics("Car bomb near Pakistan stadium", "Police said a suicide attack followed after cricket.") == [
        "attack"
      ])
  }

  @Test func oneSuppressingWordInPassingDoesNotCloseTheGate() throws {
    let classifier = try SmallDesk.classifier()
    let told = "Car bomb in Pakistan"
    #expect(classifier.classify(ClassifiableText(title: told, summary: "Tents stand on a cricket ground.")).isInScope)
    let match = "The captain lost a wicket in the cricket match."
    #expect(!classifier.classify(ClassifiableText(title: "Pakistan gunmen", summary: match)).isInScope)
    #expect(!classifier.classify(ClassifiableText(title: "Pakistan cricket gunmen")).isInScope)
  }

  @Test func aMaskedPhraseSaysNothing() throws {
    #expect(try score("Pakistan heart attack") == 0)
    #expect(try score("Pakistan attack") > 0)
  }

  @Test func negativePhrasesCancelWeakTermsOfTheirClause() throws {
    #expect(try score("Pakistan attack ad shows gunmen") == 0)
    #expect(try score("Pakistan attack ad, gunmen at large") > 0)
    #expect(try score("Pakistan attack ad on car bomb") > 0.5)
  }

  @Test func titleCountsMoreThanTextAndLeadMoreThanDepth() throws {
    let filler = String(repeating: "Nothing happened there today at all. ", count: 8)
    let title = try score("Car bomb in Pakistan")
    let lead = try score("Pakistan", "A car bomb went off in Pakistan. " + filler)
    let deep = try score("Pakistan", filler + "A car bomb went off in Pakistan.")
    let farther = try score("Pakistan", text: String(repeating: filler, count: 12) + "A car bomb went off in Pakistan.")
    #expect(title > lead && lead > deep && deep > farther && farther > 0)
  }

  @Test func backgroundNegationAndDenialLowerTheWeight() throws {
    let plain = try score("Pakistan suspends treaty over suicide attack")
    #expect(try score("Pakistan suspends treaty in the wake of the suicide attack") < plain * 0.5)
    #expect(try score("Pakistan reports no suicide attack") < plain * 0.2)
    #expect(try score("Pakistan denies suicide attack") < plain * 0.5)
    #expect(try score("Pakistan denies it, suicide attack kills ten") > plain * 0.9)
  }

  @Test func wordsOfAnotherArabicScriptLanguageDoNotCount() throws {
    let classifier = try SmallDesk.classifier { taxonomy, _ in taxonomy.topics[0].strong = [Term("سد", language: "fa")]
    }
    let regional = { (language: String?) in
      classifier.classify(ClassifiableText(title: "سد", language: language, isRegionalFeed: true)).tags.map(\.topic)
    }
    #expect(regional("fa") == ["attack"] && regional("prs") == ["attack"] && regional(nil) == ["attack"])
    #expect(regional("ur").isEmpty)
  }

  @Test func sharesAddUpToOneAndSpansAreExact() throws {
    let classifier = try SmallDesk.classifier()
    let summary = "Gunmen’s car bomb — no suicide attack — in Pakistan."
    let result = classifier.classify(ClassifiableText(title: "Blast: Pakistan", summary: summary))
    let tag = try #require(result.tags.first)
    #expect(abs(tag.evidence.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    #expect(tag.evidence.map(\.share) == tag.evidence.map(\.share).sorted(by: >))
    #expect(tag.evidence.contains { $0.rule == "clauses/negation" && $0.share < 0 && $0.span.words == "no" })
    #expect(tag.evidence.contains { $0.rule == "attack/en/strong/car bomb" && $0.span.words == "car bomb" })
    for evidence in tag.evidence {
      let source = Array((evidence.span.field == .title ? "Blast: Pakistan" : summary).utf8)
      #expect(String(decoding: source[evidence.span.start..<evidence.span.end], as: UTF8.self) == evidence.span.words)
    }
  }

  @Test func aSummaryThatTheTextRepeatsIsReadOnce() throws {
    let classifier = try SmallDesk.classifier()
    let text = ClassifiableText(
      title: "x", summary: "Car bomb in Pakistan today...", text: "Car bomb in Pakistan today, police say.")
    #expect(classifier.classify(text).entities.flatMap(\.mentions).map(\.field) == [.text])
  }

  @Test func tagsAreCappedAndSorted() throws {
    let classifier = try SmallDesk.classifier { taxonomy, _ in taxonomy.scoring.maximumTopics = 1 }
    #expect(classifier.topics("Pakistan: suicide attack and car bomb end peace talks") == ["attack"])
  }

  @Test func aModelDecidesInPlaceOfTheRules() throws {
    let outputs = ["attack", TopicModel.anyID].map {
      TopicModel.Output(id: $0, bias: -1, calibration: .init(), threshold: 0.5)
    }
    let model = try TopicModel(
      version: "small-1", languages: ["en"], reach: 110, outputs: outputs, certainty: .init(),
      features: [.init(name: "word:blast", rarity: 1, weights: [4, 4])])
    let plain = try SmallDesk.classifier()
    let taught = try Classifier(taxonomy: SmallDesk.taxonomy, gazetteer: SmallDesk.gazetteer, model: model)
    #expect(plain.topics("Blast in Pakistan").isEmpty)
    #expect(taught.topics("Blast in Pakistan") == ["attack"])
    #expect(taught.topics("Car bomb in Pakistan").isEmpty)
    #expect(taught.rulesVersion == plain.rulesVersion + "+small-1")
  }

  @Test func featuresAreWordsAndFindingsByName() throws {
    let text = ClassifiableText(title: "Blast in Pakistan", summary: "Police say 12 died in a cricket match.")
    let features = try SmallDesk.classifier().features(of: text, reach: 5)
    #expect(
      features.words == [
        "word:blast", "title:blast", "word:in", "title:in", "pair:blast in", "word:pakistan", "title:pakistan",
        "pair:in pakistan", "word:police", "word:say", "pair:police say",
      ])
    #expect(features.findings.map(\.name) == ["topic:attack", "entity:country-pk", "vocabulary:sport"])
    #expect(features.isRegional && features.ruleScores.count == 2)
  }

  @Test func theVersionFollowsTheRules() throws {
    let first = try SmallDesk.classifier().rulesVersion
    #expect(try SmallDesk.classifier().rulesVersion == first && first.count == 16)
    #expect(try SmallDesk.classifier { taxonomy, _ in taxonomy.topics[0].threshold = 0.6 }.rulesVersion != first)
    #expect(try SmallDesk.classifier { $1.entities[0].aliases.append(Term("Pak")) }.rulesVersion != first)
  }
}
