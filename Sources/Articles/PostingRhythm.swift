public import Foundation

/// What is known of when a feed publishes: counts of entries and of time watched, by hour of day and by weekday (UTC).
///
/// Older observations count less: half as much after four weeks. `profile` makes a rate of it, smoothed where data are
/// thin. A value of about 300 bytes, whatever a feed holds; dates that cannot be true are counted, but not believed.
public struct PostingRhythm: Sendable, Equatable {
  /// Seconds after which an observation counts half.
  static let halfLifeSeconds = 28 * 86_400.0
  /// Entries that come within this time after the first of them were published at one go.
  static let burstSeconds = 600.0
  /// How long a feed is livelier, or quieter, than usual, once it is.
  static let moodSeconds = 6 * 3_600.0

  /// Until when the feed was watched: the last good answer; `nil` when there was none.
  public internal(set) var observedUntil: Date?
  /// When the newest entry was published, as far as that is known.
  public internal(set) var lastPublication: Date?
  /// Entries of the last document that was read: what is published beyond them between two polls is missed.
  public internal(set) var windowEntries = 0
  /// The longest silence seen, in seconds; fades like the rest.
  var longestGapSeconds: Float = 0
  /// Goes at which entries were published; an entry alone is one.
  var bursts: Float = 0
  /// Entries of the last hours, and how many the rhythm led to expect.
  var recentEntries: Float = 0
  var recentExpected: Float = 0
  /// Entries and hours watched by hour of day and by weekday; empty until something was watched.
  var cells: [Float] = []

  /// Whether a document with entries was read; all entries of the first one are to be told to `observe`.
  public var hasReadDocument: Bool { windowEntries > 0 }

  /// The rhythm of a feed that was never read.
  public init() {}

  /// Learns from a good answer that the feed was watched until `now`, and what it brought.
  ///
  /// The first document tells of the days before: its entries' dates are believed. Later, a new entry was published
  /// between the last answer and this one; where its date says so, at that time, else at any time between them.
  ///
  /// - Parameters:
  ///   - publications: When each new entry was published, `nil` where the feed does not say; of the first document,
  ///     every entry; none for a 304 or an unchanged body.
  ///   - entryCount: Entries of the document; 0 when it was not read again.
  ///   - now: When the answer came.
  public mutating func observe(_ publications: [Date?], entryCount: Int = 0, now: Date) {
    let time = now.timeIntervalSince1970
    guard abs(time) < 1e11 else { return }
    let isFirst = !hasReadDocument
    if entryCount > 0 { windowEntries = min(entryCount, 65_535) }
    let times = publications.map { date in
      date.map(\.timeIntervalSince1970).flatMap { abs($0) < 1e11 && $0 <= time ? $0 : nil }
    }
    guard let last = observedUntil?.timeIntervalSince1970, !isFirst || entryCount <= 0 else {
      return begin(times.compactMap { $0 }, at: time)
    }
    let since = min(last, time)
    fade(by: time - since)
    remember(times.count, from: since, to: time)
    // When nothing of the document was known, entries were missed, and the time before its oldest was not watched.
    let isOverrun = times.count >= 5 && times.count >= entryCount && entryCount > 0
    let watched = isOverrun ? times.compactMap { $0 }.min().map { max($0, since) } ?? since : since
    let dated = times.compactMap { $0 }.filter { $0 > since }.sorted()
    watch(from: watched, to: time, entries: Float(times.count - dated.count), fading: false)
    for entry in dated { cells[entry: entry] += 1 }
    count(times.count == dated.count ? dated : dated + [time], from: lastPublication?.timeIntervalSince1970)
    observedUntil = now
  }

  /// Learns from the dates of a first document.
  ///
  /// It shows the newest entries, so the oldest of them only tells since when it shows all; of many, the oldest tenth is
  /// left out, since some feeds keep an entry of long ago.
  private mutating func begin(_ times: [Double], at now: Double) {
    cells = Array(repeating: 0, count: Cell.count)
    (bursts, longestGapSeconds) = (0, 0)
    observedUntil = Date(timeIntervalSince1970: now)
    let newest = times.sorted(by: >)
    guard let oldest = newest.last else { return }
    let start = newest.count > 10 ? newest[newest.count * 9 / 10] : oldest
    watch(from: max(start, now - 8 * Self.halfLifeSeconds), to: now, entries: 0, fading: true)
    let isByDay = Self.tellsOnlyDays(newest)
    for time in newest where time > start {
      let weight = Self.weight(now - time)
      if isByDay { cells.add(weight, onDayOf: time) } else { cells[entry: time] += weight }
    }
    count(newest.filter { $0 > start }.reversed(), from: start, weightAt: now)
    lastPublication = newest.first.map(Date.init(timeIntervalSince1970:))
  }

  /// Whether the dates are days: a full half hour, the same each day.
  private static func tellsOnlyDays(_ times: [Double]) -> Bool {
    let days = Set(times.map { ($0 / 86_400).rounded(.down) })
    guard days.count >= 3, let first = times.first, first.remainder(dividingBy: 1_800) == 0 else { return false }
    return times.allSatisfy { ($0 - first).remainder(dividingBy: 86_400) == 0 }
  }

  /// Lets what was seen fade.
  private mutating func fade(by seconds: Double) {
    let weight = Self.weight(seconds)
    for index in cells.indices { cells[index] *= weight }
    bursts *= weight
    // The longest silence is kept longer: there is one in many entries.
    longestGapSeconds *= weight.squareRoot().squareRoot()
  }

  /// Holds what came against what was to be expected.
  private mutating func remember(_ entries: Int, from: Double, to: Double) {
    let expected = profile.usual(from: from, to: to)
    let kept = Float(exp(-(to - from) / Self.moodSeconds))
    recentEntries = min(recentEntries * kept + Float(entries), 1e6)
    recentExpected = min(recentExpected * kept + Float(expected), 1e6)
  }

  /// Counts the time watched by hour and weekday, and spreads entries over it whose time is not known.
  private mutating func watch(from: Double, to: Double, entries: Float, fading: Bool) {
    guard to > from else {
      if entries > 0 { cells[entry: to] += entries }
      return
    }
    var start = max(from, to - 8 * Self.halfLifeSeconds)
    let share = entries / Float(to - start)
    while start < to {
      let end = min(((start / 3_600).rounded(.down) + 1) * 3_600, to)
      let weight = fading ? Self.weight(to - start) : 1
      cells.watch(hours: weight * Float((end - start) / 3_600), at: start)
      cells[entry: start] += share * Float(end - start)
      start = end
    }
  }

  /// Counts bursts and silences between entries in order of time.
  private mutating func count(_ times: [Double], from last: Double?, weightAt now: Double? = nil) {
    var previous = last
    var burstStart = last
    for time in times {
      if let previous { longestGapSeconds = max(longestGapSeconds, Float(max(0, time - previous))) }
      if burstStart.map({ time - $0 > Self.burstSeconds }) ?? true {
        bursts += now.map { Self.weight($0 - time) } ?? 1
        burstStart = time
      }
      previous = max(previous ?? time, time)
    }
    if let previous, previous != last { lastPublication = Date(timeIntervalSince1970: previous) }
  }

  private static func weight(_ age: Double) -> Float { Float(exp2(-max(0, age) / halfLifeSeconds)) }
}

/// Where in `PostingRhythm.cells` what is counted.
enum Cell {
  static let entriesByHour = 0..<24
  static let entriesByDay = 24..<31
  static let hoursByHour = 31..<55
  static let hoursByDay = 55..<62
  static let count = 62

  /// The hour of the week, 0 for Monday from midnight, UTC; 1970 began on a Thursday.
  static func hourOfWeek(_ time: Double) -> Int {
    let hour = (time / 3_600).rounded(.down) + 72
    return Int(hour - 168 * (hour / 168).rounded(.down))
  }
}

extension [Float] {
  /// The entries of an hour of day; adding to them adds to those of the weekday.
  fileprivate subscript(entry time: Double) -> Float {
    get { self[Cell.entriesByHour.lowerBound + Cell.hourOfWeek(time) % 24] }
    set {
      let hour = Cell.hourOfWeek(time)
      let cell = Cell.entriesByHour.lowerBound + hour % 24
      let added = newValue - self[cell]
      self[cell] = newValue
      self[Cell.entriesByDay.lowerBound + hour / 24] += added
    }
  }

  /// Adds entries of which only the day is known.
  fileprivate mutating func add(_ entries: Float, onDayOf time: Double) {
    for cell in Cell.entriesByHour { self[cell] += entries / 24 }
    self[Cell.entriesByDay.lowerBound + Cell.hourOfWeek(time) / 24] += entries
  }

  fileprivate mutating func watch(hours: Float, at time: Double) {
    let hour = Cell.hourOfWeek(time)
    self[Cell.hoursByHour.lowerBound + hour % 24] += hours
    self[Cell.hoursByDay.lowerBound + hour / 24] += hours
  }
}
