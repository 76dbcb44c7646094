import { expect, test } from 'vitest'
import { anActiveReader } from '../../builders.ts'
import { withMany, withSend } from '../api/planned-sends.ts'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const aDesk = async (fill: typeof withSend | typeof withMany = withSend) => {
  const service = await aService()
  const filled = fill(service)
  return { ...filled, ...aMachine({ cwd: await aFolder(), env: service.env }) }
}

test('masthead recipients goes through all pages', async () => {
  const { masthead, progress } = await aDesk(withMany)
  const { code, out } = await masthead('recipients', 'm-1--digest', '--outcome', 'accepted')
  expect(code).toBe(0)
  expect(out.split('\n')).toHaveLength(2_601)
  expect(out).toMatch(/\n2,600 recipients$/)
  expect(progress.at(-1)).toBe('2,600 so far')
})

test('masthead recipients prints CSV that spreadsheets take for what it is', async () => {
  const { masthead, stores, a } = (await aDesk()) as Awaited<ReturnType<typeof aDesk>> &
    ReturnType<typeof withSend>
  stores.subscribers.set(a, { ...anActiveReader(1), id: a, email: '=1+1@example.org' })
  const { out } = await masthead('recipients', 'm-1--digest', '--csv', '--reason', 'no-topic')
  expect(out).toBe(
    `"id","address","outcome","reason","reported","batch"\n"${a}","'=1+1@example.org","excluded","no-topic","",""`,
  )
})

test('masthead recipients prints one JSON document, a recipient a line', async () => {
  const { masthead } = await aDesk()
  const { out } = await masthead('recipients', 'm-1--digest', '--json')
  const rows = JSON.parse(out)
  expect(rows).toHaveLength(11)
  expect(out.split('\n')).toHaveLength(12)
  expect(rows[1]).toMatchObject({ outcome: 'excluded', reason: 'unsubscribed' })
})

test.each([
  ['an outcome that is none', ['--outcome', 'lost'], 2, 'Allowed choices'],
  ['two forms', ['--csv', '--json'], 2, 'cannot be used with'],
  ['a reason that is none', ['--reason', 'X'], 1, 'reason: is none'],
  ['a reason nobody knows', ['--reason', 'nope'], 1, 'reason: is none: choose of pending, unsubscribed,'],
])('masthead recipients is refused %s', async (_, args, exitCode, message) => {
  const { masthead } = await aDesk()
  const { code, errors } = await masthead('recipients', 'm-1--digest', ...args)
  expect(code).toBe(exitCode)
  expect(errors).toContain(message)
})
