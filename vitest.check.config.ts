import { defineConfig } from 'vitest/config'

/** What `npm run check` adds to `npm test`: rules about the tree itself. */
export default defineConfig({ test: { include: ['test/check/**/*.check.ts'], testTimeout: 120_000 } })
