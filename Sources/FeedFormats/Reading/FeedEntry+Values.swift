/// How values come into an entry that several elements may say.
extension FeedEntry {
  /// The first is the summary; a second and fuller text of RSS (`description` and `summary`) is content.
  mutating func addSummary(_ text: TextConstruct?) {
    guard let text else { return }
    guard let summary else { return self.summary = text }
    if content == nil, summary.value != text.value { content = text }
  }

  /// The fullest is `content`: markup before plain text, then the longest; the others keep their places around it.
  mutating func addContent(_ text: TextConstruct?) {
    guard let text else { return }
    guard let old = content else { return content = text }
    guard old.value != text.value else { return }
    let isFuller =
      (old.kind == .text) == (text.kind == .text)
      ? text.value.utf8.count > old.value.utf8.count : old.kind == .text
    guard isFuller else { return details.moreContents.append(text) }
    details.moreContents.insert(old, at: min(details.contentsBefore ?? 0, details.moreContents.count))
    details.contentsBefore = details.moreContents.count
    content = text
  }

  /// A date by the element that said it.
  mutating func addDate(_ element: String, _ value: String?) {
    if let value { details.dates.append(NamedValue(element, value)) }
  }

  /// The address of a license, once.
  mutating func addLicense(_ reference: String?) {
    if let reference, details.licenses.count < 20, !details.licenses.contains(reference) {
      details.licenses.append(reference)
    }
  }
}

extension [FeedMedia] {
  /// Adds a small picture.
  mutating func appendThumbnail(_ image: FeedImage?) {
    guard let image, !image.url.isEmpty else { return }
    var thumbnail = FeedMedia(image.url, role: .thumbnail)
    thumbnail.width = image.width
    thumbnail.height = image.height
    thumbnail.title = image.title
    append(thumbnail)
  }
}
