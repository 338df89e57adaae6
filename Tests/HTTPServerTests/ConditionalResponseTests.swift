import Foundation
import HTTPServer
import Testing

@Suite struct ConditionalResponseTests {
  private let now = Date(timeIntervalSince1970: 1_795_000_000)
  private let modified = Date(timeIntervalSince1970: 1_790_000_000)

  private func status(_ headers: [HTTPField], method: HTTPMethod = .get) throws -> Int {
    let target = try #require(RequestTarget("/"))
    var response = HTTPServerResponse(
      headers: [HTTPField("Content-Type", "text/plain"), HTTPField("Cache-Control", "max-age=60")],
      body: Array("x".utf8))
    response.setValidators(lastModified: modified)
    let answer = response.conditioned(on: HTTPServerRequest(method, target: target, headers: headers), now: now)
    if answer.status == 304 {
      #expect(answer.body.isEmpty)
      #expect(answer.headers["ETag"] == response.headers["ETag"])
      #expect(answer.headers["Cache-Control"] == "max-age=60")
      #expect(answer.headers["Content-Type"] == nil)
    }
    return answer.status
  }

  private var tag: String { HTTPServerResponse.entityTag(Array("x".utf8)) }

  @Test func entityTagsAreComparedInListsWeakFormsAndStars() throws {
    #expect(try status([]) == 200)
    #expect(try status([HTTPField("if-none-match", tag)]) == 304)
    #expect(try status([HTTPField("If-None-Match", "W/\(tag)")]) == 304)
    #expect(try status([HTTPField("If-None-Match", "\"a,b\", \"\", \(tag)")]) == 304)
    #expect(try status([HTTPField("If-None-Match", " * ")]) == 304)
    #expect(try status([HTTPField("If-None-Match", "\"other\"")]) == 200)
    #expect(try status([HTTPField("If-None-Match", "\"unfinished")]) == 200)
    #expect(try status([HTTPField("If-None-Match", String(tag.dropFirst().dropLast()))]) == 200)
    #expect(try status([HTTPField("If-None-Match", tag)], method: .head) == 304)
    #expect(try status([HTTPField("If-None-Match", tag)], method: .post) == 200)
  }

  @Test func datesCountOnlyWithoutEntityTags() throws {
    #expect(try status([HTTPField("If-Modified-Since", "Mon, 21 Sep 2026 14:13:20 GMT")]) == 304)
    #expect(try status([HTTPField("If-Modified-Since", "Monday, 21-Sep-26 14:13:20 GMT")]) == 304)
    #expect(try status([HTTPField("If-Modified-Since", "Mon Sep 21 14:13:20 2026")]) == 304)
    #expect(try status([HTTPField("If-Modified-Since", "Mon, 21 Sep 2026 14:13:19 GMT")]) == 200)
    #expect(try status([HTTPField("If-Modified-Since", "yesterday")]) == 200)
    #expect(
      try status([
        HTTPField("If-Modified-Since", "Mon, 21 Sep 2026 14:13:20 GMT"), HTTPField("If-None-Match", "\"other\""),
      ]) == 200)
  }
}
