import type { Reporter, TestModule } from 'vitest/node'

/** Names the tests that were skipped; the default report only counts them. Suites say in their names why they skip. */
export default class SkippedByName implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const skipped = modules.flatMap((module) =>
      [...module.children.allTests('skipped')].map((test) => `${module.relativeModuleId} > ${test.fullName}`),
    )
    if (skipped.length > 0) console.log(['Skipped:', ...skipped].join('\n ↓ '))
  }
}
