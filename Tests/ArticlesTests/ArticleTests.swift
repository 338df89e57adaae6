import Articles
import Foundation
import Testing

@Suite struct ArticleTests {
  @Test func idsAreBareStringsInJSON() throws {
    let encoded = try JSONEncoder().encode([FeedID("dawn"), FeedID("tolonews")])
    #expect(String(decoding: encoded, as: UTF8.self) == #"["dawn","tolonews"]"#)
    #expect(try JSONDecoder().decode([ArticleID].self, from: Data(#"["00ff"]"#.utf8)) == [ArticleID("00ff")])
  }
}
