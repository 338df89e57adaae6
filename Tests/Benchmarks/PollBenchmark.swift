enum PollBenchmark {
  static func run() async throws {}
}
