/**
 * First content of every page the demonstration opens, in Chromium, after the whole story was played: milliseconds from
 * the start of navigation to the first contentful paint. Needs the built pages (`npm run build`) and `/usr/bin/chromium`.
 */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { type Demo, startDemo } from '../src/demo/index.ts'

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const LOOKS = 7

export async function run(): Promise<Readonly<Record<string, number>>> {
  if (!existsSync(CHROMIUM)) throw new Error(`there is no browser \`${CHROMIUM}\`; set CHROMIUM_PATH`)
  const demo = await startDemo({ port: 0, say: () => {} })
  try {
    const last = demo.progress.steps.at(-1)
    if (last !== undefined) await demo.progress.playUpTo(last.id)
    const open = demo.progress.next()
    if (open !== null)
      throw new Error(`\`${open.title}\` does not hold: ${JSON.stringify(demo.progress.stateOf(open))}`)
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    try {
      return await lookAtAll(demo, browser)
    } finally {
      await browser.close()
    }
  } finally {
    await demo.close()
  }
}

async function lookAtAll({ world, progress }: Demo, browser: Browser): Promise<Readonly<Record<string, number>>> {
  const pages = new Map<string, { readonly cookie: string; readonly url: string }>()
  for (const { node, as, path } of progress.steps.flatMap(({ doors }) => doors)) {
    const where = (await path(world)).replace(/#.*/, '')
    const name = `${node} ${where.replace(/[0-9A-Z]{26}|[0-9a-f]{64}/g, 'ID')}`
    if (!pages.has(name)) {
      pages.set(name, { cookie: await world.freshSession(node, as), url: world.node(node).address + where })
    }
  }
  const metrics: Record<string, number> = {}
  const medians: number[] = []
  const worsts: number[] = []
  for (const [name, page] of pages) {
    const took: number[] = []
    for (let i = 0; i < LOOKS; i++) took.push(await firstContent(browser, page))
    took.sort((a, b) => a - b)
    const [median, worst] = [took[LOOKS >> 1] ?? 0, took[LOOKS - 1] ?? 0]
    metrics[`${name} medianMs`] = median
    metrics[`${name} worstMs`] = worst
    medians.push(median)
    worsts.push(worst)
  }
  return { ...metrics, pages: pages.size, slowestMedianMs: Math.max(...medians), worstMs: Math.max(...worsts) }
}

/** In a new session of the browser, so that nothing is in its cache. */
async function firstContent(
  browser: Browser,
  { cookie, url }: { readonly cookie: string; readonly url: string },
): Promise<number> {
  const context = await browser.newContext()
  try {
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url }])
    const page = await context.newPage()
    await page.goto(url, { waitUntil: 'load' })
    // Of a paint that came before it is asked too; the page's own policy lets nothing be tried again and again by text.
    return Math.round(
      await page.evaluate<number>(
        `new Promise((done) =>
          new PerformanceObserver((list) => {
            const [paint] = list.getEntriesByName('first-contentful-paint')
            if (paint !== undefined) done(paint.startTime)
          }).observe({ type: 'paint', buffered: true }))`,
      ),
    )
  } finally {
    await context.close()
  }
}
