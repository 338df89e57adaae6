import Classification

/// News-like items made from sentences of our own, each with the topic it must be given or with none at all.
enum TagItems {
  /// One made item.
  struct Item {
    var text: ClassifiableText
    /// The topic that must be among the tags; `nil` when there must be no tag.
    var topic: String?
  }
  private struct Template {
    var topic: String?
    var language: String
    var title: String
    var summary: String
  }

  /// So many items, the same each time; about 300 characters each.
  static func make(_ count: Int) -> [Item] {
    (0..<count).map { number in
      let template = templates[number % templates.count]
      let place = places[(number / templates.count) % places.count]
      let figure = String(2 + number % 97)
      func fill(_ text: String) -> String {
        text.split(separator: "@", omittingEmptySubsequences: false).joined(separator: place)
          .split(separator: "#", omittingEmptySubsequences: false).joined(separator: figure)
      }
      let text = ClassifiableText(
        title: fill(template.title), summary: fill(template.summary), language: template.language)
      return Item(text: text, topic: template.topic)
    }
  }

  /// Full articles of 5 to 20 kB, each with the title of one item and the summaries of many in its language.
  static func articles(_ count: Int) -> [Item] {
    let languages = Dictionary(grouping: make(7_000)) { $0.text.language }
    let leads = make(count)
    return leads.enumerated().map { number, lead in
      let same = languages[lead.text.language] ?? [lead]
      let size = 5_000 + number * 7_919 % 15_000
      var body = lead.text.summary
      var index = number
      while body.utf8.count < size {
        let item = same[index % same.count].text
        body += (index.isMultiple(of: 3) ? "\n\n" : " ") + item.summary
        index += 1
      }
      let text = ClassifiableText(title: lead.text.title, text: body, language: lead.text.language)
      return Item(text: text, topic: lead.topic)
    }
  }

  private static let places = [
    "Bannu", "Quetta", "Khuzdar", "Kunar", "Peshawar", "Karachi", "Turbat", "Nangarhar", "Kandahar", "Bajaur",
    "Panjgur",
    "Zhob", "Lakki Marwat", "Herat", "Kunduz", "Gilgit", "Tank district", "Dera Ismail Khan", "Srinagar",
  ]

  private static let templates: [Template] = [
    Template(
      topic: "militant-attack", language: "en", title: "Suicide bombing kills # at checkpoint in @",
      summary: """
        A suicide bomber rammed a car into a police checkpoint on the road out of @ early in the morning, officials said. \
        Rescue teams took the wounded to the nearest clinic while engineers searched the verge for a second device. No \
        group had spoken by evening.
        """),
    Template(
      topic: "counter-terrorism-operation", language: "en", title: "Security forces kill # militants in @ operation",
      summary: """
        Acting on information from residents, security forces surrounded a compound near @ before dawn and killed # \
        militants after a long exchange of fire, the military said. Rifles, vests and radios were found inside. The \
        search of nearby hamlets went on all day.
        """),
    Template(
      topic: "border-management", language: "en", title: "Torkham crossing closed for # days, drivers wait near @",
      summary: """
        The Torkham border crossing stayed closed on Tuesday as both sides argued over a new guard post, leaving queues \
        of drivers along the road from @. Elders carried proposals back and forth, and a flag meeting was expected \
        once the shooting stopped for a night.
        """),
    Template(
      topic: "refugees-deportation", language: "en", title: "# Afghan families deported through camp at @",
      summary: """
        Another # Afghan refugees were sent back on Thursday as the deadline for undocumented families ran out, aid \
        workers at @ said. Many had lived in the city for forty years. Tents, water and blankets at the reception camp \
        will last until the end of the week.
        """),
    Template(
      topic: "water-dispute", language: "en", title: "Delhi keeps Indus Waters Treaty in abeyance, farmers near @ fear",
      summary: """
        India said again that the Indus Waters Treaty would remain in abeyance, and engineers downstream warned that \
        # canals might run dry before sowing. In @ growers asked how a river can be switched off. Lawyers are preparing \
        for another round before the arbitrators.
        """),
    Template(
      topic: nil, language: "en", title: "@ eleven chase # to win the cricket final by three wickets",
      summary: """
        A patient stand for the fourth wicket carried the home team from @ past the target of # with eleven balls to \
        spare. The captain, dropped twice before tea, hit nine boundaries and thanked the crowd. The trophy will tour \
        the schools of the province next month.
        """),
    Template(
      topic: nil, language: "en", title: "New film from @ wins # awards at autumn festival",
      summary: """
        The actress who plays a baker's daughter in a film shot around @ took the main prize on Sunday, and the score \
        by a young singer was praised as well. The producers hope for # screens. A review in the evening paper called \
        the last reel a small wonder of light and silence.
        """),
    Template(
      topic: nil, language: "en", title: "Shares slip # points as exporters in @ count costs",
      summary: """
        The stock exchange lost # points on Monday after weak quarterly earnings, and mills near @ spoke of dear cotton \
        and dearer loans. Brokers said that inflation data later this week would decide the direction. The rupee was \
        steady in thin trading between banks.
        """),
    Template(
      topic: nil, language: "en", title: "Lighthouse keepers of the north coast retire after # years",
      summary: """
        Two brothers who tended the lamp on a rock off the north coast for # years handed over the keys on Friday. The \
        tower will be run by a machine from the mainland. They plan to grow tomatoes, and to sleep through a gale for \
        the first time in their lives.
        """),
    Template(
      topic: "counter-terrorism-operation", language: "ur", title: "خفیہ اطلاعات پر آپریشن، # دہشت گرد ہلاک",
      summary: """
        خیبر پختونخوا میں سکیورٹی فورسز نے خفیہ اطلاعات پر آپریشن کیا جس میں # دہشت گرد ہلاک ہوئے۔ علاقے میں تلاشی کا کام \
        رات گئے تک جاری رہا اور مقامی لوگوں کو گھروں میں رہنے کی ہدایت کی گئی۔ زخمی اہلکاروں کو ہسپتال منتقل کر دیا گیا۔
        """),
    Template(
      topic: "diplomatic-recognition", language: "fa", title: "روسیه امارت اسلامی را به رسمیت شناخت",
      summary: """
        سخنگوی امارت اسلامی در کابل گفت که روسیه گام مهمی برداشته و # قرارداد تازه در راه است. به گفته او سفیر طالبان در \
        مسکو کار خود را آغاز می‌کند. ناظران می‌گویند کشورهای دیگر منطقه نیز این روند را با دقت دنبال می‌کنند.
        """),
    Template(
      topic: "militant-attack", language: "ru", title: "Теракт в Кабуле: погибли # человек",
      summary: """
        В столице Афганистана произошёл теракт, погибли не менее # человек, сообщили местные власти. Взрыв смертника \
        прогремел у входа в учреждение в час, когда там собралась очередь. Пострадавших развезли по больницам, район \
        оцеплен, движение остановлено.
        """),
    Template(
      topic: "water-dispute", language: "hi", title: "भारत ने सिंधु जल संधि पर रुख दोहराया",
      summary: """
        भारत ने कहा कि सिंधु जल संधि फिलहाल स्थगित रहेगी और पाकिस्तान को # पत्र भेजे जा चुके हैं। अधिकारियों के अनुसार बातचीत की \
        कोई तारीख तय नहीं है। किसानों ने पानी के बंटवारे पर चिंता जताई और सरकार से भरोसा मांगा।
        """),
    Template(
      topic: "connectivity-projects", language: "zh", title: "中巴经济走廊新增#个项目",
      summary: "巴基斯坦和中国代表在北京会面，讨论中巴经济走廊下一阶段的#个项目，以及瓜达尔港的安全安排。双方表示将继续在铁路和能源方面合作，并保护工程人员的安全。"),
  ]
}
