/// Which waiting transfer may start: bounded in all and for each host, first come first served within a host, hosts
/// in turn.
///
/// libcurl could bound connections itself, but would then count a transfer's time from when it was handed over.
struct AdmissionQueue {
  private struct Host {
    var waiting: [Int] = []
    var next = 0
    var active = 0
    var limit: Int
    var isQueued = false

    var hasWaiting: Bool { next < waiting.count }

    mutating func take() -> Int {
      defer { next += 1 }
      return waiting[next]
    }

    mutating func compact() {
      guard next > 32, next * 2 > waiting.count else { return }
      waiting.removeFirst(next)
      next = 0
    }
  }

  private let maximumActive: Int
  private var active = 0
  private var hosts: [String: Host] = [:]
  private var turns: [String] = []
  private var nextTurn = 0

  /// Makes a queue that has at most `maximumActive` transfers started at once.
  init(maximumActive: Int) { self.maximumActive = max(1, maximumActive) }

  /// Puts transfer `id` in the queue of `host`, of which at most `limit` run at once.
  mutating func add(_ id: Int, host: String, limit: Int) {
    hosts[host, default: Host(limit: max(1, limit))].waiting.append(id)
    queue(host)
  }

  /// Takes the next transfer that may start, and counts it as started; call until `nil`.
  mutating func admit() -> (id: Int, host: String)? {
    guard active < maximumActive, nextTurn < turns.count else { return nil }
    let name = turns[nextTurn]
    nextTurn += 1
    if nextTurn > 64, nextTurn * 2 > turns.count {
      turns.removeFirst(nextTurn)
      nextTurn = 0
    }
    guard var host = hosts[name] else { return admit() }
    host.isQueued = false
    let id = host.take()
    host.compact()
    host.active += 1
    active += 1
    hosts[name] = host
    queue(name)
    return (id, name)
  }

  /// Counts a started transfer of `host` as ended.
  mutating func finish(host name: String) {
    guard var host = hosts[name], host.active > 0 else { return }
    host.active -= 1
    active -= 1
    hosts[name] = host.active == 0 && !host.hasWaiting ? nil : host
    queue(name)
  }

  /// Gives `name` a turn if it has something to start.
  private mutating func queue(_ name: String) {
    guard let host = hosts[name], host.hasWaiting, !host.isQueued, host.active < host.limit else { return }
    hosts[name]?.isQueued = true
    turns.append(name)
  }
}
