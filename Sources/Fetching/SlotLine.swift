/// A number of slots, and the line of those who wait for one: first come, first served.
struct SlotLine: Sendable {
  private let maximum: Int
  private var taken = 0
  private var line: [CancellableWaiter] = []
  private var next = 0

  /// Makes slots of which at most `maximum` are taken at once, and at least one.
  init(maximum: Int) { self.maximum = max(1, maximum) }

  /// Takes a slot and returns `nil`, or returns what to wait on: whoever that wakes has the slot.
  mutating func take() -> CancellableWaiter? {
    guard taken >= maximum else {
      taken += 1
      return nil
    }
    let waiter = CancellableWaiter()
    line.append(waiter)
    return waiter
  }

  /// Gives a slot to the first in line who still waits, or back when nobody does.
  mutating func giveBack() {
    while next < line.count {
      let waiter = line[next]
      next += 1
      if waiter.wake() { return compact() }
    }
    compact()
    taken -= 1
  }

  private mutating func compact() {
    guard next == line.count || (next > 64 && next * 2 > line.count) else { return }
    line.removeFirst(next)
    next = 0
  }
}
