/** The whole story on one machine: every node, on loopback, to click through or to play. */
export { PASSWORD } from './cast.ts'
export { type Demo, type DemoOptions, startDemo } from './demo.ts'
export type { Played } from './play.ts'
export { FIRST_PORT } from './ports.ts'
export { playScript, type ScriptReport } from './script.ts'
