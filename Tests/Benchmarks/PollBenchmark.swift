import Foundation

/// Whole passes over 2,000 feeds, cold, warm and mixed, and what it costs that 20,000 are known.
///
/// Against `curl --parallel`, which only downloads, and against other feed readers over the same feeds in the same run.
struct PollBenchmark {
  private static let rounds = 3
  private static let newEntries = 5

  let pass: PollPassRun

  static func run() async throws {
    let count = ProcessInfo.processInfo.environment["KHABAR_BENCH_FEEDS"].flatMap { Int($0) } ?? 2_000
    let work = FileManager.default.temporaryDirectory.appending(path: "khabar-poll-\(getpid())")
    defer { try? FileManager.default.removeItem(at: work) }
    let folder = FeedFolder(directory: work.appending(path: "www"), count: count)
    try folder.write()
    let port = Int.random(in: 20_000..<30_000)
    let server = try NginxServer(serving: folder.directory, work: work.appending(path: "nginx"), port: port)
    defer { server.stop() }
    let benchmark = PollBenchmark(pass: PollPassRun(folder: folder, work: work, port: port))
    let wanted = ProcessInfo.processInfo.environment["KHABAR_BENCH_POLL"]?.split(separator: ",").map(String.init)
    let cases = [("cold", benchmark.cold), ("repeated", benchmark.repeated), ("many", benchmark.many)]
    for (name, run) in cases where wanted?.contains(name) ?? true { try run() }
  }

  /// Downloaded, parsed, normalized, tagged, stored and searchable, from an empty store.
  private func cold() throws {
    // Rounds of each in turn, so that what else the machine does falls on all of them; the medians count.
    var times: (saving: [Double], discarding: [Double], ours: [Double], sfeed: [Double]) = ([], [], [], [])
    for round in 0..<Self.rounds {
      times.saving.append(try pass.curl(isDiscarding: false))
      times.discarding.append(try pass.curl(isDiscarding: true))
      times.ours.append(try pass.khabar(run: round))
      if let sfeed = try pass.sfeed(run: round) { times.sfeed.append(sfeed) }
    }
    let work = "\(pass.folder.count) feeds, \(pass.folder.count * pass.folder.entriesPerFeed) entries"
    let ours = median(times.ours)
    report("cold", work, ours, "curl --parallel, into files", median(times.saving), atMost: 10)
    report("cold.discard", work, ours, "curl --parallel, to /dev/null", median(times.discarding), atMost: nil)
    report("sfeed", work, ours, "sfeed_update", times.sfeed.isEmpty ? nil : median(times.sfeed), atMost: 0.5)
    report("newsboat", work, ours, "newsboat -x reload", try pass.newsboat(), atMost: 0.1)
    report("reader", work, ours, "Python reader", try pass.reader(), atMost: 0.05)
  }

  /// All feeds known: all unchanged, then a tenth of them with new entries.
  private func repeated() throws {
    let repeated = try RepeatedPass(pass)
    var (warm, mixed): ([(ours: Double, curl: Double)], [(ours: Double, curl: Double)]) = ([], [])
    for round in 0..<Self.rounds {
      let curl = try repeated.curl(changed: 0)
      warm.append((try repeated.khabar(changed: 0, newArticles: 0), curl))
      let changed = try pass.folder.publish(round: round, added: Self.newEntries)
      let mixedCurl = try repeated.curl(changed: changed)
      mixed.append((try repeated.khabar(changed: changed, newArticles: changed * Self.newEntries), mixedCurl))
    }
    let count = pass.folder.count
    for (name, work, times, goal) in [
      ("warm", "\(count) feeds, all 304", warm, 1.0),
      ("mixed", "\(count) feeds, 90 % 304, the others with \(Self.newEntries) new entries", mixed, 2.5),
    ] {
      report(name, work, median(times.map(\.ours)), "curl with etags", median(times.map(\.curl)), atMost: goal)
    }
  }

  /// 20,000 feeds known.
  private func many() throws {
    let many = try ManyFeeds(pass)
    let work = "\(ManyFeeds.count) feeds known"
    for (name, what, megabytes) in [
      ("memory.pass", "peak of a pass, all 304", try many.warmPassMegabytes()),
      ("memory.idle", "khabar run, waiting", try many.idleMegabytes()),
    ] {
      BenchmarkReport.line(
        "poll.\(name)", work: "\(work), \(what)", ours: "\(BenchmarkReport.number(megabytes)) MB", rival: "150 MB",
        ratio: megabytes / 150, goal: .atMost(1))
    }
    var (few, all): ([Double], [Double]) = ([], [])
    for round in 0..<Self.rounds {
      few.append(try many.pollSeconds(known: 0, round: round))
      all.append(try many.pollSeconds(known: ManyFeeds.count, round: round))
    }
    BenchmarkReport.line(
      "poll.scale", work: "200 polls of 50 entries, processor time",
      ours: "\(ManyFeeds.count) others known \(BenchmarkReport.number(median(all))) s",
      rival: "no others \(BenchmarkReport.number(median(few))) s", ratio: median(all) / median(few), goal: .atMost(1.2))
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  /// A line of seconds against seconds; without `rival` the program was missing.
  private func report(
    _ name: String, _ work: String, _ ours: Double, _ rivalName: String, _ rival: Double?, atMost goal: Double?
  ) {
    guard let rival else {
      return print("poll.\(name)", "\(rivalName) is not installed: make bench installs it", separator: "\t")
    }
    BenchmarkReport.line(
      "poll.\(name)", work: work, ours: "khabar poll \(BenchmarkReport.number(ours)) s",
      rival: "\(rivalName) \(BenchmarkReport.number(rival)) s", ratio: ours / rival,
      goal: goal.map(BenchmarkReport.Goal.atMost) ?? .none)
  }
}
