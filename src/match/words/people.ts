/**
 * Names of people that are written several ways or shortened. One line is one name: usual romanisations, forms in
 * other languages, short forms. A word may stand in several lines.
 * SOURCE: common knowledge of naming; compiled by hand, folded by `fold`.
 */
const SAME_NAME = `
muhammad mohammad mohammed muhammed mohamed mohamad muhamad mohd mohamud mahomet muhammet mehmet mohamat mahamat magomed mukhammad mukhamed maxamed muhamed mamadou muh md
ahmad ahmed akhmad akhmed ahmet axmed achmad akhmat ahmadu
mahmoud mahmud mahmood mehmood makhmud mahmut maxamuud
hussein husayn hussain husain hossein hosein husein huseyn huseyin khusein xuseen hussien houssein
hassan hasan xasan khasan hasson
abdullah abdallah abdulla abdollah abdoulaye abdula abdellah cabdullaahi cabdullaah
rahman rehman rahmaan raxmaan
ali aly cali
omar umar omer umer oumar cumar
osama usama ossama oussama ussama ousama osamah usamah ousamah aosama aosamh asamh osamh
laden ladin laaden lahden ladn raten radin latin
binladen binladin benladen binradin binraden pinraten
assad asad aszad esad esed asadi
bashar bachar baschar bashshar basar baszszar besar bassar beshar
othman uthman osman usman cusmaan ousmane
yusuf yousef youssef yousuf yusif joseph yossef youcef yousif yosef yusup iosif josef jose giuseppe
ibrahim ebrahim ibraheem abraham ibragim avraham
ismail ismael esmail ismayil ismaeel
khalid khaled halid xalid
saeed said sayed saied saaid syed sayyed sayyid seyed seyyed
salih saleh salah saalah
jafar jaafar jafer gafar djaafar
qasim qassim kassem kasim qassem gassim qasem kassim ghasem
qadhafi gaddafi qaddafi kadafi gadhafi qadafi khadafy kadhafi gathafi algathafi qathafi kaddafi khadafi khaddafi ghaddafi ghadafi gheddafi quaddafi qadhdhafi qadhafy kadaffi gadafi kadafis kazzafi qaddhafi qadhdhaafii kadafy gadafy gadaffi gaddafy kaddhafi kazhafei gedafei gezhafei katapi kadapi kdapi qdafi ktapi ktafi gddaphi gaddaphi gaddaf kassafi kantafi gkantafi kazafi qazzafi qazafi
yahya yahia yehia yehya
jamal gamal djamel jamaal
muammar moammar muamar moamer moamar muamer muammer moammer mouammar moamber muammaras muamaru muvmmr muvammar muamr muammr moamr muanmaer muamaier muyammar muyammr muoammar mummar muanmaru muammaru
mustafa mostafa moustafa mustapha moustapha
nasir nasser naser nassir nacer
rashid rasheed rachid rashed
tariq tarek tareq tarik
faisal faysal feisal faycal
hisham hicham hesham
khalifa khalifah
amin ameen amine
karim kareem
majid majeed
hamid hameed hamed
walid waleed oualid
said saeid
samir sameer
bashir basheer bachir
latif lateef
aziz azeez
rahim raheem
salim saleem selim
sulayman suleiman sulaiman soleiman suleyman soliman solomon suleman
musa moussa mousa moses mosa
isa issa eissa ciise eisa
abu abou abi aboo
hajji haji haj hajj
sheikh shaykh shaikh sheik cheikh sheykh
mahdi mehdi mahdy
mansur mansour mansoor
zubayr zubair zubeir
ubayd ubaid obaid obeid
ubaydah ubaida obeida ubaydallah
bakr baker bakar
yasin yassin yaseen yasseen yassine
shams shamsuddin
alexander aleksandr alexandr aliaksandr oleksandr alexandre alessandro alejandro aleksander alexandros iskander sasha alex alec sandro aleksandar
alexey aleksey alexei aleksei alexy oleksiy oleksii aliaksei alyosha alex
andrey andrei andrew andre andrea andreas andriy andrii andrzej andres andy drew andrej
dmitry dmitri dmitriy dmitrii dmytro dimitri dzmitry dima dimitrios dimitar
sergey sergei serhiy serhii sergio serge siarhei siarhey sergiy sergej
vladimir volodymyr uladzimir wladimir waldemar vova vlad volodya
nikolai nikolay mykola nicholas nicolas nikolaos nick nikita kolya nikolaj nicolae nicola mikalai
mikhail michael mykhailo misha miguel michel mike mick mickey michal michele mihail mihai mikhael mikael mihajlo
ivan john johannes jean juan giovanni ioan ivo jan johan johann jack ioannis janez jon johnny
yevgeny evgeny yevgeniy evgeniy evgenii yevhen eugene gene jevgeni eugen eugenio zhenya evgeni
yuri yury yuriy iurii george juri yurii iouri
georgy georgiy georgi george jorge giorgi jorg georg georges georgios heorhiy yuri
pyotr petr peter petro pedro pierre pete piotr petar pietro piter
pavel paul pavlo pablo paulo paolo
viktor victor vitya
igor ihor
oleg oleh aleh
konstantin kostyantyn constantine kostya konstantinos
vasily vasiliy vasilii vasyl basil
fyodor fedor theodore fedir feodor teodor
grigory grigoriy gregory hryhoriy greg gregorio grigori
arkady arkadiy arkadii arkadi
anatoly anatoliy anatolii anatole
valery valeriy valerii
vitaly vitaliy vitalii
gennady gennadiy gennadii hennadiy
yakov jacob jakob jacques james iakov jaime diego santiago
ilya illia elias ilia elijah
anna ann anne annie hanna ana
yelena elena olena helen helena alena helene lena
natalya natalia nataliya nataliia natasha natalie
yekaterina ekaterina catherine katherine kate kathy katerina kateryna katharina katya catalina katie
maria mary marie mariya maryam mariam
tatiana tatyana tetiana tanya
svetlana sveta svitlana
olga olha helga
irina iryna irene ira
theodore ted teddy theo ed
edward eduard ed eddie ted edouard eduardo edvard
robert bob bobby rob robbie roberto bert
william bill billy will willy liam guillaume wilhelm guillermo willem
richard dick rick ricky rich ricardo riccardo
charles charlie chuck carlos carl karl carlo chas
thomas tom tommy tomas tomasz
benjamin ben benny bibi
anthony tony antonio anton antoine antony
joseph joe joey jo
daniel dan danny daniil danilo danila danylo
david dave davy davide dawood dawud daud davit
steven stephen steve stefan stephan etienne esteban stepan istvan stefano
matthew matt matthias mateo matteo matvey mathieu matthieu
christopher chris kristof christophe cristobal
christian cristian kristian chris
francis frank francisco francesco francois franz franciszek frances fran
frederick fred freddy frederic frederico federico frederik friderik
friedrich fritz fridrich
gerald gerry jerry gerard
gerhard gerd gert
henry harry hank heinrich henri enrique henrik hendrik heinz
harold harry hal
james jim jimmy jamie jaime
jeffrey jeff geoffrey geoff
jonathan jon johnny
kenneth ken kenny
lawrence larry laurence lorenzo lars laurent
leonard leo leon leonardo lenny
leonid leo
louis lewis luis luigi lou ludwig luiz
mark marc marcus marco markus marcos marek
martin marty martino
nathan nathaniel nat nate
patrick pat paddy patricio
philip phil phillip philippe felipe filip felipe
raymond ray ramon raimundo
ronald ron ronnie ronaldo
samuel sam sammy
susan sue susanna suzanne
timothy tim timmy
walter walt walther
zachary zach
elizabeth liz beth betty eliza lisa elisabeth elisabet isabel yelizaveta elizaveta
margaret maggie meg peggy marguerite margarita greta
jennifer jen jenny
jessica jess jessie
deborah deb debbie
barbara barb barbie
dorothy dot dolly
patricia pat patty tricia trish
rebecca becky becca
victoria vicky viktoria viktoriya
albert al bert alberto
alfred al fred alfredo
arthur art artur arturo
donald don donny
douglas doug
eugene gene
gabriel gabe gabi
ernest ernie ernesto
joshua josh
julian jules julio
maximilian max maxim maksim maksym
oliver ollie olivier
peter pete
vincent vince vincenzo vicente
abigail abby gail
alison allison ali
nicole nicky nikki
roman roma
lavrenty lavrentiy
stanislav stas stanislaw
vyacheslav viacheslav slava
yaroslav iaroslav jaroslav slava
vladislav vlad wladyslaw
rostislav rostyslav
bogdan bohdan
kim gim ghim
lee li ri yi rhee ree i
park pak bak
choi choe choy
jung jong chong jeong cheong chung
kang gang
cho jo joe
yoon yun youn
jang chang
lim im rim yim
shin sin
oh o
hwang whang
ahn an
song
ryu yu yoo
hong
jin chin
roh no noh
moon mun
baek paek paik
heo ho hur
seo so suh
kwon gwon
chol cheol chul
yong young yeong
hyon hyun hyeon
kyong kyung gyeong
myong myung myeong
chun choon
un eun
son sun seon
il ill
sok suk seok
song sung seong
jun joon chun
kun geun keun
hyok hyuk hyeok
su soo
ju joo chu
wong huang wang hwang
chan chen tan
cheung zhang chang cheong teo
lau liu low
ng wu ong
lam lin lim
leung liang leong
kwok guo quek
chow zhou chou
chu zhu
tsai cai choi chua
tsang zeng tseng chan
yeung yang yeo
ho he
hui xu hsu
hsieh xie tse
yip ye yeh
mak mai
fung feng
tang deng teng
kwan guan kuan
so su
sze shi
tam tan
to du tu
yuen yuan ruan
cheng zheng
chiang jiang
chien qian
chin jin qin
chu zhu
hsiao xiao siu
hsi xi
hsing xing
chung zhong
tsung zong
tse ze
tung dong
peng pang
lu lyu
jen ren
juan ruan
kao gao
ko ge
ku gu
kung gong
pei bei
po bo
ting ding
tai dai
tao dao
mao
chi qi ji
pin ibn ben bin bint
`

/** Folded name to the number of each group it stands in. */
export const NAME_GROUPS: ReadonlyMap<string, readonly number[]> = groups(SAME_NAME)

function groups(block: string): Map<string, number[]> {
  const byName = new Map<string, number[]>()
  for (const [number, line] of block.trim().split('\n').entries())
    for (const name of line.split(' ')) byName.set(name, [...(byName.get(name) ?? []), number])
  return byName
}

/** Forms of address, ranks and honours: they say nothing about who it is. */
export const TITLES: ReadonlySet<string> = new Set(
  `mr mrs ms miss dr prof professor sir lord lady dame sheikh shaykh shaikh sheik cheikh haji hajji hajj haj hadji alhaj alhaji mullah mulla mollah maulavi mawlawi moulavi maulana mawlana maulvi qari hafiz
  sayyid sayyed seyed seyyed syed sayed ayatollah hojatoleslam imam general gen colonel col lieutenant lt major maj captain capt commander cmdr admiral brigadier brig sergeant sgt marshal chief president minister
  governor senator prince princess king queen emir amir sultan herr frau fraulein monsieur madame mademoiselle mme mlle m senor senora sr sra don dona dona signor signora eng engr ing ingeniero ustad ustaz doctor
  daw u ko comrade tovarishch reverend rev father bishop saint hon honourable honorable justice judge ambassador his her excellency he sri shri smt pan pani gospodin vice deputy the engineer mister former ex
  duktur doktor drs ir h hj tan sri datuk dato bin`
    .split(/\s+/)
    .filter(
      (word) =>
        ![
          'u',
          'ko',
          'm',
          'h',
          'he',
          'don',
          'sr',
          'tan',
          'sri',
          'pan',
          'bin',
          'father',
          'saint',
          'hon',
          'king',
          'prince',
          'ing',
          'ir',
          'hafiz',
          'amir',
          'sultan',
        ].includes(word),
    ),
)

/** Small words inside names of people. */
export const PARTICLES: ReadonlySet<string> = new Set(
  `al el ul ur ar as ash ad at an az bin ibn ben bint ould oglu ogly ogli kyzy qizi de del della di da dos das du des la le las los van von der den ter zu zur y e i abd abdul abdel abdal abdol abdu abdoul und og et and the of bar ap mac na abu abou umm um dit san st`.split(
    /\s+/,
  ),
)

/** Which of several people of one name: 1 senior, 2 junior, then by number. */
export const GENERATIONS: ReadonlyMap<string, string> = new Map([
  ['jr', 'jr'],
  ['junior', 'jr'],
  ['filho', 'jr'],
  ['hijo', 'jr'],
  ['fils', 'jr'],
  ['snr', 'sr'],
  ['sr', 'sr'],
  ['senior', 'sr'],
  ['pere', 'sr'],
  ['ii', 'ii'],
  ['2nd', 'ii'],
  ['iii', 'iii'],
  ['3rd', 'iii'],
  ['iv', 'iv'],
  ['4th', 'iv'],
])
