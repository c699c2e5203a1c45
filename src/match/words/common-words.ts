/**
 * How much words of names tell, before anything is compared: the built-in prior. A word not here is rare and weighs 1.
 * The score of a pair therefore never depends on what else is on a list.
 * SOURCE: counted over the names of the US Consolidated Screening List (2022-04) and the UN list (2026-02), tiers by
 * frequency, with the usual business words of other languages added by hand.
 */

const ORGANISATION_TIERS: readonly (readonly [number, string])[] = [
  [
    0.3,
    `group institute technology trading research international development shipping industry engineering center technologies foundation organization electronics
  investment holding management industries enterprise industrial trade scientific public production national design services service commercial investments holdings global systems
  system equipment manufacturing logistics solutions enterprises general bureau office branch business products product project projects department agency association committee centre
  grupo gruppe groupe gruppo beteiligungs beteiligung beteiligungen verwaltungs verwaltung handels invest fund trust partners partner consulting consult consultants capital ventures immobilien
  immobiliare immobiliere inmobiliaria costruzioni construcciones construction servicios servizi comercial comercio inversiones fastighets fastigheter forvaltning ejendomme ejendom eiendom gestion
  gestione vermogensverwaltung grundstucks grundstucksverwaltung bau haus solutions retail property properties asset assets wealth owner owners worldwide universal
  steuerberatungsgesellschaft rechtsanwalte treuhand consultores asociados negocios associates developers developments residential realty homes living kompaniya kontsern obedinenie resources
  number no nr named imeni new joint stock limited co corporation corp inc company subsidiary affiliated closed open public any all successor thereof following aka fka`,
  ],
  [
    0.42,
    `bank state oil plant aviation association security securities exchange zavod energy electronic islamic export import importexport researchdevelopment science sciences academy ship aerospace factory
  army marine defense defence ministry central military insurance port steel federal money aircraft transportation transport equipment republic shipyard air information foreign concern
  force forces movement united welfare nuclear building establishment complex communications communication institution missile power refinery special university machine credit finance financial
  chemical peoples gas mining repair leasing airlines unitary machinery economic materials material directorate radio media lines petroleum medical relief maritime guard humanitarian technical
  charitable charity society petrochemical shipbuilding instrument province intelligence semiconductor federation hotel advanced club cloud space control affairs main tourism party region
  mechanical travel unit support council network computer digital telecom telecommunications mobile electric electricity electrical construction metal metals metallurgy mineral chemicals agricultural commission
  division engine supply freight cargo food foods textile pharmaceutical pharma health healthcare hospital school college education cement auto automotive motor motors motion vehicles estate
  real land house home income equity growth bond index dividend strategy strategic fixed emerging markets market high value allocation balanced etf ucits mutual discretionary family
  solar wind water green renewable software data online internet web studio film music art design fashion sport sports clinic clinica dental medical pharmacy restaurant cafe bar
  institut instituto universite universidad banco banque caja casa agricola industria fabrica transportes turismo mercantile mortgage loan loans lending pension saving savings casualty life vision`,
  ],
  [
    0.5,
    `beijing shanghai tianjin chongqing zhejiang jiangsu guangdong shandong sichuan hubei hunan anhui fujian henan hebei shanxi shaanxi liaoning jilin heilongjiang yunnan guizhou guangxi gansu qinghai ningxia
  hainan xinjiang tibet shenzhen guangzhou hangzhou nanjing suzhou wuxi wuhan chengdu dalian xian hefei changsha qingdao jinan ningbo xiamen dongguan foshan zhuhai harbin shenyang kunming urumqi
  moscow moskva moskovsky petersburg tehran esfahan isfahan tabriz shiraz mashhad minsk kiev kyiv dubai sharjah istanbul ankara mumbai delhi damascus aleppo baghdad beirut karachi lahore kabul`,
  ],
  [
    0.62,
    `north south east west northern southern eastern western middle far gulf sea ocean star stars golden gold blue red black white royal first second great grand city world sun sky
  silver diamond river mountain hill valley park holy saint san santa don alfa alpha beta omega delta prime premier elite star eagle lion dragon phoenix victory success
  islam arab palestine freedom liberation revolutionary revolution jihad ansar martyrs front brigade brigades battalion resistance corps armed popular youth
  aero avia trans inter euro tech micro nano bio eco petro techno agro mega multi pro max plus net com info one tactical optical atomic radar satellite precision integrated composite
  laboratory engineers helicopters dynamics physics microelectronics bros sons brothers atlas apex pioneer horizon summit vanguard legacy heritage liberty patriot`,
  ],
  [
    0.8,
    `china russia russian iran iranian korea korean beijing shanghai syria syrian iraq lebanon lebanese belarus belarusian ukraine moscow tehran damascus dubai shenzhen hongkong africa asia
  asian europe european america american myanmar pakistan india indian indonesia yemen kazakhstan libya venezuela cuba cuban turkey turkish egypt egyptian japan japanese germany german deutsche france
  french italy italian italia spain spanish british uk usa canada mexico brasil brazil australia sweden switzerland swiss schweiz finland poland chengdu dalian nanjing guangzhou tianjin xian wuhan suzhou
  hangzhou hefei jiangsu hebei xinjiang petersburg minsk crimea crimean kerch yalta sevastopol kurdistan afghan afghanistan colombia sudan congo somalia nigeria malaysia singapore thailand vietnam taiwan
  pars sina kish shahid imam caspian persian pacific atlantic mediterranean baltic siberian arctic al el qaida`,
  ],
]

const PERSON_TIERS: readonly (readonly [number, string])[] = [
  [
    0.45,
    `muhammad mohammad mohammed mohamed muhammed mohamad muhamad mohd ahmad ahmed ali abdullah abdallah khan hassan hasan hussein husayn hussain hossein ibrahim rahman rehman kim jose maria`,
  ],
  [
    0.65,
    `omar umar saleh salih said saeed vladimir chol reza alexander hamid mustafa mostafa aziz salim mahmoud mahmud mahmood sergey sergei luis gonzalez antonio khalil rodriguez carlos andrey andrei din
  ri ismail jamal bashir lopez aleksandr rahim igor majid jesus yusuf yousef amin hadi khalid khaled yahya agha mikhail abbas salah dmitry dmitriy ivan pak juan karim alberto musa jorge chun il hamza hernandez
  manuel yong oleg jan walid song habib perez jamil victor miguel mohsen ho salman abubakar viktor fuad adam sanchez adnan nikolay nikolai salam rashid garcia latif flores anwar sultan ramon su oscar
  ayman hakim aleksey alexey alexei malik iqbal nasser nasir martin mario saad qasim torres gomez javier mahdi mehdi ashraf salem bilal alvarez nam taha martinez daniel akbar saif li wang zhang chen
  liu yang huang zhao wu zhou xu lee park choe choi jong jang chang kang cho jo wei min jun jin john david peter paul thomas michael james robert george richard christian jean marie anna elena olga irina
  shah wali noor nur gul abdi abu abdul abd akhund haqqani lin ma ibn tikriti islam allah haq`,
  ],
]

/** Words that join others and say nothing. */
export const JOINING_WORDS: ReadonlySet<string> = new Set(
  'the of and for in on at to by a an de del della di da do dos das du des la le les las los el und der die das y e et i og och na za v s o with von van zu im am per pour para con sur mit fur ve va ta oraz kai po pri dlya ob fi'.split(
    ' ',
  ),
)

export const ORGANISATION_WEIGHTS: ReadonlyMap<string, number> = tiers(ORGANISATION_TIERS)
export const PERSON_WEIGHTS: ReadonlyMap<string, number> = tiers(PERSON_TIERS)

function tiers(blocks: readonly (readonly [number, string])[]): Map<string, number> {
  const byWord = new Map<string, number>()
  for (const [weight, words] of blocks)
    for (const word of words.split(/\s+/)) if (word !== '' && !byWord.has(word)) byWord.set(word, weight)
  return byWord
}
