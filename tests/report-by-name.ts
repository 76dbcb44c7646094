import type { Reporter, TestCase, TestModule } from 'vitest/node'

/**
 * Names the tests that were skipped, and those that passed only when they were tried again: the default report counts
 * the one and hides the other. Suites say in their names why they skip.
 */
export default class ReportByName implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const named = (tests: Iterable<TestCase>, isMeant: (test: TestCase) => boolean) =>
      [...tests].filter(isMeant).map((test) => `${test.module.relativeModuleId} > ${test.fullName}`)
    const all = modules.flatMap((module) => [...module.children.allTests()])
    const list = (title: string, names: string[]) => {
      if (names.length > 0) console.log([title, ...names].join('\n ↓ '))
    }
    list(
      'Skipped:',
      named(all, (test) => test.result().state === 'skipped'),
    )
    list(
      'Flaky, passed on a second try: mend these.',
      named(all, (test) => test.diagnostic()?.flaky ?? false),
    )
  }
}
