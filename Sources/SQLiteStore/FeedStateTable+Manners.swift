import Articles
import Foundation

/// The columns of `feed_state` on a server's manners: conduct, moves and quiet periods.
extension FeedStateTable {
  /// Binds them in the order of the columns.
  static func storeManners(_ state: FeedState, _ row: inout Statement) throws(SQLiteError) {
    try row.add(state.deskURL)
    try row.add(state.validatorsSince)
    try row.add(state.lastUnconditional)
    if state.conduct == ServerConduct() { try row.addNull() } else { try row.add(utf8: bytes(state.conduct)) }
    if let move = state.move { try row.add(utf8: bytes(move)) } else { try row.addNull() }
    try row.add(state.quiet.map { "\($0.scope.rawValue) \($0.name)" })
    try row.add(state.quiet?.until)
  }

  /// Reads them in the order of the columns.
  static func readManners(_ row: inout Statement, into state: inout FeedState) {
    state.deskURL = row.nextText()
    state.validatorsSince = row.nextDate()
    state.lastUnconditional = row.nextDate()
    let conduct = row.nextBytes()
    if !conduct.isEmpty { state.conduct = self.conduct(JSONReader.value(of: conduct)) }
    let move = row.nextBytes()
    if !move.isEmpty { state.move = self.move(JSONReader.value(of: move)) }
    let name = row.nextText()?.split(separator: " ", maxSplits: 1) ?? []
    let until = row.nextDate()
    if name.count == 2, let scope = QuietPeriod.Scope(rawValue: String(name[0])), let until {
      state.quiet = QuietPeriod(scope: scope, name: String(name[1]), until: until)
    }
  }

  /// `[12,0,0,0,0,0]`, in the order of the declaration.
  private static func bytes(_ conduct: ServerConduct) -> [UInt8] {
    let counters = [
      conduct.notModifiedInARow, conduct.hiddenChanges, conduct.changedValidators, conduct.ignoredConditions,
      conduct.unaskedNotModified, conduct.badDeltas,
    ]
    return Array("[\(counters.map(String.init).joined(separator: ","))]".utf8)
  }

  private static func conduct(_ json: JSONValue) -> ServerConduct {
    var conduct = ServerConduct()
    func counter(_ place: Int) -> Int { max(0, json[place].integer ?? 0) }
    (conduct.notModifiedInARow, conduct.hiddenChanges) = (counter(0), counter(1))
    (conduct.changedValidators, conduct.ignoredConditions) = (counter(2), counter(3))
    (conduct.unaskedNotModified, conduct.badDeltas) = (counter(4), counter(5))
    return conduct
  }

  /// `[["https://old","https://new"],5,785000000.0]`: origin and target, count, since; an adopted address makes the list
  /// three long, and its time stands last.
  private static func bytes(_ move: FeedMove) -> [UInt8] {
    var json: [UInt8] = [UInt8(ascii: "[")]
    json += JSONWriter.bytes([move.origin, move.target] + (move.adopted.map { [$0] } ?? []))
    json += ",\(move.count),\(move.since.timeIntervalSinceReferenceDate)".utf8
    if let date = move.adoptedAt { json += ",\(date.timeIntervalSinceReferenceDate)".utf8 }
    json.append(UInt8(ascii: "]"))
    return json
  }

  private static func move(_ json: JSONValue) -> FeedMove? {
    guard let origin = json[0][0].string, let target = json[0][1].string, let count = json[1].integer,
      let since = json[2].double
    else { return nil }
    return FeedMove(
      origin: origin, target: target, count: max(0, count), since: Date(timeIntervalSinceReferenceDate: since),
      adopted: json[0][2].string,
      adoptedAt: json[3].double.map(Date.init(timeIntervalSinceReferenceDate:)))
  }
}
