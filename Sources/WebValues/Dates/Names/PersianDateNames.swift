extension DateNameGroup {
  /// Persian, Dari and Pashto: Gregorian months, and those of the solar Hijri calendar in the three languages and in
  /// Latin letters.
  static let persian = [gregorianPersian, iranian, afghan, pashto, transliterated]

  private static let gregorianPersian = DateNameGroup(
    months: [
      "ژانویه ژانویۀ جنوري", "فوریه فبروری فبروري", "مارس مارچ", "آوریل اوریل اپریل", "مه می مایی مې", "ژوئن ژوین جون",
      "ژوئیه ژوییه جولای جولایي", "اوت اگوست اگست", "سپتامبر سپتمبر سپټمبر", "اکتبر اکتوبر", "نوامبر نومبر",
      "دسامبر دسمبر ډسمبر",
    ],
    weekdays: """
      شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه پنج‌شنبه جمعه آدینه یک دو سه چهار پنج
      یکشنبې دوشنبې درې څلور خالي نهي
      """,
    morning: "صبح بامداد ق قبل سهار", afternoon: "عصر ب بعد ظهر ماښام", night: "شب",
    fillers: "ساعت به روز سال مورخ تاریخ وقت تهران کابل انتشار از د کال نېټه نیټه ظ ش خورشیدی قمری شمسی هجری")

  private static let iranian = DateNameGroup(
    calendar: .solarHijri,
    months: [
      "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد امرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
    ])

  private static let afghan = DateNameGroup(
    calendar: .solarHijri,
    months: ["حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"])

  private static let pashto = DateNameGroup(
    calendar: .solarHijri,
    months: [
      "وری", "غویی", "غبرګولی غبرگولی", "چنګاښ چنگاښ", "زمری", "وږی", "تله", "لړم", "لیندۍ", "مرغومی", "سلواغه", "کب",
    ])

  private static let transliterated = DateNameGroup(
    calendar: .solarHijri,
    months: [
      "farvardin hamal", "ordibehesht sawr saur", "khordad jawza", "tir saratan", "mordad asad",
      "shahrivar sonbola sunbula", "mehr mizan", "aban aqrab", "azar qaws", "dey jadi", "bahman dalwa dalw",
      "esfand hut hoot",
    ])
}
