import Articles
import Foundation

/// Rows of `websub_subscription`; columns are written and read in the order of `columns`.
enum PushSubscriptionTable {
  private static let columns = """
    id, feed, topic, hubs, hub_index, secret, stage, is_wanted, request_mode, request_sent, request_deadline, \
    lease_start, lease_seconds, next_action, failures, failure_code, failure_message, failure_at, deliveries, refusals, \
    articles, last_delivery, missed, trust, deliveries_since_poll
    """
  private static let upsert = """
    INSERT OR REPLACE INTO websub_subscription (\(columns))
    VALUES (\(Array(repeating: "?", count: columns.split(separator: ",").count).joined(separator: ", ")))
    """

  /// Every subscription, ordered by id.
  static func all(_ database: Database) throws(SQLiteError) -> [PushSubscription] {
    var statement = try database.prepare("SELECT \(columns) FROM websub_subscription ORDER BY id")
    var subscriptions: [PushSubscription] = []
    while try statement.step() { subscriptions.append(read(&statement)) }
    return subscriptions
  }

  /// Forgets one.
  static func remove(_ id: String, _ database: Database) throws(SQLiteError) {
    var statement = try database.prepare("DELETE FROM websub_subscription WHERE id = ?")
    try statement.add(id)
    try statement.run()
  }

  /// Puts one in the place of what was known of it.
  static func store(_ subscription: PushSubscription, _ database: Database) throws(SQLiteError) {
    var row = try database.prepare(upsert)
    try row.add(subscription.id)
    try row.add(subscription.feed.rawValue)
    try row.add(subscription.topic)
    try row.add(utf8: JSONWriter.bytes(subscription.hubs))
    try row.add(subscription.hubIndex)
    try row.add(subscription.secret)
    try row.add(subscription.stage.rawValue)
    try row.add(subscription.isWanted)
    try row.add(subscription.request?.mode.rawValue)
    try row.add(subscription.request?.sentAt)
    try row.add(subscription.request?.deadline)
    try row.add(subscription.lease?.start)
    try row.add(subscription.lease?.seconds)
    try row.add(subscription.nextAction)
    try row.add(subscription.failures)
    try row.add(subscription.lastFailure?.code)
    try row.add(subscription.lastFailure?.message)
    try row.add(subscription.lastFailure?.at)
    let record = subscription.record
    for count in [record.deliveries, record.refusals, record.articles] { try row.add(count) }
    try row.add(record.lastDelivery)
    for count in [record.missed, record.trust, record.deliveriesSincePoll] { try row.add(count) }
    try row.run()
  }

  private static func read(_ row: inout Statement) -> PushSubscription {
    let (id, feed, topic) = (row.nextText() ?? "", row.nextText() ?? "", row.nextText() ?? "")
    let hubs = JSONReader.value(of: row.nextBytes()).elements.compactMap(\.string)
    let hubIndex = row.nextInt()
    var subscription = PushSubscription(
      id: id, feed: FeedID(feed), topic: topic, hubs: hubs, secret: row.nextText(), nextAction: .distantFuture)
    subscription.hubIndex = hubIndex
    subscription.stage = PushSubscription.Stage(rawValue: row.nextText() ?? "") ?? .wanted
    subscription.isWanted = row.nextFlag()
    let mode = row.nextText().flatMap(PushSubscription.Request.Mode.init)
    let (sentAt, deadline) = (row.nextDate(), row.nextDate())
    if let mode, let sentAt, let deadline {
      subscription.request = PushSubscription.Request(mode: mode, sentAt: sentAt, deadline: deadline)
    }
    let (start, seconds) = (row.nextDate(), row.nextOptionalInt())
    if let start, let seconds { subscription.lease = PushSubscription.Lease(start: start, seconds: seconds) }
    subscription.nextAction = row.nextDate()
    subscription.failures = row.nextInt()
    let (code, message, time) = (row.nextText(), row.nextText(), row.nextDate())
    if let code, let time {
      subscription.lastFailure = FeedFailure(code: code, message: message ?? "", at: time)
    }
    subscription.record.deliveries = row.nextInt()
    subscription.record.refusals = row.nextInt()
    subscription.record.articles = row.nextInt()
    subscription.record.lastDelivery = row.nextDate()
    subscription.record.missed = row.nextInt()
    subscription.record.trust = row.nextInt()
    subscription.record.deliveriesSincePoll = row.nextInt()
    return subscription
  }
}
