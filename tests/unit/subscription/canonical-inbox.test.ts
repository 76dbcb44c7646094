import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAddress } from '../../../functions/subscription/states/address.ts'
import { inboxOf } from '../../../functions/subscription/states/canonical-inbox.ts'

test.each([
  ['victim+1@example.org', 'victim@example.org'],
  ['victim+a+b@example.org', 'victim@example.org'],
  ['victim+@example.org', 'victim@example.org'],
  ['+tag@example.org', '+tag@example.org'],
  ['v.i.c.t.i.m@gmail.com', 'victim@gmail.com'],
  ['v.ictim+x.y@googlemail.com', 'victim@gmail.com'],
  ['v.ictim@example.org', 'v.ictim@example.org'],
  ['v.ictim@mail.gmail.com', 'v.ictim@mail.gmail.com'],
  ['v_i-c.tim+1@pm.me', 'victim@proton.me'],
  ['victim@protonmail.com', 'victim@proton.me'],
  ['victim@protonmail.ch', 'victim@proton.me'],
  ['victim+1@ya.ru', 'victim@yandex.ru'],
  ['vic.tim@yandex.com', 'vic-tim@yandex.ru'],
  ['vic-tim@yandex.kz', 'vic-tim@yandex.ru'],
  ['vic-tim@yandex.com.tr', 'vic-tim@yandex.ru'],
  ['victim@yandex.co.il', 'victim@yandex.ru'],
  ['vic.tim@notyandex.ru', 'vic.tim@notyandex.ru'],
  ['vic.tim@mail.yandex.ru', 'vic.tim@mail.yandex.ru'],
  ['victim@me.com', 'victim@icloud.com'],
  ['victim+1@mac.com', 'victim@icloud.com'],
  ['vic.tim@icloud.com', 'vic.tim@icloud.com'],
  ['vic.tim+1@outlook.com', 'vic.tim@outlook.com'],
  ['anything@victim.fastmail.com', 'victim@fastmail.com'],
  ['victim+anything@fastmail.com', 'victim@fastmail.com'],
  ['victim-1@yahoo.com', 'victim-1@yahoo.com'],
  ['victim-1@example.org', 'victim-1@example.org'],
  ['---@proton.me', '---@proton.me'],
  ['a@constructor', 'a@constructor'],
])('%s leads to the inbox of %s', (address, inbox) => {
  expect(inboxOf(address)).toBe(inbox)
})

const local = fc.stringMatching(/^[a-z0-9]{1,8}(\.[a-z0-9]{1,8}){0,2}$/)
const tag = fc.stringMatching(/^[a-z0-9]{1,8}(\.[a-z0-9]{1,3})?$/)
const domain = fc.constantFrom(
  'gmail.com',
  'googlemail.com',
  'example.org',
  'proton.me',
  'qq.com',
  'fastmail.fm',
  'ya.ru',
  'me.com',
)

const normalised = (typed: string): string => {
  const read = readAddress(typed)
  return read.outcome === 'read' ? read.address : expect.fail(typed)
}

test('a tag, and how letters are cased, never make another inbox', () => {
  fc.assert(
    fc.property(local, tag, domain, (name, word, host) => {
      const plain = inboxOf(normalised(`${name}@${host}`))
      expect(inboxOf(normalised(`${name}+${word}@${host}`))).toBe(plain)
      expect(inboxOf(normalised(`${name.toUpperCase()}+${word}@${host.toUpperCase()}`))).toBe(plain)
      expect(inboxOf(plain)).toBe(plain)
    }),
  )
})

test('without tags, addresses at a host that ignores nothing are inboxes of their own', () => {
  fc.assert(
    fc.property(local, local, (one, other) => {
      const [a, b] = [`${one}@example.org`, `${other}@example.org`]
      expect(inboxOf(a) === inboxOf(b)).toBe(a === b)
    }),
  )
})
