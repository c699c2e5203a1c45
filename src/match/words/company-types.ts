/**
 * Words that say what legal form a body has, by family. Two names whose forms are of one family agree; forms of
 * different families weigh little, because official lists translate them freely.
 * SOURCE: legal forms as registries of the countries name and abbreviate them; compiled by hand, folded by `fold`.
 */

/** Family of legal form: `limited` (private, liability limited), `stock` (shares), `partnership`, `other`. */
export type CompanyFamily = 'limited' | 'stock' | 'partnership' | 'other'

const LIMITED = `
limited liability comp | comp ltd | zhoopkerchiligi chektelgen koomu | koomu | obshchestva s ogranichennoi otvetstvennostyu | tavarystva z abmezhavanai adkaznastsyu | tavarystva z abmezhavanay adkaznastsyu |
shps | spy |ltd | limited | ltda | limitada | lda | llc | l l c | limited liability company | limited liability co | ltd liability co | liability limited |
company limited | co ltd | co limited | coltd | company ltd | private limited | private limited company | pvt ltd | pvt limited | private ltd | pvt | p ltd |
pte ltd | pte limited | private limited liability company | pte | pty ltd | pty limited | proprietary limited | pty | prop ltd |
sdn bhd | sendirian berhad | gmbh | gesellschaft mit beschrankter haftung | ges m b h | gesmbh | mbh | m b h | g m b h |
ug | ug haftungsbeschrankt | unternehmergesellschaft | haftungsbeschrankt |
sarl | s a r l | societe a responsabilite limitee | sarlu | eurl | sprl | s p r l | srl | s r l | bv | b v | besloten vennootschap | bvba | b v b a |
societa a responsabilita limitata | srls | s r l s | unipersonale | societa a responsabilita limitata unipersonale | societa a responsabilita limitata semplificata |
sl | s l | slu | s l u | sociedad limitada | sociedad de responsabilidad limitada | s de r l | s de r l de c v | s de rl de cv | s de rl | srl de cv |
sociedade limitada | sociedade por quotas | unipessoal lda | kft | korlatolt felelossegu tarsasag | doo | d o o | drustvo s ogranicenom odgovornoscu | drustvo sa ogranicenom odgovornoscu | dooel | doel |
sp z o o | sp zoo | spzoo | spolka z o o | spolka z ograniczona odpowiedzialnoscia | sp z oo | spol s r o | spol sro | sro | s r o | spolecnost s rucenim omezenym |
oy | o y | osakeyhtio | ou | o u | osauhing | uab | u a b | sia | s i a | aps | a p s | anpartsselskab | as limited |
ooo | o o o | obshchestvo s ogranichennoi otvetstvennostyu | obshchestvo s ogranichennoy otvetstvennostyu | obschestvo s ogranichennoi otvetstvennostyu |
obschestvo s ogranichennoy otvetstvennostyu | tov | t o v | tovarystvo z obmezhenoiu vidpovidalnistiu | tovaristvo z obmezhenoyu vidpovidalnistyu | ood | o o d | eood | e o o d | too | t o o | tdo | mchj | mmc | m m c |
tovarishchestvo s ogranichennoi otvetstvennostyu | tovarishchestvo s ogranichennoy otvetstvennostyu | druzhestvo s ogranichena otgovornost | ednolichno druzhestvo s ogranichena otgovornost |
you xian gong si | you xian ze ren gong si | youxian gongsi | youxian zeren gongsi | yu han gong si | yugen gaisha | yk | godo kaisha | godo gaisha | gk | g k | yuhan hoesa |
bm | b m | baam | b a a m | fz llc | fzllc | fze | f z e | fzco | f z co | fzc | fz co | dmcc | d m c c | free zone establishment | free zone company | wll | w l l | with limited liability |
mdms | m d m s | sh m h | s m h | ltd sti | limited sirketi | ltd sirketi | epe | e p e | ike | i k e | company limited by guarantee | clg | dac | designated activity company | gesellschaft m b h | chamkat | jamkat | cakad | chmakad |
cong ty tnhh | tnhh | sh p k | shpk | sarl au | s a s u | sasu | ltd co | limited co | spc | s p c | l c | lc | ulc
`

const STOCK = `
pby | ju sik hoe sa | monoprosopi a e | monoprosopi anonymi etaireia | mae | m a e | monoprosopi |inc | incorporated | corp | corporation | corp ltd | co inc | plc | p l c | public limited company | public company limited | company limited public company | company limited public | public company | pcl | ag | a g | aktiengesellschaft | se | societas europaea |
sa | s a | societe anonyme | sociedad anonima | sociedade anonima | saic | sa de cv | s a de c v | s a de cv | sociedad anonima de capital variable | sapi de cv | sab de cv | s a b de c v | s a p i de c v |
sas | s a s | societe par actions simplifiee | sociedad por acciones simplificada | spa | s p a | societa per azioni | societe par actions | sau | s a u | sociedad anonima unipersonal | sac | s a c | saa | s a a | sociedad anonima cerrada |
nv | n v | naamloze vennootschap | ab | a b | aktiebolag | publ | ab publ | asa | a s a | as | a s | aksjeselskap | aktieselskab | oyj | julkinen osakeyhtio | hf | h f | ehf | e h f |
a s akciova spolecnost | akciova spolecnost | akciova spolocnost | dd | d d | ad | a d | akcionarsko drustvo | aktsionerno druzhestvo | ead | e a d | spolka akcyjna | nyrt | zrt | rt | reszvenytarsasag | ejsc |
jsc | j s c | joint stock company | joint stock co | joint stock | ojsc | o j s c | open joint stock company | pjsc | p j s c | public joint stock company | cjsc | c j s c | closed joint stock company | joint stock commercial | private joint stock company | prjsc | psc | p s c | p j s |
oao | o a o | zao | z a o | pao | p a o | ao | a o | otkrytoe aktsionernoe obshchestvo | zakrytoe aktsionernoe obshchestvo | publichnoe aktsionernoe obshchestvo | aktsionernoe obshchestvo | nepublichnoe aktsionernoe obshchestvo |
otkrytoye aktsionernoye obshchestvo | zakrytoye aktsionernoye obshchestvo | publichnoye aktsionernoye obshchestvo | aktsionernoye obshchestvo | aktsionerne tovarystvo | pat | prat | publichne aktsionerne tovarystvo | pryvatne aktsionerne tovarystvo |
gu fen you xian gong si | gufen youxian gongsi | gufen gongsi | gu fen gong si | kabushiki kaisha | kabushiki gaisha | kk | k k | chusik hoesa | jusik hoesa | jusikhoesa | hoesa |
bhd | berhad | tbk | pt | p t | perseroan terbatas | pt tbk | anonim sirketi | a s anonim sirketi | anonim sti | sal | s a l | saog | s a o g | saoc | sae | s a e | bsc | b s c | qsc | q p s c | qpsc | ksc | k s c | kscc | kpsc | pjs | p j s co |
ae | a e | anonymi etaireia | anonimi etairia | anonymos etaireia | anonymos emporiki etaireia | anonymos emporiki viomichaniki etaireia | sirket | sherkat sahami | sherkate sahami | sahami am | sahami khas | joint stock closed | closed joint stock | public joint stock | open joint stock | cong ty co phan | sha | sh a | asbl limited | cooperatief u a | aktsiaselts
`

const PARTNERSHIP = `
lp | l p | limited partnership | llp | l l p | limited liability partnership | lllp | gmbh co kg | gmbh and co kg | ag co kg | ag and co kg | se co kg | se and co kg | ug and co kg | kg | k g | kommanditgesellschaft | ohg | o h g | offene handelsgesellschaft |
gbr | egbr | e gbr | gesellschaft burgerlichen rechts | snc | s n c | societa in nome collettivo | societe en nom collectif | sca | s c a | scs | sicav | scsp | cv | c v | vof | v o f | commanditaire vennootschap | kd | k d | ks | k s | spolka komandytowa | sp k | sp j | spolka jawna |
sci | s c i | societe civile immobiliere | societe civile | scr | scrl | gp | general partnership | and partners | kommanditbolag | handelsbolag | hb | i s | interessentskab | sc | s c | kda | tsk
`

const OTHER = `
comp | sirketleri |
borisat | brisath | borisath | mhachn | mahachon | co | company | companies | cia | c ia | compania | compagnie | cie | companhia | gong si | gongsi | kaisha | gaisha | firma | firm | societe | sociedad | sociedade | societa | gesellschaft | kompaniya | kompania | obshchestvo | obschestvo | sherkat | sharika | sharikat | sharikah | charika | etaireia | sirketi | spolka | tarsasag | drustvo | tavarystva | vennootschap |
asbl | a s b l | vzw | v z w | association sans but lucratif | ev | e v | eingetragener verein | verein | eg | e g | ek | e k | eingetragene genossenschaft | odv | onlus | aie | a i e | gie | ente | stiftung | ivzw | aisbl | ngo | npo | ano | nko | gup | fgup | f g u p | mup | federal state unitary enterprise | state unitary enterprise | unitary enterprise | private unitary enterprise | fsue | rue | republican unitary enterprise | unitarnoe predpriyatie | gosudarstvennoe unitarnoe predpriyatie | federalnoe gosudarstvennoe unitarnoe predpriyatie |
est | establishment | etablissement | etablissements | ets | muassasat | ip | individual entrepreneur | sole proprietorship | proprietorship | in liquidazione | in liquidation | en liquidation | i l | i liq | sp | societa benefit | societa tra professionisti | stp | benefit corporation | pbc | na | n a | sci limited | enterprise unitary | cooperative | coop | cooperativa | soc coop | societa cooperativa | scarl | s c a r l | scpa | reg
`

/** Folded phrase (words joined by one space) to family. */
export const COMPANY_TYPES: ReadonlyMap<string, CompanyFamily> = new Map([
  ...phrases(OTHER, 'other'),
  ...phrases(PARTNERSHIP, 'partnership'),
  ...phrases(STOCK, 'stock'),
  ...phrases(LIMITED, 'limited'),
])

/** Legal forms of one word long enough to be known with a letter wrong, left out or added: `Limted`, `Compnay`. */
export const LONG_TYPES: readonly string[] = [...COMPANY_TYPES.keys()].filter((phrase) => /^[a-z]{7,}$/.test(phrase))

function phrases(block: string, family: CompanyFamily): (readonly [string, CompanyFamily])[] {
  return block
    .split('|')
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')
    .map((phrase) => [phrase, family] as const)
}
