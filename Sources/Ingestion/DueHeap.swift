import Articles
import Foundation

/// Feeds by the time their next poll is due: a binary heap, so that a poll costs O(log feeds) however many are known.
struct DueHeap {
  private struct Item {
    let due: Date
    let order: Int
    let feed: FeedID
  }

  private var items: [Item] = []
  private var inserted = 0

  /// When the first feed is due; `nil` when none waits.
  var firstDue: Date? { items.first?.due }

  /// Number of feeds that wait.
  var count: Int { items.count }

  /// Adds a feed.
  mutating func insert(_ feed: FeedID, due: Date) {
    items.append(Item(due: due, order: inserted, feed: feed))
    inserted += 1
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard isBefore(child, parent) else { return }
      items.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the first feed when it is due by `now`.
  mutating func popDue(by now: Date) -> FeedID? {
    guard let first = items.first, first.due <= now else { return nil }
    items.swapAt(0, items.count - 1)
    items.removeLast()
    sink()
    return first.feed
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < items.count && isBefore(child, least) {
        least = child
      }
      guard least != parent else { return }
      items.swapAt(parent, least)
      parent = least
    }
  }

  /// Of equal times the one inserted first comes first: the order of the desk.
  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    items[left].due != items[right].due ? items[left].due < items[right].due : items[left].order < items[right].order
  }
}
