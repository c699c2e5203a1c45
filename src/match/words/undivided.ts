/** Words of scripts that do not part words: words of business by meaning, and names by their Japanese and Korean reading. */

const GENERIC = `
有限公司 ltd|有限责任公司 limited liability company|有限責任公司 limited liability company|股份有限公司 joint stock company|股份公司 joint stock company|股份 joint stock|集团公司 group company|公司 company|株式会社 kabushiki kaisha|合同会社 godo kaisha|有限会社 yugen kaisha|主式會社 kabushiki kaisha|合伙企业 partnership|有限合伙 limited partnership|
集团 group|集團 group|控股 holdings|国际 international|國際 international|科技 technology|技术 technology|技術 technology|贸易 trading|貿易 trading|商贸 trading|投资 investment|投資 investment|资产 asset|資產 asset|資産 asset|管理 management|基金 fund|银行 bank|銀行 bank|信托 trust|信託 trust|证券 securities|證券 securities|証券 securities|保险 insurance|保險 insurance|保険 insurance|
电子 electronics|電子 electronics|电器 electric|电气 electric|電氣 electric|電機 electric|机械 machinery|機械 machinery|制造 manufacturing|製造 manufacturing|实业 industrial|實業 industrial|工业 industry|工業 industry|产业 industry|產業 industry|建设 construction|建設 construction|建筑 construction|工程 engineering|设备 equipment|設備 equipment|仪器 instrument|材料 materials|化工 chemical|化学 chemical|化學 chemical|
石油 petroleum|天然气 gas|能源 energy|电力 power|電力 power|煤炭 coal|矿业 mining|礦業 mining|钢铁 steel|鋼鐵 steel|航空 aviation|航天 aerospace|宇航 aerospace|船舶 shipbuilding|海运 shipping|海運 shipping|航运 shipping|運輸 transport|运输 transport|物流 logistics|进出口 importexport|進出口 importexport|对外 foreign|
研究所 research institute|研究院 research institute|研究 research|大学 university|大學 university|学院 college|學院 college|中心 center|医院 hospital|醫院 hospital|医疗 medical|药业 pharmaceutical|制药 pharmaceutical|生物 biological|食品 food|农业 agricultural|農業 agricultural|农村 rural|商业 commercial|商業 commercial|纺织 textile|
通信 communications|通讯 communications|网络 network|網絡 network|信息 information|資訊 information|软件 software|軟件 software|数据 data|智能 intelligent|系统 systems|系統 systems|安防 security|安全 security|光电 optoelectronics|半导体 semiconductor|半導體 semiconductor|微电子 microelectronics|计算机 computer|
发展 development|發展 development|开发 development|開發 development|服务 services|服務 services|咨询 consulting|文化 culture|传媒 media|房地产 real estate|地产 real estate|物业 property|酒店 hotel|旅游 tourism|租赁 leasing|金融 finance|财务 finance|財務 finance|资本 capital|資本 capital|财富 wealth|
中国 china|中國 china|中华 china|香港 hongkong|北京 beijing|上海 shanghai|深圳 shenzhen|广州 guangzhou|新疆 xinjiang|台湾 taiwan|台灣 taiwan|日本 japan|韩国 korea|韓國 korea|美国 america|亚洲 asia|亞洲 asia|亚太 asia pacific|亞太 asia pacific|全球 global|环球 global|環球 global|世界 world|太平洋 pacific|东方 oriental|東方 oriental|
国家 national|國家 national|人民 peoples|公安局 public security bureau|公安 public security|局 bureau|省 province|市 city|县 county|分公司 branch|分行 branch|支行 branch|厂 factory|工厂 factory|廠 factory|学校 school|协会 association|協會 association|基金会 foundation|党 party|委员会 committee|部 ministry|省政府 province government|政府 government|企业 enterprise|企業 enterprise|联合 united|聯合 united|第一 first`

const KANA = `
ジャパン japan|ホールディングス holdings|ホールディング holding|パートナーズ partners|パートナー partner|キャピタル capital|インターナショナル international|グループ group|サービス services|システム system|システムズ systems|ソリューションズ solutions|ソリューション solution|エンジニアリング engineering|コーポレーション corporation|カンパニー company|トレーディング trading|テクノロジー technology|テクノロジーズ technologies|マネジメント management|インベストメント investment|エナジー energy|エネルギー energy|ファンド fund|バンク bank|アセット asset|リアルエステート real estate|コンサルティング consulting|デザイン design|メディア media|ネットワーク network|ネットワークス networks|ソフトウェア software|エレクトロニクス electronics|ケミカル chemical|スチール steel|ロジスティクス logistics|マリン marine|グローバル global|アジア asia`

const HANGUL = `
주식회사 joint stock company|유한회사 limited|유한책임회사 limited liability company|회사 company|전자 electronics|산업 industry|공업 industrial|은행 bank|건설 construction|무역 trading|그룹 group|홀딩스 holdings|자산운용 asset management|자산 asset|투자 investment|보험 insurance|생명보험 life insurance|증권 securities|테크 tech|테크놀로지 technology|기술 technology|코리아 korea|한국 korea|조선 korea|국제 international|인터내셔널 international|파트너스 partners|캐피탈 capital|펀드 fund|제약 pharmaceutical|화학 chemical|철강 steel|중공업 heavy industries|해운 shipping|물류 logistics|항공 aviation|통신 communications|반도체 semiconductor|시스템 system|시스템즈 systems|엔지니어링 engineering|서비스 services|솔루션 solution|솔루션즈 solutions|글로벌 global|대학교 university|연구소 research institute|연구원 research institute|총회사 general corporation|총국 general bureau|합작회사 joint venture company|개발 development|에너지 energy|전력 power|석유 petroleum|식품 food|의료 medical|부동산 real estate|재단 foundation|협회 association|공사 corporation`

const THAI = `
บริษัท company|จำกัด limited|มหาชน public company|ห้างหุ้นส่วน partnership|หุ้นส่วน partnership|กองทุนเปิด fund|กองทุนรวม mutual fund|กองทุน fund|ตราสารหนี้ fixed income|ต่างประเทศ foreign|ประกันชีวิต life insurance|ประกันภัย insurance|ธนาคาร bank|หลักทรัพย์ securities|จัดการ management|ลงทุน investment|การลงทุน investment|พัฒนา development|อุตสาหกรรม industry|อุตสาหกรรมเกษตร agricultural industry|การค้า trading|พาณิชย์ commercial|ประเทศไทย thailand|ไทย thai|เอเชีย asia|อินเตอร์เนชั่นแนล international|กรุ๊ป group|โฮลดิ้ง holding|โฮลดิ้งส์ holdings|เทคโนโลยี technology|เอ็นจิเนียริ่ง engineering|ก่อสร้าง construction|ขนส่ง transport|พลังงาน energy|ปิโตรเลียม petroleum|เคมีภัณฑ์ chemical|อาหาร food|โรงแรม hotel|อสังหาริมทรัพย์ real estate|หุ้น equity|หุ้นทุน equity|ระยะยาว long term|ตลาดเงิน money market|พันธบัตร bond|รัฐบาล government|ห้ามขายผู้ลงทุนรายย่อย not for retail investors|เซอร์วิส service|ซัพพลาย supply|เทรดดิ้ง trading|มหาวิทยาลัย university|กระทรวง ministry|มูลนิธิ foundation|สมาคม association|สหกรณ์ cooperative`

// Family and given names by their usual Japanese reading.
const KANJI = `
佐藤 sato|鈴木 suzuki|高橋 takahashi|田中 tanaka|伊藤 ito|渡辺 watanabe|渡邊 watanabe|山本 yamamoto|中村 nakamura|小林 kobayashi|加藤 kato|吉田 yoshida|山田 yamada|佐々木 sasaki|山口 yamaguchi|松本 matsumoto|井上 inoue|木村 kimura|林 hayashi|斎藤 saito|斉藤 saito|清水 shimizu|山崎 yamazaki|森 mori|池田 ikeda|橋本 hashimoto|阿部 abe|安倍 abe|石川 ishikawa|山下 yamashita|中島 nakajima|石井 ishii|小川 ogawa|前田 maeda|岡田 okada|長谷川 hasegawa|藤田 fujita|後藤 goto|近藤 kondo|村上 murakami|遠藤 endo|青木 aoki|坂本 sakamoto|福田 fukuda|太田 ota|西村 nishimura|藤井 fujii|岡本 okamoto|金子 kaneko|藤原 fujiwara|三浦 miura|中野 nakano|中川 nakagawa|原田 harada|松田 matsuda|竹内 takeuchi|小野 ono|田村 tamura|中山 nakayama|和田 wada|石田 ishida|森田 morita|上田 ueda|原 hara|内田 uchida|柴田 shibata|酒井 sakai|宮崎 miyazaki|横山 yokoyama|高木 takagi|安藤 ando|谷口 taniguchi|大野 ono|高田 takada|丸山 maruyama|今井 imai|河野 kono|武田 takeda|上野 ueno|杉山 sugiyama|千葉 chiba|村田 murata|増田 masuda|小島 kojima|小山 koyama|大塚 otsuka|平野 hirano|藤本 fujimoto|久保 kubo|松井 matsui|野村 nomura|菊地 kikuchi|野口 noguchi|菅 suga|岸田 kishida|石破 ishiba|麻生 aso|豊田 toyoda|本田 honda|
太郎 taro|次郎 jiro|三郎 saburo|一郎 ichiro|花子 hanako|恵子 keiko|幸子 sachiko|和子 kazuko|洋子 yoko|裕子 yuko|美咲 misaki|健 ken|健一 kenichi|健太 kenta|翔 sho|翔太 shota|大輔 daisuke|拓也 takuya|直樹 naoki|和也 kazuya|誠 makoto|浩 hiroshi|博 hiroshi|隆 takashi|晋三 shinzo|文雄 fumio|義偉 yoshihide|太一 taichi|明 akira|正 tadashi|清 kiyoshi|進 susumu|茂 shigeru|実 minoru|勝 masaru|豊 yutaka|修 osamu|学 manabu|久美子 kumiko|由美子 yumiko|陽子 yoko|真由美 mayumi|智子 tomoko|京子 kyoko|愛 ai|優子 yuko|彩 aya|舞 mai|結衣 yui|陽菜 hina|蓮 ren|大翔 hiroto|悠斗 yuto`

const KOREAN = `
金 kim|李 ri|朴 pak|崔 choe|鄭 jong|姜 kang|趙 cho|尹 yun|張 jang|林 rim|韓 han|吳 o|徐 so|申 sin|權 kwon|黃 hwang|安 an|宋 song|柳 ryu|全 jon|洪 hong|高 ko|文 mun|梁 ryang|孫 son|裵 pae|白 paek|許 ho|盧 ro|南 nam|
正 jong|恩 un|日 il|成 song|與 yo|与 yo|哲 chol|永 yong|英 yong|龍 ryong|龙 ryong|基 gi|明 myong|男 nam|姬 hui|淑 suk|慶 kyong|庆 kyong|敬 kyong|京 kyong|賢 hyon|贤 hyon|勳 hun|赫 hyok|光 kwang|國 guk|国 guk|浩 ho|虎 ho|在 jae|載 jae|宰 jae|寅 in|仁 in|大 dae|中 jung|泳 yong|三 sam|會 hoe|昌 chang|東 dong|东 dong|元 won|源 won|相 sang|尚 sang|秀 su|洙 su|珠 ju|柱 ju|周 ju|鐘 jong|宗 jong|鍾 jong|俊 jun|準 jun|春 chun|植 sik|錫 sok|石 sok|善 son|善 son|勇 yong|雄 ung|宇 u|雨 u|佑 u|潤 yun|允 yun|義 ui|益 ik|鎭 jin|鎮 jin|鎮 jin|辰 chin|眞 chin|振 jin|震 jin|奉 pong|峰 pong|炳 pyong|弼 pil|學 hak|学 hak|海 hae|亨 hyong|衡 hyong|孝 hyo|和 hwa|花 hwa|煥 hwan|勲 hun|熙 hui|喜 hui|希 hui|張 jang|张 jang|郑 jong|赵 cho|吴 o|权 kwon|黄 hwang|孙 son|许 ho|卢 ro|韩 han|马 ma|馬 ma|方 pang|玄 hyon|太 thae|桂 kye|承 sung|朝 jo|平 pyong|革 hyok|策 chaek|松 song|星 song|洛 rak|福 pok|武 mu|美 mi|玉 ok|子 ja|順 sun|顺 sun|雪 sol|主 ju|愛 ae`

export const GENERIC_HAN: ReadonlyMap<string, string> = words(GENERIC)
export const GENERIC_KANA: ReadonlyMap<string, string> = words(KANA)
export const GENERIC_HANGUL: ReadonlyMap<string, string> = words(HANGUL)
export const GENERIC_THAI: ReadonlyMap<string, string> = words(THAI)
export const KANJI_NAMES: ReadonlyMap<string, string> = words(KANJI)
export const HANJA: ReadonlyMap<string, string> = words(KOREAN)

function words(block: string): Map<string, string> {
  const byWord = new Map<string, string>()
  for (const entry of block.split('|')) {
    const [word = '', ...text] = entry.trim().split(' ')
    if (word !== '') byWord.set(word.normalize('NFKD').normalize('NFC'), text.join(' '))
  }
  return byWord
}
