import type { Reading } from '../parts.ts'

/** The syllables of Mandarin without tones, as pinyin writes them, by what they begin with. */
const SYLLABLES = `
a ai an ang ao e en er ang ou
ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu
pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pu
ma mai man mang mao mei men meng mi mian miao mie min ming mo mou mu
fa fan fang fei fen feng fo fou fu
da dai dan dang dao de deng di dian diao die ding dong dou du duan dui dun duo
ta tai tan tang tao te teng ti tian tiao tie ting tong tou tu tuan tui tun tuo
na nai nan nang nao nei nen neng ni nian niang niao nie nin ning niu nong nu nuan nuo nv
la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu long lou lu luan lun luo lv
ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo
ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo
ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo
ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun
qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun
xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun
zha zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo
cha chai chan chang chao che chen cheng chi chong chou chu chuai chuan chuang chui chun chuo
sha shai shan shang shao she shen sheng shi shou shu shua shuai shuan shuang shui shun shuo
ran rang rao re ren reng ri rong rou ru ruan rui run ruo
za zai zan zang zao ze zen zeng zi zong zou zu zuan zui zun zuo
ca cai can cang cao ce cen ceng ci cong cou cu cuan cui cun cuo
sa sai san sang sao se sen seng si song sou su suan sui sun suo
ya yan yang yao ye yi yin ying yong you yu yuan yue yun
wa wai wan wang wei wen weng wo wu`
const KNOWN: ReadonlySet<string> = new Set(SYLLABLES.trim().split(/\s+/))
const LONGEST = 6

/** Both names are nothing but Mandarin syllables, so that one letter makes another word and seldom a slip. */
export function areMandarin(a: Reading, b: Reading): boolean {
  return isMandarin(a) && isMandarin(b)
}

function isMandarin(reading: Reading): boolean {
  return reading.length > 1 && reading.every((part) => part.role === 'word' && isSyllables(part.lexeme.text))
}

/** One syllable, or two written together. */
function isSyllables(word: string): boolean {
  if (KNOWN.has(word)) return true
  for (let cut = 1; cut < word.length && cut <= LONGEST; cut++)
    if (KNOWN.has(word.slice(0, cut)) && KNOWN.has(word.slice(cut))) return true
  return false
}
