/** Names and words of Arabic script and Hebrew whose vowels are not written, in their usual Latin spelling. */

const ARABIC = `
محمد muhammad|أحمد ahmad|احمد ahmad|محمود mahmoud|علي ali|على ali|حسن hassan|حسين hussein|عبد abd|عبدالله abdullah|عبد الله abdullah|الله allah|إبراهيم ibrahim|ابراهيم ibrahim|خالد khalid|عمر omar|عثمان othman|يوسف yusuf|
سعيد saeed|صالح saleh|جعفر jafar|قاسم qasim|يحيى yahya|جمال jamal|مصطفى mustafa|ناصر nasser|راشد rashid|الراشد al rashid|طارق tariq|فيصل faisal|هشام hisham|كريم karim|مجيد majid|حميد hamid|وليد walid|سمير samir|
بشير bashir|لطيف latif|عزيز aziz|رحيم rahim|سليم salim|سليمان sulayman|موسى musa|عيسى issa|أبو abu|ابو abu|بن bin|ابن ibn|بنت bint|آل al|شيخ sheikh|الشيخ al sheikh|مهدي mahdi|منصور mansour|زبير zubair|عبيد ubaid|بكر bakr|ياسين yasin|
شمس shams|دين din|الدين al din|رحمن rahman|الرحمن al rahman|قادر qadir|سلام salam|بشار bashar|أسد assad|الأسد al assad|الاسد al assad|صدام saddam|معمر muammar|القذافي al qadhafi|أسامة osama|اسامة osama|لادن laden|سلمان salman|سعود saud|سعد saad|
فهد fahd|تركي turki|نواف nawaf|بندر bandar|زايد zayed|حمد hamad|تميم tamim|ماجد majid|نبيل nabil|جميل jamil|فؤاد fuad|أنور anwar|انور anwar|رضا reza|غلام gholam|حسن حسن|مريم mariam|فاطمة fatima|عائشة aisha|خديجة khadija|زينب zaynab|ليلى layla|
باراك barack|أوباما obama|اوباما obama|ماري marie|جورج george|جون john|بيتر peter|نور nur|أمين amin|امين amin|أمير amir|امير amir|حاج hajj|سيد sayyid|السيد al sayyid|ملا mulla|مولوي mawlawi|خان khan|شاه shah|گل gul|رضوان ridwan|إسماعيل ismail|اسماعيل ismail|داود dawud|
إسحاق ishaq|يعقوب yaqub|زكريا zakariya|هارون harun|إدريس idris|نوح nuh|آدم adam|طه taha|عادل adil|فاضل fadil|كامل kamil|حافظ hafiz|حكيم hakim|جواد jawad|عباس abbas|حيدر haydar|قدس quds|القدس al quds|
شركة company|مؤسسة foundation|مجموعة group|بنك bank|مصرف bank|البنك al bank|تجارة trading|للتجارة trading|التجارة trading|تجارية trading|التجارية trading|تريدينغ trading|تريدنغ trading|استثمار investment|للاستثمار investment|الاستثمار investment|استثمارات investments|للاستثمارات investments|
كابيتال capital|القابضة holding|قابضة holding|هولدينغ holding|دولية international|الدولية international|دولي international|الدولي international|عامة general|العامة general|عام general|العام general|للخدمات services|خدمات services|الخدمات services|صناعة industry|صناعات industries|الصناعات industries|صناعية industrial|الصناعية industrial|
للنقل transport|نقل transport|للشحن shipping|شحن shipping|وزارة ministry|جامعة university|مركز center|معهد institute|جمعية association|حزب party|جبهة front|دولة state|الدولة al state|إسلامية islamic|الإسلامية al islamic|الاسلامية al islamic|إسلامي islamic|الإسلامي al islamic|العراق iraq|الشام sham|سوريا syria|لبنان lebanon|ايران iran|إيران iran|
محدودة limited|المحدودة limited|مساهمة joint stock|المساهمة joint stock|المقفلة closed|مقفلة closed|مغلقة closed|ش.م.ح fzco|ذ.م.م llc|ش.م.م llc|م.د.م.س dmcc|ش.م.ل sal|ش.م.ع sal|ش.م.ك ksc|ش.م.ب bsc|م.م.ح fze|شمح fzco|ذمم llc|شمم llc|مدمس dmcc|شمل sal|شمك ksc|شمب bsc|ممح fze|
للتكنولوجيا technology|تكنولوجيا technology|التكنولوجيا technology|للتقنية technology|تقنية technology|النفط oil|نفط oil|غاز gas|الغاز gas|بترول petroleum|للطيران aviation|طيران aviation|هندسة engineering|للهندسة engineering|الهندسية engineering|للمقاولات contracting|مقاولات contracting|عقارية real estate|العقارية real estate|للتأمين insurance|تأمين insurance|مالية financial|المالية financial|شرق east|الشرق east|الأوسط middle|غرب west|خليج gulf|الخليج gulf|الإمارات uae|دبي dubai|بغداد baghdad|دمشق damascus|طهران tehran|القاهرة cairo|مصر egypt|للاستيراد import|والتصدير export|و and`

const HEBREW = `
דוד david|משה moshe|יוסף yosef|אברהם avraham|יעקב yaakov|יצחק yitzhak|שרה sarah|רחל rachel|לאה leah|מרים miriam|בנימין benjamin|שמעון shimon|לוי levi|כהן cohen|ישראל israel|שלמה shlomo|אהרון aharon|דניאל daniel|מיכאל michael|חיים haim|בן ben|בת bat|
בעמ ltd|ניהול management|קרנות funds|קרן fund|השקעות investments|נכסים properties|אחזקות holdings|החזקות holdings|חברה company|קבוצת group|קבוצה group|בנק bank|ביטוח insurance|שירותים services|שרותים services|טכנולוגיות technologies|טכנולוגיה technology|תעשיות industries|מערכות systems|סחר trade|מסחר trading|יבוא import|יצוא export|בינלאומי international|בינלאומית international|פיתוח development|בנייה construction|בניה construction|נדלן real estate|אלטרנטיב alternative|פיננסים finance|אנרגיה energy|תקשורת communications|הנדסה engineering|יזמות entrepreneurship|שותפות partnership|מוגבלת limited|עמותה association|משרד ministry|אוניברסיטת university|מכון institute|מרכז center|יועצים consultants|פתרונות solutions|מדיה media|רפואה medical|תעופה aviation|גז gas|נפט oil|מים water|חקלאות agriculture|מזון food|אלקטרוניקה electronics|מחשבים computers|תוכנה software`

export const ARABIC_WORDS: ReadonlyMap<string, string> = words(ARABIC)
export const HEBREW_WORDS: ReadonlyMap<string, string> = words(HEBREW)

// Folding splits letters that carry a hamza or madda; the keys must look as folded text does.
function words(block: string): Map<string, string> {
  const byWord = new Map<string, string>()
  for (const entry of block.split('|')) {
    const [, word, text] =
      /^\s*(\S+)\s+([a-z ]+)\s*$/.exec(entry.normalize('NFKD').replace(/[\u0653-\u0655]/g, '')) ?? []
    if (word !== undefined && text !== undefined) byWord.set(word, text.trim())
  }
  return byWord
}
