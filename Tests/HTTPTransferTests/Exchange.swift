import HTTPTransfer
import TestSupport

/// Makes a loop that may talk to this machine.
func loopbackLoop(connections: Int = 64, perHost: Int = 64) throws -> TransferLoop {
  TransferLoop(
    TransferSettings(
      maximumConnections: connections, connectionsPerAllowedHost: perHost,
      addressGuard: AddressGuard(allowing: [try AddressGuard.Allowance("127.0.0.0/8")])))
}

/// Plays one script and returns what the client made of it.
func exchange(
  _ request: (LoopbackServer) -> HTTPRequest = { HTTPRequest(url: $0.url("/feed?a=b&c=%20d")) },
  _ handler: @escaping LoopbackServer.Handler
) async throws -> (result: Result<HTTPResponse, TransferError>, requests: [LoopbackServer.Request]) {
  let server = try LoopbackServer(handler: handler)
  defer { server.stop() }
  let loop = try loopbackLoop()
  defer { loop.close() }
  do {
    let response = try await loop.response(to: request(server))
    return (.success(response), server.requests)
  } catch {
    return (.failure(error), server.requests)
  }
}

func code(_ result: Result<HTTPResponse, TransferError>) -> TransferError.Code? {
  if case .failure(let error) = result { error.code } else { nil }
}
