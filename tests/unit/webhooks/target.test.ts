import { expect, test } from 'vitest'
import { isPublicAddress } from '../../../functions/webhooks/public-address.ts'
import { problemOfTarget } from '../../../functions/webhooks/target-url.ts'

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '224.0.0.1',
  '198.18.0.1',
  '::1',
  '::',
  'fe80::1',
  'fc00::1',
  'fd00:ec2::254',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  '2001:0:1::1',
  '2001:db8::1',
  'ff02::1',
  'fe80::1%eth0',
  '2606:4700::1111%eth0',
  '64:ff9b::808:808',
  '64:ff9b:1::1',
  '::127.0.0.1',
  '100::1',
  '100:0:0:1::1',
  '5f00::1',
  'fec0::1',
  '2001:20::1',
  '2620:4f:8000::1',
  '3fff:fff::1',
  '192.0.0.9',
  '192.0.2.255',
  '192.31.196.1',
  '192.52.193.1',
  '192.88.99.2',
  '192.175.48.1',
  '203.0.113.1',
  '198.51.100.1',
  '198.19.255.255',
  '100.127.255.255',
  '239.255.255.255',
  'nonsense',
])('%s is no address of the internet', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each([
  '8.8.8.8',
  '172.32.0.1',
  '172.15.255.255',
  '100.63.255.255',
  '100.128.0.1',
  '192.0.1.1',
  '192.167.255.255',
  '198.20.0.1',
  '223.255.255.255',
  '2001:200::1',
  '2003::1',
  '2606:4700::1111',
  '2a00:1450:4001::1',
])('%s is one of the internet', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  ['crm', 'absolute'],
  ['http://crm.example.org/', 'https'],
  ['ftp://crm.example.org/', 'https'],
  ['https://ada:secret@crm.example.org/', 'password'],
  ['https://crm.example.org/#here', 'fragment'],
  ['https://localhost/', 'no address'],
  ['https://crm.localhost/', 'no address'],
  ['https://crm/', 'no address'],
  ['https://crm.internal./', 'no address'],
  ['https://127.0.0.1/', 'no address'],
  ['https://2130706433/', 'no address'],
  ['https://0x7f.1/', 'no address'],
  ['https://[::1]/', 'no address'],
  ['https://[::ffff:10.0.0.1]/', 'no address'],
  [`https://crm.example.org/${'a'.repeat(1_000)}`, 'longer'],
])('a webhook leads not to %s', (url, why) => {
  expect(problemOfTarget(url, false)).toContain(why)
})

test('a webhook leads to the internet, and on one’s own machine to that, too', () => {
  for (const url of ['https://crm.example.org/a?b=c', 'https://8.8.8.8:8443/', 'https://[2606:4700::1111]/'])
    expect(problemOfTarget(url, false)).toBeUndefined()
  expect(problemOfTarget('http://127.0.0.1:8080/hook', true)).toBeUndefined()
  expect(problemOfTarget('http://localhost:8080/hook', true)).toBeUndefined()
  expect(problemOfTarget('http://192.168.0.1/', true)).toContain('https')
  expect(problemOfTarget('https://192.168.0.1/', true)).toContain('no address')
})
