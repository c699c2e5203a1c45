import { chmodSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const FOLDER = fileURLToPath(new URL('dist/cli/', import.meta.url))

/**
 * The command line in a few files, so that it starts a quarter sooner than from some hundred small ones. What a command does not
 * use lies in files it does not load.
 */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: fileURLToPath(new URL('src/cli/main.ts', import.meta.url)),
    outDir: FOLDER,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    // Beside `main.js`: what looks two folders up for the package finds it from any of them.
    rolldownOptions: {
      // Native code cannot be bundled: it is loaded from where npm put it.
      external: ['pg-native', '@node-rs/argon2'],
      // Our own modules do nothing by being loaded, except the program itself: a command loads only what it uses.
      treeshake: { moduleSideEffects: [{ test: /\/src\/(?!cli\/main\.ts)/, sideEffects: false }] },
      output: { entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true },
  plugins: [{ name: 'executable', writeBundle: () => chmodSync(`${FOLDER}main.js`, 0o755) }],
})
