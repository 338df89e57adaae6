import Foundation
import HTTPTransfer
import TestSupport
import Testing

@Suite struct DescriptorLimitTests {
  /// In a process of its own, since the limit holds for the whole process.
  @Test func lackOfDescriptorsIsNotBlamedOnTheServer() async {
    await #expect(processExitsWith: .success) {
      let server = try LoopbackServer { _ in .response(200, text: "up") }
      let loop = try loopbackLoop()
      _ = try await loop.response(to: HTTPRequest(url: server.url()))
      lowerDescriptorLimit(to: 4)
      for host in ["127.0.0.1:9", "news.invalid"] {
        let error = await #expect(throws: TransferError.self) {
          try await loop.response(to: HTTPRequest(url: "http://\(host)/"))
        }
        #expect(error?.code == .outOfDescriptors)
        #expect(error?.message.contains("(4)") == true)
        #expect(error?.message.contains("ulimit -n") == true)
        #expect(error?.message.contains("server may be down") == false)
      }
    }
  }
}

/// Open descriptors stay, new ones must have smaller numbers.
private func lowerDescriptorLimit(to count: rlim_t) {
  var limit = rlimit()
  _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  limit.rlim_cur = count
  _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}
