import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Journeys wait more than they work: two at once where vitest would run one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 120_000,
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT' },
    hookTimeout: 120_000,
    reporters: ['default', './tests/skipped-by-name.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['{tests,packages/*/tests}/**/*.test.ts'],
          exclude: ['tests/{journeys,tables,browser/reader}/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'tables',
          include: ['tests/tables/**/*.test.ts'],
          globalSetup: 'tests/tables/start-databases.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/{journeys,browser/reader}/**/*.test.ts'],
          globalSetup: 'tests/journeys/synthesise.ts',
        },
      },
    ],
  },
})
