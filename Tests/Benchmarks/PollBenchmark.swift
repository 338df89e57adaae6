import Foundation

/// A whole cold pass over 2,000 feeds: downloaded, parsed, normalized, tagged, stored and searchable.
///
/// Against `curl --parallel --parallel-max 64`, which only downloads the same feeds, once into files and once to
/// /dev/null, and `sfeed_update`, which splits them into files.
enum PollBenchmark {
  static func run() async throws {
    let count = ProcessInfo.processInfo.environment["KHABAR_BENCH_FEEDS"].flatMap { Int($0) } ?? 2_000
    let work = FileManager.default.temporaryDirectory.appending(path: "khabar-poll-\(getpid())")
    defer { try? FileManager.default.removeItem(at: work) }
    let folder = FeedFolder(directory: work.appending(path: "www"), count: count)
    try folder.write()
    let port = Int.random(in: 20_000..<30_000)
    let server = try NginxServer(serving: folder.directory, work: work.appending(path: "nginx"), port: port)
    defer { server.stop() }
    let pass = PollPassRun(folder: folder, work: work, port: port)

    // Rounds of each in turn, so that what else the machine does falls on all of them; the medians count.
    var times: (saving: [Double], discarding: [Double], ours: [Double], sfeed: [Double]) = ([], [], [], [])
    for round in 0..<3 {
      times.saving.append(try pass.curl(isDiscarding: false))
      times.discarding.append(try pass.curl(isDiscarding: true))
      times.ours.append(try pass.khabar(run: round))
      if let sfeed = try pass.sfeed(run: round) { times.sfeed.append(sfeed) }
    }
    let ours = times.ours.sorted()[1]
    let work_ = "\(count) feeds, \(count * FeedFolder.entriesPerFeed) entries"
    for (name, rival, all) in [
      ("poll.cold", "curl --parallel, into files", times.saving),
      ("poll.cold.discard", "curl --parallel, to /dev/null", times.discarding),
    ] {
      let curl = all.sorted()[1]
      BenchmarkReport.line(
        name, work: work_, ours: "khabar poll \(BenchmarkReport.number(ours)) s",
        rival: "\(rival) \(BenchmarkReport.number(curl)) s", ratio: ours / curl, goal: .atMost(25))
    }
    guard times.sfeed.count == 3 else {
      return print("poll.sfeed", "sfeed_update is not installed: make bench installs it", separator: "\t")
    }
    let sfeed = times.sfeed.sorted()[1]
    BenchmarkReport.line(
      "poll.sfeed", work: work_, ours: "khabar poll \(BenchmarkReport.number(ours)) s",
      rival: "sfeed_update \(BenchmarkReport.number(sfeed)) s", ratio: ours / sfeed, goal: .atMost(1))
  }
}
