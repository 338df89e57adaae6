import Articles
import Foundation
import Testing

@testable import SQLiteStore

@Suite struct ClassificationJSONTests {
  private let article: Article = {
    var article = Article(
      id: ArticleID("a"), feed: FeedID("f"), identity: .guid, identityKey: "k", title: "Torkham \"shut\"",
      published: ArticleDate(Date(timeIntervalSinceReferenceDate: 0), source: .published), firstSeen: Date())
    article.summary = "سرحد بند"
    article.text = "Trucks wait\u{1}."
    return article
  }()

  private var spans: [TextSpan] {
    [
      TextSpan(field: .title, start: 8, end: 14, words: "\"shut\""),
      TextSpan(field: .summary, start: 0, end: 8, words: "سرحد"),
      TextSpan(field: .text, start: 0, end: 13, words: "Trucks wait\u{1}."),
      // Not what stands there, and not even inside the field.
      TextSpan(field: .text, start: 0, end: 6, words: "trucks"),
      TextSpan(field: .text, start: -4, end: 600, words: "trucks\u{0}\\"),
    ]
  }

  @Test func tagsComeBack() {
    let evidence = spans.enumerated().map { Evidence(span: $1, rule: "rule-\($0)", share: 1 / Double($0 + 3)) }
    let tags = [
      Tag(topic: "border-closure", score: 0.1 + 0.2, evidence: evidence), Tag(topic: "t", score: 1, evidence: []),
    ]
    var bytes: [UInt8] = []
    JSONWriter.write(tags, of: article, to: &bytes)
    #expect(JSONReader.value(of: bytes).elements.compactMap { Tag($0, of: article) } == tags)
  }

  @Test func entitiesComeBack() {
    let entities = [
      Entity(
        id: "torkham", name: "Torkham", kind: .place, type: "crossing", countries: ["PK", "AF"], subdivision: "PK-KP",
        coordinates: Coordinates(latitude: 34.12, longitude: 71.09), mentions: spans),
      Entity(id: "un", name: "UN", kind: .organization),
    ]
    var bytes: [UInt8] = []
    JSONWriter.write(entities, of: article, to: &bytes)
    #expect(JSONReader.value(of: bytes).elements.compactMap { Entity($0, of: article) } == entities)
  }

  @Test func thePlaceComesBackAfterTheEntities() {
    let place = ArticlePlace(
      id: "bannu", name: "Bannu \"B\"", type: "district", countries: ["PK"], subdivision: "PK-KP",
      coordinates: Coordinates(latitude: 32.99, longitude: 70.6))
    for (place, entities) in [
      (place, [Entity(id: "un", name: "UN", kind: .organization)]), (place, []),
      (ArticlePlace(id: "south-asia", name: "South Asia"), []),
    ] {
      var bytes: [UInt8] = Array("[]".utf8)
      JSONWriter.write(entities, place, of: article, to: &bytes)
      let values = JSONReader.value(of: Array(bytes.dropFirst(2))).elements
      #expect(values.last.flatMap(ArticlePlace.init) == place)
      #expect(values.compactMap { Entity($0, of: article) } == entities)
    }
  }

  @Test func rowsWithoutAPlaceAreRead() throws {
    let values = JSONReader.value(of: Array(#"[["torkham","T","place",null,[],null,null,[]]]"#.utf8)).elements
    #expect(values.last.flatMap(ArticlePlace.init) == nil && values.count == 1)
    let old = #"{"isInScope":true,"scopeReason":"r","tags":[],"entities":[],"rulesVersion":"1"}"#
    #expect(try JSONDecoder().decode(Classification.self, from: Data(old.utf8)).place == nil)
  }

  @Test func wordsThatStandThereAreNotRepeated() {
    let mention = Entity(id: "torkham", name: "T", kind: .place, mentions: [spans[1]])
    var bytes: [UInt8] = []
    JSONWriter.write([mention], of: article, to: &bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text == #"[["torkham","T","place",null,[],null,null,[[1,0,8]]]]"#)
  }
}
