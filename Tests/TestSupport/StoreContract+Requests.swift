public import ArticleStore
import Articles
import Foundation
import Testing

extension StoreContract {
  /// A request of a feed, `seconds` after `now`, with every field set to something that `number` decides.
  static func request(_ number: Int, at seconds: Double) -> RequestRecord {
    var record = RequestRecord(
      feed: FeedID("feed-\(number % 7)"), host: "feeds.a\(number % 3).example:8080", domain: "a\(number % 3).example",
      addressKey: RequestRecord.addressKey(of: "https://a.example/\(number)"), hop: number % 4,
      start: now + seconds, durationMilliseconds: number * 3)
    record.kind = RequestRecord.Kind.allCases[number % 9 % 3]
    record.known = [.nothing, .body, .validators][number % 3]
    record.isConditional = number % 2 == 0
    record.isForced = number % 5 == 0
    record.isUnconditionalOnPurpose = number % 11 == 0
    record.method = number % 13 == 0 ? "POST" : "GET"
    record.status = number % 4 == 0 ? nil : 200 + number
    record.failure = number % 4 == 0 ? "timeout" : nil
    record.bodyBytes = number * 1_000
    record.wireBytes = number % 3 == 0 ? nil : number * 300
    record.reusedConnection = [nil, false, true][number % 3]
    record.wishes = ServerWishes(
      freshSeconds: number % 2 == 0 ? nil : 600, declaredSeconds: number % 3 == 0 ? 3_600 : nil,
      skipHours: number % 5 == 0 ? [0, 13, 23] : [], skipDays: number % 6 == 0 ? [1, 7] : [],
      retryAfter: number % 4 == 1 ? now + seconds + 120.5 : nil,
      retryScope: number % 4 == 1 ? [.feed, .host, .domain][number % 3] : nil)
    return record
  }

  static func change(_ requests: [RequestRecord]) -> FeedChange {
    FeedChange(state: FeedState(id: FeedID("feed"), url: "https://feed.example/"), requests: requests)
  }

  static func log(_ store: any ArticleStore, since seconds: Double = -1e8) async throws -> [RequestRecord] {
    var records: [RequestRecord] = []
    try await store.eachRequest(since: now + seconds) { records.append($0) }
    return records
  }

  /// Requests come back value for value, oldest first, those of one time in the order they came; in pages of any size.
  public static func requestsComeBack(_ store: any ArticleStore) async throws {
    // Four each at one time; batches that are not in the order of time.
    let records = (0..<60).map { request($0, at: Double($0 / 4)) }
    for start in [20, 0, 40] {
      try await store.apply([change(Array(records[start..<start + 7])), change(Array(records[start + 7..<start + 20]))])
    }
    #expect(try await log(store) == records)
    #expect(try await log(store, since: 7) == Array(records[28...]))
    for limit in [1, 7, 60, 100] {
      var pages: [RequestRecord] = []
      var position: RequestPosition?
      repeat {
        let page = try await store.requests(since: now + 3, after: position, limit: limit)
        #expect(page.records.count <= limit)
        pages += page.records
        position = page.next
      } while position != nil
      #expect(pages == Array(records[12...]))
    }
    let later = [request(61, at: 100), request(62, at: 101)]
    try await store.log(later)
    try await store.log([])
    #expect(try await log(store, since: 99) == later)
  }

  /// What is older than two weeks goes, some with each later change, and nothing younger.
  public static func oldRequestsGo(_ store: any ArticleStore) async throws {
    let day = 86_400.0
    try await store.apply([change((0..<2_000).map { request($0, at: Double($0)) })])
    try await store.apply([change([request(1, at: 14 * day)])])
    #expect(try await log(store).count == 2_001)
    for number in 0..<2_000 where try await log(store).count > 100 {
      try await store.apply([change([request(number, at: 14 * day + 2_000 + Double(number))])])
      try #require(number < 100)
    }
    let left = try await log(store)
    #expect(left.first?.start == now + 14 * day)
    #expect(left.count < 100)
  }

  /// A change that is refused leaves no trace in the log, and one without requests writes none.
  public static func changesWithoutRequestsLogNothing(_ store: any ArticleStore) async throws {
    try await store.apply([change([])])
    #expect(try await log(store).isEmpty)
  }
}
