import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Each folder may import itself and what is listed here; nothing imports upward. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  match: ['base'],
  lists: ['base'],
  items: ['base'],
  intake: ['base'],
  ownership: ['base'],
  law: ['base', 'items', 'lists', 'ownership'],
  assessment: ['base', 'match', 'lists', 'items', 'ownership', 'law'],
  case: ['base', 'match', 'lists', 'items', 'intake', 'law', 'assessment'],
  application: ['base', 'law', 'assessment', 'case'],
  licensing: ['base', 'law', 'assessment', 'case', 'application'],
  papers: ['base', 'application', 'licensing'],
  forum: ['base'],
  brief: ['base', 'match', 'lists', 'items', 'law', 'assessment', 'case', 'forum'],
  store: ['base', 'match', 'lists', 'items', 'intake', 'law', 'assessment', 'case', 'forum', 'brief'],
  app: [
    'base',
    'match',
    'lists',
    'items',
    'intake',
    'law',
    'assessment',
    'case',
    'application',
    'licensing',
    'forum',
    'papers',
    'brief',
    'store',
  ],
  http: [
    'base',
    'match',
    'lists',
    'items',
    'law',
    'assessment',
    'case',
    'application',
    'licensing',
    'forum',
    'brief',
    'app',
  ],
  demo: ['base', 'app', 'http'],
  cli: [
    'base',
    'match',
    'lists',
    'items',
    'intake',
    'law',
    'assessment',
    'case',
    'application',
    'licensing',
    'forum',
    'brief',
    'app',
    'http',
    'demo',
  ],
}

/** Folders that hold no clock, network, database, environment or randomness: such things come in as arguments. */
const PURE = [
  'base',
  'match',
  'lists',
  'items',
  'intake',
  'ownership',
  'law',
  'assessment',
  'case',
  'application',
  'licensing',
  'forum',
  'brief',
]

const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b/, 'reads the clock'],
  [/\bnew Date\(\s*\)/, 'reads the clock'],
  [/\bperformance\.now\b/, 'reads the clock'],
  [/\bMath\.random\b/, 'is random'],
  [/\brandomBytes\b|\brandomUUID\b|\bgetRandomValues\b/, 'is random'],
  [/\bprocess\.(env|argv|cwd|stdout|stderr|hrtime)\b/, 'reads its surroundings'],
  [/\bfetch\(/, 'uses the network'],
  [/from\s+['"]node:(fs|net|http|https|http2|child_process|worker_threads|os|dns|tls|dgram)/, 'uses the system'],
  [/\bimport\(/, 'imports at run time'],
  [/\bset(Timeout|Interval|Immediate)\(/, 'waits'],
  [/from\s+['"](pg|fastify|commander)['"]/, 'uses the outside'],
]

type Source = { readonly path: string; readonly text: string }

function upwardImports(files: readonly Source[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const from = path.split('/')[1] ?? ''
    return [...text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)].flatMap(([, target = '']) => {
      const landing = normalize(join(dirname(path), target))
      const to = landing.split('/')[1] ?? ''
      if (to === from) return []
      if (!landing.startsWith('src/')) return [`${path} imports ${landing}, outside src`]
      if (!MAY_IMPORT[from]?.includes(to)) return [`${path} imports ${to}/`]
      return landing === `src/${to}/index.ts` ? [] : [`${path} imports ${landing}, past the index of ${to}/`]
    })
  })
}

function impurities(files: readonly Source[]): readonly string[] {
  return files
    .filter(({ path }) => PURE.includes(path.split('/')[1] ?? ''))
    .flatMap(({ path, text }) => IMPURE.filter(([sign]) => sign.test(text)).map(([, why]) => `${path} ${why}`))
}

function sources(folder: string): readonly Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }))
}

describe('the order of folders', () => {
  const files = sources('src')

  it('is read from a tree that is there', () => {
    expect(files.length).toBeGreaterThan(40)
  })

  it('knows every folder under src', () => {
    const folders = new Set(files.map(({ path }) => path.split('/')[1] ?? ''))
    expect([...folders].filter((folder) => !(folder in MAY_IMPORT))).toEqual([])
  })

  it('has no import that goes upward or past an index', () => {
    expect(upwardImports(files)).toEqual([])
  })

  it('keeps clock, network, disk, environment and randomness out of the pure folders', () => {
    expect(impurities(files)).toEqual([])
  })

  it('lets the pages import only types from the program, the words for its states and notices, the reading of what a person wrote, the table of permissions and the names of the factors', () => {
    const values = sources('web').flatMap(({ path, text }) =>
      [...text.matchAll(/import\s+(?!type\b)[^;'"]*from\s*['"]([^'"]*\/src\/[^'"]*)['"]/g)]
        .filter(
          ([, target]) =>
            !/\/src\/(assessment\/(words|written)|app\/people\/person|brief\/notice-words|licensing\/factors)\.ts$/.test(
              target ?? '',
            ),
        )
        .map(([, target]) => `${path} imports ${target}`),
    )
    expect(values).toEqual([])
  })

  it('sees an import that breaks the order', () => {
    expect(upwardImports([{ path: 'src/base/day.ts', text: "import { x } from '../law/index.ts'" }])).toHaveLength(1)
    expect(upwardImports([{ path: 'src/law/rule.ts', text: "import { x } from '../base/day.ts'" }])).toHaveLength(1)
    expect(impurities([{ path: 'src/match/fold.ts', text: 'const now = Date.now()' }])).toHaveLength(1)
  })
})
