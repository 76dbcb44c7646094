import type { Reporter, TestCase, TestModule } from 'vitest/node'

/**
 * Names the tests that were skipped, and those that passed only when they were tried again, with what failed first: the
 * default report counts the one and hides the other. Suites say in their names why they skip.
 */
export default class ReportByName implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const all = modules.flatMap((module) => [...module.children.allTests()])
    list('Skipped:', all.filter((test) => test.result().state === 'skipped').map(nameOf))
    const flaky = all.filter((test) => test.diagnostic()?.flaky)
    list(
      'Flaky, passed on a second try: mend these.',
      flaky.map((test) => [nameOf(test), ...failuresOf(test)].join('\n')),
    )
  }
}

const list = (title: string, lines: string[]) => {
  if (lines.length > 0) console.log([title, ...lines].join('\n ↓ '))
}

const nameOf = (test: TestCase): string => `${test.module.relativeModuleId} > ${test.fullName}`

const failuresOf = (test: TestCase): string[] =>
  (test.result().errors ?? []).map(({ message, diff, stack }) => [message, diff ?? stack].join('\n'))
