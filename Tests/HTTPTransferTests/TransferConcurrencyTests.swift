import Foundation
import Locking
import TestSupport
import Testing

@testable import HTTPTransfer

@Suite struct TransferConcurrencyTests {
  static let hang: LoopbackServer.Handler = { _ in [.pause(.seconds(60))] }

  @Test func manyTransfersReuseConnections() async throws {
    let server = try LoopbackServer { request in .response(200, text: request.target) }
    defer { server.stop() }
    let loop = try loopbackLoop(perHost: 8)
    defer { loop.close() }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<300 {
        group.addTask {
          let response = try await loop.response(to: HTTPRequest(url: server.url("/\(number)")))
          return response.body == Array("/\(number)".utf8)
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
    #expect(server.requests.count == 300)
    #expect(server.connectionCount <= 8)
  }

  @Test func connectionsPerHostAreBounded() async throws {
    let running = Locked((now: 0, most: 0))
    let server = try LoopbackServer { _ in
      running.withLock { running in
        running.now += 1
        running.most = max(running.most, running.now)
      }
      usleep(20_000)
      running.withLock { $0.now -= 1 }
      return .response(200)
    }
    defer { server.stop() }
    let loop = try loopbackLoop(perHost: 2)
    defer { loop.close() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<12 { group.addTask { _ = try await loop.response(to: HTTPRequest(url: server.url())) } }
      try await group.waitForAll()
    }
    #expect(running.withLock { $0.most } == 2)
  }

  @Test func cancellationBeforeTheStart() async throws {
    let server = try LoopbackServer(handler: Self.hang)
    defer { server.stop() }
    let loop = try loopbackLoop()
    defer { loop.close() }
    let task = Task { try await loop.response(to: HTTPRequest(url: server.url())) }
    task.cancel()
    let error = await #expect(throws: TransferError.self) { try await task.value }
    #expect(error?.code == .cancelled)
  }

  @Test func cancellationUnderWayIsPrompt() async throws {
    let server = try LoopbackServer(handler: Self.hang)
    defer { server.stop() }
    let loop = try loopbackLoop()
    defer { loop.close() }
    let task = Task { try await loop.response(to: HTTPRequest(url: server.url())) }
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    let start = ContinuousClock.now
    task.cancel()
    let error = await #expect(throws: TransferError.self) { try await task.value }
    #expect(error?.code == .cancelled)
    #expect(ContinuousClock.now - start < .milliseconds(500))
  }

  @Test func cancellationWhileWaitingForAConnection() async throws {
    let server = try LoopbackServer(handler: Self.hang)
    defer { server.stop() }
    let loop = try loopbackLoop(perHost: 1)
    defer { loop.close() }
    let first = Task { try await loop.response(to: HTTPRequest(url: server.url("/first"))) }
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    let second = Task { try await loop.response(to: HTTPRequest(url: server.url("/second"))) }
    try await Task.sleep(for: .milliseconds(50))
    second.cancel()
    let error = await #expect(throws: TransferError.self) { try await second.value }
    #expect(error?.code == .cancelled)
    first.cancel()
    _ = await first.result
    #expect(server.requests.map(\.target) == ["/first"])
  }

  @Test func closingEndsTransfersWithinASecond() async throws {
    let server = try LoopbackServer(handler: Self.hang)
    defer { server.stop() }
    let loop = try loopbackLoop(perHost: 2)
    let tasks = (0..<6).map { _ in Task { try await loop.response(to: HTTPRequest(url: server.url())) } }
    while server.requests.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
    let start = ContinuousClock.now
    loop.close()
    for task in tasks {
      let error = await #expect(throws: TransferError.self) { try await task.value }
      #expect(error?.code == .closed)
    }
    #expect(ContinuousClock.now - start < .seconds(1))
    let error = await #expect(throws: TransferError.self) {
      try await loop.response(to: HTTPRequest(url: server.url()))
    }
    #expect(error?.code == .closed)
  }

  @Test func hostsTakeTurns() {
    var queue = AdmissionQueue(maximumActive: 3)
    for id in 1...4 { queue.add(id, host: "a", limit: 2) }
    queue.add(5, host: "b", limit: 2)
    var admitted: [Int] = []
    while let next = queue.admit() { admitted.append(next.id) }
    #expect(admitted == [1, 5, 2])
    queue.finish(host: "a")
    #expect(queue.admit()?.id == 3)
    #expect(queue.admit() == nil)
    queue.finish(host: "b")
    #expect(queue.admit() == nil)
    queue.finish(host: "a")
    #expect(queue.admit()?.id == 4)
  }

  @Test func ownHostsDoNotWaitForTheWeb() {
    var queue = AdmissionQueue(maximumActive: 1)
    for id in 1...2 { queue.add(id, host: "slow.example", limit: 2) }
    for id in 3...5 { queue.add(id, host: "127.0.0.1", limit: 2, isOwn: true) }
    var admitted: [Int] = []
    while let next = queue.admit() { admitted.append(next.id) }
    #expect(admitted == [3, 4, 1])
    queue.finish(host: "127.0.0.1")
    #expect(queue.admit()?.id == 5)
    #expect(queue.admit() == nil)
    queue.finish(host: "slow.example")
    #expect(queue.admit()?.id == 2)
  }
}
