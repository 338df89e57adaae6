import Articles

extension Tag {
  init?(_ json: JSONValue) {
    guard let topic = json["topic"].string else { return nil }
    self.init(
      topic: topic, score: json["score"].double ?? 0, evidence: json["evidence"].elements.compactMap(Evidence.init))
  }
}

extension Evidence {
  init?(_ json: JSONValue) {
    guard let span = TextSpan(json["span"]) else { return nil }
    self.init(span: span, rule: json["rule"].string ?? "", share: json["share"].double ?? 0)
  }
}

extension TextSpan {
  init?(_ json: JSONValue) {
    guard let field = json["field"].string.flatMap(ArticleField.init), let start = json["start"].integer,
      let end = json["end"].integer
    else { return nil }
    self.init(field: field, start: start, end: end, words: json["words"].string ?? "")
  }
}

extension Entity {
  init?(_ json: JSONValue) {
    guard let id = json["id"].string, let kind = json["kind"].string.flatMap(EntityKind.init) else { return nil }
    self.init(
      id: id, name: json["name"].string ?? id, kind: kind, type: json["type"].string,
      countries: json["countries"].elements.compactMap(\.string), subdivision: json["subdivision"].string,
      coordinates: Coordinates(json["coordinates"]), mentions: json["mentions"].elements.compactMap(TextSpan.init))
  }
}

extension Coordinates {
  fileprivate init?(_ json: JSONValue) {
    guard let latitude = json["latitude"].double, let longitude = json["longitude"].double else { return nil }
    self.init(latitude: latitude, longitude: longitude)
  }
}

extension Enclosure {
  init?(_ json: JSONValue) {
    guard let url = json["url"].string else { return nil }
    self.init(url: url, mediaType: json["mediaType"].string, length: json["length"].integer)
  }
}
