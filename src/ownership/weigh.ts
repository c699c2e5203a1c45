/**
 * How much of a company counted persons hold, when an owner that they own far enough counts with its whole share and one
 * below that with nothing (31 CFR chapter V as OFAC reads it in FAQ 401; 15 CFR 744.11(a)(1)).
 *
 * Two sets are grown. Certain: counted for sure, and whatever those own far enough by the least shares: the smallest such
 * set, so that a circle of companies never carries itself. Possible: what could be so by any reading of what is not known:
 * the largest such set above which a counted or unknown holder stands. Between them lies what is undecided.
 */
import {
  CONTROL_WORDS,
  type Control,
  type ControlKind,
  type Holder,
  type Holding,
  type Interval,
  type Listed,
  roundPercent,
  type Structure,
  shareText,
} from './structure.ts'

/** From which share the owned is as its owners: `isReachedAt` 50 itself, or only above it. */
export type Threshold = { readonly percent: number; readonly isReachedAt: 'equal' | 'above' }

export const HALF_OR_MORE: Threshold = { percent: 50, isReachedAt: 'equal' }
export const MORE_THAN_HALF: Threshold = { percent: 50, isReachedAt: 'above' }

export function isReached(percent: number, { percent: from, isReachedAt }: Threshold): boolean {
  const rounded = roundPercent(percent)
  return isReachedAt === 'equal' ? rounded >= from : rounded > from
}

/** One chain from the owned up to a counted person, as people read it: `Holding A 60 % > Maker B 55 %`. */
export type OwnershipPath = {
  readonly text: string
  /** Ids from the owner nearest to the owned up to the listed one. */
  readonly holders: readonly string[]
  readonly listing: Listed
  readonly isCertain: boolean
}

/** A fact that keeps the answer open. */
export type Missing =
  | { readonly kind: 'owners'; readonly of: string }
  | { readonly kind: 'rest'; readonly of: string; readonly percent: number }
  | { readonly kind: 'share'; readonly owner: string; readonly of: string }
  | { readonly kind: 'identity'; readonly of: string; readonly listing: Listed }
  | { readonly kind: 'control'; readonly of: string; readonly controller: string; readonly by: ControlKind }
  | { readonly kind: 'circle'; readonly of: string }

export type Weighed = {
  /** Percent of the party held for certain, and the most it can be with all that is not known. */
  readonly least: number
  readonly most: number
  readonly isHeld: 'yes' | 'perhaps' | 'no'
  /** Owners that count or may, each with its own share: what is added up. */
  readonly parts: readonly Holding[]
  /** Those who count or may and direct it in a way that counts. */
  readonly directedBy: readonly Control[]
  readonly paths: readonly OwnershipPath[]
  /** More paths exist than are named here; the percentages do not depend on it. */
  readonly isCut: boolean
  readonly missing: readonly Missing[]
}

export type Counts = (listing: Listed, holder: Holder) => boolean

/**
 * Steps taken to find paths beyond one for each holding: a web of cross-holdings has more paths than anybody reads. Where
 * nothing is held in common, every path is found.
 */
const MOST_STEPS = 2_000

/** Which ways of directing a company count as holding it: for sure, and perhaps. Where ownership alone counts: neither. */
export type ControlTest = { readonly sure: readonly ControlKind[]; readonly perhaps: readonly ControlKind[] }

export const OWNERSHIP_ALONE: ControlTest = { sure: [], perhaps: [] }

/** The board, the votes, an agreement or having one’s way; a family tie is a reason to ask, not an answer. */
export const DIRECTING: ControlTest = {
  sure: ['board-majority', 'voting-majority', 'agreement', 'dominant-influence'],
  perhaps: ['family'],
}

/** Weighs what counted persons hold of `party`, whose own listing is another question. */
export function weigh(
  structure: Structure,
  party: string,
  counts: Counts,
  threshold: Threshold,
  control: ControlTest = OWNERSHIP_ALONE,
): Weighed {
  const web = webOf(structure, counts, control)
  const isSurelyHeld: Test = (id, held) =>
    isReached(leastOf(web, id, held), threshold) ||
    web.directedBy(id).some(({ controller, kind }) => held.has(controller) && control.sure.includes(kind))
  const mayBeHeld: Test = (id, held) =>
    isReached(mostOf(web, id, held), threshold) || web.directedBy(id).some(({ controller }) => held.has(controller))
  const certain = grow(web, web.certainRoots, isSurelyHeld)
  const openRoots = new Set([...web.certainRoots, ...web.openRoots])
  const grown = grow(web, openRoots, mayBeHeld)
  const possible = shrink(web, openRoots, mayBeHeld)
  const least = roundPercent(leastOf(web, party, certain))
  const most = roundPercent(mostOf(web, party, possible))
  const isHeld = isSurelyHeld(party, certain) ? 'yes' : mayBeHeld(party, possible) ? 'perhaps' : 'no'
  const { paths, isCut } = findPaths(web, party, possible)
  return {
    least,
    most,
    isHeld,
    parts: web.into(party).filter(({ owner }) => possible.has(owner)),
    directedBy: web.directedBy(party).filter(({ controller }) => possible.has(controller)),
    paths,
    isCut,
    missing: isHeld === 'perhaps' ? findMissing(web, party, certain, possible, grown, control) : [],
  }
}

type Web = {
  /** Holdings and controls in all. */
  readonly links: number
  readonly holders: ReadonlyMap<string, Holder>
  readonly into: (owned: string) => readonly Holding[]
  readonly directedBy: (controlled: string) => readonly Control[]
  /** Whatever a holder owns or directs. */
  readonly below: (id: string) => readonly string[]
  /** Listed for sure on a list that counts. */
  readonly certainRoots: ReadonlySet<string>
  /** Perhaps listed, or with owners nobody asked for. */
  readonly openRoots: ReadonlySet<string>
  readonly counted: (id: string) => readonly Listed[]
}

function webOf({ holders, holdings, controls }: Structure, counts: Counts, control: ControlTest): Web {
  const into = groupBy(holdings, ({ owned }) => owned)
  const counting = controls.filter(({ kind }) => control.sure.includes(kind) || control.perhaps.includes(kind))
  const directed = groupBy(counting, ({ controlled }) => controlled)
  const below = groupBy(
    [
      ...holdings.map(({ owner, owned }) => ({ from: owner, to: owned })),
      ...counting.map(({ controller, controlled }) => ({ from: controller, to: controlled })),
    ],
    ({ from }) => from,
  )
  const counted = new Map(
    [...holders].map(([id, holder]) => [id, holder.listings.filter((listing) => counts(listing, holder))] as const),
  )
  const ofKind = (test: (holder: Holder, own: readonly Listed[]) => boolean) =>
    new Set([...holders].flatMap(([id, holder]) => (test(holder, counted.get(id) ?? []) ? [id] : [])))
  return {
    links: holdings.length + controls.length,
    holders,
    into: (owned) => into.get(owned) ?? [],
    directedBy: (controlled) => directed.get(controlled) ?? [],
    below: (id) => (below.get(id) ?? []).map(({ to }) => to),
    certainRoots: ofKind((_, own) => own.some(isSure)),
    openRoots: ofKind(({ owners }, own) => owners === 'not-asked' || own.length > 0),
    counted: (id) => counted.get(id) ?? [],
  }
}

function groupBy<Link>(links: readonly Link[], keyOf: (link: Link) => string): ReadonlyMap<string, readonly Link[]> {
  const groups = new Map<string, Link[]>()
  for (const link of links) {
    const group = groups.get(keyOf(link))
    if (group === undefined) groups.set(keyOf(link), [link])
    else group.push(link)
  }
  return groups
}

function isSure({ identity }: Listed): boolean {
  return identity !== 'possible'
}

type Test = (id: string, held: ReadonlySet<string>) => boolean

/** The smallest set that holds the roots and whatever passes the test by what is in the set. */
function grow(web: Web, roots: ReadonlySet<string>, passes: Test): ReadonlySet<string> {
  const held = new Set(roots)
  const waiting = [...web.holders.keys()]
  while (waiting.length > 0) {
    const id = waiting.pop() ?? ''
    if (held.has(id) || !passes(id, held)) continue
    held.add(id)
    waiting.push(...web.below(id))
  }
  return held
}

/** The largest set of roots and of those below a root, in which everything but the roots passes the test. */
function shrink(web: Web, roots: ReadonlySet<string>, passes: Test): ReadonlySet<string> {
  const unnamed = [...web.holders.keys()].filter((id) => restOf(web, id, []) > 0)
  const held = grow(
    web,
    new Set([...roots, ...unnamed]),
    (id, set) =>
      web.into(id).some(({ owner }) => set.has(owner)) ||
      web.directedBy(id).some(({ controller }) => set.has(controller)),
  )
  const kept = new Set(held)
  const waiting = [...kept]
  while (waiting.length > 0) {
    const id = waiting.pop() ?? ''
    if (!kept.has(id) || roots.has(id) || passes(id, kept)) continue
    kept.delete(id)
    waiting.push(...web.below(id))
  }
  return kept
}

function sum(holdings: readonly Holding[], of: 'least' | 'most'): number {
  return holdings.reduce((total, { share }) => total + share[of], 0)
}

function leastOf(web: Web, id: string, certain: ReadonlySet<string>): number {
  return sum(
    web.into(id).filter(({ owner }) => certain.has(owner)),
    'least',
  )
}

/**
 * Where one owner counts or may, those nobody named may be more of the same. A share may count direct and indirect
 * holdings, so that known ones add up to more than the whole; an unknown one is the whole at most.
 */
function mostOf(web: Web, id: string, possible: ReadonlySet<string>): number {
  const open = web.into(id).filter(({ owner }) => possible.has(owner))
  const rest = restOf(web, id, open)
  const known = sum(open, 'least')
  return Math.max(known, Math.min(100, Math.max(sum(open, 'most'), known + rest)))
}

/** What nobody is named for and counted persons may hold. */
function restOf(web: Web, id: string, open: readonly Holding[]): number {
  const isOpen = open.length > 0 || web.holders.get(id)?.owners !== 'named'
  return isOpen ? Math.max(0, 100 - sum(web.into(id), 'least')) : 0
}

/** The shortest first, so that a cut loses only the longest; shown in the order in which owners are named. */
function findPaths(web: Web, party: string, possible: ReadonlySet<string>): Pick<Weighed, 'paths' | 'isCut'> {
  const mostSteps = MOST_STEPS + web.links
  type Step = {
    readonly id: string
    readonly above: readonly string[]
    readonly text: string
    readonly place: readonly number[]
  }
  const found: { readonly path: OwnershipPath; readonly place: readonly number[] }[] = []
  const steps: Step[] = [{ id: party, above: [], text: '', place: [] }]
  for (const { id, above, text, place } of steps) {
    if (steps.length > mostSteps) break
    const links = [
      ...web.into(id).map(({ owner, share }) => ({ owner, shown: shownShare(share) })),
      ...web.directedBy(id).map(({ controller, kind }) => ({ owner: controller, shown: `(${CONTROL_WORDS[kind]})` })),
    ]
    for (const [at, { owner, shown }] of links.entries()) {
      if (!possible.has(owner) || owner === party || above.includes(owner)) continue
      const label = `${text === '' ? '' : `${text} > `}${web.holders.get(owner)?.name ?? owner} ${shown}`
      const holders = [...above, owner]
      for (const listing of web.counted(owner))
        found.push({ path: { text: label, holders, listing, isCertain: isSure(listing) }, place: [...place, at] })
      // A person listed for sure counts by itself; who stands behind it changes nothing.
      if (!web.certainRoots.has(owner)) steps.push({ id: owner, above: holders, text: label, place: [...place, at] })
    }
  }
  found.sort((one, other) => comparePlaces(one.place, other.place))
  return { paths: found.map(({ path }) => path), isCut: steps.length > mostSteps }
}

function comparePlaces(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((place, depth) => place !== other[depth])
  if (at === -1) return one.length - other.length
  return (one[at] ?? -1) - (other[at] ?? -1)
}

function shownShare(share: Interval): string {
  return share.least === 0 && share.most === 100 ? '(share not known)' : shareText(share)
}

/** Every fact on the way up that could settle it, nearest first. */
function findMissing(
  web: Web,
  party: string,
  certain: ReadonlySet<string>,
  possible: ReadonlySet<string>,
  grown: ReadonlySet<string>,
  control: ControlTest,
): readonly Missing[] {
  const missing: Missing[] = []
  const seen = new Set([party])
  for (const id of seen) {
    const holder = web.holders.get(id)
    if (holder === undefined || (id !== party && certain.has(id))) continue
    if (holder.owners === 'not-asked') missing.push({ kind: 'owners', of: id })
    if (id !== party) for (const listing of web.counted(id)) missing.push({ kind: 'identity', of: id, listing })
    const open = web.into(id).filter(({ owner }) => possible.has(owner))
    for (const { owner, share } of open) if (share.least < share.most) missing.push({ kind: 'share', owner, of: id })
    const rest = roundPercent(restOf(web, id, open))
    // What nobody is named for is only known once the shares of those named are.
    const isShareOpen = open.some(({ share }) => share.least < share.most)
    if (holder.owners !== 'not-asked' && rest > 0 && !isShareOpen) missing.push({ kind: 'rest', of: id, percent: rest })
    for (const { owner } of open) seen.add(owner)
    for (const { controller, kind } of web.directedBy(id)) {
      if (!possible.has(controller)) continue
      if (!control.sure.includes(kind)) missing.push({ kind: 'control', of: id, controller, by: kind })
      seen.add(controller)
    }
  }
  const isCircle = missing.length === 0 || (possible.has(party) && !grown.has(party))
  return isCircle ? [...missing, { kind: 'circle', of: party }] : missing
}
