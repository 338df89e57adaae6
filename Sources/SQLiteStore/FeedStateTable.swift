import Articles
import Foundation

/// Rows of `feed_state`; columns are written and read in the order of `columns`.
enum FeedStateTable {
  private static let columns = """
    id, url, etag, last_modified, body_hash, health, failure_code, failure_message, failure_at, consecutive_failures, \
    last_poll, last_success, last_change, next_poll, freshness_seconds, ttl_seconds, syndication_seconds, skip_hours, \
    skip_days, published_title, format, defect_count, request_count, not_modified_count, received_bytes, article_count, \
    identity, rhythm, next_poll_reason, \
    desk_url, validators_since, last_unconditional, conduct, move, quiet_name, quiet_until
    """
  private static let upsert = """
    INSERT OR REPLACE INTO feed_state (\(columns))
    VALUES (\(Array(repeating: "?", count: columns.split(separator: ",").count).joined(separator: ", ")))
    """

  /// The state of every feed, ordered by id.
  static func all(_ database: Database) throws(SQLiteError) -> [FeedState] {
    var statement = try database.prepare("SELECT \(columns) FROM feed_state ORDER BY id")
    var states: [FeedState] = []
    while try statement.step() { states.append(read(&statement)) }
    return states
  }

  /// The states of these feeds, ordered by id.
  static func states(of ids: [FeedID], _ database: Database) throws(SQLiteError) -> [FeedState] {
    var statement = try database.prepare("SELECT \(columns) FROM feed_state WHERE id = ?")
    var states: [FeedState] = []
    for id in Set(ids).sorted() {
      try statement.add(id.rawValue)
      while try statement.step() { states.append(read(&statement)) }
    }
    return states
  }

  /// Puts the state in the place of what was known of the feed.
  static func store(_ state: FeedState, _ database: Database) throws(SQLiteError) {
    var row = try database.prepare(upsert)
    try row.add(state.id.rawValue)
    try row.add(state.url)
    try row.add(state.validators.etag)
    try row.add(state.validators.lastModified)
    try row.add(state.bodyHash)
    try row.add(state.health.rawValue)
    try row.add(state.lastFailure?.code)
    try row.add(state.lastFailure?.message)
    try row.add(state.lastFailure?.at)
    try row.add(state.consecutiveFailures)
    for date in [state.lastPoll, state.lastSuccess, state.lastChange, state.nextPoll] { try row.add(date) }
    try row.add(state.hints.freshnessSeconds)
    try row.add(state.hints.ttlSeconds)
    try row.add(state.hints.syndicationSeconds)
    try row.add(text(state.hints.skipHours))
    try row.add(text(state.hints.skipDays))
    try row.add(state.publishedTitle)
    try row.add(state.format)
    try row.add(state.defectCount)
    try row.add(state.requestCount)
    try row.add(state.notModifiedCount)
    try row.add(state.receivedBytes)
    try row.add(state.articleCount)
    if state.identity == IdentityPolicy() { try row.addNull() } else { try row.add(utf8: Self.bytes(state.identity)) }
    let rhythm = state.rhythm.bytes
    if rhythm.isEmpty { try row.addNull() } else { try row.add(blob: rhythm) }
    try row.add(state.nextPollReason?.text)
    try storeManners(state, &row)
    try row.run()
  }

  private static func read(_ row: inout Statement) -> FeedState {
    var state = FeedState(id: FeedID(row.nextText() ?? ""), url: row.nextText() ?? "")
    state.validators.etag = row.nextText()
    state.validators.lastModified = row.nextText()
    state.bodyHash = row.nextText()
    state.health = FeedHealth(rawValue: row.nextText() ?? "") ?? .new
    let (code, message, time) = (row.nextText(), row.nextText(), row.nextDate())
    if let code, let time { state.lastFailure = FeedFailure(code: code, message: message ?? "", at: time) }
    state.consecutiveFailures = row.nextInt()
    state.lastPoll = row.nextDate()
    state.lastSuccess = row.nextDate()
    state.lastChange = row.nextDate()
    state.nextPoll = row.nextDate()
    state.hints.freshnessSeconds = row.nextOptionalInt()
    state.hints.ttlSeconds = row.nextOptionalInt()
    state.hints.syndicationSeconds = row.nextOptionalInt()
    state.hints.skipHours = numbers(row.nextText())
    state.hints.skipDays = numbers(row.nextText())
    state.publishedTitle = row.nextText()
    state.format = row.nextText()
    state.defectCount = row.nextInt()
    state.requestCount = row.nextInt()
    state.notModifiedCount = row.nextInt()
    state.receivedBytes = row.nextInt()
    state.articleCount = row.nextInt()
    let identity = row.nextBytes()
    if !identity.isEmpty { state.identity = policy(JSONReader.value(of: identity)) }
    state.rhythm = PostingRhythm(bytes: row.nextBlob())
    state.nextPollReason = row.nextText().flatMap(PollReason.init(text:))
    readManners(&row, into: &state)
    return state
  }

  /// `["link",12,0,1,[…],[…],"…"]`: rung, good documents, renamings, descents, distrusted names, sample, notes.
  private static func bytes(_ policy: IdentityPolicy) -> [UInt8] {
    var json: [UInt8] = [UInt8(ascii: "[")]
    json += JSONWriter.bytes([policy.rung.rawValue]).dropFirst().dropLast()
    for number in [policy.goodDocuments, policy.renamings, policy.descents] { json += ",\(number)".utf8 }
    for list in [policy.distrusted, policy.sample, policy.note.map { [$0] } ?? []] {
      json.append(UInt8(ascii: ","))
      json += JSONWriter.bytes(list)
    }
    json.append(UInt8(ascii: "]"))
    return json
  }

  private static func policy(_ json: JSONValue) -> IdentityPolicy {
    IdentityPolicy(
      rung: json[0].string.flatMap(IdentityKind.init) ?? .guid, goodDocuments: json[1].integer ?? 0,
      renamings: json[2].integer ?? 0, descents: json[3].integer ?? 0,
      distrusted: json[4].elements.compactMap(\.string), sample: json[5].elements.compactMap(\.string),
      note: json[6][0].string)
  }

  /// `[1,2]`, a JSON array.
  private static func text(_ numbers: [Int]) -> String { "[" + numbers.map(String.init).joined(separator: ",") + "]" }

  private static func numbers(_ text: String?) -> [Int] {
    JSONReader.value(of: Array((text ?? "").utf8)).elements.compactMap(\.integer)
  }
}

extension Statement {
  /// Binds a time as seconds since 2001-01-01 UTC.
  mutating func add(_ date: Date) throws(SQLiteError) { try add(date.timeIntervalSinceReferenceDate) }

  mutating func add(_ date: Date?) throws(SQLiteError) { try add(date?.timeIntervalSinceReferenceDate) }

  mutating func nextDate() -> Date? { nextOptionalDouble().map(Date.init(timeIntervalSinceReferenceDate:)) }
}
