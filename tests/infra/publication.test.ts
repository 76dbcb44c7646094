import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPublication } from '../../infra/publication.ts'

const given = readFileSync('content/publication.yaml', 'utf8')
const written = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'publication-')), 'publication.yaml')
  writeFileSync(file, text)
  return file
}

test('a wrong publication is refused by file, place and reason, all at once', () => {
  const file = written(given.replace('Asia/Shanghai', 'Asia/Nowhere').replace('id: matrix', 'id: Matrix!'))
  const refused = () => readPublication(file)
  expect(refused).toThrow(file)
  expect(refused).toThrow('timeZone is not an IANA time zone')
  expect(refused).toThrow('id may hold')
})

const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c'
const withMore = (lines: string) => () => readPublication(written(`${given}\n${lines}`))

test('a name and its certificate are taken together', () => {
  const { domain, ...publication } = withMore(
    `domain: matrix.example.org\ncertificateArn: ${certificateArn}`,
  )()
  expect([domain, publication.certificateArn]).toEqual(['matrix.example.org', certificateArn])
})

test.each([
  ['domain: matrix.example.org', 'domain needs the certificateArn'],
  [`certificateArn: ${certificateArn}`, 'certificateArn needs "domain: matrix.example.org" beside it'],
  [
    `domain: www.example.org\ncertificateArn: ${certificateArn}`,
    'domain is not the host of site, which is matrix.example.org',
  ],
  [
    `domain: matrix.example.org\ncertificateArn: ${certificateArn.replace('us-east-1', 'eu-west-1')}`,
    'certificateArn is not the ARN of an ACM certificate in us-east-1',
  ],
])('%s alone is refused: %s', (lines, reason) => {
  expect(withMore(lines)).toThrow(reason)
})

test.each([
  'https://matrix.example.org/',
  'http://matrix.example.org',
  'https://example.org/matrix',
  'matrix',
])('a site that is no origin, %s, is refused', (site) => {
  const file = written(given.replace(/site: https.*/, `site: ${site}`))
  expect(() => readPublication(file)).toThrow('site is not an origin such as https://www.example.org')
})

test('a file that is missing, or is no YAML, is named', () => {
  expect(() => readPublication('nowhere.yaml')).toThrow('nowhere.yaml cannot be read')
  const file = written('id: [')
  expect(() => readPublication(file)).toThrow(`${file} cannot be read`)
})

test('GitHub may publish from a repository by its name, or by its ids, and from main unless another branch is said', () => {
  const github = withMore('publishing: { github: tides/magazine }')().publishing
  expect(github).toEqual({ github: 'tides/magazine', branch: 'main' })
  const other = withMore('publishing: { github: tides@1/magazine@22, branch: release/2031 }')().publishing
  expect(other).toEqual({ github: 'tides@1/magazine@22', branch: 'release/2031' })
})

test.each([
  ['github: tides', 'is not a repository of GitHub'],
  ['github: "*/magazine"', 'is not a repository of GitHub'],
  ['github: tides@1/magazine', 'is not a repository of GitHub'],
  ['github: tides/magazine, branch: "*"', 'is not the name of a branch'],
  [`github: tides/magazine, branch: "\${aws:username}"`, 'is not the name of a branch'],
  ['github: tides/magazine, provider: arn:aws:iam::1:role/x', 'is not the ARN of GitHub’s OIDC provider'],
])('publishing: { %s } %s', (keys, reason) => {
  expect(withMore(`publishing: { ${keys} }`)).toThrow(reason)
})
