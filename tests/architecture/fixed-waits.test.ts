import { inFile, testRule } from './complaints.ts'
import { testsWaitForConditions } from './rules/fixed-waits.ts'

const file = inFile('tests/unit/x.test.ts')
const complaint = 'waits a fixed time'

testRule(testsWaitForConditions, [
  file('await new Promise((resolve) => setTimeout(resolve, 500))', `:1 ${complaint}`),
  file("import { setTimeout as sleep } from 'node:timers/promises'\nawait sleep(500)", `:2 ${complaint}`),
  file("import timers from 'node:timers/promises'\nawait timers.setTimeout(500)", `:2 ${complaint}`),
  file('await page.waitForTimeout(500)', `:1 ${complaint}`),
  file('Atomics.wait(shared, 0, 0, 500)', `:1 ${complaint}`),
  inFile('packages/local-cloud/tests/x.test.ts')('setInterval(look, 20)', `:1 ${complaint}`),
  file("import { setImmediate } from 'node:timers/promises'\nawait setImmediate()"),
  file('await world.sleep(500)'),
  inFile('cli/x.ts')('setTimeout(look, 20)'),
])
