import fc from 'fast-check'
import { expect, test } from 'vitest'
import { masked } from '../../../functions/subscription/states/masked-address.ts'

test.each([
  ['at a large provider the domain says nothing of its reader', 'ada.lovelace@gmail.com', 'a•••@gmail.com'],
  ['of a domain of one’s own only the beginning shows', 'ada@lovelace-family.org', 'a•••@l•••.org'],
  ['what is sold below a country’s domain stays', 'ada@mail.cs.tsinghua.edu.cn', 'a•••@t•••.edu.cn'],
  ['a school’s own part of its domain does not show', 'ada@students.example.co.uk', 'a•••@e•••.co.uk'],
  ['a domain straight below a country’s is not taken for one that is sold', 'ada@co.uk', 'a•••@•••.uk'],
  ['a name that stands in a provider’s subdomain is masked', 'news@ada.fastmail.com', 'n•••@f•••.com'],
  ['one letter is not shown, for it would be all', 'a@gmail.com', '•••@gmail.com'],
  ['of two letters none is shown', 'al@qq.com', '•••@qq.com'],
  ['nor of a short domain', 'ada@al.io', 'a•••@•••.io'],
  ['of an international domain nothing but the end', 'ada@xn--fiq228c.cn', 'a•••@•••.cn'],
  ['of who was erased, nothing', '', ''],
])('%s', (_, address, shown) => {
  expect(masked(address)).toBe(shown)
})

const label = fc.stringMatching(/^[a-z][a-z0-9]{2,11}$/)

test('how long a name or a domain is does not show, and never more than the first letter of either', () => {
  fc.assert(
    fc.property(label, label, fc.constantFrom('org', 'de', 'co.uk'), (name, domain, end) => {
      const shown = masked(`${name}@${domain}.${end}`)
      if (shown.endsWith(`@${domain}.${end}`)) return // A provider's.
      expect(shown).toBe(`${name[0]}•••@${domain[0]}•••.${end}`)
    }),
  )
})
