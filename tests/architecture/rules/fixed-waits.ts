import type { Node } from 'oxc-parser'
import type { Rule, Source } from '../source.ts'

/** Files of tests that wait by a clock, each with why no condition can stand for the wait. */
export const waits: Record<string, string> = {
  'tests/tables/dynamodb-local.ts': 'asks again until it answers',
  'tests/tables/sending-world.ts': 'gives real databases a turn before virtual time goes on',
  'tests/journeys/service.ts': 'looks again until a condition holds',
  'tests/journeys/flood.long.test.ts': 'a flood must fit into one minute of the limits',
  'tests/journeys/manual.long.test.ts': 'looks again until a command says what the manual shows',
  'tests/browser/chromium.ts': 'tries again while another process unpacks the browser',
  'tests/bench/debugged-chromium.ts': 'looks again until the browser has opened a port',
  'tests/bench/sending/quick-ses.ts': 'lateness is what it is asked for, and it reports by the clock',
  'tests/unit/webhooks/post-to-target.test.ts': 'a target that trickles is the fault',
  'tests/faults/clock.ts': 'the one way to wait by the clock outside',
  'tests/faults/clock.mjs': 'is the clock',
  'tests/faults/meddle.ts': 'lateness is the fault',
  'tests/faults/meddle-mail.ts': 'lateness is the fault',
  'tests/faults/meddle-reads.ts': 'lateness is the fault',
  'tests/faults/seed-runs.ts': 'ends a run that hangs',
}

/** A wait that hopes is too short on a busy machine and too long on an idle one; who waits for a condition says so above. */
export const testsWaitForConditions: Rule = (sources) =>
  sources
    .filter(({ path }) => /^(tests|packages\/[^/]+\/tests)\//.test(path) && !(path in waits))
    .flatMap(waitsIn)

const waitsIn = (source: Source): string[] => {
  const sleeps = sleepsOf(source)
  return source.places
    .filter(({ node }) => node.type === 'CallExpression' && isWait(node.callee, sleeps))
    .map(({ node }) => `${source.at(node)} waits a fixed time`)
}

/** What this file calls the timer that is a promise. */
const sleepsOf = ({ places }: Source): Set<string> =>
  new Set(
    places.flatMap(({ node }) =>
      node.type === 'ImportDeclaration' && /^(node:)?timers(\/promises)?$/.test(node.source.value)
        ? node.specifiers
            .filter(
              (one) =>
                one.type === 'ImportSpecifier' &&
                'name' in one.imported &&
                /^set(Timeout|Interval)$/.test(one.imported.name),
            )
            .map(({ local }) => local.name)
        : [],
    ),
  )

const timers = ['setTimeout', 'setInterval', 'waitForTimeout']

const isWait = (callee: Node, sleeps: Set<string>): boolean => {
  if (callee.type === 'Identifier') return timers.includes(callee.name) || sleeps.has(callee.name)
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  const { name } = callee.property
  const isAtomic = callee.object.type === 'Identifier' && callee.object.name === 'Atomics' && name === 'wait'
  return isAtomic || timers.includes(name)
}
