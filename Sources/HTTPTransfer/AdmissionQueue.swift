/// Which waiting transfer may start: bounded in all and for each host, first come first served within a host, hosts
/// in turn.
///
/// Hosts of the desk's own allow-list are bounded by themselves only: the web's slow names must not keep them waiting.
///
/// libcurl could bound connections itself, but would then count a transfer's time from when it was handed over.
struct AdmissionQueue {
  private struct Host {
    var waiting: [Int] = []
    var next = 0
    var active = 0
    var limit: Int
    var isOwn: Bool
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

  /// Names of hosts, each there once while it has something to start.
  private struct Turns {
    private var names: [String] = []
    private var next = 0

    mutating func append(_ name: String) { names.append(name) }

    mutating func take() -> String? {
      guard next < names.count else { return nil }
      defer { next += 1 }
      if next > 64, next * 2 > names.count {
        names.removeFirst(next)
        next = 0
      }
      return names[next]
    }
  }

  private let maximumActive: Int
  private var active = 0
  private var hosts: [String: Host] = [:]
  private var turns = Turns()
  private var ownTurns = Turns()

  /// Makes a queue that has at most `maximumActive` transfers started at once, those of own hosts not counted.
  init(maximumActive: Int) { self.maximumActive = max(1, maximumActive) }

  /// Puts transfer `id` in the queue of `host`, of which at most `limit` run at once.
  mutating func add(_ id: Int, host: String, limit: Int, isOwn: Bool = false) {
    hosts[host, default: Host(limit: max(1, limit), isOwn: isOwn)].waiting.append(id)
    queue(host)
  }

  /// Takes the next transfer that may start, and counts it as started; call until `nil`.
  mutating func admit() -> (id: Int, host: String)? {
    while let name = ownTurns.take() ?? (active < maximumActive ? turns.take() : nil) {
      guard var host = hosts[name] else { continue }
      host.isQueued = false
      let id = host.take()
      host.compact()
      host.active += 1
      if !host.isOwn { active += 1 }
      hosts[name] = host
      queue(name)
      return (id, name)
    }
    return nil
  }

  /// Counts a started transfer of `host` as ended.
  mutating func finish(host name: String) {
    guard var host = hosts[name], host.active > 0 else { return }
    host.active -= 1
    if !host.isOwn { active -= 1 }
    hosts[name] = host.active == 0 && !host.hasWaiting ? nil : host
    queue(name)
  }

  /// Gives `name` a turn if it has something to start.
  private mutating func queue(_ name: String) {
    guard let host = hosts[name], host.hasWaiting, !host.isQueued, host.active < host.limit else { return }
    hosts[name]?.isQueued = true
    if host.isOwn { ownTurns.append(name) } else { turns.append(name) }
  }
}
