import ArticleStore
import Articles
import Foundation

/// Rows of `request`, the log of what was sent; columns are written and read in the order of `columns`.
enum RequestTable {
  private static let columns = """
    start, feed, host, domain, address, flags, milliseconds, method, status, failure, body_bytes, wire_bytes, \
    fresh_seconds, declared_seconds, quiet, retry_after
    """
  private static let insertion = """
    INSERT INTO request (\(columns))
    VALUES (\(Array(repeating: "?", count: columns.split(separator: ",").count).joined(separator: ", ")))
    """
  /// Most rows that one transaction takes out: a log that has grown long goes in small steps, and nobody waits.
  static let pruningStep = 512

  /// Adds the records, and takes out some that are older than `seconds` before the oldest of them.
  static func store(
    _ lists: [[RequestRecord]], keeping seconds: Int, _ database: Database
  ) throws(SQLiteError) {
    guard let first = lists.lazy.joined().map(\.start).min() else { return }
    var row = try database.prepare(insertion)
    for list in lists { for record in list { try insert(record, &row) } }
    try prune(before: first.addingTimeInterval(-Double(seconds)), database)
  }

  /// The records at or after `start`, oldest first, from behind `position` on.
  static func page(
    since start: Date, after position: RequestPosition?, limit: Int, _ database: Database
  ) throws(SQLiteError) -> RequestPage {
    var statement = try database.prepare(
      "SELECT number, \(columns) FROM request WHERE (start, number) > (?, ?) ORDER BY start, number LIMIT ?")
    // No number is below 1, so that a page from `start` on has those of that very time.
    try statement.add(position.map { max($0.start, start) } ?? start)
    try statement.add(position.map { $0.start < start ? 0 : $0.number } ?? 0)
    try statement.add(limit)
    var page = RequestPage(records: [], next: nil)
    var number = 0
    while try statement.step() {
      number = statement.nextInt()
      page.records.append(read(&statement))
    }
    if page.records.count == limit, let last = page.records.last {
      page.next = RequestPosition(start: last.start, number: number)
    }
    return page
  }

  private static func insert(_ record: RequestRecord, _ row: inout Statement) throws(SQLiteError) {
    try row.add(record.start)
    try row.add(record.feed.rawValue)
    try row.add(record.host)
    try row.add(record.domain == record.host ? nil : record.domain)
    try row.add(record.addressKey)
    try row.add(flags(of: record))
    try row.add(record.durationMilliseconds)
    try row.add(record.method == "GET" ? nil : record.method)
    try row.add(record.status)
    try row.add(record.failure)
    try row.add(record.bodyBytes)
    try row.add(record.wireBytes)
    try row.add(record.wishes.freshSeconds)
    try row.add(record.wishes.declaredSeconds)
    try row.add(quiet(of: record.wishes))
    try row.add(record.wishes.retryAfter)
    try row.run()
  }

  private static func read(_ row: inout Statement) -> RequestRecord {
    let start = row.nextDate() ?? .distantPast
    let feed = FeedID(row.nextText() ?? "")
    let host = row.nextText() ?? ""
    let domain = row.nextText() ?? host
    var record = RequestRecord(feed: feed, host: host, domain: domain, addressKey: row.nextInt(), start: start)
    let flags = row.nextInt()
    record.durationMilliseconds = row.nextInt()
    record.method = row.nextText() ?? "GET"
    record.status = row.nextOptionalInt()
    record.failure = row.nextText()
    record.bodyBytes = row.nextInt()
    record.wireBytes = row.nextOptionalInt()
    record.wishes.freshSeconds = row.nextOptionalInt()
    record.wishes.declaredSeconds = row.nextOptionalInt()
    let quiet = row.nextOptionalInt() ?? 0
    record.wishes.skipHours = (0..<24).filter { quiet >> $0 & 1 == 1 }
    record.wishes.skipDays = (1...7).filter { quiet >> (23 + $0) & 1 == 1 }
    record.wishes.retryAfter = row.nextDate()
    set(flags, in: &record)
    return record
  }

  /// Takes out the rows at the beginning of the log that are older than `date`, at most `pruningStep`.
  private static func prune(before date: Date, _ database: Database) throws(SQLiteError) {
    var oldest = try database.prepare("SELECT start, number FROM request ORDER BY start, number LIMIT 1")
    guard try oldest.step(), let start = oldest.nextDate(), start < date else { return }
    oldest.rewind()
    var deletion = try database.prepare(
      """
      DELETE FROM request
      WHERE number IN (SELECT number FROM request WHERE start < ? ORDER BY start, number LIMIT \(pruningStep))
      """)
    try deletion.add(date)
    try deletion.run()
  }
}

extension RequestTable {
  /// Bits 0 and 1: what was known (0 nothing, 1 a body, 2 validators); 2 conditional; 3 forced; 4 unconditional on
  /// purpose; 5 whether bit 6 is known; 6 the connection was there already; 8 and 9: scope of `retry_after`; 10 and
  /// 11: kind; from 16 on: hop.
  private static func flags(of record: RequestRecord) -> Int {
    var flags =
      switch record.known {
      case .nothing: 0
      case .body: 1
      case .validators: 2
      }
    if record.isConditional { flags |= 1 << 2 }
    if record.isForced { flags |= 1 << 3 }
    if record.isUnconditionalOnPurpose { flags |= 1 << 4 }
    if let reused = record.reusedConnection { flags |= reused ? 3 << 5 : 1 << 5 }
    flags |= (record.wishes.retryScope?.rawValue ?? 0) << 8
    flags |= (RequestRecord.Kind.allCases.firstIndex(of: record.kind) ?? 0) << 10
    return flags | min(max(record.hop, 0), 255) << 16
  }

  private static func set(_ flags: Int, in record: inout RequestRecord) {
    record.known = [.nothing, .body, .validators, .validators][flags & 3]
    record.isConditional = flags >> 2 & 1 == 1
    record.isForced = flags >> 3 & 1 == 1
    record.isUnconditionalOnPurpose = flags >> 4 & 1 == 1
    if flags >> 5 & 1 == 1 { record.reusedConnection = flags >> 6 & 1 == 1 }
    record.wishes.retryScope = ServerWishes.Scope(rawValue: flags >> 8 & 3)
    let kinds = RequestRecord.Kind.allCases
    record.kind = kinds[min(flags >> 10 & 3, kinds.count - 1)]
    record.hop = flags >> 16 & 255
  }

  /// Hours in bits 0 to 23, Sunday to Saturday in bits 24 to 30; `nil` for none.
  private static func quiet(of wishes: ServerWishes) -> Int? {
    var bits = 0
    for hour in wishes.skipHours where (0..<24).contains(hour) { bits |= 1 << hour }
    for day in wishes.skipDays where (1...7).contains(day) { bits |= 1 << (23 + day) }
    return bits == 0 ? nil : bits
  }
}
