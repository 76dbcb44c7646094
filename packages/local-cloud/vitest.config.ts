import { defineConfig } from 'vitest/config'

/** Its own tests, as `npm test -w packages/local-cloud` runs them; the whole's `npm test` runs them, too. */
export default defineConfig({
  test: { name: 'local-cloud', include: ['tests/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
})
