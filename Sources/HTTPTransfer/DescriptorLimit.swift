import Glibc

/// What happens when this process or machine may open no more files and sockets.
enum DescriptorLimit {
  /// Whether an `errno` says so.
  static func isReached(_ code: CInt) -> Bool { code == EMFILE || code == ENFILE }

  /// Whether a descriptor can be had at this moment.
  static func isReachedNow() -> Bool {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor < 0 else {
      _ = close(descriptor)
      return false
    }
    return isReached(errno)
  }

  /// The error of a transfer to `host` that got none.
  static func error(host: String) -> TransferError {
    var limit = rlimit()
    let isKnown = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    let count = isKnown ? " (\(limit.rlim_cur))" : ""
    return TransferError(
      .outOfDescriptors,
      "\(host): not asked, since this process may open no more files and sockets\(count); "
        + "raise the limit with ulimit -n, or lower polling: concurrency: in desk.yaml")
  }
}
