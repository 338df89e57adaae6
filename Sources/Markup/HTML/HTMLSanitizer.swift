package import WebValues

/// What the sanitizer does beyond safety.
public struct HTMLSanitizerOptions: Sendable, Equatable {
  /// Whether pictures stay; tracking pixels and known trackers never do.
  public var keepsImages = true
  /// Whether `audio` and `video` stay, with controls and nothing loaded before they are used.
  public var keepsMedia = true
  /// Elements may be nested this deep; deeper tags vanish and their text stays.
  public var maximumDepth = 64

  /// The default: pictures and media stay, 64 deep.
  public init() {}
}

/// Safe HTML and the text that a reader would see of it.
public struct SafeHTML: Sendable, Equatable {
  /// A balanced fragment of allowed elements.
  public var html = ""
  /// Plain text, as `HTMLText.plainText` gives it.
  public var text = ""

  /// Nothing.
  public init() {}
}

/// Makes HTML from feeds safe to show, by an allow list of elements and attributes.
///
/// The result is a balanced fragment of the allowed elements, every attribute quoted, every URL absolute and `http`,
/// `https` or `mailto`, links with `rel="noopener noreferrer"`, pictures without referrer. Scripts, styles, frames,
/// SVG, MathML, forms, templates, comments, event attributes and tracking pixels are gone. It is written so that a
/// browser's parser finds the very tree that it says, and so that sanitizing the result again gives the same bytes.
public enum HTMLSanitizer {
  /// The safe form of `html`.
  ///
  /// - Parameters:
  ///   - html: Unsafe markup as published.
  ///   - base: The absolute URL that relative ones are resolved against; without it they are dropped.
  ///   - options: What stays beyond text.
  /// - Returns: A balanced fragment.
  /// - Complexity: O(bytes); depth is bounded, nothing recurses.
  public static func sanitize(_ html: String, base: String? = nil, options: HTMLSanitizerOptions = .init()) -> String {
    sanitize(html, base: base.flatMap { WebURL($0) }, options: options)
  }

  /// The same with a base that was read before.
  package static func sanitize(_ html: String, base: WebURL?, options: HTMLSanitizerOptions = .init()) -> String {
    html.withBytes { bytes in
      var writer = SafeHTMLWriter(bytes, base: base, options: options)
      writer.run()
      return writer.finish()
    }
  }

  /// The safe form of `html` and its plain text, read once.
  ///
  /// - Parameters:
  ///   - html: Unsafe markup as published.
  ///   - base: The absolute URL that relative ones are resolved against; without it they are dropped.
  ///   - options: What stays beyond text.
  /// - Returns: Both forms.
  package static func read(_ html: String, base: WebURL?, options: HTMLSanitizerOptions = .init()) -> SafeHTML {
    html.withBytes { bytes in
      var writer = SafeHTMLWriter(bytes, base: base, options: options)
      var text = PlainTextBuilder(capacity: bytes.count)
      writer.run(text: &text)
      var safe = SafeHTML()
      safe.html = writer.finish()
      safe.text = text.finish()
      return safe
    }
  }
}
