import { expect, test } from 'vitest'
import { anIssuePublished } from '../../builders.ts'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const aDesk = async () => {
  const service = await aService()
  service.stores.issues.set('matrix-64', anIssuePublished())
  return { ...service, ...aMachine({ cwd: await aFolder(), env: service.env }) }
}

test('masthead send says when it goes first and last, and to whom', async () => {
  const { masthead } = await aDesk()
  const { out } = await masthead(
    ...['send', 'matrix-64', '--yes', '--at', '2026-12-10T09:00', '--own-zones', '--purpose', 'students'],
    ...['--language-is', 'en', 'zh-CN', '--topic', 'focus', '--where', 'role=student'],
    ...['--where', 'role=media', '--where', 'print=no', '--where', 'group=a=b'],
  )
  expect(out).toBe(
    'matrix-64--students goes at 2026-12-10 09:00 by each reader’s clock, from 2026-12-10 03:00 (Asia/Shanghai)' +
      ' to 2026-12-11 05:00 (Asia/Shanghai), to readers with language en or zh-CN; topic focus;' +
      ' role student or media; print no; group a=b',
  )
  expect((await masthead('status', 'matrix-64--students')).out).toMatch(
    /for +readers with language en or zh-CN.*\n.*\n +due +2026-12-10 09:00 by each reader’s clock, from/,
  )
})

test('masthead send says that what stands is not changed by asking otherwise', async () => {
  const { masthead } = await aDesk()
  await masthead('send', 'matrix-64', '--yes', '--topic', 'focus')
  const { code, out } = await masthead('send', 'matrix-64', '--yes', '--topic', 'views')
  expect(code).toBe(1)
  expect(out).toContain('was asked for already')
  expect(out).toContain(
    'Not taken: that it goes to readers with topic views. To those, too: --purpose NAME makes a send of its own',
  )
})

test('masthead send refuses an answer without a field, and a name that there is not, in one line', async () => {
  const { masthead } = await aDesk()
  for (const where of ['role', '=x', 'role='])
    expect(await masthead('send', 'matrix-64', '--yes', '--where', where)).toMatchObject({
      code: 2,
      errors: expect.stringContaining('Write field=value'),
    })
  expect(await masthead('send', 'matrix-64', '--yes', '--topic', 'sport')).toMatchObject({
    code: 1,
    errors: expect.stringMatching(/^filter.topics: has no sport: choose of focus/),
  })
})

test('masthead reschedule moves a send to each reader’s own morning', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('send', 'matrix-64', '--yes', '--at', '2026-12-05T09:00')
  const moved = await masthead(
    ...['reschedule', 'matrix-64--digest', '--at', '2026-12-10T09:00', '--own-zones'],
  )
  expect(moved).toMatchObject({ code: 0, out: 'matrix-64--digest has its new time' })
  expect(stores.sends.get('matrix-64--digest')?.ownZones).toBe('2026-12-10T09:00:00')
})
