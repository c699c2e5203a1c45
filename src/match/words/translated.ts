/**
 * Words of business and of state in other languages, romanised as `transliterate.ts` reads them and as people write
 * them, by what they mean in English, which comes first. A stem with `*` takes the endings of Slavic adjectives, one
 * with `~` those of Slavic nouns.
 * SOURCE: common vocabulary of company registers and official lists; meanings by hand.
 */
const TRANSLATED = `
production proizvodstvenn* proizvodstv~ virobnich* vyrobnych* vytvorch* vytvorcha produccion produktsiya
design konstruktorsk* proektn* proektno proekt~
federal federaln* federalnoe
corporation korporatsiya korporatsii korporatsiia corporacion korporasyon
russia rossiisk* rossiysk* rossiyskoi vserossiisk* vserossiysk* rf
state gosudarstvenn* derzhavn* dziarzhaun* dzyarzhaun* goskorporatsiya dawlat
aviation aviatsionn* aviatsi~ aviatsiya aviatsiynyi aviatsiyn* aviastroitel* aviaremont~ aviaremontn* vozdushn* havapeimayi
institution uchrezhdenie uchrezhdeniya
branch filial filiala filialy filiali
federation federatsiya federatsii
budget byudzhetn* biudzhetn*
repair remontn* remont~ sudoremont~ sudoremontn*
mechanical mekhanichesk* mehanichesk* mechanichesk*
machinebuilding mashinostroitelnyy mashinostroitel* mashinostroiteln* mashinostroenie mashinostroeniya machinery
group grupp~ gruppa gruppy gruppi grup
academician akademik akademika
technical tekhnichesk* tehnichesk* tekhniko technique tecnico technik
technology tekhnolog* tekhnologichesk* tekhnologii tehnologichn* teknoloji tekhnologiyi tecnologico
complex komplex~ kompleks~ kompleksn* komplexn*
defense oboron~ oborony oboronn* oboronprom oboronn*
limited ogranichennoi ogranichennoy
science nauk~ nauki nauka nauku nauchn* nauchno naukov* navukov* nauchen nauchnykh
scientific nauchn* nauchno naukov* navukov* nauk nauki
research issledovatel* issledovateln* issledovanie issledovanii issledovaniy issledovaniya doslidn* doslidnyts* doslednyts* nauchnoissledovatelsk* thqiqat tahqiqat tahghighat investigacion recherche forschung
moscow moskovsk* moskva moskvy moskve
commercial kommerchesk* komertsiyn* comercial commerciale kommerziell
radio radiozavod radiotekhnichesk* radiopribor
academy akademi~ akademiya akademii akademie
instrument priborostroeni~ priborostroeniya priborostroeniye priborostroiteln* priborostroitel* pribor~ priborov
ministry ministerstv~ ministerstva ministerstvo minoborony
special spetsialn* spetsialnoe specialn* spetsialnogo especial
public publichn* public publicas obshchestvenn* hromadsk* publico umumi dolati
optical optik~ opticheskikh opticheskii optichesk* optiko optic optics
electromechanical elektromekhanichesk* elektromekhaniki elektromehanichesk*
military voenn* voenno voyenn* viyskov* vaenn* nizami
communication svyaz~ svyazi sviazi svyaz telekommunikatsi~ telekommunikatsii zviazku zvyazku
automation avtomatik~ avtomatiki avtomatizatsi~ avtomatizatsii avtomatika
battalion batalon batalion batalyon
physics fizik~ fiziki fiziko fizichesk*
means sredstv~ sredstva sredstv
management upravlenie upravleniya upravleniyu upravlinnya menedzhment gestion gestao verwaltung modiriyat zarzadzanie yonetim
republic respublik~ respubliki respublika rispublika
regional regionaln* oblasti oblastn* oblast oblasti
shipyard verf sudoverf sudostroiteln* sudoremontn* shipbuilding
shipbuilding sudostroenie sudostroeniya sudostroiteln* korablestroenie korablestroeniya
oil neft nefti neftyan* neftian* neftepererabatyvayushch* neftegaz naftov* nafta petrol petroleo petrole naft
refinery neftepererabatyvayushch*
gas gazov* gaz gaza
information informatsionn* informatsii informatsiya informatsiyn* informacion informatika
steel stali stal stalnoi metallurgichesk* celik
metallurgical metallurgichesk* metallurgiya metallurgii metalurh*
service sluzhba sluzhby obsluzhivanie obsluzhivaniya servis uslug uslugi posluhy poslug hizmetleri hizmet khadamat khidmat dienste dienstleistungen
automobile avtomobiln* avtomobil avtozavod
house dom doma casa haus maison dar
cartridge patronn*
marine morsk* morskoi
sea morsk* morskoi deniz
unmanned bespilotn* bespilotnye
people narodn* narodnoi narodn* narodnaya
organization sazman organizatsi~ organizatsiya organizatsii orhanizatsiya
helicopter vertolet~ vertoletn* vertolyot~ vertolyotn*
electronics elektronn* elektronnye elektronik elektroniks elektronika elektroniki elektronix alktronik
electric elektrichesk* elektro elektrotekhnichesk*
industrial promyshlenn* promyshlennaya promislov* promyslov* industrialn* sanayi sanaye snaia sanai industriel
industry promyshlennost promyshlennosti sanayi sanaye snaia senaat industrie industri industria
noncommercial nekommerchesk*
holding kholding~ kholdingov* kholdyng~ kholdyngu holding
experimental opytn* opytno eksperimentaln* experimentaln* doslidno
fleet flot~ flota
child detsk* detei detyam
children detsk* deti detei detyam
autonomous avtonomn*
trade treid torgov* torgovlya torgovli torhov* handlow* ticaret tijarat bazargani bazarkani
transport transportn* transport transporta perevozok nakliyat tasimacilik
east vostok vostochn* shark oriental
west zapad zapadn* zakhid*
north sever severn*
south yug yuzhn*
missile raketn* raketnoe
rocket raketn* raketno raketnoe
tactical taktichesk* takticheskoe
testing ispytateln*
credit kredit~ kreditn*
space kosmichesk* kosmos kosmicheskogo kosmicheskikh
computing vychisliteln* vychislitelnoi vychislitelnykh
precision tochn* tochnogo
aggregate agregatn*
higher vyssh* vysshego
education obrazovani~ obrazovaniya obrazovanie obrazovateln* osvity
protection zashchit~ zashchity
solution reshenie resheniya reshenii rishennya cozumleri cozum
equipment oborudovanie oborudovaniya obladnannya ekipman tajhizat thizat
material material~ materialov
support podderzhk~ podderzhki
innovation innovatsionn* innovatsii innovatsiya innovatsionnykh
strategic strategichesk*
system sistem~ sistemy sistema systemy
security bezopasnost bezopasnosti bezpeky sigorta
insurance strakhov* strakhovaya strakhovanie strakhuvannya sigorta bime asfaleies asfaleia zastrahovane zastrahovatelno
bank bankovsk* banka bankasi
fund fond~ fondova fondove fondi amoivaio
investment investitsionn* investitsii investitsiya investytsiyn* yatirim yatirimlari inversiones investissement investissements
development razviti~ razvitie razvitiya rozvytku rozvytok razvitiia gelistirme desenvolvimento entwicklung
construction stroiteln* stroitelstvo stroitelstva stroy stroi budivel* budivn* insaat insaati construcao bau kataskevi kataskeves kataskevastiki
energy energetik~ energetiki energetichesk* enerhetychn* energiyi
nuclear yadern* atomn* atomnaya
chemical khimichesk* khimi~ khimii khimich* kimya
medical meditsinsk* medychn* meditsinska iatrikon iatrotechnologikon tibbi
pharmaceutical farmatsevtichesk* farmatsevtychn* farmakeftikon farmakevtikon ilac
product produkt~ produktsi~ produktsii proionton proionta urunleri
import importn* import eisagoges eisagogi ithalat vnos
export exportn* eksport~ exagoges exagogi ihracat iznos vneshtorg
foreign vneshn* vneshneekonomichesk* zovnishn* exoterikou dis
economic ekonomichesk* khozyaistvenn* ekonomika
representation antiprosopeies antiprosopeia predstavitelstvo
centre tsentraln* tsentr tsentra merkezi markaz mrkz
center tsentraln* tsentr tsentra merkezi markaz
central tsentraln* tsentralnoe
unitary unitarn*
enterprise predpriyati~ predpriyatie predpriyatiya pidpryiemstvo pidpryyemstvo pradpryemstva pradpryemstv~ isletmesi empresa entreprise kombinat
association obedinenie obedineniya obyednannya abyadnanne assotsiatsi~ sdruzhenie dernegi birligi anjoman
union soyuz soyuza soiuz spilka birlik birligi
united obedinenn* obiedinenn* obyedinenn* abyadnan* birlesik
ammunition boepripas~ boepripasov
weapon oruzhie oruzheinyi oruzheinik vooruzhenie vooruzheniya ozbroyennya
gunpowder porokhov*
tank bronetankov* tankov*
armoured bronetankov*
digital tsifrov* tsifrovye cyfrowy
laboratory laboratori~ laboratoriya laboratorii
plant zavod~ zavoda zavody fabrik~ fabrika kombinat fabrikasi
factory zavod~ zavoda fabrik~ fabrika kombinat fabrikasi karkhane
bureau byuro biuro
company kompani~ kompaniya kompanii kampaniya kampan shrkt sherkat
partnership tovarishchestvo druzhestvo partnerstvo
payment izplashtane oplata plashchane
lifetime pozhiznen* pozhizneni dozhyvotn*
annuity pensii renta renti
pension pensionn* pensii pensiinyi pensiin* pensionno
voluntary dobrovoln*
mandatory obyazateln* zadalzhitelen zadalzhitelna
universal universaln* universalen
professional professionaln* profesionalen
real nedvizhim* nedvizhimi nedvyzhym*
property nedvizhimost nedvizhimosti nedvizhimi imoti imushchestv~ mulk emlak gayrimenkul
mutual vzaimn* vzaimen dogovoren
income dokhod~ dokhodn*
stock fondov* fondova aktsionn*
hotel xenodocheio xenodocheiaki xenodocheiakai otel hotelli
tourism touristiki touristikes turizm turistichesk* turystychn*
technical techniki technikes tehnicheska
shipping nautiliaki nautiliakai naftiliaki sudokhodn* sudokhodstvo denizcilik gemi keshtirani kshtirani parokhodstvo
agricultural agrotik* georgiki selskokhozyaistvenn* agrarn* tarim tarimsal
food trofimon pishchev* kharchov* gida
hellenic elliniki ellinikes hellas
general genikon geniki genikes obshch* generaln* genel
company etairia etaireion
investment ependyseon ependitiki ependytiki
exploitation ekmetallefsis ekmetalleuseos ekmetallefseos
real akiniton akinita
estate akiniton akinita
consultant symvouloi symvoulevtiki konsultatsii konsalting danismanlik moshavere
aerospace hava hoafda havafaza aviatsionno
force guc spah sepah
corps sepah spah
guard pasdaran muhafiz
army artesh ordu armi~ armiya armii
air hoaii havai hava
university daneshgah danshgah
engineering muhandisi mohandesi muhendislik inzhenern* inzhenerno inzhiniringov* inzhiniring
petrochemical petrokimya neftekhimichesk* neftekhim petroshimi
road doroga dorog dorozhn* yol
water voda vody vodokanal
thailand thai
turkey turkish turkiye turk
poland polish polska polski
france french francaise francais
italy italian italia italiana italiano
spain spanish espana espanola
netherlands dutch nederland nederlandse
switzerland swiss schweiz suisse svizzera
austria austrian osterreich osterreichische
belarus belarusian belorussk* belarusk* bielarus
kazakhstan kazakh qazaqstan
vietnam vietnamese viet
malaysia malaysian
egypt egyptian misr
iraq iraqi
libya libyan
lebanon lebanese liban
saudi saudia
arab arabian arabia
emirates emirati
pakistan pakistani
indonesia indonesian
mexico mexican mexicana
brazil brazilian brasil brasileira
portugal portuguese portuguesa
sweden swedish svenska sverige
finland finnish suomen suomi
norway norwegian norsk norge
denmark danish dansk danmark
hungary hungarian magyar
romania romanian romana
serbia serbian srpska srbija
croatia croatian hrvatska
slovenia slovenian slovenska slovenija
czech ceska cesky
latvia latvian latvijas latvija
lithuania lithuanian lietuvos lietuva
estonia estonian eesti
israel israeli
levant sham
electricity elektroenerg* enerhos elektrik
`

const ADJECTIVE_ENDINGS =
  'y yy yi yj i ii iy ij aya aia oe oye oie ee ogo oho ego oi oy ei ey ykh ikh yh ih ym im ymi imi omu emu uyu iu ye yye ie iye o a e u en na no'.split(
    ' ',
  )
const NOUN_ENDINGS = ['', ...'a u e om em ov ev y i am ami akh oy oi ei ey yu ya iya ii iyu iyi iy ie'.split(' ')]

/** One meaning a line, endings spelled out, the English word first. */
export function translatedLines(): readonly (readonly string[])[] {
  return TRANSLATED.trim()
    .split('\n')
    .map((line) => line.split(' ').flatMap(forms))
}

function forms(word: string): readonly string[] {
  const stem = word.slice(0, -1)
  if (word.endsWith('*')) return ADJECTIVE_ENDINGS.map((ending) => stem + ending)
  if (word.endsWith('~')) return NOUN_ENDINGS.map((ending) => stem + ending)
  return [word]
}
