import { expect, test } from 'vitest'
import { synthesise } from './synthesised.ts'

const { ofType, resources } = synthesise()
const { DEAD_LETTERS } = resources.AdminRedriveFunction!.Properties.Environment.Variables
const text = JSON.stringify(DEAD_LETTERS)
/** What is written beside the queues' URLs. */
const written = DEAD_LETTERS['Fn::Join'][1].filter((part: unknown) => typeof part === 'string').join('')
/** The queues that the list names, in order. */
const named = [...text.matchAll(/"Ref":"(\w+)"/g)].map(([, id]) => id)

test('every dead-letter queue can be looked into', () => {
  const dead = ofType('AWS::SQS::Queue').filter(([, { Properties }]) => !Properties.RedrivePolicy)
  expect(dead.length).toBeGreaterThan(0)
  for (const [id] of dead) expect(named).toContain(id)
})

test('what failed in a queue goes back to that queue', () => {
  for (const [id, { Properties }] of ofType('AWS::SQS::Queue')) {
    if (!Properties.RedrivePolicy) continue
    const dead = Properties.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0]
    expect(named[named.indexOf(dead) + 1]).toBe(id)
  }
})

test('the list leaves room in what Lambda lets an environment hold, 4 KB', () => {
  const urls = named.length * 130
  expect(written.length + urls).toBeLessThan(4_000)
})
