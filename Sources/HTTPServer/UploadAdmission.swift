/// Whether the body of a POST may come, judged by its head.
public enum UploadAdmission: Sendable, Equatable {
  /// It may, up to so many bytes; a longer one is answered 413.
  case accept(maximumBytes: Int)
  /// It may not; the connection ends with the response.
  case refuse(HTTPServerResponse)
}

extension HTTPServer {
  /// Judges the head of a POST, whose body has not come; runs on the server's thread, so it must not wait.
  public typealias Admission = @Sendable (HTTPServerRequest) -> UploadAdmission
}
