import { describe, expect, test } from 'vitest'
import { inFile, testRule } from './complaints.ts'
import { pureFilesAreGivenTheOutside, tablesKnowOnlyTheDatabase } from './rules/licences.ts'
import { readSource } from './source.ts'

const pure = inFile('functions/issue/x.ts')

describe('the clock', () => {
  testRule(pureFilesAreGivenTheOutside, [
    pure('export const x = () => Date.now()', ':1 uses Date'),
    pure('export const x = () => new Date().getTime()', ':1 uses Date'),
    pure('export const x = () => new Date', ':1 uses Date'),
    pure('export const x = () => new Date(...[])', ':1 uses Date'),
    pure('export const x = () => Date()', ':1 uses Date'),
    pure('const { now } = Date', ':1 uses Date'),
    pure('const D = Date\nexport const x = () => D.now()', ':1 uses Date'),
    pure('export const x = [1].map(Date.now)', ':1 uses Date'),
    pure("export const x = Date['now']()", ':1 uses Date'),
    pure("export const x = globalThis['Date']['now']()", ':1 uses globalThis'),
    pure('export const x = process.hrtime()', ':1 uses process'),
    pure('export const x = performance.now()', ':1 uses performance'),
    pure('export const x = Temporal.Now.instant()', ':1 uses Temporal'),
    pure("export const x = new Intl.DateTimeFormat('en').format()", ':1 uses format()'),
    pure('export const x = () => new Promise((r) => setTimeout(r, 5))', ':1 uses setTimeout'),
    pure('export const x = AbortSignal.timeout(5)', ':1 uses AbortSignal'),
    pure('const f = (Date: any) => Date', ':1 calls something of its own Date'),
    pure(
      "import { performance } from 'node:perf_hooks'",
      ':1 imports performance of node:perf_hooks',
      ':1 calls something of its own performance',
    ),
    pure(
      "import { setTimeout as wait } from 'node:timers/promises'",
      ':1 imports setTimeout of node:timers/promises',
    ),
    pure(
      "import { systemClocks } from '../runtime/system-clocks.ts'",
      ':1 imports systemClocks of functions/runtime/system-clocks.ts',
    ),
    pure('export const x = (d: Date, at: number) => [new Date(at), Date.parse(String(d)), Date.UTC(2026)]'),
    pure("import { setImmediate as turn } from 'node:timers/promises'"),
    pure("import type { Clocks } from '../runtime/system-clocks.ts'"),
  ])
})

describe('chance', () => {
  testRule(pureFilesAreGivenTheOutside, [
    pure('export const x = Math.random()', ':1 uses Math'),
    pure('const { random } = Math', ':1 uses Math'),
    pure('export const x = crypto.getRandomValues(new Uint8Array(4))', ':1 uses crypto'),
    pure("import { randomInt } from 'node:crypto'", ':1 imports randomInt of node:crypto'),
    pure("import { randomUUID as id } from 'crypto'", ':1 imports randomUUID of crypto'),
    pure("import * as c from 'node:crypto'", ':1 imports * of node:crypto'),
    pure("import { createHash } from 'node:crypto'\nexport const x = Math.max(1, 2)"),
  ])
})

describe('the environment', () => {
  testRule(pureFilesAreGivenTheOutside, [
    pure('const { env } = process', ':1 uses process'),
    pure("export const x = process['env'].HOME", ':1 uses process'),
    pure("import { env } from 'node:process'", ':1 imports env of node:process'),
    pure("import { hostname } from 'node:os'", ':1 imports hostname of node:os'),
    pure(
      "import { readSettings } from '../runtime/settings.ts'",
      ':1 imports readSettings of functions/runtime/settings.ts',
    ),
    pure('export const x = import.meta.url', ':1 uses import.meta'),
    pure("import { variable } from '../runtime/settings.ts'"),
  ])
})

describe('the outside world', () => {
  testRule(pureFilesAreGivenTheOutside, [
    pure("export const x = () => fetch('http://127.0.0.1')", ':1 uses fetch'),
    pure("import { createServer } from 'node:http'", ':1 imports createServer of node:http'),
    pure("import { execSync } from 'node:child_process'", ':1 imports execSync of node:child_process'),
    pure("import { DatabaseSync } from 'node:sqlite'", ':1 imports DatabaseSync of node:sqlite'),
    pure("import { readFile } from 'fs/promises'", ':1 imports readFile of fs/promises'),
    pure('export const x = () => import(`node:fs`)', ':1 imports * of node:fs'),
    pure("import 'node:fs'", ':1 imports nothing of node:fs'),
    pure("export const x = process.getBuiltinModule('fs')", ':1 uses process'),
    pure("import { createRequire } from 'node:module'", ':1 imports createRequire of node:module'),
    pure("export const x = require('node:fs')", ':1 imports * of node:fs', ':1 uses require'),
    pure("export const x = eval('1')", ':1 uses eval'),
    pure("export const x = (() => 1).constructor('return process')()", ':1 uses constructor'),
    pure(
      "import { NodeHttpHandler } from '@smithy/node-http-handler'",
      ':1 imports NodeHttpHandler of @smithy/node-http-handler',
    ),
    pure(
      "import { marshall } from '@aws-sdk/util-dynamodb'",
      ':1 imports marshall of @aws-sdk/util-dynamodb',
    ),
    pure(
      "import { createUploads } from './uploads.store.ts'",
      ':1 imports createUploads of functions/issue/uploads.store.ts',
    ),
    pure(
      "import { createTable } from './uploads.table.js'",
      ':1 imports createTable of functions/issue/uploads.table.ts',
    ),
    pure("import type { Uploads } from './uploads.store.ts'\nimport type { Row } from './uploads.table.ts'"),
  ])
})

test('a property, a type or a key of such a name is none of these', () => {
  const text =
    'type T = { fetch: typeof fetch; at: Date }\nexport const x = (a: any): T => ({ fetch: a.process, at: a.Date.now })'
  expect(pureFilesAreGivenTheOutside([readSource('functions/issue/x.ts', text)])).toEqual([])
})

describe('pages and forms are pure as well', () => {
  testRule(pureFilesAreGivenTheOutside, [
    inFile('functions/web/x.page.ts')(
      'export const x = process.env.X ?? Math.random()',
      ':1 uses process',
      ':1 uses Math',
    ),
    inFile('functions/web/x.http.ts')('export const x = Date.now()', ':1 uses Date'),
    inFile('emails/x.ts')('export const x = Date.now()', ':1 uses Date'),
    inFile('functions/web/x.page.ts')(
      "import { GetItemCommand } from '@aws-sdk/client-dynamodb'",
      ':1 imports GetItemCommand of @aws-sdk/client-dynamodb',
    ),
    inFile('functions/web/x.handler.ts')('export const x = Date.now()'),
    inFile('cli/x.ts')('export const x = Date.now()'),
  ])
})

describe('tables', () => {
  const table = inFile('functions/issue/x.table.ts')
  testRule(tablesKnowOnlyTheDatabase, [
    table('export const x = Date.now()', ':1 uses Date'),
    table('export const x = process.env.TABLE', ':1 uses process'),
    table("import { S3Client } from '@aws-sdk/client-s3'", ':1 imports S3Client of @aws-sdk/client-s3'),
    table("import { randomBytes } from 'node:crypto'", ':1 imports randomBytes of node:crypto'),
    table(
      "import { GetItemCommand } from '@aws-sdk/client-dynamodb'\nimport { randomUUID } from 'node:crypto'",
    ),
    table("import { createRows } from './y.table.ts'"),
  ])
})
