/// Exit statuses of sysexits.h.
enum ExitStatus: Int32, Sendable {
  /// All well; wrong command line; bad data from outside; a service that does not answer; our bug;
  /// a file that cannot be created; output that cannot be written; wrong desk.
  case ok = 0
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case software = 70
  case cannotCreate = 73
  case inputOutput = 74
  case configuration = 78
}

/// Why a command could not do what it was asked, for people, with the status to exit with.
struct CommandFailure: Error {
  let status: ExitStatus
  let message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }
}
