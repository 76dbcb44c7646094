import { expect, test } from 'vitest'
import { hostName } from '../../../functions/publication/host-name.ts'

test.each([
  ['https://www.github.com/a', 'github.com'],
  ['https://example.org:8080/', 'example.org:8080'],
  ['https://例子.中国/路', '例子.中国'],
  ['https://bücher.example/', 'bücher.example'],
  ['https://مثال.example/', 'مثال.example'],
  ['https://пример.рф/', 'пример.рф'],
])('%s leads to %s', (url, name) => {
  expect(hostName(url)).toBe(name)
})

test.each([
  ['https://аррӏе.com/', 'Cyrillic letters that spell a Latin name'],
  ['https://gооgle.com/', 'two scripts in one name'],
  ['https://faceboοk.com/', 'one Greek letter'],
  ['https://ɢoogle.com/', 'a letter that no language has there'],
])('%s stays in Punycode: %s', (url) => {
  expect(hostName(url)).toMatch(/^xn--[a-z0-9-]+\.com$/)
})
