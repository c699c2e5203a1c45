import type { ItemFacts } from '../facts.ts'
import { isCoveredBy } from './item.ts'

/**
 * Items of 744 Supp. 2, which the licence requirement for military end users in Burma, Cambodia, China, Nicaragua and
 * Venezuela covers. `limitedTo`: the supplement takes only part of the entry, in our words.
 * SOURCE: 15 CFR 744 Supp. 2, text of 2026-09-24.
 */
const ITEMS: readonly { readonly path: string; readonly limitedTo?: string }[] = [
  { path: '1A290', limitedTo: 'depleted uranium shielding or packaging in shipments over 1,000 kg' },
  { path: '1C990' },
  { path: '1C996' },
  { path: '1D993' },
  { path: '1D999', limitedTo: '1D999.b software for 1B999.e equipment that makes prepregs' },
  { path: '1E994', limitedTo: 'technology for 1C990 fibres other than glass, aramid or polyethylene' },
  { path: '2A290' },
  { path: '2A291' },
  { path: '2A991', limitedTo: 'bearings that work above 573 K (300 °C)' },
  { path: '2B991', limitedTo: 'numerically controlled tools better than 9 µm on a linear axis, or 2B991.d.1.a' },
  { path: '2B992' },
  { path: '2B996', limitedTo: 'measuring systems with an uncertainty of (1.7 + L/1000) µm or better' },
  { path: '2B999' },
  { path: '2D290' },
  { path: '3A991' },
  { path: '3A992' },
  { path: '3A999' },
  { path: '3B991' },
  { path: '3B992' },
  { path: '3C992' },
  { path: '3D991' },
  {
    path: '3E991',
    limitedTo: 'technology for digital oscilloscopes and transient recorders over 1 giga-sample a second',
  },
  { path: '4A994', limitedTo: 'computers with an adjusted peak performance over 0.5 weighted teraflops' },
  { path: '4D993' },
  { path: '4D994', limitedTo: 'software for equipment of 4A101' },
  {
    path: '5A991',
    limitedTo:
      '5A991.a equipment for -54 °C to 124 °C and beyond, 5A991.b.7 QAM radios, 5A991.f antennas over 10.5 GHz',
  },
  { path: '5B991' },
  { path: '5D991', limitedTo: 'software for 5A991.a, .b.7 or .f' },
  { path: '5E991', limitedTo: 'technology for 5A991.a, .b.7 or .f' },
  { path: '5A992' },
  { path: '5D992' },
  { path: '6A991' },
  { path: '6A993' },
  { path: '6A995' },
  { path: '6A996' },
  { path: '6C992', limitedTo: 'fibres with a beat length under 500 mm, or sensor materials with 6 % zinc or more' },
  { path: '7A994' },
  { path: '7B994' },
  { path: '7D994' },
  { path: '7E994' },
  { path: '8A992' },
  { path: '8D992' },
  { path: '8E992' },
  { path: '9A012.a.1' },
  { path: '9A991' },
  { path: '9B990' },
  { path: '9D001', limitedTo: 'software to develop equipment or technology of 9A012.a.1' },
  { path: '9D002', limitedTo: 'software to produce equipment of 9A012.a.1' },
  { path: '9D004', limitedTo: 'software for equipment of 9A012.a.1' },
  { path: '9D991' },
  { path: '9E001', limitedTo: 'technology to develop equipment or software of 9A012.a.1' },
  { path: '9E991' },
]

/** Whether the item is in 744 Supp. 2. `limitedTo`: only if it is that part of its entry, which nobody has said. */
export function readSupplement2(
  item: ItemFacts,
): { readonly isIn: boolean } | { readonly isIn: 'perhaps'; readonly limitedTo: string } {
  for (const { path, limitedTo } of ITEMS) {
    const covered = isCoveredBy(item, path)
    if (covered === false) continue
    if (limitedTo === undefined && covered === true) return { isIn: true }
    const stated = item.measurements.isInSupplement2
    return typeof stated === 'boolean' ? { isIn: stated } : { isIn: 'perhaps', limitedTo: limitedTo ?? path }
  }
  return { isIn: false }
}
