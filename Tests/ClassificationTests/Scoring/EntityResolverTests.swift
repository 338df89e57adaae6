import Articles
import Testing

@testable import Classification

@Suite struct EntityResolverTests {
  @Test func theLongestNameWins() throws {
    let classifier = try SmallDesk.classifier()
    #expect(classifier.entities("Pakistani Taliban claim blast") == ["ttp"])
    #expect(classifier.entities("Taliban claim blast") == ["afghan-taliban"])
  }

  @Test func aShorterNameInsideCountsForNoTopic() throws {
    let classifier = try SmallDesk.classifier { taxonomy, gazetteer in
      taxonomy.topics[1].weak += SmallDesk.terms("taliban name*", "pakistani taliban chief")
      var rule = Rule(id: "rule", weight: 0.9, all: [SmallDesk.terms("taliban"), SmallDesk.terms("governors")])
      rule.scope = .lead
      taxonomy.topics[0].rules = [rule]
      gazetteer.entities[2].aliases += SmallDesk.terms("Tehreek-e-Taliban Pakistan")
    }
    #expect(classifier.topics("Taliban governors meet in Pakistan") == ["attack"])
    #expect(classifier.topics("Tehreek-e-Taliban Pakistan governors meet") == [])
    #expect(classifier.topics("Pakistani Taliban governors meet, says the Taliban") == ["attack"])
    let scores = ["Taliban names envoy", "Pakistani Taliban names envoy", "Pakistani Taliban chief names envoy"].map {
      classifier.features(of: ClassifiableText(title: $0), reach: 110).ruleScores[1]
    }
    #expect(scores[0] > scores[1] && scores[2] > scores[1])
  }

  @Test func aBracketOpenedInANameIsClosedInItsSpan() throws {
    let classifier = try SmallDesk.classifier {
      $1.entities[2].aliases += SmallDesk.terms("CPI (Maoist)", "Khan [PML (N)]")
    }
    func words(_ title: String) -> [String] {
      classifier.classify(ClassifiableText(title: title)).entities.flatMap(\.mentions).map(\.words)
    }
    #expect(words("In Jharkhand CPI (Maoist) calls a strike") == ["CPI (Maoist)"])
    #expect(words("(banned CPI (Maoist)) strike") == ["CPI (Maoist)"])
    #expect(words("Khan [PML (N)]") == ["Khan [PML (N)]"])
    #expect(words("In Jharkhand CPI (Maoist") == ["CPI (Maoist"])
    #expect(words("(TTP) (Pakistani Taliban)") == ["TTP", "Pakistani Taliban"])
  }

  @Test func capitalsCountInExactNames() throws {
    let classifier = try SmallDesk.classifier()
    #expect(classifier.entities("Floods in Swat") == ["swat"])
    #expect(classifier.entities("SWAT ends standoff").isEmpty)
    #expect(classifier.entities("swat a fly").isEmpty)
    #expect(classifier.entities("ttp or TTP") == ["ttp"])
  }

  @Test func aLookalikeHidesTheName() throws {
    let classifier = try SmallDesk.classifier { $1.entities[4].exactNames.append(Term("SWAT")) }
    #expect(classifier.entities("SWAT ends standoff") == ["swat"])
    #expect(classifier.entities("SWAT team ends standoff").isEmpty)
  }

  @Test func aWeakNameNeedsTheRegionInSentenceOrHeadline() throws {
    let classifier = try SmallDesk.classifier()
    #expect(classifier.entities("KP slams England").isEmpty)
    #expect(classifier.entities("KP and Pakistan agree") == ["country-pk", "kp"])
    #expect(classifier.entities("Pakistan news", "Rain was heavy. KP was spared.") == ["country-pk", "kp"])
    #expect(
      classifier.entities("News", "Pakistan was dry all week. Rain fell over there. KP was wet.") == ["country-pk"])
  }

  @Test func excludedWordsBlockAName() throws {
    let classifier = try SmallDesk.classifier()
    #expect(classifier.entities("KP tells Pakistan how to play cricket") == ["country-pk"])
  }

  @Test func requiredWordsStandNear() throws {
    let classifier = try SmallDesk.classifier {
      var government = SmallDesk.entity("gov", "Government", .actor, "government")
      government.weakNames = [Term("Pakistan")]
      government.conditions = [NameCondition(names: [Term("Pakistan")], requires: [Term("says")], near: 2)]
      $1.entities.append(government)
    }
    #expect(classifier.entities("Pakistan says no") == ["country-pk", "gov"])
    #expect(classifier.entities("Pakistan in the far north of Asia says no") == ["country-pk"])
  }

  @Test func mentionsAreExactRangesOfTheOriginal() throws {
    let title = "“Ту́т” — в Пакистане, Khyber\u{200D}‐Pakhtunkhwa's T\u{301}TP"
    let classifier = try SmallDesk.classifier()
    let result = classifier.classify(ClassifiableText(title: title))
    let utf8 = Array(title.utf8)
    for entity in result.entities {
      for span in entity.mentions {
        #expect(String(decoding: utf8[span.start..<span.end], as: UTF8.self) == span.words)
        #expect(Array(span.words).count > 0 && title.contains(span.words))
      }
    }
    #expect(
      result.entities.flatMap(\.mentions).map(\.words) == ["Пакистане", "Khyber\u{200D}‐Pakhtunkhwa", "T\u{301}TP"])
  }

  @Test func entitiesComeMostMentionedFirst() throws {
    let classifier = try SmallDesk.classifier()
    let result = classifier.classify(ClassifiableText(title: "Russia, Pakistan", summary: "Pakistan again"))
    #expect(result.entities.map(\.id) == ["country-pk", "country-ru"])
    #expect(result.entities[0].mentions.map(\.field) == [.title, .summary])
  }

  @Test func placesLieWithinPlacesProvincesAndCountries() {
    let within = SmallDesk.gazetteer.placesWithin
    #expect(within["PK-KP"] == ["kp", "swat"])
    #expect(within["kp"] == ["kp", "swat"])
    #expect(within["country-pk"] == ["country-pk", "kp", "swat"])
    #expect(within["PK"] == ["country-pk", "kp", "swat"])
    #expect(within["afghan-taliban"] == nil)
  }
}
