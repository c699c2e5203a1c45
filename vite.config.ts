import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** The pages: source in `web/`, built into `dist/web`, served by `src/http`. Nothing is fetched from elsewhere. */
export default defineConfig(({ command }) => {
  // The same pages whatever the surroundings say, a test run among them.
  if (command === 'build') process.env.NODE_ENV = 'production'
  return {
    root: fileURLToPath(new URL('web', import.meta.url)),
    build: {
      outDir: fileURLToPath(new URL('dist/web', import.meta.url)),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      target: 'es2022',
    },
    server: { proxy: { '/v1': 'http://127.0.0.1:4747', '/openapi.json': 'http://127.0.0.1:4747' } },
  }
})
