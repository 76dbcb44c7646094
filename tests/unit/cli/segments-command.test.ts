import { expect, test } from 'vitest'
import { anActiveReader, anIssuePublished } from '../../builders.ts'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const aDesk = async () => {
  const service = await aService()
  service.stores.issues.set('matrix-64', anIssuePublished())
  for (let number = 0; number < 30; number += 1) {
    const reader = anActiveReader(number, number % 2 === 0 ? { fields: { role: 'student' } } : {})
    service.stores.subscribers.set(reader.id, reader)
  }
  return { ...service, ...aMachine({ cwd: await aFolder(), env: service.env }) }
}
const rule = 'field:role=student and (language:en or joined<2020-01-01)'

test('a segment is saved, listed, shown with its count, and removed', async () => {
  const { masthead } = await aDesk()
  expect((await masthead('readers', 'segments')).out).toBe('No segment is saved yet')
  const saved = await masthead('readers', 'segments', 'save', 'students', '--where', rule)
  expect([saved.code, saved.out]).toEqual([0, expect.stringContaining(`students is saved: ${rule}`)])
  expect((await masthead('readers', 'segments')).out).toContain(rule)
  const { out, errors } = await masthead('readers', 'segments', 'show', 'students')
  expect(errors).toBe('')
  expect(out.split('\n').slice(1)).toEqual([
    '5 readers: en 5',
    'Left out: 25: other-answer 15, other-segment 10',
  ])
  const json = JSON.parse((await masthead('readers', 'segments', 'show', 'students', '--json')).out)
  expect(json).toMatchObject({ segment: { name: 'students' }, languages: { en: 5 } })
  expect((await masthead('readers', 'segments', 'remove', 'students')).out).toContain('is removed')
  expect((await masthead('readers', 'segments', 'show', 'students')).code).toBe(1)
})

test('a segment is replaced only by who says so', async () => {
  const { masthead } = await aDesk()
  await masthead('readers', 'segments', 'save', 'students', '--where', rule)
  const again = await masthead('readers', 'segments', 'save', 'students', '--where', 'language:en')
  expect([again.code, again.errors]).toEqual([1, expect.stringContaining('saved on 2026-12-01')])
  const over = await masthead(
    'readers',
    'segments',
    'save',
    'students',
    '--where',
    'language:en',
    '--replace',
  )
  expect(over.code).toBe(0)
})

test('what is wrong in a rule is pointed at, by its column on the screen', async () => {
  const { masthead } = await aDesk()
  const { code, errors } = await masthead('readers', 'segments', 'show', 'field:city=北京 topic:focus')
  expect(code).toBe(2)
  expect(errors).toContain('column 15: “topic:focus” stands where “and” or “or” is expected')
  expect(errors.split('\n').at(-1)).toBe(`  ${' '.repeat('field:city=BeiJ '.length)}^`)
})

test('a rule is counted without being saved', async () => {
  const { masthead, stores } = await aDesk()
  expect((await masthead('readers', 'segments', 'show', 'language:en')).out).toContain('10 readers: en 10')
  expect(stores.segments.size).toBe(0)
})

test('an issue is sent to a segment, which is said before and kept', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('readers', 'segments', 'save', 'students', '--where', 'field:role=student')
  const { out } = await masthead('send', 'matrix-64', '--segment', 'students', '--yes')
  expect(out).toContain('goes now to readers with field:role=student (students)')
  expect(stores.sends.get('matrix-64--digest')!.filter!.segment).toMatchObject({ name: 'students' })
  const same = await masthead('send', 'matrix-64', '--segment', 'students', '--yes')
  expect([same.code, same.out]).toEqual([0, expect.not.stringContaining('Not taken')])
  const other = await masthead('send', 'matrix-64', '--segment', 'not language:en', '--yes')
  expect([other.code, other.out]).toEqual([
    1,
    expect.stringContaining('Not taken: that it goes to readers with not language:en'),
  ])
})

test('the question before a send counts the segment, and says who is left out', async () => {
  const { masthead, stores } = await aDesk()
  const { code, errors } = await masthead('send', 'matrix-64', '--segment', 'not got:matrix-63')
  expect([code, errors]).toEqual([1, expect.stringContaining('which has not been sent')])
  expect(stores.sends.size).toBe(0)
})

test('what was counted before the question is what is sent to, whatever is saved meanwhile', async () => {
  const { masthead, stores, env } = await aDesk()
  await masthead('readers', 'segments', 'save', 'students', '--where', 'field:role=student')
  const saved = stores.segments.get('students')!
  const asked = aMachine({
    cwd: await aFolder(),
    env,
    answers: ['15'],
    onPrint: () => stores.segments.set('students', { ...saved, rule: { language: ['en'] } }),
  })
  const { code, out } = await asked.masthead('send', 'matrix-64', '--segment', 'students')
  expect([code, out]).toEqual([0, expect.stringContaining('field:role=student (students)')])
  expect(stores.sends.get('matrix-64--digest')!.filter!.segment).toEqual({
    name: 'students',
    rule: saved.rule,
  })
})
