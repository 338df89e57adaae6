public import Articles

/// A delivery that was taken and waits to be read.
public struct PushDelivery: Sendable, Equatable {
  /// The feed that the subscription is for.
  public var feed: FeedID
  /// The address that the publisher calls its own.
  public var topic: String
  /// `Content-Type`, verbatim.
  public var contentType: String?
  /// The document: what changed, not all that there is.
  public var body: [UInt8]
}

/// What reading a delivery came to.
public enum PushOutcome: Sendable, Equatable {
  /// It was read; so many new or changed articles were stored.
  case stored(articles: Int)
  /// It is no feed.
  case unreadable(FeedFailure)
}

/// Deliveries that wait, bounded by number and by bytes.
struct DeliveryQueue: Sendable {
  struct Item: Sendable {
    let subscription: String
    let delivery: PushDelivery
  }

  let maximumCount: Int
  let maximumBytes: Int
  private var items: [Item] = []
  private var bytes = 0

  init(maximumCount: Int, maximumBytes: Int) {
    self.maximumCount = maximumCount
    self.maximumBytes = maximumBytes
  }

  /// Whether one more body may come; one alone may be of any admitted size.
  var hasRoom: Bool { items.isEmpty || (items.count < maximumCount && bytes < maximumBytes) }

  /// Puts a delivery at the end, or says that there is no room.
  mutating func append(_ item: Item) -> Bool {
    guard items.isEmpty || (items.count < maximumCount && bytes + item.delivery.body.count <= maximumBytes) else {
      return false
    }
    items.append(item)
    bytes += item.delivery.body.count
    return true
  }

  /// Takes the first.
  mutating func popFirst() -> Item? {
    guard !items.isEmpty else { return nil }
    let item = items.removeFirst()
    bytes -= item.delivery.body.count
    return item
  }
}

/// How many deliveries a callback took within the last minute or so.
struct DeliveryRate: Sendable {
  private var windowStart = 0.0
  private var count = 0

  /// Seconds to wait when a further one would be one too many; times are seconds since any fixed moment.
  func secondsToWait(at time: Double, perMinute limit: Int) -> Int? {
    guard isCurrent(time), count >= limit else { return nil }
    return max(1, Int((60 - (time - windowStart)).rounded(.up)))
  }

  /// Counts one.
  mutating func count(at time: Double) {
    if !isCurrent(time) { (windowStart, count) = (time, 0) }
    count += 1
  }

  private func isCurrent(_ time: Double) -> Bool { time >= windowStart && time - windowStart < 60 }
}
