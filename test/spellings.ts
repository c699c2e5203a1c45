/**
 * Much-spelt names as newspapers, libraries, passports and ministries write them, in the scripts they are written in.
 * SOURCE: public lists of transliterations (libraries, news agencies, encyclopaedias in each language).
 */
const QADDAFI = `
Muammar Gaddafi|Muammar al-Gaddafi|Moammar Gadhafi|Muammar Qaddafi|Mu'ammar al-Qadhafi|Muammar el-Qaddafi|Moammar Kadafi|Moamer Kadhafi|Moammar Khadafy|Muammar Khaddafi|Moammar El-Gadhafi|Muammar Al Gathafi|Muammar Qadhafi|Mu'ammar Qaddafi
Muammar Gathafi|Moammar Qaddafi|Muammar Kaddafi|Muammar Kadhafi|Moammar Khadafi|Muammar Ghaddafi|Muammar Ghadafi|Mouammar Kadhafi|Mouammar al-Kadhafi|Muamar Gadafi|Muamar el Gadafi|Muamar Kadafi|Muamar al-Kaddafi|Muammar Qathafi|Moamar Gaddafi|Mo'ammar el-Gadhafi
Mu'ammar al-Qadhdhafi|Muʿammar al-Qaḏḏāfī|Mu'ammar al-Qadhafy|Muammar Gheddafi|Muammar Quaddafi|Moammer Gaddafi|Muammar al-Kaddafi|Muammer Kaddafi|Muəmmər Qəddafi|Moammer Kadaffi|Qaddafi, Muammar|Gaddafi, Moammar|Qadhafi, Mu'ammar al-
Moamer el Kazzafi|Moamar al-Gaddafi|Muamer Gadafi|Muammaras Kadafis
Муаммар Каддафи|Муаммар аль-Каддафи|Муамар Кадафи|Муаммар Каддафі|Муамер ел Гадафи|Каддафи, Муаммар
Μουαμάρ Καντάφι|Μουαμάρ αλ Καντάφι|Μουάμαρ Γκαντάφι
معمر القذافي|مُعَمَّر القَذَّافِي|معمّر القذّافي|معمر قذافی|معمر القذافی|معمر قذافي
מועמר קדאפי|מועמר אל-קדאפי|מועמר קד'אפי
穆阿迈尔·卡扎菲|穆安瑪爾·格達費
ムアンマル・アル＝カッザーフィー|ムアマル・カダフィ
무아마르 카다피|무암마르 카다피|무아마르 알 카다피
มูอัมมาร์ กัดดาฟี|มุอัมมัร อัลกัซซาฟี
मुअम्मर गद्दाफ़ी|मुअम्मर अल-गद्दाफी
Մուամմար Քադաֆի|Մուամար ալ-Քադդաֆի
მუამარ კადაფი|მუამარ ალ-კადაფი
মুয়াম্মর গাদ্দাফি|মুয়াম্মার আল গাদ্দাফি
முஅம்மர் கதாபி|முவம்மர் அல் கதாஃபி`

const BIN_LADEN = `
Osama bin Laden|Usama bin Ladin|Usama bin Laden|Oussama ben Laden|Osama Ben Laden|Usāma ibn Lādin|Ussama Bin Laden|Osama ibn Laden|Usama Bin Ladin|Ousama Ben Laden|Osamah bin Ladin|Usamah bin Ladin|Bin Laden, Osama|BIN LADIN, Usama
Усама бен Ладен|Осама бин Ладен|Усама бін Ладен|Οσάμα μπιν Λάντεν|أسامة بن لادن|اسامه بن لادن|אוסאמה בן לאדן|奥萨马·本·拉登|烏薩馬·賓·拉登|オサマ・ビンラディン|ウサーマ・ビン・ラーディン|오사마 빈라덴|오사마 빈 라덴|อุซามะฮ์ บิน ลาดิน|ओसामा बिन लादेन|Ուսամա բեն Լադեն|უსამა ბენ ლადენი|ওসামা বিন লাদেন|ஒசாமா பின் லாதின்`

const ASSAD = `
Bashar al-Assad|Bashar Assad|Bachar el-Assad|Bachar al-Assad|Baschar al-Assad|Baššár al-Asad|Bashar al-Asad|Beşar Esad|Beşşar Esed|Baszszar al-Asad|Bashar el-Assad|Bachar el Assad|Assad, Bashar|AL-ASSAD, Bashar|Bashshar al-Asad|Basar al-Aszad|Bashar El Asad
Башар Асад|Башар аль-Асад|Башар ал-Асад|Μπασάρ αλ Άσαντ|بشار الأسد|بشار الاسد|بشار اسد|בשאר אל-אסד|בשאר אסד|巴沙尔·阿萨德|巴夏爾·阿塞德|バッシャール・アル＝アサド|바샤르 알아사드|바샤르 알 아사드|บัชชาร อัลอะซัด|बशर अल-असद|Բաշար ալ Ասադ|ბაშარ ალ-ასადი|বাশার আল-আসাদ|பஷர் அல்-அசாத்`

/** Name to its spellings, each once. */
export const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  "Mu'ammar al-Qaddafi": spellings(QADDAFI),
  'Usama bin Ladin': spellings(BIN_LADEN),
  'Bashar al-Assad': spellings(ASSAD),
}

function spellings(block: string): readonly string[] {
  return [...new Set(block.trim().split(/[|\n]/))]
}
