import HTTPTransfer
import TestSupport
import Testing

@Suite struct ManyFailuresTests {
  /// Ten thousand hosts that refuse: each a failure of its own, at once, and nothing is left of them.
  @Test func tenThousandRefusalsLeaveNothing() async throws {
    let server = try LoopbackServer { _ in .response(200, text: "up") }
    defer { server.stop() }
    var settings = TransferSettings(addressGuard: AddressGuard(allowing: [try .init("127.0.0.0/8")]))
    // Nobody listens at 127.0.0.4.
    settings.lookUp = { host, _ in [host == "up.invalid" ? "127.0.0.1" : "127.0.0.4"] }
    let loop = TransferLoop(settings)
    defer { loop.close() }
    let port = server.port
    let ask: @Sendable (String) async -> TransferError.Code? = { host in
      do throws(TransferError) {
        _ = try await loop.response(to: HTTPRequest(url: "http://\(host).invalid:\(port)/"))
        return nil
      } catch {
        return error.code
      }
    }
    // What the first ones need is there for all.
    for number in 0..<200 { _ = await ask("warm\(number)") }
    #expect(await ask("up") == nil)
    let (descriptors, memory) = (ProcessMemory.descriptorCount, ProcessMemory.residentBytes)
    let start = ContinuousClock.now
    let (refused, answered) = await withTaskGroup(of: (Bool, TransferError.Code?).self) { group in
      for number in 0..<10_100 {
        let isUp = number % 101 == 100
        group.addTask { (isUp, await ask(isUp ? "up" : "host\(number)")) }
      }
      var counts = (0, 0)
      for await (isUp, code) in group {
        if isUp, code == nil { counts.1 += 1 }
        if !isUp, code == .connectFailed { counts.0 += 1 }
      }
      return counts
    }
    #expect(refused == 10_000 && answered == 100)
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(ProcessMemory.descriptorCount - descriptors < 20)
    #expect(ProcessMemory.residentBytes - memory < 60_000_000)
    // A second round needs no more than the first.
    let after = ProcessMemory.residentBytes
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<5_000 { group.addTask { _ = await ask("again\(number)") } }
    }
    #expect(ProcessMemory.residentBytes - after < 15_000_000)
  }

  /// Hundreds of slow servers at once cost little: a transfer that waits needs no buffer of its own size.
  @Test func transfersThatWaitAreSmall() async throws {
    let server = try LoopbackServer { _ in [.pause(.seconds(60))] }
    defer { server.stop() }
    let loop = try loopbackLoop(perHost: 400)
    defer { loop.close() }
    let before = ProcessMemory.residentBytes
    let tasks = (0..<400).map { _ in Task { try await loop.response(to: HTTPRequest(url: server.url())) } }
    while server.requests.count < 400 { try await Task.sleep(for: .milliseconds(5)) }
    // The server's threads are in the figure, too.
    let each = (ProcessMemory.residentBytes - before) / 400
    #expect(each < 200_000)
    for task in tasks { task.cancel() }
    for task in tasks { _ = await task.result }
  }
}
