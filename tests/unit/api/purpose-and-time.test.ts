import { describe, expect, test } from 'vitest'
import { anApi, call } from '../cli/service.ts'
import { askForASend } from './ask-for-a-send.ts'

describe('a send for a purpose of its own', () => {
  test('stands beside the digest, and is made once', async () => {
    const api = anApi()
    await askForASend({}, api)
    expect(await askForASend({ purpose: 'reminder-2' }, api)).toMatchObject({
      status: 202,
      send: { id: 'matrix-64--reminder-2' },
    })
    expect((await askForASend({ purpose: 'reminder-2' }, api)).status).toBe(200)
    expect([...api.stores.sends.keys()]).toEqual(['matrix-64--digest', 'matrix-64--reminder-2'])
  })

  test.each([
    ['an empty name', '', 'must not be empty'],
    ['capitals', 'Reminder', 'is not 1–20'],
    ['a hyphen first', '-reminder', 'is not 1–20'],
    ['21 characters', 'a'.repeat(21), 'is not 1–20'],
    ['two hyphens, which would make it another issue’s', 'x--digest', 'two hyphens'],
    ['the beginning of a test', 'test-1', 'test- or welcome'],
    ['the beginning of a series', 'welcome-0-2026-12', 'test- or welcome'],
    ['a path', '../x', 'is not 1–20'],
    ['no text', 5, 'is not a text'],
  ])('is refused with %s', async (_, purpose, message) => {
    const { status, problems, stores } = await askForASend({ purpose })
    expect(status).toBe(400)
    expect(problems[0]).toMatchObject({ field: 'purpose', message: expect.stringContaining(message) })
    expect(stores.sends.size + stores.queue.length).toBe(0)
  })

  test('is refused when its id would be longer than a schedule’s name', async () => {
    const issue = 'a'.repeat(50)
    expect((await askForASend({ issue, purpose: 'twelve-chars' })).problems).not.toContainEqual(
      expect.objectContaining({ field: 'purpose' }),
    )
    expect((await askForASend({ issue, purpose: 'thirteen-char' })).problems).toEqual([
      { field: 'purpose', message: expect.stringContaining('is 1 too long') },
    ])
    expect((await askForASend({ issue: 'a'.repeat(60) })).problems[0].field).toBe('issue')
  })
})

describe('a send by readers’ own clocks', () => {
  test('is due when the first zone is there', async () => {
    const { status, send, stores } = await askForASend({ at: '2026-12-10T09:00', ownZones: true })
    expect(status).toBe(202)
    expect(send).toMatchObject({ ownZones: '2026-12-10T09:00:00', at: '2026-12-09T19:00:00.000Z' })
    expect(stores.queue).toEqual([{ kind: 'schedule', send: 'matrix-64--digest' }])
  })

  test('begins now where the first zones have passed it', async () => {
    const { send, stores } = await askForASend({ at: '2026-12-01T09:00', ownZones: true })
    expect(send).toMatchObject({ ownZones: '2026-12-01T09:00:00' })
    expect(send.at).toBeUndefined()
    expect(stores.queue).toEqual([{ kind: 'start', send: 'matrix-64--digest' }])
  })

  test.each([
    ['without a time', undefined, 'is missing'],
    ['with an offset', '2026-12-10T09:00+08:00', 'without an offset'],
    ['with Z', '2026-12-10T09:00Z', 'without an offset'],
    ['with no day of the calendar', '2026-02-30T09:00', 'is not a local time'],
    ['with no time', 'soon', 'is not a local time'],
    ['when it has passed everywhere', '2026-11-30T03:00', 'in the past on every clock'],
  ])('is refused %s, with a reason', async (_, at, message) => {
    const { status, problems, stores } = await askForASend({ at, ownZones: true })
    expect(status).toBe(400)
    expect(problems).toEqual([{ field: 'at', message: expect.stringContaining(message) }])
    expect(stores.sends.size).toBe(0)
  })

  test('can be what another send is moved to, and be moved to one time again', async () => {
    const api = anApi()
    await askForASend({ at: '2026-12-05T09:00' }, api)
    const move = (body: object) =>
      call(api.handle, 'POST /api/sends/{send}/actions', {
        id: 'matrix-64--digest',
        body: { action: 'reschedule', ...body },
      })
    expect((await move({ at: '2026-12-10T09:00', ownZones: true })).status).toBe(200)
    expect(api.stores.sends.get('matrix-64--digest')).toMatchObject({
      at: '2026-12-09T19:00:00.000Z',
      ownZones: '2026-12-10T09:00:00',
    })
    expect((await move({ at: '2026-12-10T09:00Z', ownZones: true })).status).toBe(400)
    expect((await move({ at: '2026-11-30T03:00', ownZones: true })).status).toBe(400)
    await move({ at: '2026-12-10T09:00' })
    expect(api.stores.sends.get('matrix-64--digest')?.ownZones).toBeUndefined()
  })
})
