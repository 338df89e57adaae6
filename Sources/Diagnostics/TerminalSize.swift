import Glibc

/// How large the terminal at a file descriptor is (ioctl_tty(2), `TIOCGWINSZ`).
public enum TerminalSize {
  /// Columns; `nil` when there is no terminal, or it does not say.
  public static func columns(of descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
