import { expect, test } from 'vitest'
import { noCircles } from './architecture/rules/circles.ts'
import { testsWaitForConditions, waits } from './architecture/rules/fixed-waits.ts'
import { handlersExportTheirHandler } from './architecture/rules/handlers.ts'
import {
  foundations,
  pureFilesAreGivenTheOutside,
  tablesKnowOnlyTheDatabase,
} from './architecture/rules/licences.ts'
import { theLocalCloudKnowsNoneOfOurNames } from './architecture/rules/local-cloud.ts'
import { foldersLeadWhereTheyMay, slicesStandOnOneAnother } from './architecture/rules/order.ts'
import { packagesAreNotHandedOn, somePackagesHaveOnePlace } from './architecture/rules/packages.ts'
import { computedImports, importsCanBeRead } from './architecture/rules/readable.ts'
import { type Rule, sourcesIn } from './architecture/source.ts'

const sources = sourcesIn(['functions', 'emails', 'infra', 'cli', 'packages', 'tests'])

test('there is code to look at', () => {
  expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(3_000)
})

test.for<[string, Rule]>([
  ['every import can be read', importsCanBeRead],
  ['what stands in functions and cli imports only what stands before it', slicesStandOnOneAnother],
  ['each folder leads only where it may', foldersLeadWhereTheyMay],
  ['no file leads back to itself, not even by a type', noCircles],
  ['DynamoDB is for tables, SES for the mailer, MJML for one file', somePackagesHaveOnePlace],
  ['no file hands a package on', packagesAreNotHandedOn],
  ['pure files are given what they need of the outside', pureFilesAreGivenTheOutside],
  ['tables know only the database', tablesKnowOnlyTheDatabase],
  ['a handler exports its handler, which begins where early answers are off', handlersExportTheirHandler],
  ['the local cloud knows none of our names', theLocalCloudKnowsNoneOfOurNames],
  ['tests wait for conditions, not for a time', testsWaitForConditions],
])('%s', ([, rule]) => {
  expect(rule(sources)).toEqual([])
})

test('what is allowed by name is there still', () => {
  const paths = sources.map(({ path }) => path)
  const allowed = [waits, computedImports, foundations].flatMap((list) => Object.keys(list))
  expect(allowed.filter((path) => !paths.includes(path))).toEqual([])
})
