import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countedAddress,
  countLinks,
  linkKeyOf,
  linksPressedBy,
  mergeLinks,
} from '../../../functions/sending/ledger/pressed-links.ts'

const [one, two] = ['https://tidelines.example.org/en/issues/7/harbour/', 'https://news.example.com/?id=3']
const press = (index: number, link = one) => ({ index, link })

test('each recipient counts once a link, and who presses none takes no room', () => {
  const all = mergeLinks('', [press(40), press(3), { index: 7 }, press(3, two), press(40)])
  expect(all.split(' ').sort()).toEqual([`${linkKeyOf(one)}:3,40`, `${linkKeyOf(two)}:3`].sort())
  expect(countLinks([all, '', mergeLinks('', [press(0)])])).toEqual({
    [linkKeyOf(one)]: 3,
    [linkKeyOf(two)]: 1,
  })
  expect(linksPressedBy(all, 3).sort()).toEqual([linkKeyOf(one), linkKeyOf(two)].sort())
  expect([linksPressedBy(all, 7), linksPressedBy('', 0)]).toEqual([[], []])
})

test('whatever the order in which events come, and however often, the same is known', () => {
  const report = fc
    .tuple(fc.nat(4), fc.constantFrom(one, two, undefined))
    .map(([index, link]) => ({ index, link }))
  fc.assert(
    fc.property(fc.array(report, { maxLength: 12 }), fc.nat(12), (all, from) => {
      const others = [...all.slice(from), ...all.toReversed(), ...all.slice(0, from)]
      expect(others.reduce((before, press) => mergeLinks(before, [press]), '')).toBe(mergeLinks('', all))
    }),
  )
})

test('a reader’s own links are not counted, nor what is no address of the web', () => {
  for (const shared of [one, two]) expect(countedAddress(shared)).toBe(shared)
  const none = [
    `${one}?token=abc`,
    'https://tidelines.example.org/preferences?language=en&token=abc',
    'mailto:editors@tidelines.example.org',
    'harbour',
    `${one}${'a'.repeat(2_000)}`,
    '',
    undefined,
  ]
  for (const address of none) expect(countedAddress(address), address).toBeUndefined()
})
