import Articles
import Foundation
import Querying
import TestSupport
import Testing

@Suite struct QueryTests {
  static let now = Date(timeIntervalSince1970: 1_751_328_000)

  /// An article about Torkham, tagged `border-closure` with 0.8, from dawn.com, two hours old.
  static var article: TaggedArticle {
    var article = Article(
      id: ArticleID("1"), feed: FeedID("dawn"), identity: .guid, identityKey: "1", title: "Torkham border closed",
      published: ArticleDate(now - 7_200, source: .published), firstSeen: now)
    article.url = "https://www.Dawn.com:443/news/1"
    article.language = "fa-AF"
    article.script = "Arab"
    article.summary = "Traders wait."
    article.text = "The crossing stays shut. Trucks queue at Landi Kotal."
    return TaggedArticle(
      article: article,
      classification: Classification(
        isInScope: true, scopeReason: "", tags: [Tag(topic: "border-closure", score: 0.8, evidence: [])],
        entities: [Entity(id: "torkham", name: "Torkham", kind: .place, countries: ["PK", "AF"])]))
  }

  @Test(
    arguments: [
      ("", true), ("torkham", true), ("TORKHAM BORDER", true), ("\"border torkham\"", false),
      ("\"torkham border\"", true),
      ("tork", false), ("tork*", true), ("\"torkham bord\"*", true), ("title:traders", false), ("text:traders", true),
      ("text:crossing", true), ("title:crossing", false), ("\"closed traders\"", false), ("topic:border-closure", true),
      ("topic:border-closure>=0.8", true), ("topic:border-closure>0.8", false), ("group:borders", true),
      ("group:water", false), ("score>=0.7", true), ("score<0.7", false), ("score:=0.8", true), ("tagged:yes", true),
      ("tagged:no", false), ("scope:in", true), ("scope:out", false), ("place:PK-KP", true), ("place:pk-kp", true),
      ("place:khyber-pakhtunkhwa", true), ("place:kabul", false), ("entity:torkham", true), ("actor:ttp", false),
      ("country:pk", true), ("country:TJ", false), ("feed:dawn", true), ("feed:jang", false), ("source:dawn.com", true),
      ("source:COM", true), ("source:awn.com", false), ("source:x.dawn.com", false), ("lang:fa", true),
      ("lang:fa-af", true), ("lang:f", nil), ("lang:fa-a", false), ("script:Arab", true), ("script:arab", true),
      ("script:Latn", false), ("script:Aarb", nil), ("within:3h", true), ("within:90m", false),
      ("after:2025-06-30", true), ("after:2025-06-30T22:00Z", true), ("after:2025-06-30T22:01", false),
      ("before:2025-07", true), ("before:2025-06-30T22:00", false), ("a OR torkham", true), ("torkham kabul", false),
      ("torkham AND NOT kabul", true), ("-torkham", false), ("--torkham", true), ("-(kabul OR lahore)", true),
      ("kabul torkham OR border", true), ("kabul (torkham OR border)", false), ("Title:TORKHAM", true),
    ] as [(String, Bool?)])
  func termsMatch(text: String, expected: Bool?) throws {
    let query = try? Query(text, vocabulary: ArticleGenerator.vocabulary)
    #expect(query?.matches(Self.article, now: Self.now) == expected)
  }

  @Test func withinReachesOneDayAhead() throws {
    var tagged = Self.article
    let query = try Query("within:1h", vocabulary: ArticleGenerator.vocabulary)
    tagged.article.published.date = Self.now + 86_400
    #expect(query.matches(tagged, now: Self.now))
    tagged.article.published.date = Self.now + 86_401
    #expect(!query.matches(tagged, now: Self.now))
  }

  @Test func timeThatCannotBeTrueCountsAsFirstSeen() throws {
    var tagged = Self.article
    tagged.article.published = ArticleDate(Date(timeIntervalSince1970: 9e9), source: .published, isImplausible: true)
    for (text, expected) in [("within:1m", true), ("after:2025-07-01T00:00:01", false), ("before:2025-07-02", true)] {
      let query = try Query(text, vocabulary: ArticleGenerator.vocabulary)
      #expect(query.matches(tagged, now: Self.now) == expected, "\(text)")
    }
  }

  @Test func scriptHaniStandsForItsForms() throws {
    var tagged = Self.article
    for (script, hani, hans) in [
      ("Hans", true, true), ("Hant", true, false), ("Hani", true, false), (nil, false, false),
    ] {
      tagged.article.script = script
      #expect(try Query("script:Hani", vocabulary: ArticleGenerator.vocabulary).matches(tagged, now: Self.now) == hani)
      #expect(try Query("script:hans", vocabulary: ArticleGenerator.vocabulary).matches(tagged, now: Self.now) == hans)
    }
  }

  @Test func untaggedArticlesHaveNoScore() throws {
    var tagged = Self.article
    tagged.classification.tags = []
    for text in ["score>=0", "score<=1"] {
      #expect(!(try Query(text, vocabulary: ArticleGenerator.vocabulary)).matches(tagged, now: Self.now))
    }
  }

  /// Whatever is typed either is a query or names a place inside what was typed; nothing traps.
  @Test func anyTextIsReadOrRefusedInPlace() {
    var generator = SeededGenerator(seed: 9)
    let pieces =
      ScriptSamples.words + [
        "(", ")", "\"", "-", "*", ":", ">=", "score", "topic:", "group:", "after:", "within:", "AND", "OR", "NOT", " ",
        " ", "9999999999999999999", "d", "0.5", "e308", "\u{0}", "\u{301}", "👨‍👩‍👧", "place:pk-kp", "source:", "\n",
        "lang:",
      ]
    var refused = 0
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
        pieces[Int.random(in: pieces.indices, using: &generator)]
      }.joined()
      do {
        let query = try Query(text, vocabulary: ArticleGenerator.vocabulary)
        _ = query.matches(Self.article, now: Self.now)
      } catch {
        refused += 1
        #expect(error.offset >= 0 && error.length >= 1 && error.offset + error.length <= max(1, text.count), "\(text)")
        #expect(error.rendered(text).contains("^"))
      }
    }
    #expect((500...2_900).contains(refused))
  }

  @Test func generatedQueriesAreAllValid() throws {
    var queries = QueryGenerator(seed: 10)
    for _ in 0..<500 { _ = try Query(queries.query(), vocabulary: ArticleGenerator.vocabulary) }
  }
}
