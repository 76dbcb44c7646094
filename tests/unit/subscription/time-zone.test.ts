import { expect, test } from 'vitest'
import { isTimeZone, offeredZones, readTimeZone } from '../../../functions/publication/time-zones.ts'
import { timeZoneLabel, timeZoneOptions } from '../../../functions/subscription/forms/time-zone-options.ts'

test.each([
  ['Asia/Tokyo', 'Asia/Tokyo'],
  ['asia/tokyo', 'Asia/Tokyo'],
  ['ASIA/KOLKATA', 'Asia/Kolkata'],
  ['Europe/Oslo', 'Europe/Oslo'],
  ['europe/oslo', 'Europe/Oslo'],
  ['Asia/Calcutta', 'Asia/Calcutta'],
  ['Europe/Kyiv', 'Europe/Kyiv'],
  ['Etc/GMT+12', 'Etc/GMT+12'],
  ['utc', 'UTC'],
  ['', undefined],
  ['+08:00', undefined],
  ['Tokyo', undefined],
  ['Asia/Tokyo ', undefined],
  ['constructor', undefined],
])('the zone %j is read as %j', (name, zone) => expect(readTimeZone(name)).toBe(zone))

test.each(['zh-CN', 'en'])('every zone offered in %s exists and has a label of its own', (language) => {
  const options = timeZoneOptions(language)
  expect(options).toHaveLength(Object.keys(offeredZones).length)
  expect(options.filter(({ zone }) => !isTimeZone(zone))).toEqual([])
  expect(new Set(options.map(({ label }) => label)).size).toBe(options.length)
  for (const { label } of options) expect(label).toMatch(/^UTC([−+]\d{1,2}(:\d\d)?)? · \p{L}/u)
})

test('zones go from west to east, in the reader’s language', () => {
  const zones = timeZoneOptions('en').map(({ zone }) => zone)
  const order = ['Pacific/Honolulu', 'America/New_York', 'America/St_Johns', 'Europe/London']
  order.push('Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Shanghai', 'Pacific/Auckland')
  expect(zones.filter((zone) => order.includes(zone))).toEqual(order)
  expect(timeZoneLabel('Asia/Shanghai', 'zh-CN')).toBe('UTC+8 · 中国标准时间 · 北京、香港')
  expect(timeZoneLabel('Asia/Kolkata', 'en')).toBe('UTC+5:30 · India Standard Time')
})

test('a label names standard time, south of the equator as well', () => {
  expect(timeZoneLabel('America/New_York', 'en')).toMatch(/^UTC−5 · Eastern Time/)
  expect(timeZoneLabel('Australia/Sydney', 'en')).toMatch(/^UTC\+10 · Australian Eastern Time/)
  expect(timeZoneLabel('Europe/London', 'en')).toMatch(/^UTC · /)
})

test('a zone that is not offered stands in its place for who has it, and for nobody else', () => {
  const options = timeZoneOptions('en', 'Europe/Oslo')
  const at = options.findIndex(({ zone }) => zone === 'Europe/Oslo')
  expect(options[at]!.label).toBe('UTC+1 · Central European Time · Europe/Oslo')
  expect(options[at + 1]!.label).toMatch(/^UTC\+2 /)
  expect(timeZoneOptions('en').map(({ zone }) => zone)).not.toContain('Europe/Oslo')
})
