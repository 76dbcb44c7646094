import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import LongestFirst from './tests/longest-first.ts'

/** A busy machine takes many times as long; what hangs is found all the same. */
const patienceMs = 300_000

/** What takes minutes: `npm run test:long`. */
const long = '**/*.long.test.ts'

/** Keeps every processor busy with clouds of its own: beside other long tests it took four times as long. */
const faults = 'tests/faults/**/*.long.test.ts'

const temporary = 'tests/temporary-folder.ts'

export default defineConfig({
  test: {
    // Tests wait more than they work, journeys most: one worker more than there are cores.
    maxWorkers: availableParallelism() + 1,
    testTimeout: patienceMs,
    hookTimeout: patienceMs,
    // One unlucky test of thousands must not stop a change; the report names it, so that it is mended.
    retry: process.env.CI ? 1 : 0,
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT' },
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './tests/report-by-name.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          // Loading modules anew for each file took nearly half of the time. Who changes the world puts it back.
          isolate: false,
          include: ['{tests,packages/*/tests}/**/*.test.ts'],
          exclude: ['tests/{journeys,tables}/**', long],
          // It imports JSON in a way that bundlers take, and Node does not.
          server: { deps: { inline: [/@actions\//] } },
          globalSetup: temporary,
        },
      },
      {
        extends: true,
        test: {
          name: 'tables',
          isolate: false,
          include: ['tests/tables/**/*.test.ts'],
          globalSetup: [temporary, 'tests/tables/start-dynalite.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'dynamodb-local',
          isolate: false,
          include: ['tests/tables/**/*.test.ts'],
          globalSetup: [temporary, 'tests/tables/start-dynamodb-local.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          exclude: [long],
          globalSetup: [temporary, 'tests/journeys/synthesise.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: [`tests/${long}`],
          exclude: [faults],
          globalSetup: [temporary, 'tests/journeys/synthesise.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: [faults],
          globalSetup: [temporary, 'tests/journeys/synthesise.ts'],
          // Alone, when all others are done.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
