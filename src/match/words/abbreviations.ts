import { translatedLines } from './translated.ts'

/**
 * Words of names of bodies that are written several ways: abbreviated, in another language, singular or plural.
 * One line is one meaning. Folded spelling. A trailing word in capitals is never needed: lines are unordered.
 */
const SAME_MEANING = `
technology technologies technological tech techs technol tekhnologii tekhnologiya tehnologii teknoloji tecnologia tecnologias technologie technologia tekhnologiy
communication communications comm comms communicationes communicacion kommunikatsii
telecommunication telecommunications telecom telecoms telekom telecomms
international intl internacional internazionale internationale internatl mezhdunarodny mezhdunarodnyy uluslararasi miedzynarodowy diethnis diethnes mizhnarodnyi mizhnarodna
national natl nacional nationale nazionale natsionalny natsionalnyy
manufacturing mfg manufacture manufactory manufacturer manufacturers manuf
manufacturingcompany mfgco
service services srvc srvcs svc svcs serv servicios servicio servizi uslugi servis
university univ universite universidad universitaet universitat universita universitet uni panepistimio universiteti
institute inst institut instituto istituto instituut institution institutions
department dept depart departamento departement
ministry min ministerio ministere ministerium ministerstvo saministro saministros ypourgeio
development dev devel develop developing developpement desarrollo razvitie razvitiya entwicklung
government govt gov
group grp groupe grupo gruppe gruppo gruppa grup
industry industries ind inds industrial industria industrias industrie industri industrialnye promyshlennyy promyshlennyi promyshlennykh promyshlennost promishlen viomichaniki viomichania prumysl
engineering eng engr engineers ingenieria ingenierie inzhiniring injiniring
electronic electronics elec elect electron elektronik elektronika electronica
electric electrical electricity elektrik
equipment equip equipments eqpt
machinery machine machines mach machineries mashinostroitelnyy mashinostroitelnyi mashinostroenie
company companies
center centre ctr tsentr centro zentrum centrum kentro tsentar tsentralnyy
association assoc assn associates associated asociacion associazione assotsiatsiya syndesmos asotsiatsiia
committee cttee cmte comite komitet
commission comm
corporation corp
organization organisation org organizations organisations organizacion organizatsiya
trading trade trader traders trd torgovy torgovyy handel handels comercio ticaret torgovo torgovaya torgovyi emporiki commerce
shipping ship ships shipment shpg naftiliaki naftiliakes sudokhodstvo sudokhodnaya
transport transportation trans transp transportes transports transportnaya transportnyy metafores metaforiki
construction constr constructions const construcciones costruzioni stroitelnaya stroitelstvo stroitelnyy stroitelstvo stroy stroi kataskevi kataskevastiki budivelna
investment investments invest inv investing investor investors inversiones investitsii investitsionnyy investitsionnaya investitsionen ependyseis ependytiki
management mgmt mgt mngt upravlenie upravlyayushchaya upravlinnia diacheirisi gestion gestione
enterprise enterprises ent enterp empresa empresas predpriyatie
research rsch res issledovatelskiy issledovatelskii issledovaniy
science sciences sci scientific nauchny nauchno
laboratory laboratories lab labs laboratorio laboratoire laboratoriya
system systems sys sistem sistema sistemas sistemy systeme
information info inform
security securities sec
product products prod prods
production produktsiya proizvodstvo
general gen geniki generalna obshchiy
import imp imports importing
export exp exports exporting
factory fty factories fabrika fabrique
bank banco banque banca banka bankas banki trapeza banku banky
insurance ins insur strakhovanie assurance assurances assicurazioni asfalistiki strakhova zastrahovatelno
finance financial fin finans finances financiera finansovaya finansovyy pinansta finansta finansuri chrimatooikonomiki
holding holdings hldg hldgs kholding
property properties immobilien immobiliare inmobiliaria immobiliere
partner partners
fund funds fond fonds fondo fonden fundacion foundation fondation stiftung stiftelse fondazione
supply supplies
solution solutions soln solns
logistic logistics logistik logistica logistika
chemical chemicals chem chemistry chemie quimica khimiya
petroleum petrol petro neftyanaya neftegaz neftegazovaya
aviation aviacion avia
aerospace aero
maritime marine mar
medical med medicals meditsinskiy iatriki
material materials
mechanical mech mechanics
military mil
defense defence
labor labour
fiber fibre
aluminum aluminium
program programme
resource resources
consultant consultants consulting consultancy consult
agency agencia agence agentur
energy energie energia enerji energiya energeticheskaya energeticheskiy energeiaki energetika
metal metals
computer computers computing comp
instrument instruments instr
semiconductor semiconductors semi
microelectronic microelectronics
airline airlines
line lines
brother brothers bros
saint st sankt sainte
mount mt
school sch schools
hospital hosp
north northern
south southern
east eastern
west western
plant zavod
bureau byuro
academy academia akademiya akademie
society soc societies
student students
island islands
pharmaceutical pharmaceuticals pharma pharm farmakeftika farmatsevtika farmatsevticheskaya pharmakeftiki
automotive automobile auto automobiles
textile textiles text
garment garments
food foods
hotel hotels
studio studios
martyr martyrs
brigade brigades bde
battalion bn battalions
division div
division divisions
district dist
province prov
city municipal
federation fed federal
republic rep respublika
asset assets
strategy strategic
american america
european europe
asian asia
african africa
russian russia rossiya rossii rossiyskaya
chinese china zhongguo kitay kitaya kitai kitayskiy kitae
sino chinese
korean korea
iranian iran
syrian syria
british britain
german germany
japanese japan nippon nihon
indian india
qaida qaeda qaidah
islam islamic islami islamia islamiya islamiyah
project projects proyectos
street st str ulitsa ul
road rd
avenue ave av
building bldg
floor fl
room rm
boulevard blvd
lane ln
highway hwy
suite ste
georgia sakartvelos sakartvelo gruziya
greek greece hellas ellas elliniki hellenic
bulgarian bulgaria balgariya balgarska
armenian armenia hayastan
ukrainian ukraine ukraina ukrainy ukrainska ukrayiny
united obedinennaya obedinennyy obiednana
shipbuilding sudostroitelnyy sudostroitelnyi sudostroenie
pension pensionen pensionnyy pensii pensionno
capital kapital kefalaio
closed zakrytoe
builder builders building buildings
market markets marketing
network networks
machinebuilding engineeringplant
`

/** Shortest word that is abbreviated by leaving letters out, and shortest such abbreviation. */
const LONG_WORD = 7
const SHORT_FORM = 4

/**
 * The long words of business as forms and telexes cut them: without their vowels (`srvcs`), and without one consonant
 * more inside (`trdg`). An abbreviation that could be two words is none.
 */
function shortened(lines: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  const meant = new Map<string, { readonly word: string; readonly line: number }>()
  const unclear = new Set<string>()
  for (const [line, words] of lines.entries())
    for (const word of words.filter((each) => each.length >= LONG_WORD)) {
      const bare = word.slice(0, 1) + word.slice(1).replace(/[aeiou]/g, '')
      const inside = Array.from({ length: Math.max(0, bare.length - 2) }, (_, i) => i + 1)
      const cuts = inside.map((at) => bare.slice(0, at) + bare.slice(at + 1))
      for (const short of [bare, ...cuts].filter((each) => each.length >= SHORT_FORM && each !== word)) {
        const before = meant.get(short)
        if (before !== undefined && before.line !== line) unclear.add(short)
        meant.set(short, { word, line })
      }
    }
  return new Map([...meant].filter(([short]) => !unclear.has(short)).map(([short, { word }]) => [short, word]))
}

/** Folded word to the number of each meaning it can have. */
export const MEANINGS: ReadonlyMap<string, readonly number[]> = meanings(SAME_MEANING)

function meanings(block: string): Map<string, number[]> {
  const lines = block
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
  // A translation joins the abbreviations of the word it translates.
  const translated = translatedLines().map((line) => [
    ...line,
    ...lines.filter((words) => line[0] !== undefined && words.includes(line[0])).flat(),
  ])
  const byWord = new Map<string, number[]>()
  for (const [number, line] of [...lines, ...translated].entries())
    for (const word of new Set(line.flatMap(withShortEnding))) byWord.set(word, [...(byWord.get(word) ?? []), number])
  for (const [short, long] of shortened(lines)) {
    const meant = byWord.get(long)
    if (meant !== undefined && !byWord.has(short)) byWord.set(short, meant)
  }
  return byWord
}

/** Russian adjectives end in `-yy` or `-iy` by one romanisation, in `-y` by another. */
function withShortEnding(word: string): string[] {
  return /[iy][iy]$/.test(word) ? [word, `${word.slice(0, -2)}y`] : [word]
}

/** Phrases that stand for one word. Longest first match, folded. */
export const PHRASES: ReadonlyMap<string, string> = new Map([
  ['united states of america', 'usa'],
  ['united states', 'usa'],
  ['u s a', 'usa'],
  ['u s', 'usa'],
  ['us', 'usa'],
  ['united kingdom', 'uk'],
  ['u k', 'uk'],
  ['great britain', 'uk'],
  ['united arab emirates', 'uae'],
  ['u a e', 'uae'],
  ['hong kong', 'hongkong'],
  ['h k', 'hongkong'],
  ['hk', 'hongkong'],
  ['xiang gang', 'hongkong'],
  ['new zealand', 'newzealand'],
  ['saudi arabia', 'saudiarabia'],
  ['sri lanka', 'srilanka'],
  ['south korea', 'southkorea'],
  ['north korea', 'northkorea'],
  ['south africa', 'southafrica'],
  ['import and export', 'importexport'],
  ['imp and exp', 'importexport'],
  ['import export', 'importexport'],
  ['imp exp', 'importexport'],
  ['i and e', 'importexport'],
  ['impex', 'importexport'],
  ['r and d', 'researchdevelopment'],
  ['research and development', 'researchdevelopment'],
])
