import { defineConfig } from 'vitest/config'

/** The package's own tests, run by `npm test -w packages/local-cloud` and by the root's `npm test`. */
export default defineConfig({
  test: { name: 'local-cloud', include: ['tests/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
})
